// SPDX-License-Identifier: Apache-2.0
// Who may read a case: its owner, signed in, and whoever has its number and its secret. Only a hash of the secret is kept; wrong
// tries are counted, and the answer never tells whether the number exists.
#include "backend/digest.h"
#include "backend/people/people.h"
#include "backend/services/parts.h"
#include "base/random.h"
#include <stdio.h>

enum { WRONG_BY_ADDRESS = 20, WRONG_BY_CASE = 60, WINDOW_MS = 3600 * 1000, GUARD_NAME = 2 * DIGEST_BYTES + 1 };

static void hash3(const unsigned char key[CASES_HASH], const char *kind, const char *one, const char *two,
                  unsigned char out[CASES_HASH]) {
    struct buf b;
    buf_init(&b, 4096);
    buf_add(&b, key, CASES_HASH);
    buf_add(&b, kind, strlen(kind) + 1);
    buf_add(&b, one, strlen(one) + 1);
    buf_add(&b, two, strlen(two) + 1);
    if (b.err)
        random_bytes(out, CASES_HASH); // out of memory: a hash that fits nothing
    else
        digest_sha256((struct str){b.data, b.len}, out);
    buf_finish(&b);
}

void secret_hash(const unsigned char key[CASES_HASH], const char *number, const char *secret,
                 unsigned char out[CASES_HASH]) {
    hash3(key, "hash", number, secret, out);
}

void secret_make(const unsigned char key[CASES_HASH], const char *once, const char *number, char out[CASE_SECRET_MAX]) {
    unsigned char bytes[CASES_HASH];
    size_t letters = strlen(RANDOM_CODE), at = 0;
    hash3(key, "secret", once, number, bytes);
    for (size_t i = 0; i < CASES_HASH && at < CASE_SECRET_MAX - 1; i++) {
        // Values above the largest multiple would make the first letters likelier; 32 bytes are plenty for eight.
        if (bytes[i] >= 256 / letters * letters && CASES_HASH - i > CASE_SECRET_LETTERS)
            continue;
        out[at++] = RANDOM_CODE[bytes[i] % letters];
        if (at == CASE_SECRET_LETTERS / 2)
            out[at++] = '-';
    }
    out[at] = '\0';
}

bool bytes_same(const void *a, const void *b, size_t len) {
    const volatile unsigned char *x = a, *y = b;
    unsigned char different = 0;
    for (size_t i = 0; i < len; i++)
        different |= x[i] ^ y[i];
    return different == 0;
}

// Addresses are personal data: the guard knows only a hash.
static bool guard_name(struct db *db, const char *kind, const char *what, char out[GUARD_NAME]) {
    unsigned char key[CASES_HASH], hash[CASES_HASH];
    if (cases_key(db, false, key))
        return false;
    hash3(key, kind, what, "", hash);
    for (size_t i = 0; i < CASES_HASH; i++)
        snprintf(out + 2 * i, 3, "%02x", hash[i]);
    return true;
}

enum err door_wrong_tries(struct db *db, const char *kind, const char *what, when_ms now, int64_t *out) {
    char name[GUARD_NAME];
    *out = 0;
    return guard_name(db, kind, what, name) ? guard_count(db, name, now, WINDOW_MS, out) : ERR_NONE;
}

struct note {
    struct store_job job;
    const char *kind, *what;
    when_ms now;
};

static enum err note_run(struct db *db, struct store_job *job) {
    struct note *n = (struct note *)job;
    unsigned char key[CASES_HASH];
    char name[GUARD_NAME];
    enum err err = cases_key(db, true, key);
    if (err)
        return err;
    return guard_name(db, n->kind, n->what, name) ? guard_wrong(db, name, n->now, WINDOW_MS) : ERR_IO;
}

void door_note_wrong(struct store *store, const char *kind, const char *what, when_ms now) {
    struct note n = {.job = {.run = note_run}, .kind = kind, .what = what, .now = now};
    // A wrong try that cannot be counted is refused all the same.
    if (store_write(store, &n.job))
        return;
}

static enum status too_many(struct resp *p) {
    p->retry_after_s = WINDOW_MS / 1000;
    return resp_problem(p, STATUS_TOO_MANY, "too-many-tries",
                        "There were too many wrong tries. Please wait an hour, or call the office.");
}

static enum status unknown(struct resp *p) {
    return resp_problem(p, STATUS_NOT_FOUND, "no-such-case",
                        "There is no case with this number and this secret. Please check both on your receipt.");
}

static enum status service_gone(struct resp *p) {
    return resp_problem(p, STATUS_UNAVAILABLE, "service-gone",
                        "The service of this case is not available at the moment. Your case is kept.");
}

static enum err look(const struct req *req, struct db *db, const char *number, const char *secret, struct opened *out,
                     bool *crowded, bool *right) {
    unsigned char key[CASES_HASH] = {0}, hash[CASES_HASH];
    int64_t by_address = 0, by_case = 0;
    enum err err = door_wrong_tries(db, "address", req->peer ? req->peer : "", req->now_ms, &by_address);
    if (!err)
        err = door_wrong_tries(db, "case", number, req->now_ms, &by_case);
    *crowded = by_address >= WRONG_BY_ADDRESS;
    if (err || *crowded)
        return err;
    err = cases_key(db, false, key);
    if (!err)
        err = opened_load(catalogue_of(req), db, number, req->now_ms, req->arena, out);
    secret_hash(key, number, secret, hash);
    *right = bytes_same(hash, out->row.secret, CASES_HASH) && (!err || err == ERR_REFERENCE);
    // Others' wrong tries must not shut the owner out: the limit of the case stops only further wrong ones.
    *crowded = !*right && by_case >= WRONG_BY_CASE;
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

enum status door_open(const struct req *req, struct resp *resp, struct store *store, const char *typed_number,
                      const char *typed_secret, struct opened *out) {
    char number[CASE_NUMBER_MAX], secret[CASE_SECRET_MAX];
    bool crowded = false, right = false;
    *out = (struct opened){.catalogue = catalogue_of(req)};
    if (!out->catalogue)
        return answer_no_catalogue(resp);
    if (!case_number_clean(typed_number, number, sizeof number))
        return unknown(resp);
    if (!typed_secret || !*typed_secret)
        return resp_misuse(resp, STATUS_UNAUTHORIZED, "secret-needed",
                            "Please send the secret of the receipt in the header Tgov-Case-Secret.");
    if (!case_secret_clean(typed_secret, secret))
        secret[0] = '\0'; // hashed like any other wrong one
    struct db *db = store_read(store);
    if (!db)
        return resp_error(resp, ERR_IO);
    enum err err = look(req, db, number, secret, out, &crowded, &right);
    store_read_end(store, db);
    if (crowded)
        return too_many(resp);
    if (right && err == ERR_REFERENCE)
        return service_gone(resp);
    if (err && err != ERR_REFERENCE)
        return resp_error(resp, err);
    if (right)
        return STATUS_OK;
    door_note_wrong(store, "address", req->peer ? req->peer : "", req->now_ms);
    door_note_wrong(store, "case", number, req->now_ms);
    return unknown(resp);
}

// Signed in, a case of one's own, or of somebody one may act for, needs no secret.
static enum status owners_door(const struct req *req, struct resp *resp, struct store *store, enum mandate_scope need, struct opened *out) {
    struct acting who;
    char number[CASE_NUMBER_MAX];
    *out = (struct opened){.catalogue = catalogue_of(req)};
    if (!out->catalogue)
        return answer_no_catalogue(resp);
    enum status status = people_acting(req, resp, store, need, NULL, &who);
    if (status != STATUS_OK)
        return status;
    struct db *db = case_number_clean(req_param(req, "number"), number, sizeof number) ? store_read(store) : NULL;
    if (!db)
        return unknown(resp);
    enum err err = opened_load(out->catalogue, db, number, req->now_ms, req->arena, out);
    store_read_end(store, db);
    if (err && err != ERR_NOT_FOUND && err != ERR_REFERENCE)
        return resp_error(resp, err);
    if (err == ERR_NOT_FOUND || !*who.owner || strcmp(who.owner, out->row.owner))
        return resp_problem(resp, STATUS_NOT_FOUND, "no-such-case", "You have no case with this number.");
    if (err)
        return service_gone(resp);
    if (who.mandate) { // for one service only?
        status = people_acting(req, resp, store, need, out->row.file.service, &who);
        if (status == STATUS_OK)
            people_note_use(req, store, &who, need == MANDATE_SEND ? TRACE_WROTE : TRACE_CASE, out->row.file.number);
    }
    return status;
}

enum status door_of_request(const struct req *req, struct resp *resp, struct store *store, enum mandate_scope need, struct opened *out) {
    const char *secret = req_header(req, "tgov-case-secret");
    if (req->caller.known && (!secret || !*secret))
        return owners_door(req, resp, store, need, out);
    return door_open(req, resp, store, req_param(req, "number"), secret, out);
}
