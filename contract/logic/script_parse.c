// SPDX-License-Identifier: Apache-2.0
// Tokens to a tree: statements here, expressions in script_values.c.
#include "contract/logic/script_parser.h"

bool parse_refuse(struct parser *p, enum err code, const char *what) {
    const struct token *t = &p->tokens[p->at];
    p->err = script_refuse(p->fault, code, p->base + t->offset, "%s%s%.40s%s", what, *t->text ? " at \"" : "", t->text,
                           *t->text ? "\"" : "");
    return false;
}
bool parse_deeper(struct parser *p) {
    return ++p->depth <= EXPRESSION_DEPTH_CAP || parse_refuse(p, ERR_LIMIT, "the script is nested too deeply");
}
struct js *parse_node(struct parser *p, enum js_kind kind) {
    struct js *n = arena_alloc(p->arena, sizeof *n);
    if (!n) {
        parse_refuse(p, ERR_MEMORY, "no memory for the script");
        return NULL;
    }
    n->kind = kind;
    n->offset = p->base + p->tokens[p->at].offset;
    n->op = n->text = "";
    return n;
}
bool parse_is(const struct parser *p, const char *mark) {
    const struct token *t = &p->tokens[p->at];
    return t->kind == TOKEN_MARK && !strcmp(t->text, mark);
}
bool parse_word(const struct parser *p, const char *word) {
    const struct token *t = &p->tokens[p->at];
    return t->kind == TOKEN_NAME && !strcmp(t->text, word);
}
bool parse_accept(struct parser *p, const char *mark) {
    if (!parse_is(p, mark)) {
        return false;
    }
    p->at++;
    return true;
}
bool parse_expect(struct parser *p, const char *mark) {
    char what[48];
    if (parse_accept(p, mark)) {
        return true;
    }
    snprintf(what, sizeof what, "\"%s\" is missing", mark);
    return parse_refuse(p, ERR_SYNTAX, what);
}
bool parse_push(struct parser *p, struct js *list, struct js *item) {
    if (!item) {
        return false;
    }
    if ((list->count & (list->count - 1)) == 0) { // room is the next power of two
        struct js **more = arena_array(p->arena, list->count ? list->count * 2 : 1, sizeof *more);
        if (!more) {
            return parse_refuse(p, ERR_MEMORY, "no memory for the script");
        }
        if (list->count) {
            memcpy(more, list->list, list->count * sizeof *more);
        }
        list->list = more;
    }
    list->list[list->count++] = item;
    return true;
}

static struct js *statement(struct parser *p);

// A semicolon, or where JavaScript puts one by itself.
static bool statement_end(struct parser *p) {
    const struct token *t = &p->tokens[p->at];
    return parse_accept(p, ";") || parse_is(p, "}") || t->kind == TOKEN_END || t->line_before ||
           parse_refuse(p, ERR_SYNTAX, "the statement does not end");
}

struct js *parse_block(struct parser *p) {
    struct js *n = parse_node(p, JS_BLOCK);
    if (!n || !parse_expect(p, "{")) {
        return NULL;
    }
    while (!parse_is(p, "}")) {
        if (!parse_push(p, n, statement(p))) {
            return NULL;
        }
    }
    p->at++;
    return n;
}

// var a = 1, b; without the semicolon
static struct js *variables(struct parser *p) {
    struct js *n = parse_node(p, JS_VAR);
    p->at++;
    do {
        struct js *one = parse_node(p, JS_ASSIGN);
        if (!n || !one) {
            return NULL;
        }
        one->op = "=";
        one->a = parse_binding(p);
        if (!one->a || (parse_accept(p, "=") && !(one->b = parse_assignment(p))) || !parse_push(p, n, one)) {
            return NULL;
        }
    } while (parse_accept(p, ","));
    return n;
}

static struct js *parse_if(struct parser *p) {
    struct js *n = parse_node(p, JS_IF);
    p->at++;
    if (!n || !parse_expect(p, "(") || !(n->a = parse_expression(p)) || !parse_expect(p, ")") ||
        !(n->b = statement(p))) {
        return NULL;
    }
    if (parse_word(p, "else")) {
        p->at++;
        if (!(n->c = statement(p))) {
            return NULL;
        }
    }
    return n;
}

// for (const x of list), for (i in list) is refused, for (let i = 0; i < n; i++)
static struct js *parse_for(struct parser *p) {
    struct js *n = parse_node(p, JS_FOR);
    p->at++;
    if (!n || !parse_expect(p, "(")) {
        return NULL;
    }
    if (!parse_is(p, ";")) {
        bool declares = parse_word(p, "var") || parse_word(p, "let") || parse_word(p, "const");
        if (!parse_push(p, n, declares ? variables(p) : parse_expression(p))) {
            return NULL;
        }
    }
    if (parse_word(p, "of")) {
        struct js *v = n->list[0];
        p->at++;
        n->kind = JS_FOR_OF;
        n->c = v->kind == JS_VAR ? v->list[0]->a : v;
        if (!(n->a = parse_expression(p)) || !parse_expect(p, ")") || !(n->b = statement(p))) {
            return NULL;
        }
        return n;
    }
    if (parse_word(p, "in")) {
        parse_refuse(p, ERR_UNSUPPORTED, "a loop over keys");
        return NULL;
    }
    if (!parse_expect(p, ";") || !(n->a = parse_expression(p)) || !parse_expect(p, ";") ||
        !(n->c = parse_expression(p)) || !parse_expect(p, ")") || !(n->b = statement(p))) {
        return NULL;
    }
    return n;
}

static struct js *parse_case(struct parser *p) {
    struct js *n = parse_node(p, JS_CASE);
    bool other = parse_word(p, "default");
    if (!n || (!other && !parse_word(p, "case"))) {
        parse_refuse(p, ERR_SYNTAX, "neither case nor default");
        return NULL;
    }
    p->at++;
    if ((!other && !(n->a = parse_expression(p))) || !parse_expect(p, ":")) {
        return NULL;
    }
    while (!parse_is(p, "}") && !parse_word(p, "case") && !parse_word(p, "default")) {
        if (!parse_push(p, n, statement(p))) {
            return NULL;
        }
    }
    return n;
}
static struct js *parse_switch(struct parser *p) {
    struct js *n = parse_node(p, JS_SWITCH);
    p->at++;
    if (!n || !parse_expect(p, "(") || !(n->a = parse_expression(p)) || !parse_expect(p, ")") ||
        !parse_expect(p, "{")) {
        return NULL;
    }
    while (!parse_accept(p, "}")) {
        if (!parse_push(p, n, parse_case(p))) {
            return NULL;
        }
    }
    return n;
}

static struct js *parse_return(struct parser *p) {
    struct js *n = parse_node(p, JS_RETURN);
    const struct token *t = &p->tokens[++p->at];
    bool empty = t->line_before || t->kind == TOKEN_END || parse_is(p, ";") || parse_is(p, "}");
    if (!n || (!empty && !(n->a = parse_expression(p))) || !statement_end(p)) {
        return NULL;
    }
    return n;
}

static struct js *simple_statement(struct parser *p) {
    struct js *n = parse_node(p, JS_EXPRESSION);
    if (parse_word(p, "var") || parse_word(p, "let") || parse_word(p, "const")) {
        n = variables(p);
    } else if (parse_word(p, "break") || parse_word(p, "debugger")) {
        n = parse_node(p, parse_word(p, "break") ? JS_BREAK : JS_BLOCK);
        p->at++;
    } else if (n && !(n->a = parse_expression(p))) {
        return NULL;
    }
    return n && statement_end(p) ? n : NULL;
}

// function name(...) {...} is a variable that holds a function.
static struct js *function_statement(struct parser *p) {
    struct js *n = parse_node(p, JS_VAR), *one = parse_node(p, JS_ASSIGN), *name = parse_node(p, JS_NAME);
    if (!n || !one || !name) {
        return NULL;
    }
    name->text = p->tokens[p->at + 1].text;
    one->op = "=";
    one->a = name;
    one->b = parse_assignment(p);
    return one->b && parse_push(p, n, one) ? n : NULL;
}

static struct js *statement(struct parser *p) {
    static const char *const refused[] = {"while", "do",    "try",    "throw", "class",
                                          "async", "await", "import", "with",  "yield"};
    struct js *n = NULL;
    if (!parse_deeper(p)) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (parse_word(p, refused[i])) {
            parse_refuse(p, ERR_UNSUPPORTED, "a kind of statement that cannot be a rule");
            return NULL;
        }
    }
    if (parse_is(p, "{")) {
        n = parse_block(p);
    } else if (parse_accept(p, ";")) {
        n = parse_node(p, JS_BLOCK);
    } else if (parse_word(p, "if")) {
        n = parse_if(p);
    } else if (parse_word(p, "for")) {
        n = parse_for(p);
    } else if (parse_word(p, "switch")) {
        n = parse_switch(p);
    } else if (parse_word(p, "return")) {
        n = parse_return(p);
    } else if (parse_word(p, "function") && p->tokens[p->at + 1].kind == TOKEN_NAME) {
        n = function_statement(p);
    } else {
        n = simple_statement(p);
    }
    p->depth--;
    return n;
}

enum err script_parse(struct arena *a, const char *source, size_t len, uint32_t offset, int depth, struct js **out,
                      struct fault *f) {
    struct parser p = {.arena = a, .fault = f, .source = source, .base = offset, .depth = depth};
    uint32_t count;
    *out = NULL;
    enum err e = script_tokens(a, source, len, offset, &p.tokens, &count, f);
    if (e) {
        return e;
    }
    struct js *all = parse_node(&p, JS_BLOCK);
    while (all && p.tokens[p.at].kind != TOKEN_END && parse_push(&p, all, statement(&p))) {
    }
    if (!p.err) {
        *out = all;
    }
    return p.err;
}
