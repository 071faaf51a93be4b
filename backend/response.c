// SPDX-License-Identifier: Apache-2.0
// Building answers.
#include "backend/response.h"
#include "backend/pages/page.h"
#include "backend/site.h"
#include "base/json.h"

static const struct { enum status status; const char *title; } titles[] = {
    {STATUS_BAD_REQUEST, "The request cannot be understood"},
    {STATUS_UNAUTHORIZED, "Please sign in"},
    {STATUS_FORBIDDEN, "Not allowed"},
    {STATUS_NOT_FOUND, "Not found"},
    {STATUS_NOT_ALLOWED, "Not possible here"},
    {STATUS_CONFLICT, "Not possible now"},
    {STATUS_GONE, "No longer there"},
    {STATUS_PRECONDITION_FAILED, "It was changed in the meantime"},
    {STATUS_TOO_LARGE, "Too large"},
    {STATUS_TARGET_TOO_LONG, "The address is too long"},
    {STATUS_MEDIA_TYPE, "Unknown kind of content"},
    {STATUS_UNPROCESSABLE, "Something in it is not right"},
    {STATUS_TOO_MANY, "Too many requests"},
    {STATUS_HEADERS_TOO_LARGE, "The headers are too large"},
    {STATUS_INTERNAL, "Something failed on our side"},
    {STATUS_UNAVAILABLE, "Please come back in a moment"},
    {STATUS_INSUFFICIENT_STORAGE, "No room to keep it safely"},
};

const char *status_title(enum status s) {
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (titles[i].status == s)
            return titles[i].title;
    return "Something failed on our side";
}

static const struct i18n *words_of(const struct resp *p, const char **tag) {
    const struct site *site = p->reader ? p->reader->site : NULL;
    return site ? pages_words(site->pages, p->reader->accept_language, tag) : NULL;
}

const char *resp_tr(const struct resp *p, const char *english) { return i18n_text(words_of(p, NULL), NULL, english); }

void resp_init(struct resp *p, struct arena *a) { *p = (struct resp){.arena = a}; }

void resp_reset(struct resp *p) {
    blob_release(p->blob);
    struct resp fresh = {.arena = p->arena, .later = p->later, .reader = p->reader};
    memcpy(fresh.request_id, p->request_id, sizeof fresh.request_id);
    *p = fresh;
}

enum status resp_bytes(struct resp *p, enum status status, const char *content_type, struct str bytes) {
    p->content_type = content_type;
    p->body = bytes;
    return status;
}

enum status resp_json(struct resp *p, enum status status, const struct val *v) {
    struct buf b;
    buf_init(&b, RESP_BODY_MAX);
    json_write(&b, v);
    char *kept = b.err ? NULL : arena_copy(p->arena, buf_text(&b), b.len);
    p->body = kept ? (struct str){kept, b.len} : STR("{}");
    p->content_type = NULL;
    buf_finish(&b);
    return kept ? status : STATUS_INTERNAL;
}

enum status resp_blob(struct resp *p, struct blob *blob) {
    blob_release(p->blob);
    p->blob = blob_hold(blob);
    p->content_type = blob_type(blob);
    p->etag = blob_etag(blob);
    return STATUS_OK;
}

// `detail` in the language `tag`, or (NULL) in English.
static enum status problem(struct resp *p, enum status status, const char *slug, const char *tag, const char *detail,
                           const char *member, const struct val *value) {
    const char *title = tag ? resp_tr(p, status_title(status)) : status_title(status);
    const char *type = arena_printf(p->arena, "urn:tgov:problem:%s", slug);
    const char *instance = arena_printf(p->arena, "urn:tgov:request:%s", p->request_id);
    struct val_builder b = val_build(p->arena);
    bool ok = type && instance && detail && val_set(&b, "type", val_text(type)) &&
              val_set(&b, "title", val_text(title)) && val_set(&b, "status", val_number(status)) &&
              val_set(&b, "detail", val_text(detail)) &&
              (!p->request_id[0] || val_set(&b, "instance", val_text(instance))) &&
              (!value || val_set(&b, member, *value));
    struct val v = val_object(&b);
    if (!ok || resp_json(p, status, &v) != status)
        p->body =
            STR("{\"type\":\"urn:tgov:problem:memory\",\"title\":\"Something failed on our side\",\"status\":500}");
    p->content_type = "application/problem+json";
    p->content_language = tag;
    return ok ? status : STATUS_INTERNAL;
}

enum status resp_problem(struct resp *p, enum status status, const char *slug, const char *detail_fmt, ...) {
    const char *tag = "en";
    va_list args;
    va_start(args, detail_fmt);
    const char *detail = arena_vprintf(p->arena, resp_tr(p, detail_fmt), args);
    va_end(args);
    (void)words_of(p, &tag);
    return problem(p, status, slug, tag, detail, NULL, NULL);
}

enum status resp_misuse(struct resp *p, enum status status, const char *slug, const char *detail_fmt, ...) {
    va_list args;
    va_start(args, detail_fmt);
    const char *detail = arena_vprintf(p->arena, detail_fmt, args);
    va_end(args);
    return problem(p, status, slug, NULL, detail, NULL, NULL);
}

enum status resp_problem_with(struct resp *p, enum status status, const char *slug, const char *detail,
                              const char *member, const struct val *value) {
    const char *tag = "en";
    (void)words_of(p, &tag);
    return problem(p, status, slug, tag, detail ? resp_tr(p, detail) : NULL, member, value);
}

enum status resp_error(struct resp *p, enum err err) {
    switch (err) {
    case ERR_NOT_FOUND: return resp_problem(p, STATUS_NOT_FOUND, "not-found", "There is nothing of this name.");
    case ERR_DENIED: return resp_problem(p, STATUS_FORBIDDEN, "denied", "This is not open to you.");
    case ERR_CONFLICT:
        return resp_problem(p, STATUS_CONFLICT, "conflict", "This is not possible in its present state.");
    case ERR_DUPLICATE: return resp_problem(p, STATUS_CONFLICT, "exists", "It is there already.");
    case ERR_LIMIT: return resp_problem(p, STATUS_TOO_LARGE, "too-large", "It is larger or longer than we can take.");
    case ERR_SYNTAX: return resp_problem(p, STATUS_BAD_REQUEST, "syntax", "The content cannot be read.");
    case ERR_TYPE:
    case ERR_REFERENCE:
    case ERR_UNSUPPORTED:
    case ERR_MISSING: return resp_problem(p, STATUS_UNPROCESSABLE, "invalid", "Something in it is missing or wrong.");
    case ERR_FULL:
        return resp_problem(p, STATUS_INSUFFICIENT_STORAGE, "store-full",
                            "Nothing was kept: the disk of the service is full. Please send it again later.");
    case ERR_BUSY:
        p->retry_after_s = 1;
        return resp_problem(p, STATUS_UNAVAILABLE, "busy", "Very many people are sending now. Please try again.");
    default:
        return resp_problem(p, STATUS_INTERNAL, "internal", "Something failed on our side. Nothing of it was kept.");
    }
}

bool resp_header(struct resp *p, const char *name, const char *value) {
    if (p->header_count == RESP_HEADERS_MAX || !value)
        return false;
    p->headers[p->header_count].name = name;
    p->headers[p->header_count++].value = value;
    return true;
}

bool resp_event(struct resp *p, const char *topic, const char *json) { return resp_event_as(p, topic, NULL, json); }

bool resp_event_as(struct resp *p, const char *topic, const char *name, const char *json) {
    if (p->event_count == RESP_EVENTS_MAX)
        return false;
    struct resp_event e = {.topic = arena_string(p->arena, topic), .json = arena_string(p->arena, json)};
    e.name = name ? arena_string(p->arena, name) : NULL;
    if (!e.topic || !e.json || (name && !e.name))
        return false;
    p->events[p->event_count++] = e;
    return true;
}

enum status resp_stream(struct resp *p, const char *topic) {
    p->topic = arena_string(p->arena, topic);
    p->content_type = "text/event-stream";
    return p->topic ? STATUS_OK : STATUS_INTERNAL;
}
