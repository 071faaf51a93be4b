// SPDX-License-Identifier: Apache-2.0
// What a form asks: the closed vocabulary of questions into which form.json is read (form.h). A form is a tree of
// questions; layout components of Form.io (panels, columns, tables, ...) leave only the section they stand in. All of it
// is immutable and lives in the arena it was read into. Texts are as written: form_text translates them. None is NULL
// unless its comment says so.
#ifndef TGOV_CONTRACT_FORM_QUESTION_H
#define TGOV_CONTRACT_FORM_QUESTION_H

#include "base/value.h"

// Behind the dash: the JSON value of an answer. These are Form.io's, so that a submission of ours is one of theirs.
enum question_kind {
    ASK_TEXT,      // one line - text
    ASK_LONG_TEXT, // several lines - text
    ASK_EMAIL,     // - text
    ASK_PHONE,     // - text
    ASK_URL,       // - text
    ASK_NUMBER,    // - number
    ASK_INTEGER,   // - whole number
    ASK_MONEY,     // - number in whole units ("12.5" EUR): form_minor_units gives integer minor units
    ASK_DATE,      // - text "2026-03-10"; instants of other programs are accepted
    ASK_TIME,      // - text "09:30:00"
    ASK_DATE_TIME, // - text "2026-03-10T09:30:00Z"
    ASK_DAY,       // a date of which parts may be missing - text "03/10/2026", "10/03/2026" when day_first, 00 absent
    ASK_YES_NO,    // - true or false
    ASK_CHOICE,    // one of `options` - the option's value
    ASK_CHOICES,   // several - {"a": true, "b": false} when boxes, else [value, ...]
    ASK_ADDRESS,   // - {"formatted_address": text, ...}
    ASK_FILE,      // - [{"name", "originalName", "size", "type", "storage", "url" or "id"}]
    ASK_SIGNATURE, // drawn on the phone - text, a data: URL
    ASK_TAGS,      // a list of short texts - [text, ...], or "a,b" when joined
    ASK_MATRIX,    // the same choice for several things; a child ASK_CHOICE for each - {"row": value}
    ASK_ROWS,      // the same questions several times, 0 to max_count - [{...}, ...]
    ASK_GROUP,     // questions whose answers lie together - {...}; never a step itself
    ASK_INFO,      // nothing asked: `label` as title, `body` as text
    ASK_VALUE,     // never shown: hidden or calculated - anything
    ASK_KIND_COUNT
};
// "text", "long-text", ... in the order of the enum.
extern const char *const question_kind_names[];

enum ask_keys { // which on-screen keyboard opens
    KEYS_NONE, KEYS_TEXT, KEYS_LINES, KEYS_EMAIL, KEYS_URL, KEYS_DIGITS, KEYS_DECIMAL, KEYS_PHONE, KEYS_DATE, KEYS_TIME
};

struct question_option {
    struct val value; // text, number or bool
    const char *label;
    const char *hint; // NULL: none
};

struct section { // a titled panel or field set; pages are sections whose `page` is true
    const char *title;       // "" when it has none
    const char *description; // NULL: none
    const struct section *within; // NULL: at the top
    bool page;
    uint32_t index; // place in form->sections
};

struct question_limits { // what `has` names is checked, the rest is 0
    bool has_min, has_max;
    double min, max;                // number, integer, money
    double step;                    // 0: any
    int decimals;                   // most digits behind the point; -1: any
    uint32_t min_length, max_length; // characters (UTF-16 units, as browsers count); 0: no limit
    uint32_t min_words, max_words;
    uint32_t min_count, max_count;  // choices, rows, files, items of `many`; max 0: the cap in form.h
    const char *pattern;            // a JavaScript regular expression for the whole text, NULL: none
    const char *pattern_message;    // what to say when it does not match, NULL: the usual words
    const char *mask;               // Form.io input mask: 9 digit, a lower-case, A letter, * either; NULL: none
    bool has_dates;                 // form_date_range tells which
};

struct question_rules; // conditions, calculations, checks: private to contract/form

struct question {
    enum question_kind kind;
    const char *key;  // the last part of `path`; for ASK_INFO not part of the answers
    const char *path; // in the answers: "applicant.name", rows as "*": "children.*.name". Unique, a stable id
    const char *type; // of the Form.io component
    const char *place; // in form.json: "$.components[2].components[0]"

    const char *label;       // what is asked, in a few words; never ""
    const char *hint;        // description, NULL: none
    const char *body;        // of ASK_INFO, plain text with line breaks; NULL: none
    const char *placeholder; // an example of an answer, NULL: none
    const char *prefix, *suffix; // units around the answer ("kg"), NULL: none
    const char *why;     // tgov.why: why this is asked; else the tooltip beside a description; NULL: not said
    const char *seen_by; // tgov.seen_by: who will see the answer
    const char *law;     // tgov.law: on which legal ground
    const char *easy;    // "easy" in the component's properties: `label` in easy words, NULL: none
    const char *message; // validate.customMessage: what to say whenever the answer is wrong, NULL: none

    bool required;
    bool secret;     // tgov.private or a password: shown as dots until the person asks
    bool many;       // a list of answers of this kind - [answer, ...]
    bool read_only;  // shown, not asked: disabled or calculated for the person to see
    bool calculated; // has a calculation; with read_only false the person may overwrite it
    bool boxes;      // ASK_CHOICES as an object of bools
    bool joined;     // ASK_TAGS as one text with commas
    bool ordered;    // options keep their order (else they may be shown sorted)
    bool day_first, no_day, no_month, no_year; // ASK_DAY
    enum ask_keys keys;
    struct question_limits limits;

    const struct question_option *options;
    uint32_t option_count;
    const char *const *suggestions; // tgov.suggest
    uint32_t suggestion_count;
    const char *const *file_types; // "image/*", ".pdf", "application/pdf"; none: any
    uint32_t file_type_count;
    uint64_t file_size_max, file_size_min; // bytes of one file; 0: no limit
    const char *currency;          // ISO 4217, of ASK_MONEY; else NULL
    struct val preset;             // default value; VAL_NULL: none
    struct val tgov;               // the "tgov" member as written, for screens with further wishes; VAL_NULL: none

    const struct section *section; // NULL: outside of any
    const struct question *parent; // the group, rows or matrix around it; NULL: at the top
    const struct question *const *children; // of group, rows, matrix
    uint32_t child_count;
    uint32_t index; // place in form->questions
    const struct question_rules *rules;
};

#endif
