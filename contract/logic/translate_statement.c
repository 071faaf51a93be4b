// SPDX-License-Identifier: Apache-2.0
// Statements: assignments are remembered, branches are followed both ways and joined, loops go to translate_list.c.
#include "contract/logic/translate.h"

// What is left to do behind a statement that may return.
struct rest {
    const struct js *block;
    uint32_t next;
    const struct rest *outer;
};

static void follow_from(struct translation *t, const struct js *block, uint32_t next, const struct rest *outer);

// Whether a return stands in it, not counting inner functions.
static bool may_return(const struct js *n) {
    if (!n || n->kind == JS_FUNCTION) {
        return false;
    }
    bool found = n->kind == JS_RETURN;
    for (uint32_t i = 0; !found && i < n->count; i++) {
        found = may_return(n->list[i]);
    }
    return found || (n->kind >= JS_BLOCK && (may_return(n->b) || may_return(n->c)));
}

static void declare(struct translation *t, const struct js *n) {
    for (uint32_t i = 0; i < n->count && !t->err; i++) {
        const struct js *one = n->list[i];
        struct ex value = one->b ? follow(t, one->b) : ex_nothing();
        if (one->b || one->a->kind != JS_NAME || !variable_find(t, one->a->text)) {
            bind_names(t, one->a, value);
        }
    }
}

// A name, {a, b: c} or [a, b] gets a value or its parts.
void bind_names(struct translation *t, const struct js *pattern, struct ex value) {
    if (pattern->kind == JS_NAME) {
        variable_set(t, pattern->text, value, true);
        return;
    }
    for (uint32_t i = 0; i < pattern->count && !t->err; i++) {
        char place[16];
        snprintf(place, sizeof place, "%u", i);
        char *key = arena_string(t->arena, place);
        const struct js *one = pattern->list[i];
        if (!key) {
            refuse_ex(t, ERR_MEMORY, pattern, "no memory for the rule", NULL);
            return;
        }
        bind_names(t, one->a, ex_member(t, value, pattern->kind == JS_OBJECT ? one->text : key));
    }
}

// Joins what two branches left: `t` holds the one for "no", `yes` the other.
static void join_variables(struct translation *t, struct ex condition, const struct variables *yes) {
    for (uint32_t i = 0; i < yes->count; i++) {
        const struct variable *v = &yes->list[i];
        bool same_place = i < t->vars.count && !strcmp(t->vars.list[i].name, v->name);
        struct variable *other = same_place ? &t->vars.list[i] : variable_find(t, v->name);
        struct ex no = other ? other->value : ex_nothing();
        if (!ex_same(&v->value, &no)) {
            struct ex joined = ex_if(t, condition, v->value, no);
            if (other) {
                other->value = joined;
            } else {
                variable_set(t, v->name, joined, true);
            }
        }
    }
    for (uint32_t i = 0; i < t->vars.count; i++) { // declared only in the other branch
        struct variable *v = &t->vars.list[i];
        bool known = false;
        for (uint32_t k = 0; k < yes->count && !known; k++) {
            known = !strcmp(yes->list[k].name, v->name);
        }
        if (!known) {
            v->value = ex_if(t, condition, ex_nothing(), v->value);
        }
    }
}

// One branch; `rest` is what is left behind the if when a return stands in a branch, so that it belongs to both.
static void branch(struct translation *t, const struct js *n, const struct rest *rest) {
    struct js *list = (struct js *)(uintptr_t)n;
    struct js alone = {.kind = JS_BLOCK, .list = &list, .count = n != NULL};
    follow_from(t, n && n->kind == JS_BLOCK ? n : &alone, 0, rest);
}

static void follow_if(struct translation *t, const struct js *n, const struct rest *rest) {
    struct ex condition = follow(t, n->a);
    if (t->err) {
        return;
    }
    if (ex_is_constant(&condition)) {
        branch(t, logic_truthy(&condition.rule) ? n->b : n->c, rest);
        return;
    }
    struct variables *before = arena_alloc(t->arena, sizeof *before), *yes = arena_alloc(t->arena, sizeof *yes);
    if (!before || !yes) {
        refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL);
        return;
    }
    *before = t->vars;
    branch(t, n->b, rest);
    *yes = t->vars;
    bool yes_done = t->done;
    struct ex yes_ret = t->ret;
    t->vars = *before;
    t->done = false;
    branch(t, n->c, rest);
    if (t->err) {
        return;
    }
    if (rest) {
        t->ret = ex_if(t, condition, yes_done ? yes_ret : ex_nothing(), t->done ? t->ret : ex_nothing());
    }
    t->done = rest != NULL; // everything behind it was followed, too
    join_variables(t, condition, yes);
}

static bool assigns(const struct js *n) {
    if (!n || n->kind == JS_FUNCTION) {
        return false;
    }
    bool found = n->kind == JS_ASSIGN || n->kind == JS_UPDATE;
    for (uint32_t i = 0; !found && i < n->count; i++) {
        found = assigns(n->list[i]);
    }
    return found || assigns(n->a) || assigns(n->b) || assigns(n->c);
}
// a ? b : c, where either side may assign. Without `c` it is "a && b" (then `other` is what there is instead).
void follow_sides(struct translation *t, struct ex condition, const struct js *b, const struct js *c, struct ex *yes,
                  struct ex *no) {
    if (!assigns(b) && !assigns(c)) {
        *yes = b ? follow(t, b) : ex_nothing();
        *no = c && !t->err ? follow(t, c) : ex_nothing();
        return;
    }
    struct variables *before = arena_alloc(t->arena, sizeof *before), *left = arena_alloc(t->arena, sizeof *left);
    if (!before || !left) {
        *yes = *no = refuse_ex(t, ERR_MEMORY, b, "no memory for the rule", NULL);
        return;
    }
    *before = t->vars;
    *yes = b ? follow(t, b) : ex_nothing();
    *left = t->vars;
    t->vars = *before;
    *no = c && !t->err ? follow(t, c) : ex_nothing();
    if (!t->err) {
        join_variables(t, condition, left);
    }
}

// ---- switch: written as ifs ----
static struct js *make(struct translation *t, enum js_kind kind, const struct js *like) {
    struct js *n = arena_alloc(t->arena, sizeof *n);
    if (n) {
        *n = (struct js){.kind = kind, .offset = like->offset, .op = "", .text = ""};
    } else {
        refuse_ex(t, ERR_MEMORY, like, "no memory for the rule", NULL);
    }
    return n;
}
static struct js *case_test(struct translation *t, const struct js *n, const struct js *one, struct js *before) {
    struct js *same = make(t, JS_BINARY, one), *either = make(t, JS_BINARY, one);
    if (!same || !either) {
        return NULL;
    }
    same->op = "===";
    same->a = n->a;
    same->b = one->a;
    either->op = "||";
    either->a = before;
    either->b = same;
    return before ? either : same;
}
// The if for the cases from `at` on; NULL when there are none.
static struct js *case_chain(struct translation *t, const struct js *n, uint32_t at) {
    struct js *test = NULL, *body = make(t, JS_BLOCK, n), *choice = make(t, JS_IF, n);
    bool other = false;
    if (!body || !choice) {
        return NULL;
    }
    for (; at < n->count; at++) { // cases without statements share those of the next
        const struct js *one = n->list[at];
        other |= !one->a;
        if (one->a && !(test = case_test(t, n, one, test))) {
            return NULL;
        }
        if (one->count) {
            break;
        }
    }
    if (at >= n->count) {
        return NULL;
    }
    *body = *n->list[at];
    body->kind = JS_BLOCK;
    body->a = NULL;
    while (body->count == 1 && body->list[0]->kind == JS_BLOCK) {
        *body = *body->list[0];
    }
    struct js *last = body->count ? body->list[body->count - 1] : NULL;
    bool last_case = at + 1 == n->count;
    if (last && last->kind == JS_BREAK) {
        body->count--;
    } else if (!last_case && !may_return(last)) {
        refuse_ex(t, ERR_UNSUPPORTED, n->list[at], "a case that falls through", NULL);
    }
    if (other) {
        if (!last_case) {
            refuse_ex(t, ERR_UNSUPPORTED, n->list[at], "a default that is not the last case", NULL);
        }
        return body;
    }
    choice->a = test;
    choice->b = body;
    choice->c = last_case ? NULL : case_chain(t, n, at + 1);
    return choice;
}

// ---- loops ----
// for (let i = 0; i < list.length; i++)
static void follow_for(struct translation *t, const struct js *n) {
    const struct js *start = n->count ? n->list[0] : NULL, *test = n->a, *turn = n->c;
    bool counts = start && start->kind == JS_VAR && start->count >= 1 && start->list[0]->b &&
                  start->list[0]->b->kind == JS_NUMBER && start->list[0]->b->number == 0;
    const struct js *index = counts ? start->list[0]->a : NULL;
    bool tests = index && test->kind == JS_BINARY && !strcmp(test->op, "<") && test->a->kind == JS_NAME &&
                 !strcmp(test->a->text, index->text) && test->b->kind == JS_MEMBER && !strcmp(test->b->text, "length");
    if (!tests || turn->kind != JS_UPDATE || strcmp(turn->op, "++") != 0) {
        refuse_ex(t, ERR_UNSUPPORTED, n, "a loop that is not over a list", NULL);
        return;
    }
    follow_loop(t, n, follow(t, test->b->a), NULL, index, n->b);
}

static void follow_statement(struct translation *t, const struct js *n, const struct rest *rest) {
    switch (n->kind) {
    case JS_BLOCK: follow_from(t, n, 0, rest); break;
    case JS_VAR: declare(t, n); break;
    case JS_IF: follow_if(t, n, rest); break;
    case JS_SWITCH: {
        struct js *choice = case_chain(t, n, 0);
        if (choice && !t->err) {
            follow_statement(t, choice, rest);
        }
        break;
    }
    case JS_RETURN:
        t->ret = n->a ? follow(t, n->a) : ex_nothing();
        t->done = true;
        break;
    case JS_FOR: follow_for(t, n); break;
    case JS_FOR_OF: follow_loop(t, n, follow(t, n->a), n->c, NULL, n->b); break;
    case JS_EXPRESSION:
        if (!date_setter(t, n->a)) {
            follow(t, n->a);
        }
        break;
    default: refuse_ex(t, ERR_UNSUPPORTED, n, "a statement of this kind", NULL); break;
    }
}

static void follow_from(struct translation *t, const struct js *block, uint32_t next, const struct rest *outer) {
    for (uint32_t i = next; i < block->count && !t->err && !t->done; i++) {
        struct rest rest = {block, i + 1, outer};
        t->offset = block->list[i]->offset;
        if (++t->work > TRANSLATE_WORK_CAP) {
            refuse_ex(t, ERR_LIMIT, block->list[i], "the script has too many ways through it", NULL);
            return;
        }
        bool shared = may_return(block->list[i]) && block->list[i]->kind != JS_RETURN;
        follow_statement(t, block->list[i], shared ? &rest : NULL);
        if (shared) {
            t->done = true; // what is left was followed inside
            return;
        }
    }
    if (outer && !t->done && !t->err) {
        follow_from(t, outer->block, outer->next, outer->outer);
    }
}

void follow_statements(struct translation *t, const struct js *block) { follow_from(t, block, 0, NULL); }

struct ex follow_function(struct translation *t, const struct js *fn, const struct ex *args, uint32_t count) {
    uint32_t frame = t->frame, vars = t->vars.count;
    bool done = t->done;
    struct ex ret = t->ret;
    struct js body = {.kind = JS_BLOCK, .list = (struct js **)(uintptr_t)&fn->a, .count = 1};
    if (++t->calls > EXPRESSION_DEPTH_CAP) {
        return refuse_ex(t, ERR_LIMIT, fn, "functions call each other too deeply", NULL);
    }
    t->frame = vars;
    for (uint32_t i = 0; i < fn->count && !t->err; i++) {
        if (t->vars.count == EXPRESSION_NAMES_CAP) {
            return refuse_ex(t, ERR_LIMIT, fn, "too many variables", NULL);
        }
        if (fn->list[i]->kind == JS_NAME) { // shadows whatever has that name outside
            t->vars.list[t->vars.count++] = (struct variable){fn->list[i]->text, i < count ? args[i] : ex_nothing()};
        } else {
            bind_names(t, fn->list[i], i < count ? args[i] : ex_nothing());
        }
    }
    t->done = false;
    t->ret = ex_nothing();
    follow_statements(t, fn->a->kind == JS_BLOCK ? fn->a : &body);
    struct ex result = t->done ? t->ret : ex_nothing();
    t->vars.count = vars < t->vars.count ? vars : t->vars.count;
    t->frame = frame;
    t->done = done;
    t->ret = ret;
    t->calls--;
    return result;
}
