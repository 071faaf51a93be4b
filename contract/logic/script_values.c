// SPDX-License-Identifier: Apache-2.0
// Expressions of scripts, by precedence climbing.
#include "contract/logic/script_parser.h"

static struct js *unary(struct parser *p);

// A whole expression out of a part of the source, for ${...}; it begins at offset `at`.
static struct js *inner(struct parser *p, const char *from, size_t len, uint32_t at) {
    struct js *block;
    p->err = script_parse(p->arena, from, len, at, p->depth + 1, &block, p->fault);
    if (p->err) {
        return NULL;
    }
    if (block->count != 1 || block->list[0]->kind != JS_EXPRESSION) {
        parse_refuse(p, ERR_SYNTAX, "no expression inside ${}");
        return NULL;
    }
    return block->list[0]->a;
}
static bool template_text(struct parser *p, struct js *n, const char *from, size_t len) {
    struct js *part = parse_node(p, JS_STRING);
    char *copy = arena_copy(p->arena, from, len), *to = copy;
    if (!part || !copy) {
        return parse_refuse(p, ERR_MEMORY, "no memory for the script");
    }
    for (size_t i = 0; i < len; i++) {
        if (from[i] == '\\' && i + 1 < len) {
            i++;
            *to++ = from[i] == 'n' ? '\n' : from[i] == 't' ? '\t' : from[i];
        } else {
            *to++ = from[i];
        }
    }
    *to = 0;
    part->text = copy;
    return parse_push(p, n, part);
}
static struct js *template(struct parser *p) {
    struct js *n = parse_node(p, JS_TEMPLATE);
    const char *s = p->tokens[p->at].text, *from = s;
    if (!n || !parse_deeper(p)) {
        return NULL;
    }
    while (*s) {
        if (s[0] == '\\' && s[1]) {
            s += 2;
        } else if (s[0] == '$' && s[1] == '{') {
            int braces = 1;
            const char *start = s + 2, *end = start;
            for (; *end && braces; end++) {
                braces += *end == '{' ? 1 : *end == '}' ? -1 : 0;
            }
            if (braces || !template_text(p, n, from, (size_t)(s - from)) ||
                !parse_push(p, n,
                            inner(p, start, (size_t)(end - 1 - start),
                                  n->offset + (uint32_t)(start - p->tokens[p->at].text) + 1))) {
                return braces ? (parse_refuse(p, ERR_SYNTAX, "a ${ without end"), NULL) : NULL;
            }
            s = from = end;
        } else {
            s++;
        }
    }
    if (!template_text(p, n, from, (size_t)(s - from))) {
        return NULL;
    }
    p->at++;
    p->depth--;
    return n;
}

struct js *parse_binding(struct parser *p) {
    const char *close = parse_is(p, "{") ? "}" : "]";
    if (!parse_is(p, "{") && !parse_is(p, "[")) {
        struct js *n = parse_node(p, JS_NAME);
        if (p->tokens[p->at].kind != TOKEN_NAME) {
            parse_refuse(p, ERR_SYNTAX, "a name is missing");
            return NULL;
        }
        if (n) {
            n->text = p->tokens[p->at++].text;
        }
        return n;
    }
    struct js *n = parse_node(p, *close == '}' ? JS_OBJECT : JS_ARRAY);
    for (p->at++; n && !parse_is(p, close);) {
        struct js *one = parse_node(p, JS_PROPERTY);
        if (!one || p->tokens[p->at].kind != TOKEN_NAME) {
            parse_refuse(p, ERR_UNSUPPORTED, "a pattern of this kind");
            return NULL;
        }
        one->text = p->tokens[p->at].text;
        if (!(one->a = parse_binding(p)) || (parse_accept(p, ":") && !(one->a = parse_binding(p))) ||
            !parse_push(p, n, one) || (!parse_is(p, close) && !parse_expect(p, ","))) {
            return NULL;
        }
    }
    p->at++;
    return n;
}

// What stands behind the parameters: => value, => {...} or {...}
static struct js *function_body(struct parser *p, struct js *n) {
    if (parse_is(p, "{")) {
        n->a = parse_block(p);
        return n->a ? n : NULL;
    }
    struct js *give = parse_node(p, JS_RETURN);
    if (!give || !(give->a = parse_assignment(p))) {
        return NULL;
    }
    n->a = give;
    return n;
}
static bool parameters(struct parser *p, struct js *n) {
    while (!parse_accept(p, ")")) {
        if (!parse_push(p, n, parse_binding(p)) || (!parse_is(p, ")") && !parse_expect(p, ","))) {
            return false;
        }
    }
    return true;
}
// Whether a "(" opens the parameters of an arrow function.
static bool arrow_ahead(const struct parser *p) {
    uint32_t i = p->at;
    int open = 0;
    do {
        const struct token *t = &p->tokens[i];
        if (t->kind == TOKEN_END) {
            return false;
        }
        open += t->kind != TOKEN_MARK ? 0 : strchr("([{", t->text[0]) ? 1 : strchr(")]}", t->text[0]) ? -1 : 0;
        i++;
    } while (open);
    return p->tokens[i].kind == TOKEN_MARK && !strcmp(p->tokens[i].text, "=>");
}
static struct js *function(struct parser *p) {
    struct js *n = parse_node(p, JS_FUNCTION);
    if (!n) {
        return NULL;
    }
    if (parse_word(p, "function")) {
        p->at += 1 + (p->tokens[p->at + 1].kind == TOKEN_NAME);
        return parse_expect(p, "(") && parameters(p, n) ? function_body(p, n) : NULL;
    }
    if (parse_accept(p, "(") ? !parameters(p, n) : !parse_push(p, n, parse_binding(p))) {
        return NULL;
    }
    return parse_expect(p, "=>") ? function_body(p, n) : NULL;
}

static bool arguments(struct parser *p, struct js *n, const char *close) {
    while (!parse_accept(p, close)) {
        struct js *item;
        if (parse_is(p, "...")) {
            item = parse_node(p, JS_SPREAD);
            p->at++;
            if (item && !(item->a = parse_assignment(p))) {
                return false;
            }
        } else {
            item = parse_assignment(p);
        }
        if (!parse_push(p, n, item) || (!parse_is(p, close) && !parse_expect(p, ","))) {
            return false;
        }
    }
    return true;
}
static struct js *object(struct parser *p) {
    struct js *n = parse_node(p, JS_OBJECT);
    p->at++;
    while (n && !parse_accept(p, "}")) {
        struct js *one = parse_node(p, JS_PROPERTY);
        const struct token *t = &p->tokens[p->at];
        if (!one || (t->kind != TOKEN_NAME && t->kind != TOKEN_STRING)) {
            parse_refuse(p, ERR_UNSUPPORTED, "a member of this kind");
            return NULL;
        }
        one->text = t->text;
        one->a = parse_node(p, JS_NAME);
        if (one->a) {
            one->a->text = t->text;
        }
        p->at++;
        if ((parse_accept(p, ":") && !(one->a = parse_assignment(p))) || !parse_push(p, n, one) ||
            (!parse_is(p, "}") && !parse_expect(p, ","))) {
            return NULL;
        }
    }
    return n;
}

static struct js *primary(struct parser *p) {
    const struct token *t = &p->tokens[p->at];
    struct js *n = NULL;
    if (t->kind == TOKEN_TEMPLATE) {
        return template(p);
    }
    bool single =
        t->kind == TOKEN_NAME && p->tokens[p->at + 1].kind == TOKEN_MARK && !strcmp(p->tokens[p->at + 1].text, "=>");
    if (single || parse_word(p, "function") || (parse_is(p, "(") && arrow_ahead(p))) {
        return function(p);
    }
    if (parse_accept(p, "(")) {
        n = parse_expression(p);
        return n && parse_expect(p, ")") ? n : NULL;
    }
    if (parse_is(p, "[")) {
        n = parse_node(p, JS_ARRAY);
        p->at++;
        return n && arguments(p, n, "]") ? n : NULL;
    }
    if (parse_is(p, "{")) {
        return object(p);
    }
    if (t->kind == TOKEN_MARK || t->kind == TOKEN_END) {
        parse_refuse(p, ERR_SYNTAX, "a value is missing");
        return NULL;
    }
    n = parse_node(p, t->kind == TOKEN_NUMBER   ? JS_NUMBER
                      : t->kind == TOKEN_STRING ? JS_STRING
                      : t->kind == TOKEN_REGEX  ? JS_REGEX
                                                : JS_NAME);
    if (n) {
        n->text = t->text;
        n->number = t->number;
        p->at++;
    }
    return n;
}

// a.b, a?.b, a[b], a?.[b], a(b), new a(b)
static struct js *postfix(struct parser *p) {
    bool creates = parse_word(p, "new");
    p->at += creates;
    struct js *left = primary(p);
    for (int links = 0; left; links++) {
        bool optional = parse_accept(p, "?.");
        if (links == EXPRESSION_CHAIN_CAP) {
            parse_refuse(p, ERR_LIMIT, "a chain that is too long");
            return NULL;
        }
        struct js *n = NULL;
        if (parse_is(p, "[") || parse_is(p, "(")) {
            bool call = parse_is(p, "(");
            n = parse_node(p, call ? creates ? JS_NEW : JS_CALL : JS_INDEX);
            p->at++;
            if (!n || (call ? !arguments(p, n, ")") : !(n->b = parse_expression(p)) || !parse_expect(p, "]"))) {
                return NULL;
            }
            creates = creates && !call;
        } else if (optional || parse_accept(p, ".")) {
            n = parse_node(p, JS_MEMBER);
            if (!n || p->tokens[p->at].kind != TOKEN_NAME) {
                parse_refuse(p, ERR_SYNTAX, "a name is missing");
                return NULL;
            }
            n->text = p->tokens[p->at++].text;
        } else if (creates) {
            n = parse_node(p, JS_NEW);
            creates = false;
        } else {
            break;
        }
        if (n) {
            n->a = left;
        }
        left = n;
    }
    return left;
}

static struct js *operation(struct parser *p, enum js_kind kind, const char *op, struct js *a) {
    struct js *n = parse_node(p, kind);
    if (n) {
        n->op = op;
        n->a = a;
    }
    return n;
}
static struct js *unary(struct parser *p) {
    static const char *const ops[] = {"!", "-", "+", "typeof", "void", "~", "delete", "++", "--"};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        if (parse_is(p, ops[i]) || parse_word(p, ops[i])) {
            struct js *n = operation(p, i < 7 ? JS_UNARY : JS_UPDATE, ops[i], NULL);
            p->at++;
            if (!n || !parse_deeper(p) || !(n->a = unary(p))) {
                return NULL;
            }
            p->depth--;
            return n;
        }
    }
    struct js *n = postfix(p);
    bool same_line = !p->tokens[p->at].line_before;
    if (n && same_line && (parse_is(p, "++") || parse_is(p, "--"))) {
        n = operation(p, JS_UPDATE, p->tokens[p->at].text, n);
        p->at++;
    }
    return n;
}

static int precedence(const struct parser *p) {
    static const struct {
        const char *op;
        int level;
    } ops[] = {{"??", 1},  {"||", 2},  {"&&", 3}, {"|", 4}, {"^", 4},  {"&", 4},  {"==", 5}, {"!=", 5},
               {"===", 5}, {"!==", 5}, {"<", 6},  {">", 6}, {"<=", 6}, {">=", 6}, {"<<", 7}, {">>", 7},
               {">>>", 7}, {"+", 8},   {"-", 8},  {"*", 9}, {"/", 9},  {"%", 9},  {"**", 10}};
    if (parse_word(p, "in") || parse_word(p, "instanceof")) {
        return 6;
    }
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        if (parse_is(p, ops[i].op)) {
            return ops[i].level;
        }
    }
    return 0;
}
static struct js *binary(struct parser *p, int least) {
    struct js *left = parse_deeper(p) ? unary(p) : NULL;
    int level, links = 0;
    while (left && (level = precedence(p)) >= least && level) {
        if (++links > EXPRESSION_CHAIN_CAP) {
            parse_refuse(p, ERR_LIMIT, "a chain that is too long");
            return NULL;
        }
        struct js *n = operation(p, JS_BINARY, p->tokens[p->at].text, left);
        p->at++;
        if (!n || !(n->b = binary(p, level == 10 ? level : level + 1))) {
            return NULL;
        }
        left = n;
    }
    p->depth--;
    return left;
}

struct js *parse_assignment(struct parser *p) {
    static const char *const ops[] = {"=", "+=", "-=", "*=", "/=", "%=", "**=", "&&=", "||=", "?\?="};
    struct js *left = parse_deeper(p) ? binary(p, 1) : NULL;
    if (left && parse_is(p, "?")) {
        struct js *n = operation(p, JS_CONDITIONAL, "?", left);
        p->at++;
        if (!n || !(n->b = parse_assignment(p)) || !parse_expect(p, ":") || !(n->c = parse_assignment(p))) {
            return NULL;
        }
        left = n;
    }
    for (size_t i = 0; left && i < sizeof ops / sizeof *ops; i++) {
        if (parse_is(p, ops[i])) {
            struct js *n = operation(p, JS_ASSIGN, ops[i], left);
            p->at++;
            if (!n || !(n->b = parse_assignment(p))) {
                return NULL;
            }
            left = n;
            break;
        }
    }
    p->depth--;
    return left;
}
struct js *parse_expression(struct parser *p) {
    struct js *first = parse_assignment(p);
    if (!first || !parse_is(p, ",")) {
        return first;
    }
    struct js *n = parse_node(p, JS_SEQUENCE);
    if (!n || !parse_push(p, n, first)) {
        return NULL;
    }
    while (parse_accept(p, ",")) {
        if (!parse_push(p, n, parse_assignment(p))) {
            return NULL;
        }
    }
    return n;
}
