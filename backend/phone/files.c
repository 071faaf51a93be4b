// SPDX-License-Identifier: Apache-2.0
// Files on the disk.
#include "backend/phone/files.h"

static enum err forget_pieces(struct db *db, const char *id) {
    static const struct db_sql sql = {"pieces-forget", "DELETE FROM phone_piece WHERE file = $1"};
    return db_run(db, &sql, (struct db_value[]){db_t(id)}, 1, NULL);
}

// A change that must find its row as it was read.
static enum err run_one(struct db *db, const struct db_sql *sql, const struct db_value *values, size_t count) {
    int64_t changed = 0;
    enum err err = db_run(db, sql, values, count, &changed);
    return err ? err : changed == 1 ? ERR_NONE : ERR_CONFLICT;
}

enum err file_insert(struct db *db, const struct file_row *r) {
    static const struct db_sql sql = {
        "file-insert", "INSERT INTO phone_file (id, box, pair, field, name, state, kinds, size, made, touched, got, pieces)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 0, 0)"};
    struct db_value v[] = {db_t(r->id), db_t(r->box), db_t(r->pair), db_t(r->field), db_t(r->name), db_i(UPLOAD_SENDING),
                           db_i(r->kinds), db_i(r->size), db_i(r->made)};
    return db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
}

static enum err put_piece(struct db *db, const char *id, int64_t n, struct str bytes) {
    static const struct db_sql sql = {"piece-put", "INSERT INTO phone_piece (file, n, bytes) VALUES ($1, $2, $3)"};
    return db_run(db, &sql, (struct db_value[]){db_t(id), db_i(n), db_b(bytes)}, 3, NULL);
}

enum err file_append(struct db *db, const struct file_row *r, struct str bytes, when_ms now) {
    static const struct db_sql sql = {"file-append", "UPDATE phone_file SET got = got + $2, pieces = pieces + 1, touched = $3"
                                                     " WHERE id = $1 AND got = $4 AND state = $5"};
    enum err err = run_one(db, &sql, (struct db_value[]){db_t(r->id), db_i((int64_t)bytes.len), db_i(now), db_i(r->got),
                                                         db_i(UPLOAD_SENDING)}, 5);
    return err ? err : put_piece(db, r->id, r->pieces, bytes);
}

enum err file_finish(struct db *db, const struct file_row *r, const char *name, const char *type, struct str bytes,
                     when_ms now) {
    static const struct db_sql sql = {
        "file-finish", "UPDATE phone_file SET name = $2, type = $3, size = $4, got = $4, pieces = $5, touched = $6, state = $7"
                       " WHERE id = $1 AND got = $8 AND state = $9"};
    int64_t pieces = (int64_t)((bytes.len + FILE_PIECE - 1) / FILE_PIECE);
    struct db_value v[] = {db_t(r->id), db_t(name), db_t(type), db_i((int64_t)bytes.len), db_i(pieces), db_i(now),
                           db_i(UPLOAD_DONE), db_i(r->got), db_i(UPLOAD_SENDING)};
    enum err err = run_one(db, &sql, v, sizeof v / sizeof *v);
    if (!err)
        err = forget_pieces(db, r->id);
    for (int64_t n = 0; n < pieces && !err; n++) {
        size_t at = (size_t)n * FILE_PIECE, len = bytes.len - at < FILE_PIECE ? bytes.len - at : FILE_PIECE;
        err = put_piece(db, r->id, n, (struct str){bytes.p + at, len});
    }
    return err;
}

enum err file_refuse(struct db *db, const char *id, const char *why, when_ms now) {
    static const struct db_sql sql = {"file-refuse", "UPDATE phone_file SET state = $2, why = $3, touched = $4, got = 0,"
                                                     " pieces = 0, thumbnail = NULL WHERE id = $1 AND number IS NULL"};
    enum err err = db_run(db, &sql, (struct db_value[]){db_t(id), db_i(UPLOAD_REFUSED), db_t(why), db_i(now)}, 4, NULL);
    return err ? err : forget_pieces(db, id);
}

enum err file_forget(struct db *db, const char *id) {
    static const struct db_sql sql = {"file-forget", "DELETE FROM phone_file WHERE id = $1 AND number IS NULL"};
    int64_t changed = 0;
    enum err err = db_run(db, &sql, (struct db_value[]){db_t(id)}, 1, &changed);
    return err || !changed ? err : forget_pieces(db, id);
}

enum err file_thumbnail_set(struct db *db, const char *id, struct str png) {
    static const struct db_sql sql = {"file-thumbnail-set",
                                      "UPDATE phone_file SET thumbnail = $2 WHERE id = $1 AND number IS NULL"};
    return db_run(db, &sql, (struct db_value[]){db_t(id), db_b(png)}, 2, NULL);
}

// ---- Reading ----

#define FILE_COLUMNS \
    "id, box, pair, field, name, type, why, number, state, kinds, size, got, pieces, made, touched, thumbnail IS NOT NULL"

static struct file_row row_of(struct db_stmt *s, struct arena *a) {
    return (struct file_row){.id = db_text_in(s, 0, a), .box = db_text_in(s, 1, a), .pair = db_text_in(s, 2, a),
                             .field = db_text_in(s, 3, a), .name = db_text_in(s, 4, a), .type = db_text_in(s, 5, a),
                             .why = db_text_in(s, 6, a), .number = db_text_in(s, 7, a), .state = (int)db_int(s, 8),
                             .kinds = (unsigned)db_int(s, 9), .size = db_int(s, 10), .got = db_int(s, 11),
                             .pieces = db_int(s, 12), .made = db_int(s, 13), .touched = db_int(s, 14),
                             .thumbnail = db_int(s, 15) != 0};
}

static enum err take(struct db_stmt *s, struct arena *a, size_t cap, struct file_list *out) {
    bool row = true;
    enum err err = ERR_NONE;
    out->count = 0;
    while (!err && out->count < cap && !(err = db_step(s, &row)) && row)
        out->items[out->count++] = row_of(s, a);
    db_done(s);
    return err ? err : a->failed ? ERR_MEMORY : ERR_NONE;
}

enum err file_load(struct db *db, const char *id, struct arena *a, struct file_row *out) {
    static const struct db_sql sql = {"file-load", "SELECT " FILE_COLUMNS " FROM phone_file WHERE id = $1"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_t(id)}, 1);
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row) {
        *out = row_of(s, a);
        err = a->failed ? ERR_MEMORY : ERR_NONE;
    }
    db_done(s);
    return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
}

enum err files_of_box(struct db *db, const char *box, struct arena *a, struct file_list *out) {
    static const struct db_sql sql = {
        "files-of-box", "SELECT " FILE_COLUMNS " FROM phone_file WHERE box = $1 AND number IS NULL ORDER BY made, id"};
    return take(db_query_with(db, &sql, (struct db_value[]){db_t(box)}, 1), a, API_UPLOADS_CAP, out);
}

enum err files_of_case(struct db *db, const char *number, struct arena *a, struct file_list *out) {
    static const struct db_sql sql = {"files-of-case",
                                      "SELECT " FILE_COLUMNS " FROM phone_file WHERE number = $1 ORDER BY made, id"};
    return take(db_query_with(db, &sql, (struct db_value[]){db_t(number)}, 1), a, FILES_CASE_MAX, out);
}

enum err file_bytes(struct db *db, const struct file_row *r, size_t room, struct arena *a, unsigned char **bytes) {
    static const struct db_sql sql = {"pieces", "SELECT bytes FROM phone_piece WHERE file = $1 ORDER BY n"};
    unsigned char *to = arena_alloc(a, (size_t)r->got + room);
    if (!to)
        return ERR_MEMORY;
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_t(r->id)}, 1);
    bool row = true;
    size_t len = 0;
    enum err err = ERR_NONE;
    while (!(err = db_step(s, &row)) && row) {
        struct str piece = db_bytes(s, 0);
        if (piece.len > (size_t)r->got - len) {
            err = ERR_CONFLICT; // it grew since the row was read
            break;
        }
        memcpy(to + len, piece.p, piece.len);
        len += piece.len;
    }
    db_done(s);
    *bytes = to;
    return err ? err : len == (size_t)r->got ? ERR_NONE : ERR_CONFLICT;
}

enum err file_thumbnail(struct db *db, const char *id, struct arena *a, struct str *out) {
    static const struct db_sql sql = {"file-thumbnail", "SELECT thumbnail FROM phone_file WHERE id = $1"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_t(id)}, 1);
    bool row = false;
    enum err err = db_step(s, &row);
    struct str png = !err && row ? db_bytes(s, 0) : (struct str){0};
    *out = (struct str){png.len ? arena_copy(a, png.p, png.len) : NULL, png.len};
    db_done(s);
    return err ? err : !png.len ? ERR_NOT_FOUND : out->p ? ERR_NONE : ERR_MEMORY;
}

// ---- Cases ----

// Calls `one` for every file in the answers, which were read with a cap on their depth.
struct each {
    enum err (*one)(const struct each *e, const struct val *file);
    struct db *db;
    struct files_right who;
    const char *number; // of the case
    when_ms now;
    struct fault *fault;
};

static enum err each_file(const struct each *e, const struct val *v) {
    enum err err = ERR_NONE;
    if (v->type == VAL_OBJECT && text_same(val_get_text(v, "storage", NULL), "tgov"))
        return e->one(e, v);
    for (uint32_t i = 0; i < v->count && !err && v->type == VAL_OBJECT; i++)
        err = each_file(e, &v->members[i].value);
    for (uint32_t i = 0; i < v->count && !err && v->type == VAL_ARRAY; i++)
        err = each_file(e, &v->items[i]);
    return err;
}

static enum err claim_one(const struct each *e, const struct val *file) {
    static const struct db_sql sql = {"file-claim", "UPDATE phone_file SET number = $1 WHERE id = $2 AND (box = $3 OR (owner = $7 AND owner <> ''))"
                                                    " AND number IS NULL AND state = $4 AND size = $5 AND type = $6"};
    int64_t changed = 0;
    struct db_value v[] = {db_t(e->number), db_t(val_get_text(file, "id", "")), db_t(e->who.box ? e->who.box : ""), db_i(UPLOAD_DONE),
                           db_i((int64_t)val_get_number(file, "size", -1)), db_t(val_get_text(file, "type", "")), db_t(e->who.owner)};
    enum err err = db_run(e->db, &sql, v, sizeof v / sizeof *v, &changed);
    if (!err && changed != 1)
        err = fault_set(e->fault, ERR_REFERENCE, "file", "the file is not there, or belongs elsewhere");
    return err;
}

enum err files_claim(struct db *db, struct files_right who, const char *number, const struct val *answers, struct fault *f) {
    return each_file(&(struct each){.one = claim_one, .db = db, .who = who, .number = number, .fault = f}, answers);
}

static enum err own_one(const struct each *e, const struct val *file) {
    static const struct db_sql sql = {"file-own", "UPDATE phone_file SET owner = $1, touched = $4 WHERE id = $2"
                                                  " AND (box = $3 OR owner = $1) AND number IS NULL AND state = $5"};
    struct db_value v[] = {db_t(e->who.owner), db_t(val_get_text(file, "id", "")), db_t(e->who.box ? e->who.box : ""), db_i(e->now),
                           db_i(UPLOAD_DONE)};
    return db_run(e->db, &sql, v, sizeof v / sizeof *v, NULL);
}

enum err files_own(struct db *db, struct files_right who, const struct val *answers, when_ms now) {
    return each_file(&(struct each){.one = own_one, .db = db, .who = who, .now = now}, answers);
}

// ---- Tidying ----

enum err files_forget_box(struct db *db, const char *box) {
    static const struct db_sql pieces = {"files-forget-box-pieces",
                                         "DELETE FROM phone_piece WHERE file IN"
                                         " (SELECT id FROM phone_file WHERE box = $1 AND number IS NULL AND owner IS NULL)"};
    static const struct db_sql files = {"files-forget-box", "DELETE FROM phone_file WHERE box = $1 AND number IS NULL AND owner IS NULL"};
    enum err err = db_run(db, &pieces, (struct db_value[]){db_t(box)}, 1, NULL);
    return err ? err : db_run(db, &files, (struct db_value[]){db_t(box)}, 1, NULL);
}

enum err files_tidy(struct db *db, when_ms now, int64_t *count) {
    // The same rows for both statements: nothing else writes in between.
    static const struct db_sql pieces = {
        "files-tidy-pieces", "DELETE FROM phone_piece WHERE file IN (SELECT id FROM phone_file WHERE number IS NULL"
                             " AND touched <= CASE WHEN state = 1 THEN $2 ELSE $1 END ORDER BY touched, id LIMIT $3)"};
    static const struct db_sql files = {
        "files-tidy", "DELETE FROM phone_file WHERE id IN (SELECT id FROM phone_file WHERE number IS NULL"
                      " AND touched <= CASE WHEN state = 1 THEN $2 ELSE $1 END ORDER BY touched, id LIMIT $3)"};
    const when_ms hour = 3600 * 1000;
    struct db_value v[] = {db_i(now - FILES_PARTIAL_HOURS * hour), db_i(now - FILES_WHOLE_DAYS * 24 * hour),
                           db_i(FILES_TIDY)};
    enum err err = db_run(db, &pieces, v, 3, NULL);
    return err ? err : db_run(db, &files, v, 3, count);
}
