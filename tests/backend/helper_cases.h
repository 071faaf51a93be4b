// SPDX-License-Identifier: Apache-2.0
// The product's routes over a new store and the product's catalogue, without a socket: `world_ask` runs one request.
#ifndef TGOV_TESTS_BACKEND_HELPER_CASES_H
#define TGOV_TESTS_BACKEND_HELPER_CASES_H

#include "backend/services/catalogue.h"
#include "backend/site.h"
#include "backend/store/store.h"

struct world {
    char folder[64];
    struct store *store;
    struct catalogue *catalogue;
    struct site site;
    when_ms now;
    const char *peer, *cookie, *secret, *key, *language; // sent along when set
    const char *match;                                   // If-Match
    const char *none_match;                              // If-None-Match
    const char *who, *mandate;                           // "citizen:kim", "business:lee", "officer:park"; NULL: a guest
    const struct val *authorization;                     // what that person's token was approved for
    struct arena arena; // of the last request; its answer is valid until the next
    struct req req;
    struct resp resp;
    struct val json;    // of the last answer, when it was JSON
    char password[64];  // of the officers
};

const char *world_catalogue_folder(void); // the product's
void world_start(struct world *w);        // 4 March 2026, 9:00 UTC
void world_stop(struct world *w);
// `body` NULL: none. Bodies that begin with '{' go as JSON, others as an HTML form. Gives the status.
int world_ask(struct world *w, const char *method, const char *target, const char *body);
const char *world_header(const struct world *w, const char *name); // of the answer, NULL: none
const char *world_text(const struct world *w, const char *path);   // of the answer's JSON, "" when absent
bool world_has(const struct world *w, const char *text);           // in the answer's body
when_ms world_time(const char *text);
// Copies the product's catalogue into a new folder; returns its path in `to`.
void world_copy_catalogue(char to[64]);

#endif
