// SPDX-License-Identifier: Apache-2.0
// A recursive-descent evaluator; catalogues are ours, but a broken one must not take the television down.
#include "base/plural.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const char *at;
    long n;
    int depth;
    bool bad;
};

static long choose(struct reader *r);

static void skip(struct reader *r) {
    while (*r->at == ' ' || *r->at == '\t')
        r->at++;
}

static bool take(struct reader *r, const char *token) {
    skip(r);
    size_t len = strlen(token);
    if (strncmp(r->at, token, len) != 0)
        return false;
    // "<" must not eat the start of "<=", nor "!" that of "!=".
    if (len == 1 && strchr("<>!=", *token) && r->at[1] == '=')
        return false;
    r->at += len;
    return true;
}

static long primary(struct reader *r) {
    skip(r);
    if (++r->depth > 32)
        r->bad = true;
    long value = 0;
    if (r->bad) {
        return 0;
    } else if (take(r, "!")) {
        value = !primary(r);
    } else if (take(r, "(")) {
        value = choose(r);
        r->bad |= !take(r, ")");
    } else if (*r->at == 'n') {
        r->at++;
        value = r->n;
    } else if (isdigit((unsigned char)*r->at)) {
        char *end;
        value = strtol(r->at, &end, 10);
        r->at = end;
    } else {
        r->bad = true;
    }
    r->depth--;
    return value;
}

struct operator_row {
    const char *token;
    int level; // higher binds tighter
};
static const struct operator_row operators[] = {
    {"||", 1}, {"&&", 2}, {"==", 3}, {"!=", 3}, {"<=", 4}, {">=", 4}, {"<", 4}, {">", 4},
    {"+", 5},  {"-", 5},  {"*", 6},  {"/", 6},  {"%", 6},
};

// Catalogues count things: values are far below the limits of long, so the sums are made unsigned and may wrap.
static long apply(struct reader *r, const char *token, long a, long b) {
    switch (token[0]) {
    case '|': return a || b;
    case '&': return a && b;
    case '=': return a == b;
    case '!': return a != b;
    case '<': return token[1] ? a <= b : a < b;
    case '>': return token[1] ? a >= b : a > b;
    case '+': return (long)((unsigned long)a + (unsigned long)b);
    case '-': return (long)((unsigned long)a - (unsigned long)b);
    case '*': return (long)((unsigned long)a * (unsigned long)b);
    default: break;
    }
    if (b <= 0) {
        r->bad = true;
        return 0;
    }
    return token[0] == '/' ? a / b : a % b;
}

static const struct operator_row *next_operator(struct reader *r, int least) {
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (operators[i].level >= least && take(r, operators[i].token))
            return &operators[i];
    return NULL;
}

static long binary(struct reader *r, int least) {
    long left = primary(r);
    const struct operator_row *op;
    while (!r->bad && (op = next_operator(r, least)))
        left = apply(r, op->token, left, binary(r, op->level + 1));
    return left;
}

static long choose(struct reader *r) {
    if (++r->depth > 32)
        r->bad = true;
    long value = r->bad ? 0 : binary(r, 1);
    if (!r->bad && take(r, "?")) {
        long yes = choose(r);
        r->bad |= !take(r, ":");
        long no = choose(r);
        value = value ? yes : no;
    }
    r->depth--;
    return value;
}

bool plural_form(const char *expression, long n, long *form) {
    struct reader r = {.at = expression, .n = n};
    *form = choose(&r);
    skip(&r);
    return !r.bad && (*r.at == '\0' || *r.at == ';' || *r.at == '\n');
}
