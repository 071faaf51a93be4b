// SPDX-License-Identifier: Apache-2.0
// Turns a rule into nodes: finds each operator once, splits constant paths once, keeps constants as they are.
#include "contract/logic/node.h"
#include "base/buf.h"

// The way from the root, as a chain on the stack, so that a path is written only when something is wrong.
struct step_up {
    const struct step_up *up;
    const char *key; // or
    uint32_t index;
};
struct compiler {
    struct arena *arena;
    struct fault *fault;
    uint32_t nodes;
};

static void path_add(struct buf *b, const struct step_up *at) {
    if (!at) {
        buf_char(b, '$');
        return;
    }
    path_add(b, at->up);
    if (at->key) {
        buf_printf(b, ".%.60s", at->key);
    } else {
        buf_printf(b, "[%u]", at->index);
    }
}
static enum err refuse(struct compiler *c, enum err code, const struct step_up *at, const char *what,
                       const char *name) {
    struct buf path;
    buf_init(&path, 8192);
    path_add(&path, at);
    fault_set(c->fault, code, buf_text(&path), "%s%s%.80s%s", what, name ? " \"" : "", name ? name : "",
              name ? "\"" : "");
    buf_finish(&path);
    return code;
}

static bool has_operator(const struct val *v, int depth) {
    if (depth > LOGIC_DEPTH_CAP) {
        return true; // compiling it will say what is wrong
    }
    if (v->type == VAL_OBJECT) {
        return v->count == 1;
    }
    for (uint32_t i = 0; v->type == VAL_ARRAY && i < v->count; i++) {
        if (has_operator(&v->items[i], depth + 1)) {
            return true;
        }
    }
    return false;
}
bool logic_is_rule(const struct val *v) { return has_operator(v, 0); }

// "a.b.0" to parts. A number as path is its text.
static bool split_path(struct arena *a, const struct val *path, struct node *n) {
    char number[40];
    const char *text = path->text;
    if (path->type == VAL_NUMBER) {
        number_text(path->number, number, sizeof number);
        text = arena_string(a, number);
    } else if (path->type != VAL_STRING) {
        text = "";
    }
    if (!text) {
        return false;
    }
    struct str rest = str_of(text);
    uint32_t count = rest.len ? 1 : 0;
    for (size_t i = 0; i < rest.len; i++) {
        count += text[i] == '.';
    }
    n->parts = arena_array(a, count ? count : 1, sizeof *n->parts);
    if (!n->parts) {
        return false;
    }
    for (n->part_count = 0; n->part_count < count; n->part_count++) {
        n->parts[n->part_count] = str_cut(&rest, '.');
    }
    return true;
}

static enum err compile(struct compiler *c, const struct val *v, struct node *n, const struct step_up *at, int depth);

static enum err compile_list(struct compiler *c, const struct val *items, uint32_t count, struct node *n,
                             const struct step_up *at, int depth) {
    struct node *args = arena_array(c->arena, count ? count : 1, sizeof *args);
    if (!args) {
        return refuse(c, ERR_MEMORY, at, "no memory for the rule", NULL);
    }
    n->args = args;
    n->count = count;
    for (uint32_t i = 0; i < count; i++) {
        enum err e = compile(c, &items[i], &args[i], &(struct step_up){at, NULL, i}, depth + 1);
        if (e) {
            return e;
        }
    }
    return ERR_NONE;
}

static enum err compile_operator(struct compiler *c, const struct member *m, struct node *n, const struct step_up *at,
                                 int depth) {
    struct step_up here = {at, m->key, 0};
    n->op = op_find(m->key);
    if (!n->op) {
        return refuse(c, ERR_UNSUPPORTED, &here, "unknown operator", m->key);
    }
    n->run = n->op->run;
    n->sugar = m->value.type != VAL_ARRAY;
    if (n->run == op_preserve) {
        n->constant = m->value;
        return ERR_NONE;
    }
    const struct val *items = n->sugar ? &m->value : m->value.items;
    uint32_t count = n->sugar ? 1 : m->value.count;
    bool var = n->run == op_var;
    bool constant = count == 0 || (items[0].type != VAL_OBJECT && items[0].type != VAL_ARRAY);
    if (var && constant && !split_path(c->arena, count ? &items[0] : &val_null, n)) {
        return refuse(c, ERR_MEMORY, &here, "no memory for the rule", NULL);
    }
    return compile_list(c, items, count, n, &here, depth);
}

// An array with operators inside is built anew on each evaluation.
static bool run_array(struct run *r, const struct node *n, struct val *out) {
    struct val *items = arena_array(r->arena, n->count ? n->count : 1, sizeof *items);
    if (!items) {
        return fail_memory(r);
    }
    for (uint32_t i = 0; i < n->count; i++) {
        if (!node_eval(r, &n->args[i], &items[i])) {
            return false;
        }
    }
    *out = (struct val){.type = VAL_ARRAY, .count = n->count, .items = items};
    return take_step(r, n->count);
}

static enum err compile(struct compiler *c, const struct val *v, struct node *n, const struct step_up *at, int depth) {
    if (depth > LOGIC_DEPTH_CAP) {
        return refuse(c, ERR_LIMIT, at, "the rule is nested too deeply", NULL);
    }
    if (++c->nodes > LOGIC_NODES_CAP) {
        return refuse(c, ERR_LIMIT, at, "the rule has too many parts", NULL);
    }
    if (v->type == VAL_OBJECT && v->count == 1) {
        return compile_operator(c, &v->members[0], n, at, depth);
    }
    n->constant = *v;
    if (v->type == VAL_ARRAY && has_operator(v, 0)) {
        n->run = run_array;
        return compile_list(c, v->items, v->count, n, at, depth);
    }
    return ERR_NONE;
}

enum err logic_compile_as(struct arena *a, const struct val *rule, enum logic_manner manner, struct logic **out,
                          struct fault *f) {
    *out = NULL;
    struct logic *l = arena_alloc(a, sizeof *l);
    if (!l) {
        return fault_set(f, ERR_MEMORY, "$", "no memory for the rule");
    }
    l->manner = manner;
    struct compiler c = {.arena = a, .fault = f};
    enum err e = compile(&c, rule, &l->root, NULL, 0);
    if (!e) {
        *out = l;
    }
    return e;
}
enum err logic_compile(struct arena *a, const struct val *rule, struct logic **out, struct fault *f) {
    return logic_compile_as(a, rule, LOGIC_FORMS, out, f);
}
