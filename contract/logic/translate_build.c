// SPDX-License-Identifier: Apache-2.0
// Making rules out of rules: operators, paths in the right scope, and what JavaScript does with absent answers.
#include "contract/logic/node.h"
#include "contract/logic/translate.h"
#include <math.h>

struct ex refuse_ex(struct translation *t, enum err code, const struct js *at, const char *what, const char *name) {
    if (!t->err) {
        t->err = script_refuse(t->fault, code, at ? at->offset : t->offset, "%s%s%.60s%s", what, name ? " \"" : "",
                               name ? name : "", name ? "\"" : "");
    }
    return ex_nothing();
}

struct ex ex_constant(struct val v, enum ex_type type) {
    return (struct ex){.type = type, .rule = v, .size = 1, .maybe = type == EX_NOTHING};
}
struct ex ex_text(const char *text) {
    return ex_constant(val_text(text), EX_TEXT);
}
struct ex ex_number(double n) {
    return ex_constant(val_number(n), EX_NUMBER);
}
struct ex ex_bool(bool b) {
    return ex_constant(val_bool(b), EX_BOOL);
}
struct ex ex_nothing(void) {
    return ex_constant(val_null, EX_NOTHING);
}
bool ex_is_constant(const struct ex *e) {
    return !e->ref && e->type < EX_FUNCTION && (e->rule.type < VAL_ARRAY || !logic_is_rule(&e->rule));
}

struct ex ex_path(struct translation *t, int level, const char *part) {
    struct ex e = {.type = EX_ANY, .maybe = true, .ref = true, .level = level, .size = 3};
    return part ? ex_member(t, e, part) : e;
}

// What the form says about a path of its data.
static enum ex_type type_of(const struct translation *t, const struct ex *e) {
    static const enum ex_type types[] = {EX_ANY, EX_NUMBER, EX_TEXT, EX_BOOL, EX_LIST, EX_OBJECT};
    char path[256];
    size_t len = 0;
    if (!strcmp(e->parts[e->count - 1], "length")) {
        return EX_NUMBER;
    }
    if (e->level || !t->want->type_of) {
        return EX_ANY;
    }
    for (uint32_t i = 0; i < e->count; i++) {
        size_t part = strlen(e->parts[i]);
        if (len + part + 2 > sizeof path) {
            return EX_ANY;
        }
        path[len] = '.';
        len += i > 0;
        memcpy(path + len, e->parts[i], part + 1);
        len += part;
    }
    return types[t->want->type_of(t->want->ctx, path)];
}

struct ex ex_member(struct translation *t, struct ex of, const char *key) {
    if (!of.ref) {
        if (!strcmp(key, "length")) {
            struct ex e = ex_op1(t, "length", EX_NUMBER, of);
            e.maybe = of.type != EX_LIST && of.type != EX_TEXT;
            return e;
        }
        struct ex e = ex_op2(t, "get", EX_ANY, of, ex_text(key));
        e.maybe = true;
        return e;
    }
    const char **parts = arena_array(t->arena, of.count + 1, sizeof *parts);
    if (!parts || of.count == TRANSLATE_PARTS_CAP) {
        return refuse_ex(t, parts ? ERR_LIMIT : ERR_MEMORY, NULL, "a path is too long", NULL);
    }
    if (of.count) {
        memcpy(parts, of.parts, of.count * sizeof *parts);
    }
    parts[of.count++] = key;
    of.parts = parts;
    of.type = type_of(t, &of);
    of.maybe = true;
    return of;
}

// ---- plain values ----
static struct val operation(struct translation *t, const char *op, struct val *args, uint32_t count) {
    struct member *m = arena_alloc(t->arena, sizeof *m);
    if (!m) {
        refuse_ex(t, ERR_MEMORY, NULL, "no memory for the rule", NULL);
        return val_null;
    }
    *m = (struct member){op, {.type = VAL_ARRAY, .count = count, .items = args}};
    return (struct val){.type = VAL_OBJECT, .count = 1, .members = m};
}
static struct val *values(struct translation *t, uint32_t count) {
    struct val *v = arena_array(t->arena, count ? count : 1, sizeof *v);
    if (!v) {
        refuse_ex(t, ERR_MEMORY, NULL, "no memory for the rule", NULL);
    }
    return v;
}

// {"val": [[climb], "a", "b"]}
static struct val climbing(struct translation *t, int climb, const char *const *parts, uint32_t count) {
    struct val *args = values(t, count + 1), *up = values(t, 1);
    if (!args || !up) {
        return val_null;
    }
    up[0] = val_number(climb);
    args[0] = (struct val){.type = VAL_ARRAY, .count = 1, .items = up};
    for (uint32_t i = 0; i < count; i++) {
        args[i + 1] = val_text(parts[i]);
    }
    return climb ? operation(t, "val", args, count + 1) : operation(t, "val", args + 1, count);
}
static struct val path_rule(struct translation *t, const struct ex *e) {
    size_t len = 0;
    bool plain = true;
    for (uint32_t i = 0; i < e->count; i++) {
        len += strlen(e->parts[i]) + 1;
        plain = plain && !strchr(e->parts[i], '.') && *e->parts[i];
    }
    if (e->level != t->level || !plain) {
        return climbing(t, 2 * (t->level - e->level), e->parts, e->count);
    }
    char *path = arena_alloc(t->arena, len + 1), *to = path;
    struct member *m = arena_alloc(t->arena, sizeof *m);
    if (!path || !m) {
        refuse_ex(t, ERR_MEMORY, NULL, "no memory for the rule", NULL);
        return val_null;
    }
    for (uint32_t i = 0; i < e->count; i++) {
        size_t part = strlen(e->parts[i]);
        if (i) {
            *to++ = '.';
        }
        memcpy(to, e->parts[i], part);
        to += part;
    }
    *m = (struct member){"var", val_text(path)};
    return (struct val){.type = VAL_OBJECT, .count = 1, .members = m};
}

// ---- a rule made for one scope, used `by` scopes further in: what it reads from outside climbs further ----
static struct val shift(struct translation *t, const struct val *v, int by, int inside);

static struct val shift_path(struct translation *t, const struct val *path, int by) {
    const char *parts[TRANSLATE_PARTS_CAP];
    uint32_t count = 0;
    struct str rest = str_of(path->type == VAL_STRING ? path->text : "");
    while (rest.p && rest.len && count < TRANSLATE_PARTS_CAP) {
        struct str part = str_cut(&rest, '.');
        parts[count] = arena_copy(t->arena, part.p, part.len);
        if (!parts[count++]) {
            refuse_ex(t, ERR_MEMORY, NULL, "no memory for the rule", NULL);
            return val_null;
        }
    }
    return climbing(t, 2 * by, parts, count);
}
static bool opens_scope(const char *op) {
    return !strcmp(op, "map") || !strcmp(op, "filter") || !strcmp(op, "reduce") || !strcmp(op, "some") ||
           !strcmp(op, "none") || !strcmp(op, "all");
}
static struct val shift_operator(struct translation *t, const struct member *m, int by, int inside) {
    const struct val *args = m->value.type == VAL_ARRAY ? m->value.items : &m->value;
    uint32_t count = m->value.type == VAL_ARRAY ? m->value.count : 1;
    if (!strcmp(m->key, "var")) {
        return inside ? operation(t, "var", (struct val *)(uintptr_t)args, count) : shift_path(t, &args[0], by);
    }
    struct val *copy = values(t, count + 1);
    if (!copy) {
        return val_null;
    }
    if (!strcmp(m->key, "val")) {
        bool climbs = count && args[0].type == VAL_ARRAY;
        double up = climbs ? args[0].items[0].number : 0;
        struct val *level = values(t, 1);
        if (!level) {
            return val_null;
        }
        level[0] = val_number(up + (up >= 2 * inside ? 2 * by : 0));
        copy[0] = (struct val){.type = VAL_ARRAY, .count = 1, .items = level};
        memcpy(copy + 1, args + climbs, (count - climbs) * sizeof *copy);
        return operation(t, "val", copy, count + !climbs);
    }
    for (uint32_t i = 0; i < count; i++) {
        copy[i] = shift(t, &args[i], by, inside + (i == 1 && opens_scope(m->key)));
    }
    return operation(t, m->key, copy, count);
}
static struct val shift(struct translation *t, const struct val *v, int by, int inside) {
    if (++t->work > TRANSLATE_WORK_CAP * 4) {
        refuse_ex(t, ERR_LIMIT, NULL, "the rule would be too large", NULL);
        return val_null;
    }
    if (v->type == VAL_OBJECT && v->count == 1) {
        return shift_operator(t, &v->members[0], by, inside);
    }
    if (v->type != VAL_ARRAY || !logic_is_rule(v)) {
        return *v;
    }
    struct val *copy = values(t, v->count);
    for (uint32_t i = 0; copy && i < v->count; i++) {
        copy[i] = shift(t, &v->items[i], by, inside);
    }
    return copy ? (struct val){.type = VAL_ARRAY, .count = v->count, .items = copy} : val_null;
}

struct val ex_rule(struct translation *t, struct ex e) {
    if (e.type == EX_FUNCTION || e.type == EX_SPACE || e.type == EX_PATTERN) {
        refuse_ex(t, ERR_UNSUPPORTED, NULL, "no value can be made of", e.name ? e.name : "a function");
    } else if (e.type == EX_POISON) {
        refuse_ex(t, ERR_UNSUPPORTED, NULL, "a loop with two results that depend on each other", NULL);
    } else if (e.ref) {
        return path_rule(t, &e);
    } else if (e.level < t->level && logic_is_rule(&e.rule)) {
        return shift(t, &e.rule, t->level - e.level, 0);
    } else {
        return e.rule;
    }
    return val_null;
}

struct ex ex_op(struct translation *t, const char *op, enum ex_type type, uint32_t count, const struct ex *args) {
    struct val *list = values(t, count);
    struct ex e = {.type = type, .level = t->level, .size = 2};
    if (!list) {
        return e;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (args[i].type == EX_POISON) {
            return args[i]; // matters only when the result of the loop is made of it
        }
        list[i] = ex_rule(t, args[i]);
        e.size += args[i].size;
    }
    if (e.size > EXPRESSION_RULE_CAP) {
        return refuse_ex(t, ERR_LIMIT, NULL, "the rule would be too large", NULL);
    }
    e.rule = operation(t, op, list, count);
    return e;
}
struct ex ex_op1(struct translation *t, const char *op, enum ex_type type, struct ex a) {
    return ex_op(t, op, type, 1, &a);
}
struct ex ex_op2(struct translation *t, const char *op, enum ex_type type, struct ex a, struct ex b) {
    return ex_op(t, op, type, 2, (struct ex[]){a, b});
}
struct ex ex_op3(struct translation *t, const char *op, enum ex_type type, struct ex a, struct ex b, struct ex c) {
    return ex_op(t, op, type, 3, (struct ex[]){a, b, c});
}
