// SPDX-License-Identifier: Apache-2.0
// Translates the small JavaScript that Form.io forms carry ("show = row.a === 'yes' && data.b > 3") into JsonLogic.
// No JavaScript ever runs: a script is parsed, followed symbolically (assignments, if, switch, callbacks, loops over
// lists) and becomes one rule for the variable that Form.io reads at its end; what cannot become a rule is refused
// with its place. Date and Lodash calls become the operators that logic.h names.
//
//     struct val rule;
//     if (!expression_translate(&arena, source, &(struct expression_want){.result = "show"}, &rule, &f)) ...
//
// The rule reads these: data (all answers), row (the answers beside it), value (what stood there before), input (what is
// being validated), now (today, an ISO date). Where it matters the rule says explicitly what JavaScript does with an
// answer that is absent. Two differences are meant: reading a part of something absent gives nothing instead of stopping
// the script, and an empty list counts as false, as JsonLogic has it.
#ifndef TGOV_CONTRACT_LOGIC_EXPRESSION_H
#define TGOV_CONTRACT_LOGIC_EXPRESSION_H

#include "contract/logic/logic.h"

#define EXPRESSION_BYTES_CAP (64u << 10)
#define EXPRESSION_TOKENS_CAP 8192
#define EXPRESSION_DEPTH_CAP 60   // nested brackets, blocks and functions
#define EXPRESSION_CHAIN_CAP 250  // links of a.b.c or a + b + c
#define EXPRESSION_RULE_CAP 20000 // parts of the rule that comes out
#define EXPRESSION_NAMES_CAP 64   // variables of a script at one time

enum expression_type {
    EXPRESSION_ANY,
    EXPRESSION_NUMBER,
    EXPRESSION_TEXT,
    EXPRESSION_BOOL,
    EXPRESSION_LIST,
    EXPRESSION_OBJECT
};

struct expression_want {
    const char *result; // "show", "value" or "valid"; a script that is a single expression gives that
    // What kind of value a path ("data.fee") holds, for telling a sum from joined texts. NULL: unknown.
    enum expression_type (*type_of)(void *ctx, const char *path);
    void *ctx;
};

// ERR_SYNTAX (no JavaScript), ERR_UNSUPPORTED (cannot be a rule), ERR_MISSING (the script never sets the result),
// ERR_LIMIT or ERR_MEMORY. The place is "offset 17" in bytes, the sentence names what stands there.
enum err expression_translate(struct arena *a, const char *source, const struct expression_want *want, struct val *rule,
                              struct fault *f) TGOV_CHECKED;

#endif
