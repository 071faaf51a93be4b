// SPDX-License-Identifier: Apache-2.0
// Boxes (televisions), invitations and phones on the disk. Secrets are kept as hashes only. Texts that are read live in
// the arena that is given. "Pair" is what stands between one phone and one box: a phone may help several boxes, each of
// which knows it under another id.
#ifndef TGOV_BACKEND_PHONE_BOXES_H
#define TGOV_BACKEND_PHONE_BOXES_H

#include "backend/store/store.h"
#include "contract/service/api_phone.h"

enum {
    BOX_ID = 16,          // letters
    BOX_SECRET = 32,      // letters: 160 bits
    INVITE_SECRET = 26,   // letters: 130 bits
    INVITE_CODE = 6,      // digits
    INVITES_MAX = 4,      // of one box at a time; older ones go
    PAIR_ID = 16,
    PAIRS_OF_PHONE_MAX = API_PHONES_CAP,
    PAIR_IDLE_DAYS = 365, // a phone that was not seen so long is forgotten
};

struct box_row {
    const char *id, *name;
};
struct invite_row {
    const char *id, *box, *box_name, *language; // language may be NULL
    bool by_code;
};
struct pair_row {
    const char *id, *box, *box_name, *name;
    const char *picture; // while it waits to be allowed; else NULL
    when_ms paired, seen;
};
struct pair_list { // of one phone or of one box
    struct pair_row items[API_PHONES_CAP];
    size_t count;
};

extern const struct store_module phone_module;

// ---- Boxes ----
enum err box_insert(struct db *db, const char *id, const char *secret, const char *name, when_ms now) TGOV_CHECKED;
// ERR_NOT_FOUND: no such box, or another secret.
enum err box_prove(struct db *db, const char *id, const char *secret, struct arena *a, struct box_row *out) TGOV_CHECKED;
enum err box_rename(struct db *db, const char *id, const char *name) TGOV_CHECKED;
// With invitations, pairs and files that no case holds.
enum err box_delete(struct db *db, const char *id) TGOV_CHECKED;

// ---- Invitations ----
// ERR_DUPLICATE: that code is in use now; take another.
enum err invite_insert(struct db *db, const char *box, const char *secret, const char *code, const char *language,
                       when_ms now) TGOV_CHECKED;
// By secret or by code (the other NULL). ERR_NOT_FOUND: never made, too old, or used.
enum err invite_find(struct db *db, const char *secret, const char *code, when_ms now, struct arena *a,
                     struct invite_row *out) TGOV_CHECKED;
enum err invite_use(struct db *db, const char *id) TGOV_CHECKED;

// ---- Phones ----
// The pairs of the phone that has this secret in its cookie, the latest first; none for an unknown one.
enum err pairs_of_phone(struct db *db, const char *secret, struct arena *a, struct pair_list *out) TGOV_CHECKED;
enum err pairs_of_box(struct db *db, const char *box, struct arena *a, struct pair_list *out) TGOV_CHECKED;
// Pairs the phone with the box, or renews the pair that is there (*id is then its id). `picture` NULL: allowed at once.
// ERR_LIMIT: the box or the phone has its most.
enum err pair_make(struct db *db, const char *phone_secret, const struct pair_row *want, struct arena *a,
                   const char **id) TGOV_CHECKED;
enum err pair_allow(struct db *db, const char *box, const char *id) TGOV_CHECKED; // ERR_NOT_FOUND
enum err pair_delete(struct db *db, const char *box, const char *id) TGOV_CHECKED; // ERR_NOT_FOUND
enum err pair_seen(struct db *db, const char *id, when_ms now) TGOV_CHECKED;
// Forgets invitations, phones that nobody allowed and phones that were idle for long.
enum err boxes_tidy(struct db *db, when_ms now) TGOV_CHECKED;

// ---- Counting tries (hashed names, see backend/store/cases.h) ----
enum err box_tries(struct db *db, const char *kind, const char *what, when_ms now, int64_t *out) TGOV_CHECKED;
enum err box_tries_note(struct db *db, const char *kind, const char *what, when_ms now) TGOV_CHECKED;

#endif
