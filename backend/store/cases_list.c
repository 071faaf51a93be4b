// SPDX-License-Identifier: Apache-2.0
// Lists of cases: the officers' queue, what the clock must look at; and the count of wrong tries.
#include "backend/store/cases.h"

#define QUEUE_WHERE                                                                                                    \
    " FROM cases WHERE ($1 = '' OR state = $1) AND ($2 = '' OR office = $2) AND ($3 = '' OR number LIKE $3 ESCAPE '!')" \
    " AND ($4 = 0 OR (answered = 0 AND closed = 0))"

// "%RS-2026%" with the wildcards of what was typed made plain.
static const char *like(struct arena *a, const char *typed) {
    struct buf b;
    buf_init(&b, 256);
    buf_char(&b, '%');
    for (const char *c = typed; *c; c++) {
        if (*c == '%' || *c == '_' || *c == '!')
            buf_char(&b, '!');
        buf_char(&b, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
    }
    buf_char(&b, '%');
    const char *out = b.err ? NULL : arena_copy(a, buf_text(&b), b.len);
    buf_finish(&b);
    return out;
}

static struct cases_line line_of(struct db_stmt *s, struct arena *a) {
    return (struct cases_line){.number = db_text_in(s, 0, a), .service = db_text_in(s, 1, a), .state = db_text_in(s, 2, a),
                               .title = db_text_in(s, 3, a), .office = db_text_in(s, 4, a), .officer = db_text_in(s, 5, a),
                               .opened = db_int(s, 6), .deadline = db_int(s, 7), .lapsed = db_int(s, 8),
                               .reopened = db_int(s, 9), .answered = db_int(s, 10), .closed = db_int(s, 11),
                               .clock = (int)db_int(s, 12), .unread = (int)db_int(s, 13)};
}

enum err cases_queue(struct db *db, const struct cases_filter *filter, struct arena *a, const struct cases_line **lines,
                     size_t *count, int64_t *total) {
    // A clock that ran out comes first, then the running ones by deadline, then what has none.
    static const struct db_sql list = {
        "case-queue", "SELECT number, service, state, title, office, officer, opened, deadline, lapsed, reopened, answered,"
                      " closed, clock, unread" QUEUE_WHERE
                      " ORDER BY CASE WHEN lapsed > 0 AND clock = 1 THEN 0 WHEN clock = 1 THEN 1 WHEN clock = 2 THEN 2"
                      " ELSE 3 END, CASE WHEN clock = 1 THEN deadline ELSE 0 END, opened DESC LIMIT $5 OFFSET $6"};
    static const struct db_sql sum = {"case-queue-count", "SELECT COUNT(*)" QUEUE_WHERE};
    const char *number = filter->number && *filter->number ? like(a, filter->number) : "";
    struct cases_line *out = arena_array(a, CASES_PAGE, sizeof *out);
    if (!out || !number)
        return ERR_MEMORY;
    struct db_value v[] = {db_t(filter->state ? filter->state : ""), db_t(filter->office ? filter->office : ""),
                           db_t(number), db_i(filter->open_only), db_i(CASES_PAGE), db_i(filter->skip)};
    enum err err = db_number(db, &sum, v, 4, total);
    struct db_stmt *s = err ? NULL : db_query_with(db, &list, v, 6);
    bool row = true;
    *count = 0;
    while (!err && *count < CASES_PAGE && !(err = db_step(s, &row)) && row)
        out[(*count)++] = line_of(s, a);
    if (s)
        db_done(s);
    *lines = out;
    return err ? err : a->failed ? ERR_MEMORY : ERR_NONE;
}

enum err cases_of_owner(struct db *db, const struct cases_whose *whose, struct arena *a, const struct cases_line **lines, size_t *count,
                        int64_t *total) {
    // 64 KiB: answers with files in them do not make a title.
    static const struct db_sql list = {
        "cases-owner", "SELECT number, service, state, title, office, officer, opened, deadline, lapsed, reopened, answered,"
                       " closed, clock, unread, language, CASE WHEN language = $5 OR LENGTH(answers) > 65536 THEN '' ELSE answers END"
                       " FROM cases WHERE owner = $1 AND owner <> '' AND ($2 = '' OR service = $2)"
                       " ORDER BY opened DESC LIMIT $3 OFFSET $4"};
    static const struct db_sql sum = {"cases-owner-count", "SELECT COUNT(*) FROM cases WHERE owner = $1 AND owner <> '' AND ($2 = '' OR service = $2)"};
    struct cases_line *out = arena_array(a, CASES_PAGE, sizeof *out);
    struct db_value v[] = {db_t(whose->owner), db_t(whose->service), db_i(CASES_PAGE), db_i(whose->skip), db_t(whose->language)};
    enum err err = out ? db_number(db, &sum, v, 2, total) : ERR_MEMORY;
    struct db_stmt *s = err ? NULL : db_query_with(db, &list, v, 5);
    bool row = true;
    *count = 0;
    while (!err && *count < CASES_PAGE && !(err = db_step(s, &row)) && row) {
        out[*count] = line_of(s, a);
        out[*count].language = db_text_in(s, 14, a);
        out[(*count)++].answers = db_text_in(s, 15, a);
    }
    if (s)
        db_done(s);
    *lines = out;
    return err ? err : a->failed ? ERR_MEMORY : ERR_NONE;
}

enum err cases_due(struct db *db, when_ms now, struct arena *a, const char *const **numbers, size_t *count) {
    static const struct db_sql sql = {"case-due",
                                      "SELECT number FROM cases WHERE due > 0 AND due < $1 ORDER BY due LIMIT $2"};
    const char **list = arena_array(a, CASES_DUE_BATCH, sizeof *list);
    if (!list)
        return ERR_MEMORY;
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_i(now), db_i(CASES_DUE_BATCH)}, 2);
    enum err err = ERR_NONE;
    bool row = true;
    *count = 0;
    while (*count < CASES_DUE_BATCH && !(err = db_step(s, &row)) && row)
        if (!(list[(*count)++] = db_text_in(s, 0, a)))
            err = ERR_MEMORY;
    db_done(s);
    *numbers = list;
    return a->failed ? ERR_MEMORY : err;
}

enum err cases_count(struct db *db, int64_t *out) {
    static const struct db_sql sql = {"case-count", "SELECT COUNT(*) FROM cases"};
    return db_number(db, &sql, NULL, 0, out);
}

enum err guard_count(struct db *db, const char *name, when_ms now, when_ms window, int64_t *out) {
    static const struct db_sql sql = {"guard-count", "SELECT wrong FROM guard WHERE name = $1 AND since > $2"};
    enum err err = db_number(db, &sql, (struct db_value[]){db_t(name), db_i(now - window)}, 2, out);
    if (err == ERR_NOT_FOUND)
        *out = 0;
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

enum err guard_wrong(struct db *db, const char *name, when_ms now, when_ms window) {
    static const struct db_sql forget = {"guard-forget", "DELETE FROM guard WHERE since <= $1"};
    static const struct db_sql add = {
        "guard-wrong", "INSERT INTO guard (name, since, wrong) VALUES ($1, $2, 1)"
                       " ON CONFLICT (name) DO UPDATE SET wrong = guard.wrong + 1"};
    enum err err = db_run(db, &forget, (struct db_value[]){db_i(now - window)}, 1, NULL);
    return err ? err : db_run(db, &add, (struct db_value[]){db_t(name), db_i(now)}, 2, NULL);
}
