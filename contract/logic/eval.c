// SPDX-License-Identifier: Apache-2.0
// Runs compiled rules, hands operators their operands, keeps the caps and checks results.
#include "contract/logic/node.h"
#include <math.h>

bool fail_with(struct run *r, struct val error) {
    r->failure = ERR_TYPE;
    r->error = error;
    return false;
}
bool fail_type(struct run *r, const char *type) {
    struct member *m = arena_alloc(r->arena, sizeof *m);
    if (!m) {
        return fail_memory(r);
    }
    *m = (struct member){"type", val_text(type)};
    return fail_with(r, (struct val){.type = VAL_OBJECT, .count = 1, .members = m});
}
bool fail_arguments(struct run *r) { return fail_type(r, "Invalid Arguments"); }
bool fail_memory(struct run *r) {
    r->failure = ERR_MEMORY;
    return false;
}
bool fail_limit(struct run *r, const char *what) {
    r->failure = ERR_LIMIT;
    r->limit = what;
    return false;
}
bool take_step(struct run *r, size_t count) {
    if (count > LOGIC_STEPS_CAP || (r->steps += (uint32_t)count + 1) > LOGIC_STEPS_CAP) {
        return fail_limit(r, "the rule takes too many steps");
    }
    return true;
}

bool args_begin(struct run *r, const struct node *n, struct args *a) {
    *a = (struct args){.node = n, .count = n->count};
    if (!take_step(r, 0)) {
        return false;
    }
    if (n->sugar && n->op->flags & OP_SPREAD && n->count == 1) {
        if (!node_eval(r, &n->args[0], &a->single)) {
            return false;
        }
        bool list = a->single.type == VAL_ARRAY;
        a->spread = list ? a->single.items : &a->single;
        a->count = list ? a->single.count : 1;
        return take_step(r, a->count);
    }
    return true;
}
int args_next(struct run *r, struct args *a, struct val *out) {
    if (a->next == a->count) {
        return 0;
    }
    uint32_t at = a->next++;
    if (a->spread) {
        *out = a->spread[at];
        return 1;
    }
    return node_eval(r, &a->node->args[at], out) ? 1 : -1;
}
int args_take(struct run *r, const struct node *n, struct val *out, int room) {
    struct args a;
    int count = 0;
    if (!args_begin(r, n, &a)) {
        return -1;
    }
    while (count < room) {
        int more = args_next(r, &a, &out[count]);
        if (more <= 0) {
            return more ? -1 : count;
        }
        count++;
    }
    return count;
}

// Lists can share parts, so that a small rule may build a value that is enormous to walk: count while walking.
static bool result_fits(const struct val *v, uint32_t *left, int depth) {
    if (depth > LOGIC_DEPTH_CAP || *left == 0) {
        return false;
    }
    --*left;
    if (v->type == VAL_ARRAY) {
        for (uint32_t i = 0; i < v->count; i++) {
            if (!result_fits(&v->items[i], left, depth + 1)) {
                return false;
            }
        }
    } else if (v->type == VAL_OBJECT) {
        for (uint32_t i = 0; i < v->count; i++) {
            if (!result_fits(&v->members[i].value, left, depth + 1)) {
                return false;
            }
        }
    }
    return true;
}

static enum err report(const struct run *r, struct val *out, struct fault *f) {
    *out = val_null;
    if (r->failure == ERR_TYPE) {
        *out = r->error;
        return fault_set(f, ERR_TYPE, "$", "the rule raised \"%s\"", val_get_text(&r->error, "type", "an error"));
    }
    if (r->failure == ERR_LIMIT) {
        return fault_set(f, ERR_LIMIT, "$", "%s", r->limit);
    }
    return fault_set(f, ERR_MEMORY, "$", "no memory to evaluate the rule");
}

enum err logic_eval(const struct logic *rule, const struct val *data, struct arena *scratch, struct val *out,
                    struct fault *f) {
    struct scope root = {.data = data ? data : &val_null};
    struct run r = {.arena = scratch, .scope = &root, .strict = rule->manner == LOGIC_STRICT};
    bool done = node_eval(&r, &rule->root, out);
    if (done && out->type == VAL_NUMBER && !isfinite(out->number)) {
        *out = val_null;
    }
    if (done || r.failure == ERR_TYPE) {
        const struct val *seen = done ? out : &r.error;
        uint32_t left = LOGIC_RESULT_CAP;
        if (seen->type >= VAL_ARRAY && !result_fits(seen, &left, 0)) {
            done = fail_limit(&r, "the result of the rule is too large");
        }
    }
    return done ? ERR_NONE : report(&r, out, f);
}

enum err logic_eval_value(const struct val *rule, const struct val *data, struct arena *scratch, struct val *out,
                          struct fault *f) {
    struct logic *l;
    *out = val_null;
    enum err e = logic_compile(scratch, rule, &l, f);
    return e ? e : logic_eval(l, data, scratch, out, f);
}

bool logic_truthy(const struct val *v) {
    switch (v->type) {
    case VAL_NULL: return false;
    case VAL_BOOL: return v->boolean;
    case VAL_NUMBER: return v->number != 0 && !isnan(v->number);
    case VAL_STRING:
    case VAL_ARRAY: return v->count > 0;
    case VAL_OBJECT: return true;
    }
    return false;
}
