// SPDX-License-Identifier: Apache-2.0
// Evaluating conditions and rules at a place of the answers.
#include "contract/form/visit.h"

static uint32_t add(struct member *m, uint32_t n, const char *key, const struct val *v) {
    if (!v)
        return n;
    m[n] = (struct member){key, *v};
    return n + 1;
}

// What a rule sees: data, row, value, input, now, what the caller adds, and for rules that ask for them the answers
// under their own names.
static bool make_root(struct visit *v, const struct rule *rule, const struct place *p, struct val *root) {
    const struct val *extra = v->run->extra;
    uint32_t bare = rule->bare && v->answers.type == VAL_OBJECT ? v->answers.count : 0;
    uint32_t more = extra && extra->type == VAL_OBJECT ? extra->count : 0;
    struct member *m = arena_array(&v->rules, 5 + bare + more, sizeof *m);
    if (!m)
        return false;
    struct val now = v->run->today ? val_text(v->run->today) : val_null;
    uint32_t n = add(m, 0, "data", &v->answers);
    n = add(m, n, "row", p->row ? p->row : &v->answers);
    n = add(m, n, "value", p->value);
    n = add(m, n, "input", p->value);
    n = add(m, n, "now", &now);
    for (uint32_t i = 0; i < more; i++)
        n = add(m, n, extra->members[i].key, &extra->members[i].value);
    if (bare)
        memcpy(m + n, v->answers.members, bare * sizeof *m);
    *root = (struct val){.type = VAL_OBJECT, .count = n + bare, .members = m};
    return true;
}

bool rule_value(struct visit *v, const struct rule *rule, const struct place *p, struct arena *keep, struct val *out) {
    struct val root, found;
    *out = val_null;
    arena_reset(&v->rules);
    if (!make_root(v, rule, p, &root)) {
        v->err = ERR_MEMORY;
        return false;
    }
    enum err e = logic_eval(rule->logic, &root, &v->rules, &found, NULL);
    if (e == ERR_MEMORY)
        v->err = e;
    if (e)
        return false;
    if (!keep)
        *out = found;
    else if (!val_copy(keep, &found, out))
        v->err = ERR_MEMORY;
    return !v->err;
}

// A rule that gives nothing, or cannot be worked out, hides nothing.
bool test_holds(struct visit *v, const struct test *t, const struct place *p) {
    const struct question_rules *nodes = v->run->form->inside->nodes;
    if (t->rule.logic) {
        struct val shown;
        return !rule_value(v, &t->rule, p, NULL, &shown) || shown.type == VAL_NULL || logic_truthy(&shown);
    }
    bool all = true, one = false;
    for (uint32_t i = 0; i < t->count; i++) {
        const struct compare *c = &t->items[i];
        const struct question *q = c->target == NO_NODE ? NULL : nodes[c->target].q;
        bool holds = compare_holds(c, q, q ? answer_of(v, c->target) : NULL);
        all &= holds;
        one |= holds;
    }
    return (t->any ? one : all) != t->negate;
}

const struct val *answer_of(struct visit *v, uint32_t node) {
    const struct question *q = v->run->form->inside->nodes[node].q;
    if (!strchr(q->path, '*'))
        return strchr(q->path, '.') ? val_at(&v->answers, q->path) : val_get(&v->answers, q->path);
    char path[FORM_PATH_CAP];
    size_t len = 0;
    uint32_t depth = 0;
    for (const char *at = q->path; *at && len + 12 < sizeof path; at++) {
        if (*at != '*') {
            path[len++] = *at;
            continue;
        }
        const struct visit_row *r = &v->rows[depth];
        size_t upto = (size_t)(at - q->path) - 1; // "children" of "children.*.name"
        if (depth >= v->row_depth || strlen(r->node->q->path) != upto || strncmp(r->node->q->path, q->path, upto) != 0)
            return NULL; // rows that we are not within
        len += (size_t)snprintf(path + len, sizeof path - len, "%u", r->index);
        depth++;
    }
    path[len] = 0;
    return val_at(&v->answers, path);
}

bool effect_state(struct visit *v, const struct place *p, enum effect effect, bool otherwise) {
    const struct question_rules *n = p->node;
    for (uint32_t i = 0; i < n->trigger_count; i++)
        if (n->triggers[i].effect == effect && test_holds(v, &n->triggers[i].test, p))
            otherwise = n->triggers[i].state;
    return otherwise;
}
