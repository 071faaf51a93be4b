// SPDX-License-Identifier: Apache-2.0
// Private to backend/handover: hand-overs on the disk, and the form as a phone works on it.
#ifndef TGOV_BACKEND_HANDOVER_INSIDE_H
#define TGOV_BACKEND_HANDOVER_INSIDE_H

#include "backend/handover/handover.h"
#include "backend/pages/page.h"
#include "backend/services/parts.h"
#include "contract/form/words.h"

enum { HAND_ID = 20, HAND_SECRET = PAGE_SECRET, HAND_HASH = 32 };

enum hand_state { HAND_WAITING, HAND_OPEN, HAND_SENT, HAND_CLOSED };
extern const char *const hand_state_names[]; // "waiting" "open" "sent" "closed"

struct hand_row {
    const char *id, *service, *language, *step;
    const char *owner, *sender_words; // whose case it will be (caller.person), and for the office; "": a guest's
    const char *mandate;              // by which somebody works on it for the owner; "": the owner, or a guest
    const char *box;                  // whose files those of the form are: a television's, or "hand:ID" of this hand-over alone
    const char *number;               // once it is sent; ""
    struct val answers;               // an object
    bool sensitive, easy;             // easy: in easy words, where the form has them
    int state;                        // enum hand_state
    int64_t version;                  // counts changes
    when_ms until;
    unsigned char secret[HAND_HASH];  // hash of the television's
};

// ---- store.c. Secrets are kept as hashes only
void hand_hash(const char *kind, const char *secret, unsigned char out[HAND_HASH]);
// ERR_DUPLICATE: that code is in use now; take another.
enum err hand_insert(struct db *db, const struct hand_row *h, const char *link, const char *code) TGOV_CHECKED;
enum err hand_load(struct db *db, const char *id, struct arena *a, struct hand_row *out) TGOV_CHECKED; // ERR_NOT_FOUND
enum err hand_by_phone(struct db *db, const char *cookie, struct arena *a, struct hand_row *out) TGOV_CHECKED;
enum err hand_by_link(struct db *db, const char *link, struct arena *a, struct hand_row *out) TGOV_CHECKED;
enum err hand_by_code(struct db *db, const char *code, struct arena *a, struct hand_row *out) TGOV_CHECKED;
// Link and code are used up, the cookie opens it from now on. ERR_CONFLICT: somebody was faster.
enum err hand_set_phone(struct db *db, const char *id, const char *cookie, when_ms until) TGOV_CHECKED;
// ERR_CONFLICT when another page changed it since.
enum err hand_set_answers(struct db *db, const struct hand_row *h, const struct val *answers, const char *step,
                          when_ms until) TGOV_CHECKED;
// `number` NULL: stays. The answers go.
enum err hand_set_state(struct db *db, const char *id, enum hand_state state, const char *number) TGOV_CHECKED;
enum err hand_forget_old(struct db *db, when_ms now) TGOV_CHECKED;
bool hand_publish(struct resp *p, const char *id) TGOV_CHECKED; // after the commit

// ---- A form as a phone has it open
struct desk {
    struct page page;
    struct hand_row row;
    const struct catalogue *catalogue;
    const struct entry *entry;
    struct form_run run;
    struct form_words words;
    struct form_steps steps;
    char today[16];
};
// For a page that is open: STATUS_OK, or the page that says why not.
enum status desk_open(struct desk *d, const struct req *req, struct resp *resp, struct store *store);
// The same after page_post was fine with d->page.
enum status desk_load(struct desk *d, struct store *store);

// ---- phone.c
when_ms hand_later(const struct req *req); // how long it is kept from now on
// On the writer thread: this phone has the form from now on, and goes to its question.
enum status hand_opened(struct page *p, struct db *db, const char *id, const char *cookie);
const char *hand_step_path(struct desk *d, const char *path); // "/hand?step=…"
const char *hand_label(const struct desk *d, const struct question *q);
enum status hand_show_step(struct desk *d, int at, const char *error); // error NULL: none

// ---- files.c: a question for files
void hand_files(struct desk *d, const struct form_step *step, const char *error);
enum { HAND_BOX = HAND_ID + 8 };
void hand_box(char out[HAND_BOX], const char *id); // of a hand-over whose files are nobody else's

// ---- fields.c: one question as fields, and back
void hand_fields(struct desk *d, const struct form_step *step, const char *error);
// From what the form sent, as an answer. False at the arena's cap.
bool hand_value(const struct desk *d, const struct form_step *s, const struct html_fields *f, struct val *out) TGOV_CHECKED;

#endif
