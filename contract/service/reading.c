// SPDX-License-Identifier: Apache-2.0
// What a service offers to people who read little or sign: its texts in easy words, a film in sign language.
#include "contract/service/inside.h"

static enum err wrong(const struct check *c, const char *place, const char *what) { return fault_set(c->f, ERR_TYPE, place, "%s", what); }

// A language map has texts for members; the long form has maps and a list.
static bool is_summary(const struct val *v) {
    for (uint32_t i = 0; i < v->count; i++)
        if (v->members[i].value.type != VAL_STRING)
            return false;
    return v->count > 0;
}

static struct val member(const struct val *v, const char *key) {
    const struct val *m = val_get(v, key);
    return m ? *m : val_null;
}

static enum err check_names(const struct check *c, const struct val *v) {
    static const char *const names[] = {"title", "summary", "who", "steps"};
    for (uint32_t i = 0; i < v->count; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            known |= text_same(v->members[i].key, names[k]);
        if (!known)
            return wrong(c, "$.easy", "is a text in each language, or has title, summary, who and steps");
    }
    return v->count ? ERR_NONE : wrong(c, "$.easy", "is empty");
}

static enum err check_steps(const struct check *c, const struct service *s) {
    const struct val *steps = &s->easy.steps;
    enum err err = ERR_NONE;
    if (steps->type == VAL_NULL)
        return ERR_NONE;
    if (steps->type != VAL_ARRAY || steps->count != s->step_count)
        return wrong(c, "$.easy.steps", "needs one text for each of the steps");
    for (uint32_t i = 0; i < steps->count && !err; i++)
        err = service_check_text(c, &steps->items[i], true, "$.easy.steps[%u]", i);
    return err;
}

static enum err take_easy(const struct check *c, struct service *s) {
    const struct val *v = &s->easy_written;
    enum err err = ERR_NONE;
    if (v->type == VAL_NULL)
        return ERR_NONE;
    if (v->type != VAL_OBJECT)
        return wrong(c, "$.easy", "must be texts, {\"en\": \"...\"}");
    if (is_summary(v)) {
        s->easy.summary = *v;
        return service_check_text(c, v, true, "$.easy");
    }
    err = check_names(c, v);
    s->easy = (struct service_easy){member(v, "title"), member(v, "summary"), member(v, "who"), member(v, "steps")};
    if (!err)
        err = service_check_text(c, &s->easy.title, false, "$.easy.title");
    if (!err)
        err = service_check_text(c, &s->easy.summary, false, "$.easy.summary");
    if (!err)
        err = service_check_text(c, &s->easy.who, false, "$.easy.who");
    return err ? err : check_steps(c, s);
}

static enum err check_clip(const struct check *c, const struct service_clip *clip) {
    if (!clip->url)
        return ERR_NONE;
    if (!str_starts(str_of(clip->url), "https://"))
        return wrong(c, "$.sign_language.url", "must begin with https://");
    if (clip->poster && !str_starts(str_of(clip->poster), "https://"))
        return wrong(c, "$.sign_language.poster", "must begin with https://");
    if (clip->seconds < 1)
        return wrong(c, "$.sign_language.seconds", "how long the film is, in seconds");
    return service_check_text(c, &clip->title, true, "$.sign_language.title");
}

enum err service_check_reading(const struct check *c, struct service *s) {
    enum err err = take_easy(c, s);
    return err ? err : check_clip(c, &s->sign_language);
}
