// SPDX-License-Identifier: Apache-2.0
#include "backend/services/parts.h"
#include "base/locale.h"

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

const char *answer_days(struct arena *a, const char *pattern, int days, const char *language) {
    const char *braces = strstr(pattern, "{days}");
    char count[16];
    snprintf(count, sizeof count, "%d", days);
    return braces ? arena_printf(a, "%.*s%s%s", (int)(braces - pattern), pattern, locale_digits(locale_of(language), a, count), braces + strlen("{days}"))
                  : NULL;
}

enum err answers_text(struct arena *a, const struct val *v, const char **out) {
    struct buf b;
    buf_init(&b, API_ANSWERS_BYTES);
    json_write(&b, v);
    enum err err = b.err;
    *out = err ? NULL : arena_copy(a, buf_text(&b), b.len);
    buf_finish(&b);
    return err ? err : *out ? ERR_NONE : ERR_MEMORY;
}

static const char *form_text_of(void *words, const char *english) { return i18n_text(words, NULL, english); }

static const char *form_plural_of(void *words, const char *one, const char *many, long n) { return i18n_plural(words, one, many, n); }

struct form_words answer_words(const struct i18n *words) { return (struct form_words){(void *)words, form_text_of, form_plural_of}; }

enum status answer_no_catalogue(struct resp *p) {
    p->retry_after_s = 5;
    return resp_problem(p, STATUS_UNAVAILABLE, "starting", "The services are being loaded. Please try again in a moment.");
}

enum status answer_phone_only(struct resp *p) {
    return resp_problem(p, STATUS_FORBIDDEN, "phone-only", "This form is filled in on the phone only. Please open it there. Nothing was kept or sent.");
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
        return wrong_member(p, member, "required", resp_tr(p, "Please write this before you send."));
    case ERR_REFERENCE:
        return wrong_member(p, member, "option", resp_tr(p, "There is no such choice. Please read the case again."));
    case ERR_LIMIT:
        return wrong_member(p, member, "long", resp_tr(p, "This is too long. Please shorten it."));
    case ERR_CONFLICT:
        return resp_problem(p, STATUS_CONFLICT, "not-now",
                            "This cannot be done with the case as it stands now. Please read it again.");
    case ERR_DENIED:
        return resp_problem(p, STATUS_FORBIDDEN, "not-yours", "Only the office can do this.");
    default:
        return resp_error(p, err);
    }
}
