// SPDX-License-Identifier: Apache-2.0
// A whole server in the test's process with a few routes of its own: a store in a new folder under /tmp, a free port.
#ifndef TGOV_TESTS_BACKEND_HELPER_HTTP_H
#define TGOV_TESTS_BACKEND_HELPER_HTTP_H

#include "backend/http.h"
#include "backend/store/store.h"

// The routes (helper_http.c):
//   GET  /t/blob            2 000 bytes of public JSON with ETag and a gzip form
//   GET  /t/item            {"n":1} with ROUTE_ETAG
//   GET  /t/items/{id}      {"id":…,"q":…}: its parameter and the query "q"
//   POST /t/echo            gives the JSON back; body cap 1 024
//   POST /t/notes           stores {"text":…}; "text":"bad" is refused with 409 after it was written; idempotent
//   GET  /t/notes           {"count":…}
//   GET  /t/person          {"subject":…} of a signed-in caller
//   GET  /t/office          for officers
//   GET  /t/stream          the topic "t"
//   GET  /t/health, /t/metrics
extern const struct router helper_router;
extern const struct store_module helper_module; // table note(id, text)

char *helper_folder(char to[64]);          // a new empty folder
void helper_folder_remove(const char *folder);
struct store *helper_store(const char *folder, int64_t max_pages);
int64_t helper_notes(struct store *s);     // rows of note
enum err helper_add_note(struct store *s, const char *text);

struct helper_server {
    char folder[64];
    struct store *store;
    struct events *events;
    struct metrics *metrics;
    struct http *http;
    struct http_options options;
    int port;
};

// `o` has what differs from the defaults; NULL: nothing.
void helper_start(struct helper_server *s, const struct http_options *o);
void helper_stop(struct helper_server *s);

// A connection to the server; everything below fails the test by assertion when the network itself fails.
int helper_connect(int port);
void helper_send(int fd, const char *bytes, size_t len);
void helper_say(int fd, const char *text);
// Reads until the other side closes, nothing comes for `quiet_ms`, or `to` is full. Terminates; the length.
size_t helper_read(int fd, char *to, size_t room, int quiet_ms);
// Reads until `marker` is there; false when the other side closed or 20 s passed.
bool helper_read_until(int fd, char *to, size_t room, const char *marker);
// One request on a connection of its own ("GET /t/item HTTP/1.1\r\n…"), the answer in `to`; its status, 0: none.
int helper_ask(int port, const char *request, char *to, size_t room);
// Reads one whole answer (headers and Content-Length bytes) of a connection that stays open; its status, 0: closed.
int helper_answer(int fd, char *to, size_t room);

#endif
