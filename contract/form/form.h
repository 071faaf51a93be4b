// SPDX-License-Identifier: Apache-2.0
// The form model that television and backend execute alike. `form.json` is a Form.io definition (help.form.io, "Form
// JSON"; semantics of @formio/core 2) whose scripts have been turned into JsonLogic; no JavaScript runs here. Extensions
// of ours stand in a member "tgov" of a component: why, seen_by, law, private, suggest, easy (also in "properties"); "i18n" at the top translates:
// {"ko": {"Name": "이름"}}.
//
//     struct form *form; struct form_steps steps; struct val answers;
//     if (form_read(&form_arena, &json, &form, &f)) ...
//     struct form_run run = {.form = form, .arena = &scratch, .today = "2026-03-10"};
//     form_start(&run, &prefilled, &answers);                 // defaults and calculations
//     form_steps(&run, &answers, &steps);                     // what to ask now, in order
//     form_set(&run, &answers, steps.items[0].path, &value, &answers);
//     form_check_step(&run, &answers, steps.items[0].path, &violation);
//
// Answers are values that never change: functions give new ones that lie wholly in `run->arena`, so two arenas in turn
// are enough for a whole form. An absent answer was not given yet;
// null is one that the person left empty on purpose. Paths are dotted, rows and list items by number: "children.0.name".
// Sentences for people (a violation, an answer in words) are in contract/form/words.h. ERR_MEMORY: the arena's cap.
// ERR_NOT_FOUND: no such path. Nothing here logs. A form may be used by several threads.
#ifndef TGOV_CONTRACT_FORM_FORM_H
#define TGOV_CONTRACT_FORM_FORM_H

#include "contract/form/question.h"

enum {
    FORM_BYTES_CAP = 2 << 20,    // of form.json
    FORM_VALUES_CAP = 100000,    // JSON values in it
    FORM_QUESTIONS_CAP = 2000,   // components of any kind
    FORM_DEPTH_CAP = 24,         // nested components
    FORM_OPTIONS_CAP = 1000,     // of one question
    FORM_PATH_CAP = 240,         // bytes of a path with its row numbers
    FORM_ROWS_CAP = 100,         // of one repeat group
    FORM_STEPS_CAP = 5000,       // at one time
    FORM_TEXT_CAP = 20000,       // characters of one text answer
    FORM_SIGNATURE_CAP = 400000, // bytes of a drawn signature
    FORM_LIST_CAP = 200,         // items of a list answer, files among them
    FORM_ANSWER_DEPTH_CAP = 16,
    FORM_ROUNDS_CAP = 12,        // of calculations that wait for each other
};

struct form_skip { // a part of form.json that is not carried over, since the form works without it
    const char *place, *what;
};
struct form { // `questions` is the tree in reading order, every parent before its children
    const char *title; // "" when it has none
    const struct question *const *questions;
    uint32_t question_count;
    const struct section *const *sections;
    uint32_t section_count;
    const struct form_skip *skipped;
    uint32_t skipped_count;
    uint32_t component_count; // that ask, show or group something, as found in form.json
    const char *const *languages; // of "i18n"
    uint32_t language_count;
    const struct form_inside *inside; // private
};

// Reads and checks everything. `json` must live as long as the form. ERR_LIMIT, ERR_TYPE, ERR_MISSING, ERR_DUPLICATE
// (two answers of one path), ERR_REFERENCE (conditions or calculations form a cycle), ERR_UNSUPPORTED (a required question
// of unknown type, a script); `f` has the JSON path. A condition on a question that does not exist is listed as skipped:
// its answer counts as absent, as in Form.io.
enum err form_read(struct arena *a, const struct val *json, struct form **out, struct fault *f) TGOV_CHECKED;
enum err form_read_bytes(struct arena *a, const char *bytes, size_t len, struct form **out, struct fault *f) TGOV_CHECKED;
// The text in `lang` ("ko-KR", then "ko"), else as written. NULL gives NULL.
const char *form_text(const struct form *form, const char *lang, const char *text);
// In which of form->languages form_text finds it; NULL: it stays as written, in the form's own language.
const char *form_text_language(const struct form *form, const char *lang, const char *text);
// By path with or without row numbers; NULL: none. "children.0.name" and "children.*.name" are the same question.
const struct question *form_question(const struct form *form, const char *path);

struct form_run {
    const struct form *form;
    struct arena *arena;     // results and scratch
    const char *today;       // ISO date for limits and rules ("now"); NULL: limits relative to today are not checked
    const struct val *extra; // further members that rules may read ("user", "service"); NULL: none
};

// ---- Answering ----
// `given` (NULL: none) plus defaults where there is no answer, then calculations. For a new or resumed draft.
enum err form_start(const struct form_run *run, const struct val *given, struct val *out) TGOV_CHECKED;
// Sets one answer (NULL: forgets it), recalculates, clears what became hidden and has clearOnHide. Setting a path in the
// row behind the last one adds that row. ERR_DENIED for a read-only one. The value's type is checked by form_check_step.
enum err form_set(const struct form_run *run, const struct val *answers, const char *path, const struct val *value,
                  struct val *out) TGOV_CHECKED;
enum err form_row_add(const struct form_run *run, const struct val *answers, const char *path, struct val *out) TGOV_CHECKED;
enum err form_row_remove(const struct form_run *run, const struct val *answers, const char *path, uint32_t row,
                         struct val *out) TGOV_CHECKED;

struct form_step { // one screen
    const char *path; // with row numbers; the step's stable id
    const struct question *question;
    const struct section *section; // may be NULL
    const struct val *value; // the answer, NULL: none
    uint32_t number, total;  // "3 of 12", from 1, among steps that ask
    bool asks;     // false: ASK_INFO or read only, to be read
    bool answered; // there is an answer that is not empty
    bool seen;     // answered, or left empty on purpose; nothing to see for a step that does not ask
    bool has_row;  // within rows: the innermost row, of how many, and where the rows question is
    uint32_t row, rows;
    const char *rows_path;
};
struct form_steps {
    const struct form_step *items;
    uint32_t count;
    uint32_t asked, answered; // among steps that ask
};
// ASK_ROWS gives the steps of each row that is there (at least min_count), then its own step: "add another?". A row's
// answers are kept together, so BACK and CHANGE work by path. An ASK_ROWS step is seen when its list exists, even empty.
enum err form_steps(const struct form_run *run, const struct val *answers, struct form_steps *out) TGOV_CHECKED;
// The place of a step, or -1. `after` the first one behind it that is not seen, or -1; from the start with -1.
int form_step_find(const struct form_steps *steps, const char *path);
int form_step_open(const struct form_steps *steps, int after);

// ---- Checking ----
enum violation_kind {
    WRONG_NONE, WRONG_REQUIRED, WRONG_TYPE, WRONG_SHORT, WRONG_LONG, WRONG_FEW_WORDS, WRONG_MANY_WORDS, WRONG_SMALL, WRONG_BIG,
    WRONG_STEP, WRONG_DECIMALS, WRONG_PATTERN, WRONG_MASK, WRONG_EMAIL, WRONG_URL, WRONG_PHONE, WRONG_DATE, WRONG_EARLY, WRONG_LATE,
    WRONG_TIME, WRONG_DAY, WRONG_OPTION, WRONG_FEW, WRONG_MANY, WRONG_FILE_TYPE, WRONG_FILE_SIZE, WRONG_RULE, WRONG_KIND_COUNT
};
extern const char *const violation_names[]; // "required", "short", ...: for problem documents
struct violation {
    enum violation_kind kind; // WRONG_NONE: all is well
    const char *path;
    const struct question *question;
    double limit;     // letters, words, smallest value, how many, bytes
    const char *text; // a date limit "2026-03-10", or the form's own words; NULL: none
};
// One question, without those below it.
enum err form_check_step(const struct form_run *run, const struct val *answers, const char *path,
                         struct violation *out) TGOV_CHECKED;
// All that is shown, in reading order, at most `room`; *count may be larger. Hidden questions and unknown members are
// no violation: form_clean drops them. An answer of a wrong shape (a text where rows belong) is WRONG_TYPE.
enum err form_check(const struct form_run *run, const struct val *answers, struct violation *out, uint32_t room,
                    uint32_t *count) TGOV_CHECKED;
// What is sent and what the backend keeps: recalculated (so no sender can invent a fee), only questions that are shown
// and ASK_VALUE, no nulls, no unknown members.
enum err form_clean(const struct form_run *run, const struct val *answers, struct val *out) TGOV_CHECKED;
// The days between which the answer at `path` must lie, as ISO dates; either may be NULL. False: there is no limit.
bool form_date_range(const struct form_run *run, const struct val *answers, const char *path, const char **first,
                     const char **last);
// ISO 4217 minor units of an ASK_MONEY answer; false when it is no amount.
bool form_minor_units(const struct question *q, const struct val *value, int64_t *out);
int form_currency_digits(const char *currency); // 2 when unknown

// Answers every question step by step with valid values made up from its rules; the same seed gives the same answers.
// ERR_UNSUPPORTED with the path of a question for which no valid value was found.
enum err form_walk(const struct form_run *run, uint64_t seed, struct val *answers, struct fault *f) TGOV_CHECKED;

#endif
