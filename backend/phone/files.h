// SPDX-License-Identifier: Apache-2.0
// Files that phones send for a box: uploads in pieces, what is kept of them, and how they get into a case. Bytes lie in
// the database in pieces, so that any process of the backend goes on where another stopped.
//
// A file belongs to its box until a case claims it; then it belongs to the case and to nobody else. Once a draft at the
// office holds it, whoever the draft belongs to may send it from another box, too.
#ifndef TGOV_BACKEND_PHONE_FILES_H
#define TGOV_BACKEND_PHONE_FILES_H

#include "backend/store/store.h"
#include "base/value.h"
#include "contract/service/api_phone.h"

enum {
    FILE_ID = 26,                 // letters: 130 bits, unguessable
    FILE_PIECE = 512 << 10,       // bytes of one piece, and of one PATCH
    FILE_NAME_MAX = 120,          // bytes
    FILE_FIELD_MAX = 128,
    FILES_CASE_MAX = 64,          // listed of one case
    FILES_TIDY = 20,              // forgotten in one go
    FILES_PARTIAL_HOURS = 24,     // an upload that stopped is kept so long
    FILES_WHOLE_DAYS = 30,        // a whole file that no case claimed
};

struct file_row {
    const char *id, *box, *pair, *field, *name;
    const char *type, *why, *number; // or NULL
    int state;                       // enum upload_state
    unsigned kinds;                  // bit 1 << enum media_kind: what the wish allows
    int64_t size, got, pieces;
    when_ms made, touched;
    bool thumbnail;
};
struct file_list {
    struct file_row items[FILES_CASE_MAX];
    size_t count;
};

// ---- Uploads: on the writer thread ----
enum err file_insert(struct db *db, const struct file_row *row) TGOV_CHECKED;
// Adds a piece behind row->got. ERR_CONFLICT when somebody else was faster.
enum err file_append(struct db *db, const struct file_row *row, struct str bytes, when_ms now) TGOV_CHECKED;
// The upload is whole: what is kept replaces the pieces. ERR_CONFLICT as above.
enum err file_finish(struct db *db, const struct file_row *row, const char *name, const char *type, struct str bytes,
                     when_ms now) TGOV_CHECKED;
enum err file_refuse(struct db *db, const char *id, const char *why, when_ms now) TGOV_CHECKED; // forgets the bytes
enum err file_forget(struct db *db, const char *id) TGOV_CHECKED; // unless a case holds it
enum err file_thumbnail_set(struct db *db, const char *id, struct str png) TGOV_CHECKED;

// ---- Reading ----
enum err file_load(struct db *db, const char *id, struct arena *a, struct file_row *out) TGOV_CHECKED; // ERR_NOT_FOUND
// All bytes that are there, with `room` spare bytes behind them for the caller.
enum err file_bytes(struct db *db, const struct file_row *row, size_t room, struct arena *a,
                   unsigned char **bytes) TGOV_CHECKED;
enum err file_thumbnail(struct db *db, const char *id, struct arena *a, struct str *out) TGOV_CHECKED; // ERR_NOT_FOUND
enum err files_of_box(struct db *db, const char *box, struct arena *a, struct file_list *out) TGOV_CHECKED; // unclaimed
enum err files_of_case(struct db *db, const char *number, struct arena *a, struct file_list *out) TGOV_CHECKED;

// ---- Cases ----
struct files_right {  // whose files may be taken
    const char *box;   // who proved to be that box; NULL: nobody
    const char *owner; // who is signed in, or is acted for; "": nobody
};
// Ties every file in the answers ({"storage": "tgov", "id": …}) to the case, inside the transaction that makes it.
// ERR_REFERENCE: one is not there, not whole, neither the box's nor the owner's, used already, or not what the answer says
// of it.
enum err files_claim(struct db *db, struct files_right who, const char *number, const struct val *answers,
                     struct fault *f) TGOV_CHECKED;
// The answers are a draft of who->owner now: those of its files that are the box's become the owner's as well, and are kept
// anew. Others are left alone.
enum err files_own(struct db *db, struct files_right who, const struct val *answers, when_ms now) TGOV_CHECKED;

// ---- Tidying ----
// What is its alone, and no case's.
enum err files_forget_box(struct db *db, const char *box) TGOV_CHECKED;
// At most FILES_TIDY a call; `count` is how many went.
enum err files_tidy(struct db *db, when_ms now, int64_t *count) TGOV_CHECKED;

#endif
