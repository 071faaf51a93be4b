// SPDX-License-Identifier: Apache-2.0
// Private to contract/logic: scripts as tokens and as a tree.
#ifndef TGOV_CONTRACT_LOGIC_SCRIPT_H
#define TGOV_CONTRACT_LOGIC_SCRIPT_H

#include "contract/logic/expression.h"

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_STRING, TOKEN_TEMPLATE, TOKEN_REGEX, TOKEN_MARK };

struct token {
    enum token_kind kind;
    uint32_t offset;
    bool line_before; // a line break stands between this and the one before: a statement may end there
    const char *text; // name, mark, unescaped string; raw text of a template or a regular expression
    double number;
};
// Cuts a script into tokens, with a TOKEN_END behind them. `base` is added to the offsets of faults.
enum err script_tokens(struct arena *a, const char *source, size_t len, uint32_t base, struct token **out,
                       uint32_t *count, struct fault *f) TGOV_CHECKED;
enum err script_refuse(struct fault *f, enum err code, uint32_t offset, const char *fmt, ...) TGOV_PRINTF(4, 5);

enum js_kind {
    JS_NUMBER,
    JS_STRING,
    JS_TEMPLATE,
    JS_REGEX,
    JS_NAME,
    JS_MEMBER,
    JS_INDEX,
    JS_CALL,
    JS_NEW,
    JS_UNARY,
    JS_UPDATE,
    JS_BINARY,
    JS_CONDITIONAL,
    JS_ASSIGN,
    JS_FUNCTION,
    JS_ARRAY,
    JS_OBJECT,
    JS_PROPERTY,
    JS_SEQUENCE,
    JS_SPREAD,
    JS_BLOCK,
    JS_VAR,
    JS_IF,
    JS_RETURN,
    JS_EXPRESSION,
    JS_FOR_OF,
    JS_FOR,
    JS_SWITCH,
    JS_CASE,
    JS_BREAK,
};

struct js {
    enum js_kind kind;
    uint32_t offset;
    const char *op;   // of unary, update, binary and assignment
    const char *text; // name, member, key, string
    double number;
    struct js *a, *b, *c; // condition, then, else; left, right; callee; function body
    struct js **list;     // arguments, items, statements, parameters
    uint32_t count;
};

// Parses a whole script into a JS_BLOCK.
enum err script_parse(struct arena *a, const char *source, size_t len, uint32_t offset, int depth, struct js **out,
                      struct fault *f) TGOV_CHECKED;

#endif
