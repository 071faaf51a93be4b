// SPDX-License-Identifier: Apache-2.0
// Conditions, calculations and checks of a component. JavaScript is not run: where a script decides about answers it is
// an error, elsewhere it is listed as skipped.
#include "contract/form/read.h"

static void note_bare(void *ctx, const char *path) {
    static const char *const known[] = {"data", "row", "value", "input", "now"};
    struct rule *rule = ctx;
    size_t len = strcspn(path, ".");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i]) == len && !strncmp(known[i], path, len))
            return;
    rule->bare |= len > 0;
}

enum err read_rule(struct reader *r, const struct val *json, const char *place, struct rule *out) {
    struct fault f;
    struct logic *logic;
    enum err e = logic_compile(r->a, json, &logic, &f);
    if (e) {
        fault_set(r->f, e, f.place, "%s", f.what);
        const char *behind = f.place[0] == '$' ? f.place + 1 : "";
        return fault_set(r->f, e, arena_printf(r->a, "%s%s", place, behind), "%s", f.what);
    }
    *out = (struct rule){.logic = logic, .json = json, .place = place};
    logic_paths(json, note_bare, out);
    return ERR_NONE;
}

// ---- which question a condition means ----
static uint32_t data_parent(const struct reader *r, uint32_t node) {
    const struct question_rules *n = &r->in->nodes[node];
    uint32_t up = n->parent;
    while (up != NO_NODE && !(r->in->nodes[up].q && r->in->nodes[up].answers))
        up = r->in->nodes[up].parent;
    return up;
}

static uint32_t find_path(const struct reader *r, const char *prefix, const char *name) {
    char path[FORM_PATH_CAP * 2];
    int n = snprintf(path, sizeof path, "%s%s", prefix, name);
    return n < (int)sizeof path ? names_find(r->paths, path, (size_t)n) : NO_NODE;
}

// In order: beside or above the one that asks, inwards of rows; the whole path; the key alone; the path without the
// layout components that Form.io may put in front.
uint32_t reader_resolve(const struct reader *r, const char *name, uint32_t node) {
    uint32_t at, up = node;
    do {
        up = data_parent(r, up);
        const struct question *q = up == NO_NODE ? NULL : r->in->nodes[up].q;
        char prefix[FORM_PATH_CAP + 4] = "";
        if (q)
            snprintf(prefix, sizeof prefix, q->kind == ASK_ROWS ? "%s.*." : "%s.", q->path);
        if ((at = find_path(r, prefix, name)) != NO_NODE)
            return at;
        if (q && !strncmp(name, q->path, strlen(q->path)) && name[strlen(q->path)] == '.' && q->kind == ASK_ROWS &&
            (at = find_path(r, prefix, name + strlen(q->path) + 1)) != NO_NODE)
            return at; // "children.name" from within the rows of "children"
    } while (up != NO_NODE);
    for (const char *tail = name; tail; tail = strchr(tail, '.') ? strchr(tail, '.') + 1 : NULL)
        if ((at = names_find(r->keys, tail, strlen(tail))) != NO_NODE || (at = find_path(r, "", tail)) != NO_NODE)
            if (r->in->nodes[at].answers)
                return at;
    return NO_NODE;
}

static enum err resolve_or_note(struct reader *r, const char *name, const char *place, uint32_t node, uint32_t *out) {
    *out = reader_resolve(r, name, node);
    return *out == NO_NODE ? reader_skip(r, place, "a condition on \"%.80s\", which is no question here", name) : ERR_NONE;
}

// ---- conditions ----
static const struct { const char *name; enum compare_op op; } operators[] = {
    {"isEqual", COMPARE_EQUAL}, {"isNotEqual", COMPARE_NOT_EQUAL}, {"isEmpty", COMPARE_EMPTY},
    {"isNotEmpty", COMPARE_NOT_EMPTY}, {"lessThan", COMPARE_LESS}, {"greaterThan", COMPARE_GREATER},
    {"lessThanOrEqual", COMPARE_LESS_EQUAL}, {"greaterThanOrEqual", COMPARE_GREATER_EQUAL}, {"includes", COMPARE_INCLUDES},
    {"notIncludes", COMPARE_NOT_INCLUDES}, {"startsWith", COMPARE_STARTS}, {"endsWith", COMPARE_ENDS},
    {"dateLessThan", COMPARE_DATE_LESS}, {"dateGreaterThan", COMPARE_DATE_GREATER},
    {"dateLessThanOrEqual", COMPARE_DATE_LESS_EQUAL}, {"dateGreaterThanOrEqual", COMPARE_DATE_GREATER_EQUAL},
    {"isDateEqual", COMPARE_DATE_EQUAL}, {"isNotDateEqual", COMPARE_DATE_NOT_EQUAL}};

static const char *as_text(struct reader *r, const struct val *v) {
    if (!v)
        return "undefined"; // what a browser compares with then
    switch (v->type) {
    case VAL_STRING: return v->text;
    case VAL_BOOL: return v->boolean ? "true" : "false";
    case VAL_NUMBER: return arena_printf(r->a, "%.15g", v->number);
    default: return v->type == VAL_NULL ? "null" : "";
    }
}

static enum err read_comparisons(struct reader *r, const struct val *list, const char *place, uint32_t node, struct test *out) {
    struct compare *items = arena_array(r->a, list->count + 1, sizeof *items);
    if (!items)
        return fault_set(r->f, ERR_MEMORY, place, "out of memory");
    for (uint32_t i = 0; i < list->count; i++) {
        const struct val *one = &list->items[i], *value = val_get(one, "value");
        const char *name = val_get_text(one, "component", ""), *op = val_get_text(one, "operator", "");
        const char *at = arena_printf(r->a, "%s.conditions[%u]", place, i);
        if (!at)
            return fault_set(r->f, ERR_MEMORY, place, "out of memory");
        if (!*name)
            continue;
        struct compare *c = &items[out->count++];
        *c = (struct compare){.op = COMPARE_TRUE, .value = value ? *value : val_null};
        for (size_t k = 0; k < sizeof operators / sizeof *operators; k++)
            if (text_same(operators[k].name, op))
                c->op = operators[k].op;
        enum err e = resolve_or_note(r, name, at, node, &c->target);
        if (!e && c->op == COMPARE_TRUE)
            e = reader_skip(r, at, "unknown operator \"%.40s\"", op);
        if (e)
            return e;
    }
    out->items = items;
    return ERR_NONE;
}

enum err read_test(struct reader *r, const struct val *conditional, const char *place, uint32_t node, struct test *out,
                   bool *any) {
    const struct val *list = val_get(conditional, "conditions"), *when = val_get(conditional, "when"),
                     *json = val_get(conditional, "json"), *show = val_get(conditional, "show");
    *any = true;
    *out = (struct test){.place = place};
    if (*val_get_text(conditional, "conjunction", "") && list && list->type == VAL_ARRAY) {
        out->any = text_same(val_get_text(conditional, "conjunction", ""), "any");
        out->negate = show && !member_true(conditional, "show");
        enum err e = read_comparisons(r, list, place, node, out);
        *any = out->count > 0;
        return e;
    }
    if (when && when->type == VAL_STRING && *when->text) {
        struct compare *c = arena_alloc(r->a, sizeof *c);
        const char *eq = as_text(r, val_get(conditional, "eq"));
        if (!c || !eq)
            return fault_set(r->f, ERR_MEMORY, place, "out of memory");
        *c = (struct compare){.op = COMPARE_LEGACY, .value = val_text(eq)};
        *out = (struct test){.place = place, .items = c, .count = 1, .negate = !member_true(conditional, "show")};
        return resolve_or_note(r, when->text, place, node, &c->target);
    }
    if (json && json->type == VAL_OBJECT)
        return read_rule(r, json, arena_printf(r->a, "%s.json", place), &out->rule);
    *any = false;
    return ERR_NONE;
}

static enum err refuse_script(struct reader *r, const char *place) {
    return fault_set(r->f, ERR_UNSUPPORTED, place, "a script; import the form first, so that it becomes JsonLogic");
}

static enum err read_tests(struct reader *r, struct question_rules *n, const struct val *c) {
    struct test *tests = arena_array(r->a, 2, sizeof *tests);
    const char *place = arena_printf(r->a, "%s.conditional", n->place);
    const char *custom_place = arena_printf(r->a, "%s.customConditional", n->place);
    const struct val *conditional = val_get(c, "conditional"), *custom = val_get(c, "customConditional");
    if (!tests || !place || !custom_place)
        return fault_set(r->f, ERR_MEMORY, n->place, "out of memory");
    if (conditional && conditional->type == VAL_OBJECT) {
        bool any;
        enum err e = read_test(r, conditional, place, n->index, &tests[0], &any);
        if (e)
            return e;
        n->test_count += any;
    }
    if (custom && custom->type == VAL_STRING && *str_trim(str_of(custom->text)).p)
        return refuse_script(r, custom_place);
    if (custom && (custom->type == VAL_OBJECT || custom->type == VAL_BOOL)) {
        enum err e = read_rule(r, custom, custom_place, &tests[n->test_count].rule);
        if (e)
            return e;
        n->test_count++;
    }
    n->tests = tests;
    return ERR_NONE;
}

// A member that may hold a rule. A text there is a script.
static enum err read_own_rule(struct reader *r, const struct question_rules *n, const struct val *from, const char *key,
                              const char *path, bool optional, struct rule *out) {
    const struct val *v = val_get(from, key);
    if (!v || v->type == VAL_NULL || (v->type == VAL_STRING && !str_trim(str_of(v->text)).len) || v->type == VAL_BOOL)
        return ERR_NONE;
    const char *place = arena_printf(r->a, "%s.%s", n->place, path);
    if (!place)
        return fault_set(r->f, ERR_MEMORY, n->place, "out of memory");
    if (v->type == VAL_STRING)
        return optional ? reader_skip(r, place, "a script") : refuse_script(r, place);
    return read_rule(r, v, place, out);
}

enum err read_rules(struct reader *r, struct question_rules *n, const struct val *c) {
    const struct val *validate = val_get(c, "validate");
    n->hidden |= member_true(c, "hidden");
    enum err e = read_tests(r, n, c);
    e = e ? e : read_triggers(r, n, c);
    if (e || !n->answers)
        return e;
    e = read_own_rule(r, n, c, "calculateValue", "calculateValue", false, &n->calculate);
    e = e ? e : read_own_rule(r, n, c, "customDefaultValue", "customDefaultValue", true, &n->preset);
    e = e ? e : read_own_rule(r, n, validate, "custom", "validate.custom", false, &n->valid_custom);
    return e ? e : read_own_rule(r, n, validate, "json", "validate.json", false, &n->valid_json);
}
