// SPDX-License-Identifier: Apache-2.0
#include "app/screens/titles.h"

#include "app/screens/parts.h"

static int place_of(const struct titles *t, const char *id) {
    for (int i = 0; i < t->count; i++)
        if (text_same(t->items[i].id, id))
            return i;
    return -1;
}

// The place under which it is asked for; -1: it has no id, or there is no room.
static int place_for(struct titles *t, const char *id, bool of_case) {
    int at = place_of(t, id);
    if (at >= 0 || !*id || t->count == TITLES_MAX || !text_copy(t->items[t->count].id, sizeof t->items[0].id, id))
        return at;
    t->items[t->count].of_case = of_case;
    return t->count++;
}

void titles_of_drafts(struct titles *t, int tag, const struct val *list, uint32_t most, struct ctx *cx) {
    char path[SERVICE_ID_CAP + 24];
    for (uint32_t i = 0; i < parts_count(list) && i < most; i++) {
        int at = place_for(t, val_get_text(&list->items[i], "service", ""), false);
        if (at < 0)
            continue;
        snprintf(path, sizeof path, "/v1/services/%s", t->items[at].id);
        fx_get_cached(cx, tag + at, path, &api_service_shape);
    }
}

void titles_of_cases(struct titles *t, int tag, const struct val *list, uint32_t most, struct ctx *cx) {
    char path[SERVICE_ID_CAP + 16];
    for (uint32_t i = 0; i < parts_count(list) && i < most; i++) {
        const struct val *item = &list->items[i];
        const char *secret = val_get_text(item, "secret", "");
        bool kept = parts_same_language(val_get_text(item, "language", ""), ctx_language(cx));
        int there = place_of(t, val_get_text(item, "number", ""));
        if (kept && there >= 0) // the viewer came back to the language of that day
            t->items[there].title = (struct title){NULL, NULL, NULL};
        int at = kept || !*secret ? -1 : place_for(t, val_get_text(item, "number", ""), true);
        if (at < 0 || t->items[at].refused)
            continue;
        snprintf(path, sizeof path, "/v1/cases/%s", t->items[at].id);
        fx_get_secret(cx, tag + at, path, secret, &api_case_shape);
    }
}

bool titles_take(struct titles *t, int tag, const struct event *ev, struct ctx *cx) {
    int at = ev->tag - tag;
    if (at < 0 || at >= t->count)
        return false;
    struct titled *known = &t->items[at];
    const void *body = ev->reply.err ? NULL : ctx_keep_reply(cx, ev);
    const struct api_case *c = known->of_case ? body : NULL;
    const struct api_service *v = known->of_case ? NULL : body;
    known->refused |= ev->reply.err == ERR_DENIED || ev->reply.err == ERR_NOT_FOUND;
    if (c)
        known->title = (struct title){c->title, c->state.title, c->language};
    else if (v)
        known->title = (struct title){v->title, NULL, v->language};
    return true;
}

struct title titles_find(const struct titles *t, const struct val *item, const char *key) {
    int at = place_of(t, val_get_text(item, key, ""));
    struct title kept = {val_get_text(item, "title", ""), val_get_text(item, "state", ""), val_get_text(item, "language", "")};
    struct title known = at >= 0 ? t->items[at].title : kept;
    return known.text ? (struct title){known.text, known.state ? known.state : kept.state, known.language ? known.language : ""} : kept;
}
