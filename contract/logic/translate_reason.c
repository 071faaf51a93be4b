// SPDX-License-Identifier: Apache-2.0
// Rules with the reasoning in them: choices, negation, numbers and order of answers that may be absent; and variables.
#include "contract/logic/node.h"
#include "contract/logic/translate.h"

bool ex_same(const struct ex *a, const struct ex *b) {
    if (a->type != b->type || a->ref != b->ref || a->level != b->level) {
        return false;
    }
    if (a->ref) {
        return a->parts == b->parts && a->count == b->count;
    }
    return a->node == b->node && a->name == b->name && same_strict(&a->rule, &b->rule);
}

static bool constant_bool(const struct ex *e, bool value) {
    return !e->ref && e->type == EX_BOOL && e->rule.type == VAL_BOOL && e->rule.boolean == value;
}

// Else-if chains become arms of one "if".
static struct ex chain(struct translation *t, struct ex condition, struct ex yes, struct ex no) {
    bool chained = !no.ref && no.level == t->level && no.rule.type == VAL_OBJECT && no.rule.count == 1 &&
                   !strcmp(no.rule.members[0].key, "if") && no.rule.members[0].value.type == VAL_ARRAY;
    if (!chained) {
        return ex_op3(t, "if", yes.type, condition, yes, no);
    }
    struct ex e = ex_op3(t, "if", yes.type, condition, yes, ex_nothing());
    const struct val *rest = &no.rule.members[0].value;
    struct val *args = arena_array(t->arena, rest->count + 2, sizeof *args);
    struct member *m = arena_alloc(t->arena, sizeof *m);
    if (t->err || !args || !m) {
        return refuse_ex(t, ERR_MEMORY, NULL, "no memory for the rule", NULL);
    }
    memcpy(args, e.rule.members[0].value.items, 2 * sizeof *args);
    memcpy(args + 2, rest->items, rest->count * sizeof *args);
    *m = (struct member){"if", {.type = VAL_ARRAY, .count = rest->count + 2, .items = args}};
    e.rule.members = m;
    e.size += no.size;
    return e;
}

struct ex ex_if(struct translation *t, struct ex condition, struct ex yes, struct ex no) {
    if (ex_is_constant(&condition)) {
        return logic_truthy(&condition.rule) ? yes : no;
    }
    if (ex_same(&yes, &no)) {
        return yes;
    }
    if (constant_bool(&yes, true) && constant_bool(&no, false)) {
        return condition.type == EX_BOOL ? condition : ex_op1(t, "!!", EX_BOOL, condition);
    }
    if (constant_bool(&yes, false) && constant_bool(&no, true)) {
        return ex_not(t, condition);
    }
    struct ex e = chain(t, condition, yes, no);
    e.type = yes.type == no.type    ? yes.type
           : yes.type == EX_NOTHING ? no.type
           : no.type == EX_NOTHING  ? yes.type
                                    : EX_ANY;
    e.maybe = yes.maybe || no.maybe;
    return e;
}

struct ex ex_not(struct translation *t, struct ex e) {
    if (ex_is_constant(&e)) {
        return ex_bool(!logic_truthy(&e.rule));
    }
    return ex_op1(t, "!", EX_BOOL, e);
}

struct ex ex_as_number(struct translation *t, struct ex e) {
    if (e.type == EX_NUMBER && !e.maybe) {
        return e;
    }
    if (e.type == EX_BOOL) { // a box that was never touched counts as one that is not ticked
        return ex_op1(t, "_toNumber", EX_NUMBER, e);
    }
    if (!e.ref && e.rule.type == VAL_STRING && e.type == EX_TEXT) {
        double n = text_number(e.rule.text, e.rule.count);
        return n == n ? ex_number(n) : ex_op1(t, "+", EX_NUMBER, e);
    }
    return ex_op1(t, "+", EX_NUMBER, e);
}

static bool compare_zero(const char *op, double with, bool left) {
    double a = left ? 0 : with, b = left ? with : 0;
    return *op == '<' ? (op[1] ? a <= b : a < b) : (op[1] ? a >= b : a > b);
}
// JsonLogic takes an absent answer for 0, JavaScript for NaN, which is never smaller or greater. Ask whether it is there
// where that makes a difference.
static bool needs_asking(const char *op, const struct ex *e, const struct ex *other, bool left) {
    if (!e->maybe) {
        return false;
    }
    if (other->ref || other->rule.type >= VAL_ARRAY) {
        return true;
    }
    double n = other->rule.type == VAL_STRING ? text_number(other->rule.text, other->rule.count)
             : other->rule.type == VAL_NUMBER ? other->rule.number
             : other->rule.type == VAL_BOOL   ? other->rule.boolean
                                              : 0;
    return compare_zero(op, n, left); // never true with NaN
}
struct ex ex_order(struct translation *t, const char *op, struct ex a, struct ex b) {
    struct ex parts[3];
    uint32_t count = 0;
    if (needs_asking(op, &a, &b, true)) {
        parts[count++] = ex_op2(t, "!=", EX_BOOL, a, ex_nothing());
    }
    if (needs_asking(op, &b, &a, false)) {
        parts[count++] = ex_op2(t, "!=", EX_BOOL, b, ex_nothing());
    }
    parts[count++] = ex_op2(t, op, EX_BOOL, a, b);
    return count == 1 ? parts[0] : ex_op(t, "and", EX_BOOL, count, parts);
}

// ---- variables: the innermost function's first, then outwards ----
struct variable *variable_find(struct translation *t, const char *name) {
    for (uint32_t i = t->vars.count; i-- > 0;) {
        if (!strcmp(t->vars.list[i].name, name)) {
            return &t->vars.list[i];
        }
    }
    return NULL;
}
void variable_set(struct translation *t, const char *name, struct ex value, bool declares) {
    struct variable *v = variable_find(t, name);
    if (v && (!declares || v >= t->vars.list + t->frame)) {
        v->value = value;
        return;
    }
    if (t->vars.count == EXPRESSION_NAMES_CAP) {
        refuse_ex(t, ERR_LIMIT, NULL, "too many variables", NULL);
        return;
    }
    t->vars.list[t->vars.count++] = (struct variable){name, value};
}
