// SPDX-License-Identifier: Apache-2.0
// Expressions of a script, other than calls.
#include "contract/logic/node.h"
#include "contract/logic/translate.h"
#include <math.h>

static bool is_op(const struct js *n, const char *op) { return !strcmp(n->op, op); }

// ---- names ----
static struct ex space(const char *name) { return (struct ex){.type = EX_SPACE, .name = name, .size = 1}; }

static struct ex name(struct translation *t, const struct js *n) {
    static const char *const spaces[] = {
        "_",          "utils", "util",     "Math",     "Number",    "String", "Boolean",    "Array",   "Object",
        "JSON",       "Date",  "moment",   "instance", "component", "form",   "submission", "console", "parseInt",
        "parseFloat", "isNaN", "isFinite", "lodash",   "this",      "window", "self",       "user"};
    static const char *const roots[] = {"data", "row", "value", "input", "rowIndex"};
    const struct variable *v = variable_find(t, n->text);
    if (v) {
        return v->value;
    }
    if (!strcmp(n->text, "true") || !strcmp(n->text, "false")) {
        return ex_bool(n->text[0] == 't');
    }
    if (!strcmp(n->text, "null") || !strcmp(n->text, "undefined")) {
        return ex_nothing();
    }
    if (!strcmp(n->text, "NaN")) {
        return ex_op1(t, "+", EX_NUMBER, ex_text("NaN"));
    }
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        if (!strcmp(n->text, roots[i])) {
            return ex_path(t, 0, roots[i]);
        }
    }
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        if (!strcmp(n->text, spaces[i])) {
            return space(!strcmp(spaces[i], "lodash") ? "_" : !strcmp(spaces[i], "util") ? "utils" : spaces[i]);
        }
    }
    return refuse_ex(t, ERR_UNSUPPORTED, n, "unknown name", n->text);
}

// ---- members ----
// What hangs on the objects of Form.io: submission.data is data, instance.root.data is data, ...
static struct ex space_member(struct translation *t, const struct js *n, const char *of, const char *key) {
    static const struct {
        const char *name, *root;
    } known[] = {{"submission.data", "data"},
                 {"form.submission.data", "data"},
                 {"instance.data", "row"},
                 {"instance.root.data", "data"},
                 {"instance.root.submission.data", "data"},
                 {"instance.row", "row"},
                 {"instance.dataValue", "value"},
                 {"instance.rootValue", "data"},
                 {"this.data", "data"},
                 {"this.row", "row"},
                 {"form.data", "data"},
                 {"instance.rowIndex", "rowIndex"},
                 {"window.moment", NULL}};
    char *path = arena_printf(t->arena, "%s.%s", of, key);
    if (!path) {
        return refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL);
    }
    if (*of == '@' && (!strcmp(key, "dataValue") || !strcmp(key, "value"))) { // of getComponent("key")
        return ex_member(t, ex_path(t, 0, "data"), of + 1);
    }
    if (!strncmp(path, "instance.options.", 17) || !strncmp(path, "instance.root.options.", 22)) {
        return ex_nothing(); // read only, builder, ...: never so where it is asked
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!strcmp(path, known[i].name) && known[i].root) {
            return ex_path(t, 0, known[i].root);
        }
    }
    if (!strcmp(path, "Math.PI")) {
        return ex_number(acos(-1));
    }
    if (!strncmp(of, "window", 6) || !strcmp(of, "self")) {
        struct js alone = {.kind = JS_NAME, .text = key, .offset = n->offset};
        return name(t, &alone);
    }
    return space(path);
}

static struct ex member(struct translation *t, const struct js *n) {
    struct ex of = follow(t, n->a);
    if (of.type == EX_SPACE) {
        return space_member(t, n, of.name, n->text);
    }
    if (of.type == EX_NOTHING) {
        return of;
    }
    return ex_member(t, of, n->text);
}
static struct ex index_of(struct translation *t, const struct js *n) {
    struct ex of = follow(t, n->a), key = follow(t, n->b);
    char text[40];
    if (t->err || of.type == EX_NOTHING) {
        return ex_nothing();
    }
    if (ex_is_constant(&key) && (key.rule.type == VAL_STRING || key.rule.type == VAL_NUMBER)) {
        const char *part = key.rule.text;
        if (key.rule.type == VAL_NUMBER) {
            number_text(key.rule.number, text, sizeof text);
            part = arena_string(t->arena, text);
        }
        return !part               ? refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL)
             : of.type == EX_SPACE ? space_member(t, n, of.name, part)
                                   : ex_member(t, of, part);
    }
    if (of.type == EX_SPACE) {
        return refuse_ex(t, ERR_UNSUPPORTED, n, "a computed part of", of.name);
    }
    struct ex e = ex_op2(t, "get", EX_ANY, of, key);
    e.maybe = true;
    return e;
}

// ---- operators ----
// JsonLogic operators of one kind side by side are written as one with more operands.
static struct ex joined(struct translation *t, const char *op, enum ex_type type, struct ex a, struct ex b) {
    struct ex args[64];
    uint32_t count = 0;
    const struct ex *sides[] = {&a, &b};
    for (int i = 0; i < 2; i++) {
        const struct ex *e = sides[i];
        const struct member *m = !e->ref && e->level == t->level && e->rule.type == VAL_OBJECT && e->rule.count == 1
                                   ? e->rule.members
                                   : NULL;
        bool same = m && !strcmp(m->key, op) && m->value.type == VAL_ARRAY && m->value.count < 32 &&
                    (i == 0 || strcmp(op, "+") != 0);
        for (uint32_t k = 0; same && k < m->value.count; k++) {
            args[count] = ex_constant(m->value.items[k], EX_ANY);
            args[count].size = e->size / m->value.count + 1;
            args[count++].level = e->level;
        }
        if (!same) {
            args[count++] = *e;
        }
    }
    struct ex e = ex_op(t, op, type, count, args);
    e.maybe = a.maybe || b.maybe;
    return e;
}

static struct ex either(struct translation *t, const char *op, struct ex a, struct ex b) {
    bool and = *op == 'a';
    if (ex_is_constant(&a)) {
        return logic_truthy(&a.rule) == and? b : a;
    }
    struct ex e = joined(t, op, a.type == b.type ? a.type : EX_ANY, a, b);
    e.maybe = and? a.maybe || b.maybe : b.maybe;
    return e;
}

static struct ex add(struct translation *t, struct ex a, struct ex b) {
    if (a.type == EX_TEXT || b.type == EX_TEXT) {
        struct ex e = joined(t, "cat", EX_TEXT, a, b);
        e.maybe = false;
        return e;
    }
    if (a.type == EX_LIST || b.type == EX_LIST || a.type == EX_OBJECT || b.type == EX_OBJECT) {
        return refuse_ex(t, ERR_UNSUPPORTED, NULL, "the sum of a list", NULL);
    }
    struct ex e = joined(t, "+", EX_NUMBER, a, b);
    e.maybe = false;
    return e;
}

// typeof x === "string" asks for the type; x.indexOf(y) > -1 asks whether y is in x.
static bool special_comparison(struct translation *t, const struct js *n, struct ex *out) {
    static const struct {
        const char *type, *op;
    } types[] = {{"string", "_isString"},
                 {"number", "_isNumber"},
                 {"boolean", "_isBoolean"},
                 {"object", "_isObject"},
                 {"undefined", "_isNil"}};
    bool equal = n->op[0] == '=' && n->op[1] == '=', unequal = n->op[0] == '!';
    if ((equal || unequal) && n->a->kind == JS_UNARY && is_op(n->a, "typeof") && n->b->kind == JS_STRING) {
        for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
            if (!strcmp(n->b->text, types[i].type)) {
                bool undeclared = n->a->a->kind == JS_NAME && i == 4;
                struct ex of =
                    undeclared && !variable_find(t, n->a->a->text) ? ex_path(t, 0, n->a->a->text) : follow(t, n->a->a);
                struct ex is = ex_op1(t, types[i].op, EX_BOOL, of);
                *out = unequal ? ex_not(t, is) : is;
                return true;
            }
        }
    }
    bool searches =
        n->a->kind == JS_CALL && n->a->a->kind == JS_MEMBER && !strcmp(n->a->a->text, "indexOf") && n->a->count == 1;
    bool minus_one = n->b->kind == JS_UNARY && is_op(n->b, "-") && n->b->a->kind == JS_NUMBER && n->b->a->number == 1;
    bool zero = n->b->kind == JS_NUMBER && n->b->number == 0;
    bool found = (minus_one && (unequal || is_op(n, ">"))) || (zero && is_op(n, ">="));
    bool absent = (minus_one && equal) || (zero && is_op(n, "<"));
    if (!searches || (!found && !absent)) {
        return false;
    }
    struct ex list = follow(t, n->a->a->a);
    if (list.type == EX_SPACE) {
        return false;
    }
    struct ex in = ex_op2(t, "in", EX_BOOL, follow(t, n->a->list[0]), list);
    *out = found ? in : ex_not(t, in);
    return true;
}

static struct ex equality(struct translation *t, const struct js *n, struct ex a, struct ex b) {
    bool negated = *n->op == '!';
    bool nothing = a.type == EX_NOTHING || b.type == EX_NOTHING;
    const char *op = nothing ? (negated ? "!=" : "==") : n->op;
    if (a.type == EX_TIME || b.type == EX_TIME) { // two dates are never the same object; meant is the time
        op = negated ? "!=" : "==";
    }
    return ex_op2(t, op, EX_BOOL, a, b);
}

static struct ex arithmetic(struct translation *t, const struct js *n, struct ex a, struct ex b) {
    bool plain = is_op(n, "*"); // reads numbers as ex_as_number would
    const char *op = is_op(n, "**") ? "pow" : n->op;
    struct ex x = plain && a.type != EX_BOOL ? a : ex_as_number(t, a),
              y = plain && b.type != EX_BOOL ? b : ex_as_number(t, b);
    return plain ? joined(t, op, EX_NUMBER, x, y) : ex_op2(t, op, EX_NUMBER, x, y);
}

static struct ex binary_of(struct translation *t, const struct js *n, struct ex a, struct ex b) {
    if (t->err) {
        return ex_nothing();
    }
    if (is_op(n, "+")) {
        return add(t, a, b);
    }
    if (strchr("-*/%", n->op[0])) {
        struct ex e = arithmetic(t, n, a, b);
        e.maybe = false;
        return e;
    }
    if (strlen(n->op) >= 2 && (n->op[0] == '=' || n->op[0] == '!') && n->op[1] == '=') {
        return equality(t, n, a, b);
    }
    if (is_op(n, "<") || is_op(n, ">") || is_op(n, "<=") || is_op(n, ">=")) {
        return ex_order(t, n->op, a, b);
    }
    if (is_op(n, "in")) {
        return ex_op2(t, "!=", EX_BOOL, ex_op2(t, "get", EX_ANY, b, a), ex_nothing());
    }
    if (is_op(n, "instanceof") && b.type == EX_SPACE && !strcmp(b.name, "Array")) {
        return ex_op1(t, "_isArray", EX_BOOL, a);
    }
    return refuse_ex(t, ERR_UNSUPPORTED, n, "the operator", n->op);
}

static struct ex binary(struct translation *t, const struct js *n) {
    struct ex e;
    if (is_op(n, "&&") || is_op(n, "||") || is_op(n, "?\?")) {
        struct ex a = follow(t, n->a), b = ex_nothing(), none;
        if (!t->err && is_op(n, "||")) {
            follow_sides(t, a, NULL, n->b, &none, &b);
        } else if (!t->err) {
            follow_sides(t, a, n->b, NULL, &b, &none);
        }
        if (t->err) {
            return a;
        }
        if (is_op(n, "?\?")) {
            e = ex_op2(t, "?\?", a.type == b.type ? a.type : EX_ANY, a, b);
            e.maybe = b.maybe;
            return e;
        }
        return either(t, is_op(n, "&&") ? "and" : "or", a, b);
    }
    if (special_comparison(t, n, &e)) {
        return e;
    }
    struct ex a = follow(t, n->a);
    return binary_of(t, n, a, t->err ? a : follow(t, n->b));
}

static struct ex unary(struct translation *t, const struct js *n) {
    struct ex e = follow(t, n->a);
    if (t->err) {
        return e;
    }
    if (is_op(n, "!")) {
        const struct member *m =
            !e.ref && e.level == t->level && e.rule.type == VAL_OBJECT && e.rule.count == 1 ? e.rule.members : NULL;
        bool twice = n->a->kind == JS_UNARY && is_op(n->a, "!") && m && !strcmp(m->key, "!");
        if (twice) { // !!x
            struct ex inner = ex_constant(m->value.items[0], EX_ANY);
            inner.level = e.level;
            inner.size = e.size;
            return ex_op1(t, "!!", EX_BOOL, inner);
        }
        return e.type == EX_SPACE ? refuse_ex(t, ERR_UNSUPPORTED, n, "no value can be made of", e.name) : ex_not(t, e);
    }
    if (is_op(n, "void")) {
        return ex_nothing();
    }
    if (is_op(n, "-") && ex_is_constant(&e) && e.rule.type == VAL_NUMBER) {
        return ex_number(-e.rule.number);
    }
    if (is_op(n, "-") || is_op(n, "+")) {
        struct ex x = ex_as_number(t, e);
        return *n->op == '+' ? x : ex_op1(t, "-", EX_NUMBER, x);
    }
    return refuse_ex(t, ERR_UNSUPPORTED, n, "the operator", n->op);
}

// ---- assignment ----
static struct ex assign_to(struct translation *t, const struct js *target, struct ex value) {
    if (target->kind == JS_NAME) {
        variable_set(t, target->text, value, false);
    } else if (target->kind == JS_ARRAY || target->kind == JS_OBJECT) {
        refuse_ex(t, ERR_UNSUPPORTED, target, "an assignment to a pattern", NULL);
    } else {
        refuse_ex(t, ERR_UNSUPPORTED, target, "it changes something other than its own result", NULL);
    }
    return value;
}
static struct ex assign(struct translation *t, const struct js *n) {
    if (is_op(n, "=")) {
        struct ex value = follow(t, n->b);
        return t->err ? value : assign_to(t, n->a, value);
    }
    size_t len = strlen(n->op) - 1;
    char *op = arena_copy(t->arena, n->op, len);
    if (!op) {
        return refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL);
    }
    struct js operation = {.kind = JS_BINARY, .offset = n->offset, .op = op, .a = n->a, .b = n->b};
    struct ex value = follow(t, &operation);
    return t->err ? value : assign_to(t, n->a, value);
}
static struct ex update(struct translation *t, const struct js *n) {
    struct ex value = follow(t, n->a);
    if (t->err) {
        return value;
    }
    return assign_to(t, n->a, ex_op2(t, n->op[0] == '+' ? "+" : "-", EX_NUMBER, ex_as_number(t, value), ex_number(1)));
}

// ---- literals ----
static struct ex array(struct translation *t, const struct js *n) {
    struct val *items = arena_array(t->arena, n->count ? n->count : 1, sizeof *items);
    struct ex e = {.type = EX_LIST, .level = t->level, .size = 1};
    if (!items) {
        return refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL);
    }
    if (n->count == 1 && n->list[0]->kind == JS_SPREAD) {
        return follow(t, n->list[0]->a);
    }
    for (uint32_t i = 0; i < n->count && !t->err; i++) {
        if (n->list[i]->kind == JS_SPREAD) {
            return refuse_ex(t, ERR_UNSUPPORTED, n->list[i], "a spread list", NULL);
        }
        struct ex item = follow(t, n->list[i]);
        items[i] = ex_rule(t, item);
        e.size += item.size;
    }
    e.rule = (struct val){.type = VAL_ARRAY, .count = n->count, .items = items};
    return e;
}
static struct ex template(struct translation *t, const struct js *n) {
    struct ex parts[64];
    uint32_t count = 0;
    for (uint32_t i = 0; i < n->count && !t->err; i++) {
        if (count == 64) {
            return refuse_ex(t, ERR_LIMIT, n, "a template with too many parts", NULL);
        }
        if (n->list[i]->kind != JS_STRING || *n->list[i]->text) {
            parts[count++] = follow(t, n->list[i]);
        }
    }
    return ex_op(t, "cat", EX_TEXT, t->err ? 0 : count, parts);
}

struct ex follow(struct translation *t, const struct js *n) {
    struct ex e = ex_nothing();
    if (t->err || ++t->work > TRANSLATE_WORK_CAP) {
        return t->err ? e : refuse_ex(t, ERR_LIMIT, n, "the script has too many ways through it", NULL);
    }
    t->offset = n->offset;
    switch (n->kind) {
    case JS_NUMBER: return ex_number(n->number);
    case JS_STRING: return ex_text(n->text);
    case JS_TEMPLATE: return template(t, n);
    case JS_REGEX: return (struct ex){.type = EX_PATTERN, .node = n, .size = 1};
    case JS_NAME: return name(t, n);
    case JS_MEMBER: return member(t, n);
    case JS_INDEX: return index_of(t, n);
    case JS_CALL: return follow_call(t, n);
    case JS_NEW: return follow_new(t, n);
    case JS_UNARY: return unary(t, n);
    case JS_UPDATE: return update(t, n);
    case JS_BINARY: return binary(t, n);
    case JS_CONDITIONAL: {
        struct ex condition = follow(t, n->a), yes, no;
        if (t->err) {
            return e;
        }
        follow_sides(t, condition, n->b, n->c, &yes, &no);
        return t->err ? e : ex_if(t, condition, yes, no);
    }
    case JS_ASSIGN: return assign(t, n);
    case JS_FUNCTION: return (struct ex){.type = EX_FUNCTION, .node = n, .size = 1};
    case JS_ARRAY: return array(t, n);
    case JS_SEQUENCE:
        for (uint32_t i = 0; i < n->count; i++) {
            e = follow(t, n->list[i]);
        }
        return e;
    default: return refuse_ex(t, ERR_UNSUPPORTED, n, "an object", NULL);
    }
}
