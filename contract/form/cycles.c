// SPDX-License-Identifier: Apache-2.0
// Refuses forms in which a question is shown, or gets its answer, because of itself. Of every node there are two things
// that depend on others: whether it is shown (its conditions, its parent) and its answer (being shown, its calculation,
// what lies within it).
#include "contract/form/read.h"

enum colour { WHITE, GREY, BLACK };
enum { CHAIN_CAP = 600 }; // things that wait for each other, parents among them

struct search {
    struct reader *r;
    uint8_t *colours;  // [2 * node]: shown, [2 * node + 1]: answer
    uint32_t from;     // node whose rule is being looked at
    uint32_t found;    // node where a circle closes
    const char *place; // of the innermost rule on the way there
    bool cyclic;
    bool too_long;
    uint32_t depth;
};

static void visit(struct search *s, uint32_t thing);

static void visit_answer(struct search *s, uint32_t node) {
    if (node != NO_NODE && !s->cyclic)
        visit(s, node * 2 + 1);
}

// A path that a rule reads: "data.a.b" from the top, "row.b" beside, others by their own name.
static void visit_path(void *ctx, const char *path) {
    struct search *s = ctx;
    uint32_t from = s->from;
    if (s->cyclic)
        return;
    bool row = !strncmp(path, "row.", 4), data = !strncmp(path, "data.", 5);
    char name[FORM_PATH_CAP];
    if (!text_copy(name, sizeof name, row ? path + 4 : data ? path + 5 : path))
        return;
    for (char *end = name + strlen(name); *name;) { // "cart.0.price": the longest part that is a question
        uint32_t at = row ? reader_resolve(s->r, name, from) : names_find(s->r->paths, name, strlen(name));
        if (at != NO_NODE) {
            visit_answer(s, at);
            s->from = from;
            return;
        }
        if (!(end = strrchr(name, '.')))
            return;
        *end = 0;
    }
}

static void visit_rule(struct search *s, const struct rule *rule, uint32_t node) {
    const char *before = s->place;
    s->from = node;
    if (!rule->logic || s->cyclic)
        return;
    s->place = rule->place;
    logic_paths(rule->json, visit_path, s);
    if (!s->cyclic)
        s->place = before;
}

static void visit_test(struct search *s, const struct test *t, uint32_t node) {
    const char *before = s->place;
    visit_rule(s, &t->rule, node);
    for (uint32_t i = 0; i < t->count && !s->cyclic; i++) {
        s->place = t->place;
        visit_answer(s, t->items[i].target);
    }
    if (!s->cyclic)
        s->place = before;
}

static void visit_shown(struct search *s, const struct question_rules *n) {
    if (n->parent != NO_NODE && !s->cyclic)
        visit(s, n->parent * 2);
    for (uint32_t i = 0; i < n->test_count; i++)
        visit_test(s, &n->tests[i], n->index);
}

static void visit_own(struct search *s, const struct question_rules *n) {
    if (!s->cyclic)
        visit(s, n->index * 2);
    visit_rule(s, &n->calculate, n->index);
    if (n->q && n->q->child_count) // of children further in only what they are made of: their own children
        for (uint32_t i = 0; i < n->q->child_count; i++)
            visit_answer(s, n->q->children[i]->rules->index);
}

static void visit(struct search *s, uint32_t thing) {
    const struct question_rules *n = &s->r->in->nodes[thing / 2];
    if (s->colours[thing] == GREY) {
        s->cyclic = true;
        s->found = thing / 2;
    }
    if (s->colours[thing] != WHITE || s->cyclic)
        return;
    if (s->depth == CHAIN_CAP) {
        s->cyclic = s->too_long = true;
        s->found = thing / 2;
        return;
    }
    s->depth++;
    s->colours[thing] = GREY;
    if (thing % 2)
        visit_own(s, n);
    else
        visit_shown(s, n);
    s->colours[thing] = BLACK;
    s->depth--;
}

enum err check_cycles(struct reader *r) {
    struct search s = {.r = r, .colours = arena_alloc(r->a, (size_t)r->in->node_count * 2 + 1)};
    if (!s.colours)
        return fault_set(r->f, ERR_MEMORY, "$", "out of memory");
    for (uint32_t i = 0; i < r->in->node_count * 2 && !s.cyclic; i++)
        visit(&s, i);
    if (!s.cyclic)
        return ERR_NONE;
    const struct question_rules *n = &r->in->nodes[s.found];
    const char *place = s.place ? s.place : n->place;
    if (s.too_long)
        return fault_set(r->f, ERR_LIMIT, place, "more than %d conditions and calculations wait for each other", CHAIN_CAP);
    return fault_set(r->f, ERR_REFERENCE, place, "\"%.80s\" depends on itself through conditions or calculations", n->name);
}
