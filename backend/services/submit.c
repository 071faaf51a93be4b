// SPDX-License-Identifier: Apache-2.0
#include "backend/services/submit.h"
#include "backend/digest.h"
#include "backend/phone/files.h"
#include "contract/form/words.h"
#include "contract/service/texts.h"

enum { ERRORS_MAX = 50, ANSWERS_CAP = API_ANSWERS_BYTES };

static bool push_error(struct submission *s, const struct form_run *run, const struct violation *v, struct val_builder *list) {
    const char *message = form_violation_text(run, v, s->language, NULL);
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

// The answers as people read them, for the title of the case: labels instead of the values of choices. A private answer
// never gets into a title, which stands in lists.
static enum err in_words(struct submission *s, const struct form_run *run, const struct val *clean, struct val *out) {
    struct val_builder b = val_build(run->arena);
    for (uint32_t i = 0; i < clean->count; i++) {
        const struct member *m = &clean->members[i];
        const struct question *q = form_question(s->entry->form, m->key);
        struct val v = m->value;
        if (q && q->secret)
            continue;
        if (q && q->kind != ASK_GROUP && q->kind != ASK_ROWS && q->kind != ASK_VALUE) {
            const char *shown = form_show(run, q, &m->value, s->language, NULL);
            if (!shown)
                return ERR_MEMORY;
            v = val_text(shown);
        }
        if (!val_set(&b, m->key, v))
            return ERR_MEMORY;
    }
    *out = val_object(&b);
    return ERR_NONE;
}

static enum err name_case(struct submission *s, const struct form_run *run, const struct val *clean) {
    const struct service *service = &s->entry->service;
    struct val shown;
    enum err err = in_words(s, run, clean, &shown);
    if (err)
        return err;
    bool own = service->case_title.type == VAL_OBJECT;
    s->title = case_fill(run->arena, texts_pick(own ? &service->case_title : &service->title, s->language), &shown);
    s->detail = case_fill(run->arena, texts_pick(&service->case_detail, s->language), &shown);
    return s->title && s->detail ? ERR_NONE : ERR_MEMORY;
}

static enum err write_answers(struct submission *s, struct arena *a, const struct val *clean) {
    struct buf b;
    buf_init(&b, ANSWERS_CAP);
    json_write(&b, clean);
    enum err err = b.err;
    s->answers = err ? NULL : arena_copy(a, buf_text(&b), b.len);
    buf_finish(&b);
    return err ? err : s->answers ? ERR_NONE : ERR_MEMORY;
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
    return err ? err : write_answers(s, a, &clean);
}

// Hashes of the sender's key (with service and sender) and of what was sent.
static bool hashes(const struct submission *s, const unsigned char key[CASES_HASH], unsigned char once[CASES_HASH],
                   unsigned char request[CASES_HASH]) {
    struct buf b;
    buf_init(&b, 8192);
    buf_add(&b, key, CASES_HASH);
    buf_printf(&b, "once\n%s\n%s\n%s", s->entry->service.id, s->sender, s->once);
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
    return err || !s->clean ? err : files_claim(db, s->box, s->number, s->clean, NULL);
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
