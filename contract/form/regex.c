// SPDX-License-Identifier: Apache-2.0
// JavaScript's regular expressions through PCRE2.
#define PCRE2_CODE_UNIT_WIDTH 8
#include "contract/form/regex.h"

#include <pcre2.h>
#include <stdint.h>

enum { MATCH_STEPS = 200000, MATCH_DEPTH = 2000, MATCH_HEAP_KIB = 2048 };

struct pattern {
    pcre2_code *code;
};

static void *take(size_t size, void *arena) { return arena_alloc(arena, size); }
static void give(void *block, void *arena) { // the arena takes all back at once
    (void)block;
    (void)arena;
}

enum err pattern_make(struct arena *a, const char *source, const struct pattern **out, struct fault *f) {
    if (strlen(source) > PATTERN_CAP)
        return fault_set(f, ERR_LIMIT, "", "a regular expression of more than %d bytes", PATTERN_CAP);
    int code = 0;
    PCRE2_SIZE at = 0;
    struct pattern *p = arena_alloc(a, sizeof *p);
    char *whole = arena_printf(a, "^%s$", source);
    pcre2_general_context *memory = pcre2_general_context_create(take, give, a);
    pcre2_compile_context *context = memory ? pcre2_compile_context_create(memory) : NULL;
    if (!p || !whole || !context)
        return fault_set(f, ERR_MEMORY, "", "out of memory");
    pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX | PCRE2_EXTRA_BAD_ESCAPE_IS_LITERAL);
    pcre2_set_parens_nest_limit(context, 60);
    p->code = pcre2_compile((PCRE2_SPTR)whole, PCRE2_ZERO_TERMINATED,
                            PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_MATCH_UNSET_BACKREF | PCRE2_ALLOW_EMPTY_CLASS |
                                PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C,
                            &code, &at, context);
    if (!p->code && a->failed)
        return fault_set(f, ERR_MEMORY, "", "out of memory");
    if (!p->code) {
        PCRE2_UCHAR what[120] = "";
        pcre2_get_error_message(code, what, sizeof what);
        return fault_set(f, ERR_SYNTAX, "", "no regular expression, at byte %zu: %s", at ? at - 1 : at, (char *)what);
    }
    *out = p;
    return ERR_NONE;
}

bool pattern_matches(const struct pattern *p, struct arena *scratch, const char *text, size_t len) {
    pcre2_general_context *memory = pcre2_general_context_create(take, give, scratch);
    pcre2_match_context *context = memory ? pcre2_match_context_create(memory) : NULL;
    pcre2_match_data *data = context ? pcre2_match_data_create(1, memory) : NULL;
    if (!data)
        return false;
    pcre2_set_match_limit(context, MATCH_STEPS);
    pcre2_set_depth_limit(context, MATCH_DEPTH);
    pcre2_set_heap_limit(context, MATCH_HEAP_KIB);
    return pcre2_match(p->code, (PCRE2_SPTR)text, len, 0, 0, data, context) >= 0;
}
