// SPDX-License-Identifier: Apache-2.0
// Private to contract/form: checking one answer of a kind. Each returns WRONG_NONE or the first thing that is wrong, with
// out->limit and out->text filled where the sentence needs them.
#ifndef TGOV_CONTRACT_FORM_CHECK_H
#define TGOV_CONTRACT_FORM_CHECK_H

#include "contract/form/visit.h"

struct checking {
    struct visit *visit;
    const struct place *place;
    const struct question *q;
    const struct val *value; // not empty
    struct violation *out;
};

enum violation_kind check_text(const struct checking *c);
enum violation_kind check_number(const struct checking *c);
enum violation_kind check_date(const struct checking *c); // date, date-time, time
enum violation_kind check_day(const struct checking *c);
enum violation_kind check_choice(const struct checking *c);
enum violation_kind check_choices(const struct checking *c);
enum violation_kind check_files(const struct checking *c);
enum violation_kind check_tags(const struct checking *c);

bool email_good(const char *text);
bool url_good(const char *text);
bool phone_good(const char *text);
bool mask_fits(const struct question *q, const char *mask, const char *text);
uint32_t utf16_length(const char *text);
uint32_t count_words(const char *text);
// Whether `value` is this option, written as text, number or bool.
bool option_is(const struct question_option *o, const struct val *value);
const struct question_option *option_find(const struct question *q, const struct val *value);
// Parts of an ASK_TAGS answer; *at moves on. An item without bytes at the end.
struct str tag_next(const struct question *q, struct str *rest);

#endif
