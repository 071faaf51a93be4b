// SPDX-License-Identifier: Apache-2.0
#include "backend/services/parts.h"

enum status answer_json(struct resp *p, enum status status, const struct json_shape *shape, const void *from) {
    struct buf b;
    buf_init(&b, RESP_BODY_MAX);
    char *bytes = api_write(&b, shape, from) ? arena_copy(p->arena, buf_text(&b), b.len) : NULL;
    struct str body = {bytes, b.len};
    buf_finish(&b);
    return bytes ? resp_bytes(p, status, "application/json", body) : STATUS_INTERNAL;
}

bool answer_language(struct resp *p, const struct catalogue *c, size_t language) {
    p->content_language = c->district.tags[language];
    return resp_header(p, "Vary", "Accept-Language");
}

enum status answer_no_catalogue(struct resp *p) {
    p->retry_after_s = 5;
    return resp_problem(p, STATUS_UNAVAILABLE, "starting", "The services are being loaded. Please try again in a moment.");
}

static enum status wrong_member(struct resp *p, const char *path, const char *rule, const char *message) {
    struct val_builder one = val_build(p->arena), list = val_build(p->arena);
    bool ok = val_set(&one, "path", val_text(path)) && val_set(&one, "rule", val_text(rule)) &&
              val_set(&one, "message", val_text(message)) && val_push(&list, val_object(&one));
    struct val errors = val_array(&list);
    return ok ? resp_problem_with(p, STATUS_UNPROCESSABLE, "invalid", message, "errors", &errors) : STATUS_INTERNAL;
}

enum status answer_refused(struct resp *p, enum err err, const struct fault *f) {
    const char *member = arena_string(p->arena, f->place);
    if (!member)
        return STATUS_INTERNAL;
    switch (err) {
    case ERR_MISSING:
        return wrong_member(p, member, "required", "Please write this before you send.");
    case ERR_REFERENCE:
        return wrong_member(p, member, "option", "There is no such choice. Please read the case again.");
    case ERR_LIMIT:
        return wrong_member(p, member, "long", "This is too long. Please shorten it.");
    case ERR_CONFLICT:
        return resp_problem(p, STATUS_CONFLICT, "not-now",
                            "This cannot be done with the case as it stands now. Please read it again.");
    case ERR_DENIED:
        return resp_problem(p, STATUS_FORBIDDEN, "not-yours", "Only the office can do this.");
    default:
        return resp_error(p, err);
    }
}
