// SPDX-License-Identifier: Apache-2.0
// Callbacks over lists (array methods and Lodash) and loops: map, filter, some, none and reduce of JsonLogic.
#include "contract/logic/translate.h"

static bool any_of(const char *name, const char *const *names) {
    for (; *names; names++) {
        if (!strcmp(name, *names)) {
            return true;
        }
    }
    return false;
}
static struct ex place_in_list(struct translation *t) { // {"val": [[1], "index"]}
    struct val *up = arena_alloc(t->arena, sizeof *up);
    if (!up) {
        return refuse_ex(t, ERR_MEMORY, NULL, "no memory for the rule", NULL);
    }
    *up = val_number(1);
    struct ex climb = ex_constant((struct val){.type = VAL_ARRAY, .count = 1, .items = up}, EX_LIST);
    return ex_op2(t, "val", EX_NUMBER, climb, ex_text("index"));
}

// {a: 1, b: 2}: all of these parts are the same; "a": that part; a function: what it gives.
static struct ex matcher(struct translation *t, const struct js *fn, struct ex item) {
    if (fn->kind == JS_OBJECT) {
        struct ex all = ex_bool(true);
        for (uint32_t i = 0; i < fn->count && !t->err; i++) {
            struct ex one = ex_op2(t, "===", EX_BOOL, ex_member(t, item, fn->list[i]->text), follow(t, fn->list[i]->a));
            all = i ? ex_op2(t, "and", EX_BOOL, all, one) : one;
        }
        return all;
    }
    if (fn->kind == JS_ARRAY && fn->count == 2 && fn->list[0]->kind == JS_STRING) {
        return ex_op2(t, "===", EX_BOOL, ex_member(t, item, fn->list[0]->text), follow(t, fn->list[1]));
    }
    struct ex f = follow(t, fn);
    if (f.type == EX_FUNCTION) {
        return follow_function(t, f.node, (struct ex[]){item, place_in_list(t)}, 2);
    }
    if (f.type == EX_TEXT && ex_is_constant(&f)) {
        struct str rest = str_of(f.rule.text);
        while (rest.p && rest.len) {
            struct str part = str_cut(&rest, '.');
            char *key = arena_copy(t->arena, part.p, part.len);
            item = key ? ex_member(t, item, key) : refuse_ex(t, ERR_MEMORY, fn, "no memory for the rule", NULL);
        }
        return item;
    }
    if (f.type == EX_SPACE && (!strcmp(f.name, "Boolean") || !strcmp(f.name, "_.identity"))) {
        return item;
    }
    if (f.type == EX_SPACE && (!strcmp(f.name, "Number") || !strcmp(f.name, "parseFloat"))) {
        return ex_as_number(t, item);
    }
    return refuse_ex(t, ERR_UNSUPPORTED, fn, "a callback of this kind", NULL);
}
static struct ex inside(struct translation *t, const struct js *fn) {
    t->level++;
    struct ex item = {.type = EX_ANY, .maybe = true, .ref = true, .level = t->level, .size = 3};
    struct ex result = fn ? matcher(t, fn, item) : item;
    struct ex made = ex_constant(t->err ? val_null : ex_rule(t, result), result.type);
    made.size = result.size;
    made.level = t->level--;
    return made;
}
// {op: [list, inner]}; the inner rule belongs to the inner scope already, so it is put in as it is.
static struct ex iterate(struct translation *t, const char *op, enum ex_type type, struct ex list, struct ex inner) {
    inner.level = t->level;
    return ex_op2(t, op, type, list, inner);
}

static struct ex reduce(struct translation *t, const struct js *n, struct ex list, const struct js *const *args,
                        uint32_t count) {
    struct ex f = follow(t, args[0]), start = count > 1 ? follow(t, args[1]) : ex_op1(t, "_first", EX_ANY, list);
    if (t->err || f.type != EX_FUNCTION) {
        return refuse_ex(t, ERR_UNSUPPORTED, n, "a callback of this kind", NULL);
    }
    t->level++;
    struct ex item = ex_path(t, t->level, "current"), sum = ex_path(t, t->level, "accumulator");
    sum.type = start.type;
    sum.maybe = start.maybe;
    struct ex result = follow_function(t, f.node, (struct ex[]){sum, item, place_in_list(t)}, 3);
    struct ex body = ex_constant(t->err ? val_null : ex_rule(t, result), result.type);
    body.size = result.size;
    t->level--;
    body.level = t->level;
    struct ex from = count > 1 ? list : ex_op2(t, "_slice", EX_LIST, list, ex_number(1));
    struct ex e = ex_op3(t, "reduce", result.type == start.type ? result.type : EX_ANY, from, body, start);
    e.maybe = result.maybe || start.maybe;
    return e;
}

struct ex list_call(struct translation *t, const struct js *n, struct ex list, const char *name,
                    const struct js *const *args, uint32_t count, bool *known) {
    static const char *const names[] = {"some",  "any",   "every",  "all",     "filter",  "reject",
                                        "find",  "map",   "reduce", "forEach", "each",    "sumBy",
                                        "maxBy", "minBy", "meanBy", "flatMap", "countBy", NULL};
    *known = any_of(name, names);
    if (!*known) {
        return ex_nothing();
    }
    if (!strcmp(name, "forEach") || !strcmp(name, "each")) {
        struct ex f = count ? follow(t, args[0]) : ex_nothing();
        if (f.type != EX_FUNCTION) {
            return refuse_ex(t, ERR_UNSUPPORTED, n, "a callback of this kind", NULL);
        }
        follow_loop(t, n, list, f.node->count ? f.node->list[0] : NULL, f.node->count > 1 ? f.node->list[1] : NULL,
                    f.node);
        return ex_nothing();
    }
    if (!strcmp(name, "reduce") && count) {
        return reduce(t, n, list, args, count);
    }
    struct ex inner = inside(t, count ? args[0] : NULL);
    if (t->err) {
        return inner;
    }
    if (!strcmp(name, "some") || !strcmp(name, "any")) {
        return iterate(t, "some", EX_BOOL, list, inner);
    }
    if (!strcmp(name, "every") || !strcmp(name, "all")) { // of an empty list true, unlike JsonLogic's all
        t->level++;
        inner = ex_not(t, inner);
        t->level--;
        return iterate(t, "none", EX_BOOL, list, inner);
    }
    if (!strcmp(name, "filter")) {
        return iterate(t, "filter", EX_LIST, list, inner);
    }
    if (!strcmp(name, "reject")) {
        t->level++;
        inner = ex_not(t, inner);
        t->level--;
        return iterate(t, "filter", EX_LIST, list, inner);
    }
    if (!strcmp(name, "find")) {
        struct ex e = ex_op1(t, "_first", EX_ANY, iterate(t, "filter", EX_LIST, list, inner));
        e.maybe = true;
        return e;
    }
    struct ex mapped = iterate(t, "map", EX_LIST, list, inner);
    if (!strcmp(name, "map")) {
        return mapped;
    }
    if (!strcmp(name, "sumBy") || !strcmp(name, "meanBy")) {
        return ex_op1(t, *name == 's' ? "_sum" : "_mean", EX_NUMBER, mapped);
    }
    return refuse_ex(t, ERR_UNSUPPORTED, n, "the list function", name);
}

// ---- loops: each variable that the body changes becomes a reduction of its own ----
static void changed_names(const struct js *n, const char **names, uint32_t *count) {
    if (!n || *count == 8) {
        return;
    }
    const struct js *target = n->kind == JS_ASSIGN || n->kind == JS_UPDATE ? n->a : NULL;
    if (n->kind == JS_CALL && n->a->kind == JS_MEMBER && !strcmp(n->a->text, "push")) {
        target = n->a->a;
    }
    if (target && target->kind == JS_NAME) {
        bool seen = false;
        for (uint32_t i = 0; i < *count; i++) {
            seen = seen || !strcmp(names[i], target->text);
        }
        if (!seen) {
            names[(*count)++] = target->text;
        }
    }
    changed_names(n->a, names, count);
    changed_names(n->b, names, count);
    changed_names(n->c, names, count);
    for (uint32_t i = 0; i < n->count; i++) {
        changed_names(n->list[i], names, count);
    }
}

struct loop {
    struct ex list;
    const struct js *item, *index, *body;
};
// What `name` is after one turn, as a rule over {"current", "accumulator"}.
static struct ex one_turn(struct translation *t, const struct loop *l, const char *name, struct ex start) {
    struct ex sum = ex_path(t, t->level, "accumulator"), item = ex_path(t, t->level, "current");
    sum.type = start.type == EX_NOTHING ? EX_ANY : start.type;
    sum.maybe = start.maybe;
    variable_set(t, name, sum, false);
    struct variables outer = t->vars;
    uint32_t frame = t->frame;
    t->frame = t->vars.count;
    if (l->body->kind == JS_FUNCTION) {
        follow_function(t, l->body, (struct ex[]){item, place_in_list(t)}, 2);
    } else {
        if (l->item) {
            bind_names(t, l->item, item);
        }
        if (l->index) {
            bind_names(t, l->index, place_in_list(t));
        }
        struct js *list = (struct js *)(uintptr_t)l->body;
        struct js block = {.kind = JS_BLOCK, .offset = l->body->offset, .list = &list, .count = 1};
        follow_statements(t, &block);
    }
    struct variable *v = variable_find(t, name);
    struct ex result = v ? v->value : ex_nothing();
    if (t->done) {
        refuse_ex(t, ERR_UNSUPPORTED, l->body, "a loop that is left early", NULL);
    }
    t->vars = outer;
    t->frame = frame;
    return result;
}

void follow_loop(struct translation *t, const struct js *n, struct ex list, const struct js *item,
                 const struct js *index, const struct js *body) {
    const char *names[8];
    struct ex results[8];
    uint32_t count = 0, kept = 0;
    struct loop l = {list, item, index, body};
    changed_names(body->kind == JS_FUNCTION ? body->a : body, names, &count);
    for (uint32_t i = 0; i < count; i++) { // those declared inside are the body's own affair
        if (variable_find(t, names[i])) {
            names[kept++] = names[i];
        }
    }
    struct variables *before = arena_alloc(t->arena, sizeof *before);
    if (t->err || !before) {
        refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL);
        return;
    }
    *before = t->vars;
    for (uint32_t i = 0; i < kept && !t->err; i++) {
        struct ex start = variable_find(t, names[i])->value;
        t->level++;
        for (uint32_t k = 0; k < kept; k++) {
            variable_set(t, names[k], (struct ex){.type = EX_POISON}, false);
        }
        struct ex turn = one_turn(t, &l, names[i], start);
        results[i] = ex_constant(t->err ? val_null : ex_rule(t, turn), turn.type);
        results[i].size = turn.size;
        t->level--;
        results[i].level = t->level;
        t->vars = *before;
        enum ex_type type = start.type == turn.type || start.type == EX_NOTHING ? turn.type : EX_ANY;
        results[i] = ex_op3(t, "reduce", type, list, results[i], start);
        results[i].maybe = start.maybe || turn.maybe;
    }
    for (uint32_t i = 0; i < kept && !t->err; i++) {
        variable_set(t, names[i], results[i], false);
    }
}
