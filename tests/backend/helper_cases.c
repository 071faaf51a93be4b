// SPDX-License-Identifier: Apache-2.0
#include "tests/backend/helper_cases.h"
#include "backend/handover/handover.h"
#include "backend/people/people.h"
#include "backend/phone/boxes.h"
#include "backend/services/handlers.h"
#include "base/file.h"
#include "base/json.h"
#include "tests/backend/helper_http.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

const char *world_catalogue_folder(void) {
    static char path[512];
    const char *root = getenv("TGOV_SOURCE");
    snprintf(path, sizeof path, "%s/backend/catalogue", root ? root : ".");
    return path;
}

when_ms world_time(const char *text) {
    when_ms t = 0;
    bool ok = when_read(text, &t);
    assert(ok);
    return ok ? t : 0;
}

// The person named by "authorization" as "citizen:NAME", "business:NAME" or "officer:NAME"; what a token would prove.
static enum status say_who(void *self, const struct req *req, struct resp *resp, struct caller *out) {
    const struct world *w = self;
    const char *header = req_header(req, "authorization"), *colon = header ? strchr(header, ':') : NULL;
    (void)resp;
    if (!colon)
        return STATUS_OK;
    *out = (struct caller){.known = true, .subject = colon + 1, .name = colon + 1, .organisation = "", .organisation_number = "",
                           .issuer = "https://tgov.example", .jkt = "", .person = colon + 1, .authorization = w->authorization,
                           .roles = ROLE_CITIZEN | (*header == 'b' ? ROLE_BUSINESS : *header == 'o' ? ROLE_OFFICER : 0u)};
    if (*header == 'b')
        out->organisation = "Harbour Tools", out->organisation_number = "RS-77";
    return STATUS_OK;
}

void world_start(struct world *w) {
    const struct store_module modules[] = {cases_module, desk_module, handover_module, people_module, phone_module};
    struct store_options o = {.modules = modules, .module_count = sizeof modules / sizeof *modules, .now_ms = 1};
    struct fault f = {0};
    char where[128];
    *w = (struct world){.now = world_time("2026-03-04T09:00:00Z"), .peer = "192.0.2.7", .language = "en"};
    helper_folder(w->folder);
    snprintf(where, sizeof where, "sqlite:%s/store.db", w->folder);
    w->store = store_open(where, &o, &f);
    w->catalogue = catalogue_load(world_catalogue_folder(), &f);
    if (!w->store || !w->catalogue)
        printf("%s: %s\n", f.place, f.what);
    assert(w->store && w->catalogue);
    enum err err = desk_prepare(w->store, w->now, w->password, sizeof w->password);
    assert(err == ERR_NONE);
    (void)err;
    w->site = (struct site){.catalogue = w->catalogue, .base_url = "https://tgov.example", .authenticate = say_who, .authenticate_self = w};
    arena_init(&w->arena, 64 << 20);
}

void world_stop(struct world *w) {
    resp_reset(&w->resp);
    arena_finish(&w->arena);
    store_close(w->store);
    catalogue_destroy(w->catalogue);
    helper_folder_remove(w->folder);
}

static void add(struct world *w, const char *name, const char *value) {
    enum err err = value ? req_add_header(&w->req, name, value) : ERR_NONE;
    assert(err == ERR_NONE);
    (void)err;
}

int world_ask(struct world *w, const char *method, const char *target, const char *body) {
    const struct router router = {route_table, route_table_count};
    resp_reset(&w->resp);
    arena_reset(&w->arena);
    enum err err = req_init(&w->req, &w->arena, method_of(method), target);
    assert(err == ERR_NONE);
    resp_init(&w->resp, &w->arena);
    w->req.site = &w->site;
    w->req.now_ms = w->now;
    w->req.peer = w->peer;
    w->req.body = str_of(body);
    add(w, "accept-language", w->language);
    add(w, "cookie", w->cookie);
    add(w, "tgov-case-secret", w->secret);
    add(w, "if-match", w->match);
    add(w, "if-none-match", w->none_match);
    add(w, "tgov-mandate", w->mandate);
    add(w, "authorization", w->who);
    add(w, "idempotency-key", w->key);
    if (body)
        add(w, "content-type", body[0] == '{' ? "application/json" : "application/x-www-form-urlencoded");
    int status = (int)http_dispatch(&router, &w->req, &w->resp, w->store);
    w->json = val_null;
    if (w->resp.body.len && w->resp.body.p[0] == '{')
        err = json_read(&w->arena, w->resp.body.p, w->resp.body.len, JSON_LIMITS, &w->json, NULL);
    (void)err;
    return status;
}

const char *world_header(const struct world *w, const char *name) {
    for (size_t i = 0; i < w->resp.header_count; i++)
        if (!strcasecmp(w->resp.headers[i].name, name))
            return w->resp.headers[i].value;
    return NULL;
}

const char *world_text(const struct world *w, const char *path) {
    const struct val *v = val_at(&w->json, path);
    return v && v->type == VAL_STRING ? v->text : "";
}

bool world_has(const struct world *w, const char *text) {
    return memmem(w->resp.body.p ? w->resp.body.p : "", w->resp.body.len, text, strlen(text)) != NULL;
}

static void copy_file(struct arena *a, const char *from, const char *to) {
    struct str bytes;
    struct fault f = {0};
    enum err err = file_read(a, from, 4 << 20, &bytes, &f);
    if (!err)
        err = file_replace(to, bytes.p, bytes.len, &f);
    assert(err == ERR_NONE || err == ERR_IO || err == ERR_NOT_FOUND);
    (void)err;
}

void world_copy_catalogue(char to[64]) {
    static const char *const tops[] = {"district.json", "holidays.json", "context.jsonld"};
    struct arena a;
    const char *const *names = NULL;
    size_t count = 0;
    const char *from = world_catalogue_folder();
    arena_init(&a, 64 << 20);
    helper_folder(to);
    enum err err = file_list(&a, from, 1000, &names, &count, NULL);
    for (size_t i = 0; i < 3; i++)
        copy_file(&a, arena_printf(&a, "%s/%s", from, tops[i]), arena_printf(&a, "%s/%s", to, tops[i]));
    for (size_t i = 0; i < count && !err; i++) {
        const char *service = arena_printf(&a, "%s/%s/service.json", from, names[i]);
        if (!file_exists(service))
            continue;
        err = file_make_folder(arena_printf(&a, "%s/%s", to, names[i]), NULL);
        copy_file(&a, service, arena_printf(&a, "%s/%s/service.json", to, names[i]));
        copy_file(&a, arena_printf(&a, "%s/%s/form.json", from, names[i]), arena_printf(&a, "%s/%s/form.json", to, names[i]));
    }
    assert(err == ERR_NONE);
    arena_finish(&a);
}
