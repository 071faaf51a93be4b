// SPDX-License-Identifier: Apache-2.0
// JsonLogic (jsonlogic.com): rules as JSON, compiled once and evaluated often. Evaluation is total: no loops but those
// of the operators, bounded depth, steps and memory, no clock, no files. A rule is never a program.
//
//     struct logic *rule;
//     if (logic_compile(&form_arena, &json, &rule, &f)) ...            // f.place is "$.and[1].foo"
//     struct val shown;
//     if (!logic_eval(rule, &answers, &scratch, &shown, &f)) show = logic_truthy(&shown);
//
// Two manners, chosen when compiling, differ only where the original leaves things open:
// - LOGIC_FORMS does what json-logic-js does in a browser, for which the forms of administrations were written:
//   impossible arithmetic is NaN, comparing with NaN is false, odd operands are coerced. Only {"throw": x} fails.
// - LOGIC_STRICT does what the common test suites (github.com/json-logic/compat-tables) ask: such things are errors of
//   type "NaN" or "Invalid Arguments", and null counts as 0.
//
// Operators: var val exists missing missing_some get length | if ?: and or ?? ! !! try throw preserve log |
// == === != !== < <= > >= (chains allowed) | + - * / % min max abs ceil floor round pow | in cat substr merge map filter
// reduce all none some keys. Iterators and `try` open scopes: {"val": [[1], "index"]} is the place in the list,
// {"val": [[2], "key"]} reads one scope further out. Beyond these there are the Lodash names that Form.io registers
// (_toLower, _trim, _round, _size, ...: contract/logic/ops.c has them all) and a few of our own, on UTC and ISO 8601:
//   {"tgov:time": [x]}          milliseconds since 1970-01-01T00:00Z of "2026-03-10", "2026-03-10T09:12:00Z",
//                               "10/31/2026 09:12" (month first) or a number of them; null when it is none. A second
//                               operand like "DD.MM.YYYY" says the order of the numbers
//   {"tgov:date": [x]}          its day, "2026-03-10"
//   {"tgov:add": [x, n, unit]}  n units later in milliseconds; unit "year", "month", "week", "day", "hour", "minute",
//                               "second", "millisecond"; 31 January and a month is the last of February
//   {"tgov:diff": [a, b, unit]} whole units from b to a, towards zero: an age is tgov:diff(today, birth, "year")
//   {"tgov:part": [x, unit]}    year, month (1 to 12), day, weekday (0 Sunday to 6), hour, minute, second
//   {"tgov:start": [x, unit]}   the first millisecond of its day, month or year
//   {"tgov:format": [x, text]}  with YYYY YY MM M DD D HH mm ss
//   {"tgov:match": [text, pattern, flags]}  a regular expression of JavaScript fits somewhere; flags "i" or absent
//   {"tgov:digits": [text]}, {"tgov:mod11": [digits, weights]}, {"tgov:iban": [text]}  check digits: op_check.c
//   {"tgov:birth": [x]}         as tgov:time, and from the Norwegian identity number that begins with a birth date
//   {"tgov:json": [text]}       the value that a text holds as JSON, null when it is none
// Today is data, not a clock: forms pass it as {"var": "now"}.
#ifndef TGOV_CONTRACT_LOGIC_LOGIC_H
#define TGOV_CONTRACT_LOGIC_LOGIC_H

#include "base/value.h"

#define LOGIC_DEPTH_CAP 96        // nested operators and arrays in a rule
#define LOGIC_NODES_CAP 50000     // operators and operands of one rule
#define LOGIC_STEPS_CAP 1000000   // operators and list items visited by one evaluation
#define LOGIC_RESULT_CAP 200000   // values within a result
#define LOGIC_TEXT_CAP (1u << 20) // bytes of one text that a rule makes

enum logic_manner { LOGIC_FORMS, LOGIC_STRICT };

struct logic;

// Compiles into `a`; the rule's texts are shared, so `rule` must live as long. ERR_LIMIT (depth, size),
// ERR_UNSUPPORTED (an operator that does not exist) or ERR_MEMORY; `f` has the JSON path within the rule.
enum err logic_compile(struct arena *a, const struct val *rule, struct logic **out, struct fault *f) TGOV_CHECKED;
enum err logic_compile_as(struct arena *a, const struct val *rule, enum logic_manner manner, struct logic **out,
                          struct fault *f) TGOV_CHECKED;

// `data` may be NULL (null). The result may share parts of the rule, the data and `scratch`. A number that is not
// finite is given as null. ERR_TYPE when the rule raised an error: *out is then the error, {"type": "NaN"}. ERR_LIMIT
// (steps, result) and ERR_MEMORY otherwise, *out null. Safe to call from several threads on one rule.
enum err logic_eval(const struct logic *rule, const struct val *data, struct arena *scratch, struct val *out,
                    struct fault *f) TGOV_CHECKED;
// Compiles and evaluates in `scratch`, for a rule that is used once.
enum err logic_eval_value(const struct val *rule, const struct val *data, struct arena *scratch, struct val *out,
                          struct fault *f) TGOV_CHECKED;

// false, null, 0, NaN, "" and [] are false; everything else, {} and "0" too, is true.
bool logic_truthy(const struct val *v);
// True when `v` holds an operator anywhere, so that a caller can tell a rule from a constant.
bool logic_is_rule(const struct val *v);
// Calls `each` with every constant path that a rule reads through var, missing or missing_some outside of iterators.
void logic_paths(const struct val *rule, void (*each)(void *ctx, const char *path), void *ctx);

#endif
