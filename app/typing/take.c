// SPDX-License-Identifier: Apache-2.0
// Typing within the loop: the language of the interface, the pause between two letters of a key, the focus, and the
// earlier answers of this profile. These are one setting a profile, {"field": ["newest", "older"]}, capped; it goes with
// everything else when the box is erased.
#include "app/inside.h"
#include "app/typing/inside.h"

#include <stdio.h>

enum { PAST_FIELDS = 24, PAST_ARENA = 64 << 10 };

static void past_name(char *to, size_t room, const struct ctx *cx) {
    snprintf(to, room, "typed/%s", session_profile(cx->app));
}

// The whole record of the profile, VAL_NULL when there is none.
static struct val read_past(struct arena *a, struct ctx *cx) {
    char name[96];
    const char *json = NULL;
    struct val all = VAL_NULL_INIT;
    struct fault f;
    past_name(name, sizeof name, cx);
    if (keep_setting(cx->app->keep, a, name, &json) != ERR_NONE || json_read(a, json, strlen(json), JSON_LIMITS, &all, &f) != ERR_NONE)
        return val_null;
    return all;
}

static void load(struct typing *t, struct ctx *cx) {
    struct arena a;
    arena_init(&a, PAST_ARENA);
    struct val all = read_past(&a, cx);
    const struct val *list = all.type == VAL_OBJECT ? val_get(&all, t->field) : NULL;
    t->past_count = 0;
    for (uint32_t i = 0; list && list->type == VAL_ARRAY && i < list->count && t->past_count < TYPING_PAST; i++)
        if (list->items[i].type == VAL_STRING && text_copy(t->past[t->past_count], TYPING_PAST_BYTES, list->items[i].text))
            t->past_count++;
    arena_finish(&a);
}

void typing_ready(struct typing *t, struct ctx *cx) {
    const char *language = ctx_language(cx);
    if (!text_same(t->language, language)) {
        compose_end(t);
        text_copy(t->language, sizeof t->language, language);
        t->page = 0;
        t->symbols = t->accents = t->latin = false;
    }
    if (*t->field && !t->past_known)
        load(t, cx);
    t->past_known = true;
}

enum typing_result typing_take(struct typing *t, const struct event *ev, struct ctx *cx) {
    typing_ready(t, cx);
    enum typing_result r = typing_event(t, ev);
    if (t->composing == COMPOSING_TAPS && ev->type != EV_TIMER)
        fx_timer(cx, TYPING_TAG, TYPING_PAUSE_MS);
    if (t->refocus)
        fx_focus(cx);
    t->refocus = false;
    return r;
}

// ---- Remembering
// The answer first, then the others of its field.
static bool newest_first(struct val_builder *b, const char *answer, const struct val *old) {
    int count = 1;
    if (!val_push(b, val_text(answer)))
        return false;
    for (uint32_t i = 0; old && old->type == VAL_ARRAY && i < old->count && count < TYPING_PAST; i++) {
        if (old->items[i].type != VAL_STRING || !strcmp(old->items[i].text, answer))
            continue;
        if (!val_push(b, old->items[i]))
            return false;
        count++;
    }
    return true;
}

static void save(struct ctx *cx, const struct val *all) {
    struct buf b;
    char name[96];
    past_name(name, sizeof name, cx);
    buf_init(&b, KEEP_TEXT_BYTES);
    json_write(&b, all);
    if (!b.err && keep_setting_save(cx->app->keep, (struct keep_ticket){0}, name, buf_text(&b)) != ERR_NONE)
        b.len = 0; // an offer less the next time
    buf_finish(&b);
}

// Other fields keep their place, this one moves to the end; the oldest go when there is no room.
static bool put_last(struct arena *a, const struct val *all, const char *field, const struct val *list, uint32_t skip, struct val *out) {
    struct val_builder b = val_build(a);
    for (uint32_t i = skip; all->type == VAL_OBJECT && i < all->count; i++)
        if (strcmp(all->members[i].key, field) != 0 && !val_set(&b, all->members[i].key, all->members[i].value))
            return false;
    bool ok = val_set(&b, field, *list);
    *out = val_object(&b);
    return ok;
}

static bool too_long(const struct val *all) {
    struct buf b;
    buf_init(&b, KEEP_TEXT_BYTES);
    json_write(&b, all);
    bool cut = b.err != ERR_NONE;
    buf_finish(&b);
    return cut;
}

void typing_remember(struct typing *t, struct ctx *cx) {
    char answer[TYPING_PAST_BYTES];
    struct arena a;
    struct str said = str_trim((struct str){t->text, (size_t)t->len});
    if (!*t->field || t->mask || t->keyboard == KEYBOARD_PIN || !said.len || said.len >= sizeof answer)
        return;
    memcpy(answer, said.p, said.len);
    answer[said.len] = '\0';
    arena_init(&a, PAST_ARENA * 4);
    struct val all = read_past(&a, cx), list, fresh = VAL_NULL_INIT;
    struct val_builder b = val_build(&a);
    bool ok = newest_first(&b, answer, all.type == VAL_OBJECT ? val_get(&all, t->field) : NULL);
    list = val_array(&b);
    uint32_t skip = all.type == VAL_OBJECT && all.count > PAST_FIELDS ? all.count - PAST_FIELDS : 0;
    do {
        ok = ok && put_last(&a, &all, t->field, &list, skip, &fresh);
    } while (ok && too_long(&fresh) && all.type == VAL_OBJECT && skip++ < all.count);
    if (ok)
        save(cx, &fresh);
    arena_finish(&a);
    t->past_known = false;
}
