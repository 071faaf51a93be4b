// SPDX-License-Identifier: Apache-2.0
// From a script to its rule: parse, follow, read the variable that was asked for.
#include "contract/logic/translate.h"

// What the variable holds before the script runs, as Form.io passes it.
static struct ex start_of(struct translation *t, const char *result) {
    return !strcmp(result, "valid") ? ex_bool(true) : !strcmp(result, "value") ? ex_path(t, 0, "value") : ex_nothing();
}

static bool mentions(const struct js *n, const char *name) {
    if (!n) {
        return false;
    }
    bool found = (n->kind == JS_ASSIGN || n->kind == JS_UPDATE) && n->a->kind == JS_NAME && !strcmp(n->a->text, name);
    for (uint32_t i = 0; !found && i < n->count; i++) {
        found = mentions(n->list[i], name);
    }
    return found || mentions(n->a, name) || mentions(n->b, name) || mentions(n->c, name);
}

enum err expression_translate(struct arena *a, const char *source, const struct expression_want *want, struct val *rule,
                              struct fault *f) {
    struct js *all;
    *rule = val_null;
    enum err e = script_parse(a, source, strlen(source), 0, 0, &all, f);
    if (e) {
        return e;
    }
    struct translation *t = arena_alloc(a, sizeof *t);
    if (!t) {
        return script_refuse(f, ERR_MEMORY, 0, "no memory for the rule");
    }
    *t = (struct translation){.arena = a, .fault = f, .want = want};
    // A script that only gives a value, or returns one, has no need of the variable.
    bool alone = all->count == 1 && all->list[0]->kind == JS_EXPRESSION && !mentions(all, want->result);
    struct ex result = ex_nothing();
    if (alone) {
        result = follow(t, all->list[0]->a);
        alone = result.type != EX_NOTHING || !strchr(source, '(');
    }
    if (!alone) {
        variable_set(t, want->result, start_of(t, want->result), true);
        follow_statements(t, all);
        bool returns = t->done && t->ret.type != EX_NOTHING;
        if (!t->err && !returns && !mentions(all, want->result)) {
            return script_refuse(f, ERR_MISSING, 0, "the script never sets \"%s\"", want->result);
        }
        struct variable *v = variable_find(t, want->result);
        result = returns || !v ? t->ret : v->value;
    }
    if (!t->err) {
        *rule = ex_rule(t, result);
    }
    if (!t->err && a->failed) {
        return script_refuse(f, ERR_MEMORY, 0, "no memory for the rule");
    }
    return t->err;
}
