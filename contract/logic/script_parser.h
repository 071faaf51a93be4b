// SPDX-License-Identifier: Apache-2.0
// Private to script_parse.c and script_values.c: the parser they share. Everything returns NULL or false after an error,
// which is then in `err` and `fault`.
#ifndef TGOV_CONTRACT_LOGIC_SCRIPT_PARSER_H
#define TGOV_CONTRACT_LOGIC_SCRIPT_PARSER_H

#include "contract/logic/script.h"

struct parser {
    struct arena *arena;
    struct fault *fault;
    const char *source;
    uint32_t base; // where `source` starts in the whole script, for templates inside
    struct token *tokens;
    uint32_t at;
    int depth;
    enum err err;
};

bool parse_refuse(struct parser *p, enum err code, const char *what);
bool parse_deeper(struct parser *p); // undone by p->depth--
struct js *parse_node(struct parser *p, enum js_kind kind);
bool parse_is(const struct parser *p, const char *mark);
bool parse_word(const struct parser *p, const char *word);
bool parse_accept(struct parser *p, const char *mark);
bool parse_expect(struct parser *p, const char *mark);
bool parse_push(struct parser *p, struct js *list, struct js *item);

struct js *parse_block(struct parser *p);
struct js *parse_expression(struct parser *p); // with commas
struct js *parse_assignment(struct parser *p); // without
struct js *parse_binding(struct parser *p);    // a name, {a, b} or [a, b] that is declared

#endif
