// SPDX-License-Identifier: Apache-2.0
// Routes, store and sockets for the tests of the server.
#include "tests/backend/helper_http.h"
#include "backend/demo.h"
#include "backend/events.h"
#include "backend/health.h"
#include "base/json.h"
#include "base/mem.h"
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { QUIET_MS = 20000 };

// ---- routes ----

static enum status show_item(const struct req *req, struct resp *resp, struct store *store) {
    return resp_bytes(resp, STATUS_OK, "application/json", STR("{\"n\":1}"));
}

static enum status show_blob(const struct req *req, struct resp *resp, struct store *store) {
    char text[2001];
    memset(text, 'a', sizeof text);
    text[0] = text[1999] = '"';
    struct blob *b = blob_create("application/json", (struct str){text, 2000});
    if (!b)
        return STATUS_INTERNAL;
    resp->cache_control = "public, max-age=60";
    enum status s = resp_blob(resp, b);
    blob_release(b);
    return s;
}

static enum status show_one(const struct req *req, struct resp *resp, struct store *store) {
    struct val_builder b = val_build(req->arena);
    const char *q = req_query(req, "q");
    if (!val_set(&b, "id", val_text(req_param(req, "id"))) || !val_set(&b, "q", q ? val_text(q) : val_null))
        return STATUS_INTERNAL;
    struct val v = val_object(&b);
    return resp_json(resp, STATUS_OK, &v);
}

static enum status echo(const struct req *req, struct resp *resp, struct store *store) {
    return resp_json(resp, STATUS_OK, req->json);
}

static const struct db_sql add_note = {"note-add", "INSERT INTO note(text) VALUES($1) RETURNING id"};
static const struct db_sql count_notes = {"note-count", "SELECT COUNT(*) FROM note"};

static enum status note_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    int64_t id;
    enum err err = db_number(db, &add_note, (struct db_value[]){db_t(data)}, 1, &id);
    if (err)
        return resp_error(resp, err);
    if (!strcmp(data, "bad"))
        return resp_problem(resp, STATUS_CONFLICT, "bad", "This note is not wanted.");
    struct val_builder b = val_build(req->arena);
    if (!val_set(&b, "id", val_number((double)id)) || !resp_event_as(resp, "t", "note", "{\"new\":true}"))
        return STATUS_INTERNAL;
    struct val v = val_object(&b);
    resp->location = arena_printf(req->arena, "/t/notes/%lld", (long long)id);
    return resp_json(resp, STATUS_CREATED, &v);
}

static enum status note_add(const struct req *req, struct resp *resp, struct store *store) {
    const char *text = val_get_text(req->json, "text", NULL);
    if (!text)
        return resp_error(resp, ERR_MISSING);
    return http_write(req, resp, note_apply, (void *)(uintptr_t)text);
}

static enum status note_count(const struct req *req, struct resp *resp, struct store *store) {
    struct val_builder b = val_build(req->arena);
    if (!val_set(&b, "count", val_number((double)helper_notes(store))))
        return STATUS_INTERNAL;
    struct val v = val_object(&b);
    return resp_json(resp, STATUS_OK, &v);
}

static enum status show_person(const struct req *req, struct resp *resp, struct store *store) {
    struct val_builder b = val_build(req->arena);
    if (!val_set(&b, "subject", val_text(req->caller.subject)))
        return STATUS_INTERNAL;
    struct val v = val_object(&b);
    return resp_json(resp, STATUS_OK, &v);
}

static enum status stream(const struct req *req, struct resp *resp, struct store *store) {
    return resp_stream(resp, "t");
}

static const struct route rows[] = {
    {"/t/blob", METHOD_GET, show_blob, AUTH_NONE, 0, 0},
    {"/t/echo", METHOD_POST, echo, AUTH_NONE, 1024, ROUTE_JSON},
    {"/t/health", METHOD_GET, health_show, AUTH_NONE, 0, ROUTE_UNLIMITED},
    {"/t/item", METHOD_GET, show_item, AUTH_NONE, 0, ROUTE_ETAG},
    {"/t/items/{id}", METHOD_GET, show_one, AUTH_NONE, 0, 0},
    {"/t/metrics", METHOD_GET, metrics_show, AUTH_NONE, 0, ROUTE_UNLIMITED},
    {"/t/notes", METHOD_GET, note_count, AUTH_NONE, 0, 0},
    {"/t/notes", METHOD_POST, note_add, AUTH_OPTIONAL, 4096, ROUTE_JSON | ROUTE_IDEMPOTENT},
    {"/t/office", METHOD_GET, show_item, AUTH_OFFICER, 0, 0},
    {"/t/person", METHOD_GET, show_person, AUTH_PERSON, 0, 0},
    {"/t/stream", METHOD_GET, stream, AUTH_NONE, 0, ROUTE_STREAM},
};
const struct router helper_router = {rows, sizeof rows / sizeof *rows};

// ---- store ----

static const struct store_migration migrations[] = {{1, "note", "CREATE TABLE note(id {serial}, text TEXT NOT NULL)"}};
const struct store_module helper_module = {"note", migrations, 1};

char *helper_folder(char to[64]) {
    memcpy(to, "/tmp/tgov-test-XXXXXX", sizeof "/tmp/tgov-test-XXXXXX");
    char *made = mkdtemp(to);
    assert(made);
    return made;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at) { return remove(path); }

void helper_folder_remove(const char *folder) { nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS); }

struct store *helper_store(const char *folder, int64_t max_pages) {
    char where[128];
    struct fault f = {0};
    snprintf(where, sizeof where, "sqlite:%s/test.db", folder);
    struct store_options o = {.modules = &helper_module, .module_count = 1, .max_pages = max_pages};
    struct store *s = store_open(where, &o, &f);
    if (!s)
        fprintf(stderr, "%s: %s\n", f.place, f.what);
    return s;
}

int64_t helper_notes(struct store *s) {
    struct db *db = store_read(s);
    int64_t n = -1;
    if (db && db_number(db, &count_notes, NULL, 0, &n) != ERR_NONE)
        n = -1;
    store_read_end(s, db);
    return n;
}

struct add {
    struct store_job job;
    const char *text;
};

static enum err run_add(struct db *db, struct store_job *job) {
    int64_t id;
    return db_number(db, &add_note, (struct db_value[]){db_t(((struct add *)job)->text)}, 1, &id);
}

enum err helper_add_note(struct store *s, const char *text) {
    struct add a = {.job = {.run = run_add}, .text = text};
    return store_write(s, &a.job);
}

// ---- server ----

void helper_start(struct helper_server *s, const struct http_options *o) {
    *s = (struct helper_server){.port = 0};
    s->options = o ? *o : (struct http_options){.threads = 2};
    struct http_options *h = &s->options;
    s->store = helper_store(helper_folder(s->folder), 0);
    s->events = events_create();
    s->metrics = metrics_create(&helper_router);
    assert(s->store && s->events && s->metrics);
    h->listen = h->listen ? h->listen : "127.0.0.1:0";
    h->threads = h->threads ? h->threads : 2;
    h->router = helper_router;
    h->store = s->store;
    h->metrics = s->metrics;
    h->quiet = true;
    h->site =
        (struct site){.events = s->events, .metrics = s->metrics, .demo = true, .authenticate = demo_authenticate};
    struct fault f = {0};
    s->http = http_start(h, &f);
    if (!s->http) {
        fprintf(stderr, "%s: %s\n", f.place, f.what);
        abort();
    }
    long port = 0;
    if (!text_integer(strrchr(http_address(s->http), ':') + 1, 1, 65535, &port))
        abort();
    s->port = (int)port;
}

void helper_stop(struct helper_server *s) {
    http_stop(s->http, 5000);
    store_close(s->store);
    events_destroy(s->events);
    metrics_destroy(s->metrics);
    helper_folder_remove(s->folder);
}

// ---- client ----

int helper_connect(int port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a))
        abort();
    return fd;
}

void helper_send(int fd, const char *bytes, size_t len) {
    while (len) {
        ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);
        if (n <= 0)
            return; // the other side may close early: that is for the test to see in the answer
        bytes += n;
        len -= (size_t)n;
    }
}

void helper_say(int fd, const char *text) { helper_send(fd, text, strlen(text)); }

// One piece; 0 at the end of the connection, -1 when nothing came.
static ssize_t piece(int fd, char *to, size_t room, int wait_ms) {
    struct pollfd p = {.fd = fd, .events = POLLIN};
    if (poll(&p, 1, wait_ms) <= 0)
        return -1;
    ssize_t n = recv(fd, to, room, 0);
    return n < 0 ? 0 : n;
}

size_t helper_read(int fd, char *to, size_t room, int quiet_ms) {
    size_t len = 0;
    ssize_t n;
    while (len + 1 < room && (n = piece(fd, to + len, room - 1 - len, quiet_ms)) > 0)
        len += (size_t)n;
    to[len] = 0;
    return len;
}

bool helper_read_until(int fd, char *to, size_t room, const char *marker) {
    size_t len = 0;
    to[0] = 0;
    while (len + 1 < room && !strstr(to, marker)) {
        ssize_t n = piece(fd, to + len, room - 1 - len, QUIET_MS);
        if (n <= 0)
            return false;
        len += (size_t)n;
        to[len] = 0;
    }
    return strstr(to, marker) != NULL;
}

static int status_of(const char *answer) {
    long status = 0;
    char digits[4] = "";
    if (!strncmp(answer, "HTTP/1.1 ", 9))
        memcpy(digits, answer + 9, 3);
    return text_integer(digits, 100, 599, &status) ? (int)status : 0;
}

int helper_answer(int fd, char *to, size_t room) {
    size_t len = 0, want = 0;
    to[0] = 0;
    while (len + 1 < room && (!want || len < want)) {
        ssize_t n =
            piece(fd, to + len, want ? want - len : 1, QUIET_MS); // byte by byte up to the body: pipelines stay whole
        if (n <= 0)
            break;
        len += (size_t)n;
        to[len] = 0;
        const char *end = want ? NULL : strstr(to, "\r\n\r\n");
        if (!end)
            continue;
        const char *length = strcasestr(to, "\r\nContent-Length: ");
        want = (size_t)(end + 4 - to) + (length ? strtoul(length + 18, NULL, 10) : 0);
    }
    return status_of(to);
}

int helper_ask(int port, const char *request, char *to, size_t room) {
    int fd = helper_connect(port);
    helper_say(fd, request);
    int status = helper_answer(fd, to, room);
    close(fd);
    return status;
}
