// SPDX-License-Identifier: Apache-2.0
#include "backend/services/submit.h"
#include "backend/digest.h"
#include "backend/phone/files.h"
#include "contract/service/texts.h"

enum { ERRORS_MAX = 50 };

static bool push_error(struct submission *s, const struct form_run *run, const struct violation *v, struct val_builder *list) {
    const char *message = form_violation_text(run, v, s->language, &s->reader);
    struct val_builder one = val_build(run->arena);
    return message && val_set(&one, "path", val_text(v->path)) &&
           val_set(&one, "rule", val_text(violation_names[v->kind])) && val_set(&one, "message", val_text(message)) &&
           val_push(list, val_object(&one));
}

static enum err check(struct submission *s, const struct form_run *run, const struct val *answers, struct val *errors) {
    struct violation *found = arena_array(run->arena, ERRORS_MAX, sizeof *found);
    struct val_builder list = val_build(run->arena);
    uint32_t count = 0;
    enum err err = found ? form_check(run, answers, found, ERRORS_MAX, &count) : ERR_MEMORY;
    for (uint32_t i = 0; i < count && i < ERRORS_MAX && !err; i++)
        if (!push_error(s, run, &found[i], &list))
            err = ERR_MEMORY;
    *errors = val_array(&list);
    return err ? err : count ? ERR_TYPE : ERR_NONE;
}

static enum err name_case(struct submission *s, const struct form_run *run, const struct val *clean) {
    struct case_names names = {.title = NULL};
    enum err err = case_names_make(s->entry, clean, s->language, &s->words, run->arena, &names);
    s->title = names.title;
    s->detail = names.detail;
    return err;
}

enum err submission_prepare(struct submission *s, const struct val *answers, struct arena *a, struct val *errors) {
    char today[16];
    struct val clean;
    when_write_date(calendar_today(&s->catalogue->calendar, s->at), today, sizeof today);
    struct form_run run = {.form = s->entry->form, .arena = a, .today = today};
    *errors = val_null;
    enum err err = check(s, &run, answers, errors);
    if (!err)
        err = form_clean(&run, answers, &clean);
    if (!err) // what was calculated anew must be right too
        err = check(s, &run, &clean, errors);
    if (!err)
        err = name_case(s, &run, &clean);
    struct val *kept = err ? NULL : arena_alloc(a, sizeof *kept);
    if (!err && !kept)
        err = ERR_MEMORY;
    if (kept)
        *kept = clean;
    s->clean = kept;
    return err ? err : answers_text(a, &clean, &s->answers);
}

// Hashes of the sender's key (with service and owner) and of what was sent.
static bool hashes(const struct submission *s, const unsigned char key[CASES_HASH], unsigned char once[CASES_HASH],
                   unsigned char request[CASES_HASH]) {
    struct buf b;
    buf_init(&b, 8192);
    buf_add(&b, key, CASES_HASH);
    buf_printf(&b, "once\n%s\n%s\n%s", s->entry->service.id, s->owner, s->once);
    bool ok = !b.err;
    if (ok)
        digest_sha256((struct str){b.data, b.len}, once);
    buf_finish(&b);
    digest_sha256(s->request, request);
    return ok;
}

static enum err again(struct submission *s, struct db *db, struct arena *a, const unsigned char key[CASES_HASH]) {
    char secret[CASE_SECRET_MAX];
    struct case_row row;
    enum err err = cases_load(db, s->number, a, &row);
    if (err)
        return err;
    secret_make(key, s->once, s->number, secret);
    s->secret = arena_string(a, secret);
    s->title = row.file.title;
    s->deadline = row.file.event_count ? row.file.events[0].deadline : 0; // as it was told then
    return s->secret ? ERR_NONE : ERR_MEMORY;
}

static enum err open_new(struct submission *s, struct db *db, struct arena *a, const unsigned char key[CASES_HASH],
                         const unsigned char once[CASES_HASH], const unsigned char request[CASES_HASH]) {
    const struct catalogue *c = s->catalogue;
    struct case_rules rules = catalogue_rules(c, s->entry);
    struct case_row row = {.answers = s->answers, .language = s->language, .owner = s->owner, .sender = s->sender_words};
    char number[CASE_NUMBER_MAX], secret[CASE_SECRET_MAX];
    int year = when_to_date(calendar_today(&c->calendar, s->at)).year;
    int64_t running = 0;
    enum err err = cases_next(db, c->district.prefix, year, &running);
    if (!err)
        err = case_number_write(c->district.prefix, year, (long)running, number, sizeof number);
    if (err)
        return err;
    secret_make(key, s->once, number, secret);
    secret_hash(key, number, secret, row.secret);
    s->number = arena_string(a, number);
    s->secret = arena_string(a, secret);
    if (!s->number || !s->secret)
        return ERR_MEMORY;
    err = case_open(a, &rules, s->number, s->title, s->detail, s->at, &row.file, NULL);
    s->deadline = row.file.deadline;
    row.due = case_due(&rules, &row.file);
    if (!err)
        err = cases_insert(db, &row, once, request);
    return err || !s->clean ? err : files_claim(db, (struct files_right){s->box, s->owner}, s->number, s->clean, NULL);
}

enum err submission_write(struct submission *s, struct db *db, struct arena *a) {
    unsigned char key[CASES_HASH], once[CASES_HASH], request[CASES_HASH];
    bool same = false;
    enum err err = cases_key(db, true, key);
    if (err || !hashes(s, key, once, request))
        return err ? err : ERR_MEMORY;
    err = cases_sent(db, once, request, a, &s->number, &same);
    if (!err)
        return same ? again(s, db, a, key) : ERR_CONFLICT;
    return err == ERR_NOT_FOUND ? open_new(s, db, a, key, once, request) : err;
}
