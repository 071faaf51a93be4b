// SPDX-License-Identifier: Apache-2.0
// Private to backend/services: what several handlers need.
#ifndef TGOV_BACKEND_SERVICES_PARTS_H
#define TGOV_BACKEND_SERVICES_PARTS_H

#include "backend/route.h"
#include "backend/services/snapshot.h"
#include "backend/store/cases.h"
#include "base/i18n.h"
#include "contract/form/words.h"
#include "contract/service/api_people.h"

enum { PARTS_TOPIC = 64 };

// ---- answers ----
// A body by its table, in the request's arena.
enum status answer_json(struct resp *p, enum status status, const struct json_shape *shape, const void *from);
// Content-Language and Vary for an answer in that language.
bool answer_language(struct resp *p, const struct catalogue *c, size_t language) TGOV_CHECKED;
enum status answer_no_catalogue(struct resp *p);
// For a sensitive service, whatever comes over the API: a television's. Only hand-overs lead to its form.
enum status answer_phone_only(struct resp *p);
// A word of the district with "{days}" in it, the count in the digits of the language. NULL without the mark, or at the
// arena's cap.
const char *answer_days(struct arena *a, const char *pattern, int days, const char *language);
// JSON as text in the arena. ERR_LIMIT for more than API_ANSWERS_BYTES, ERR_MEMORY.
enum err answers_text(struct arena *a, const struct val *v, const char **out) TGOV_CHECKED;
// What a form says to people, in the words of a catalogue (NULL: English).
struct form_words answer_words(const struct i18n *words);
// The problem for what case_apply refused; `f` has the member.
enum status answer_refused(struct resp *p, enum err err, const struct fault *f);

// ---- cases ----
struct opened { // a case as a handler works on it
    const struct catalogue *catalogue;
    const struct entry *entry;
    struct case_rules rules;
    struct case_row row;
    size_t saved_events; // that are in the store
};
// Loads the case and says what the clock says: a lapse that nobody recorded yet is there already, not saved. ERR_NOT_FOUND;
// ERR_REFERENCE when its service is not in the catalogue.
enum err opened_load(const struct catalogue *c, struct db *db, const char *number, when_ms now, struct arena *a,
                     struct opened *out) TGOV_CHECKED;
// case_apply on it.
enum err opened_apply(struct opened *o, struct arena *a, const struct case_act *act, struct fault *f) TGOV_CHECKED;
// A message that comes twice within minutes is the same sending again, not a second message.
bool case_repeated(const struct case_file *c, const struct case_act *act);
// Saves the events behind saved_events, with the time when the system must look again.
enum err opened_save(struct opened *o, struct db *db) TGOV_CHECKED;
when_ms case_due(const struct case_rules *r, const struct case_file *c);
// What a case is called: made of its answers (read and cleaned, or as the store has them) by the patterns of its service, in a
// language of the district. ERR_MEMORY; case_names_read also what json_read says, and ERR_MISSING.
struct case_names {
    const char *title, *detail, *language; // of the title: the service may not have the one that was wanted
};
enum err case_names_make(const struct entry *e, const struct val *answers, const char *tag, const struct form_words *words,
                         struct arena *a, struct case_names *out) TGOV_CHECKED;
enum err case_names_read(const struct req *req, const struct entry *e, const char *answers, const char *tag, struct case_names *out) TGOV_CHECKED;
// Of a line of a person's list; as it was kept, where it cannot be made.
struct case_names line_names(const struct req *req, const struct entry *e, const struct cases_line *l, const char *tag);
// From now on title and detail are in the reader's language (an Accept-Language), whatever language it was sent in. For
// reading only: the store keeps what it has. False at the arena's cap.
bool opened_speak(struct opened *o, const struct req *req, const char *accept) TGOV_CHECKED;
// Tells the listeners of a case, after the commit.
bool case_publish(struct resp *p, const char *number) TGOV_CHECKED;
// The case for the citizen who follows it. False at the arena's cap.
bool case_view(const struct opened *o, const char *language, when_ms now, struct arena *a, struct api_case *out) TGOV_CHECKED;

// ---- secrets ----
void secret_hash(const unsigned char key[CASES_HASH], const char *number, const char *secret,
                 unsigned char out[CASES_HASH]);
// "XXXX-XXXX" that follows from the key, the sender's Idempotency-Key and the number, so that a repeated sending gets the
// same one although only a hash is kept.
void secret_make(const unsigned char key[CASES_HASH], const char *once, const char *number, char out[CASE_SECRET_MAX]);
bool bytes_same(const void *a, const void *b, size_t len); // in constant time

// Proves that who asks knows the case: STATUS_OK with the case loaded, or the problem. Wrong tries are counted by address
// and by number; too many of them are 429.
enum status door_open(const struct req *req, struct resp *resp, struct store *store, const char *typed_number,
                      const char *typed_secret, struct opened *out);
// For handlers of the API: number from the path, secret from the header; or, signed in, by whose case it is. `need`: what
// a mandate must allow (MANDATE_SEE, MANDATE_SEND).
enum status door_of_request(const struct req *req, struct resp *resp, struct store *store, enum mandate_scope need,
                            struct opened *out);
// Counting wrong tries for others than cases (the officers' password).
enum err door_wrong_tries(struct db *db, const char *kind, const char *what, when_ms now, int64_t *out) TGOV_CHECKED;
void door_note_wrong(struct store *store, const char *kind, const char *what, when_ms now);

#endif
