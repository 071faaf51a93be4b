// SPDX-License-Identifier: Apache-2.0
// Wishes: each screen may have one, and that of the screen on top is what the phones are told. It is put anew when it
// changed, but not when the change came from the phone itself: its own words must not come back to it while it types.
#include "app/phone/inside.h"

#include "base/log.h"
#include "base/random.h"

static struct slot *find(struct phone *p, uint64_t token) {
    for (int i = 0; i < HISTORY_MAX && token; i++)
        if (p->slots[i].token == token)
            return &p->slots[i];
    return NULL;
}

static void drop(struct slot *s) {
    arena_finish(&s->arena);
    *s = (struct slot){0};
}

static struct slot *make(struct phone *p, uint64_t token) {
    for (int i = 0; i < HISTORY_MAX; i++) {
        if (p->slots[i].token)
            continue;
        p->slots[i] = (struct slot){.token = token};
        arena_init(&p->slots[i].arena, PHONE_WISH_ARENA);
        return &p->slots[i];
    }
    return NULL;
}

// Screens that are gone wish for nothing.
void phone_wish_sweep(struct app *app) {
    struct phone *p = app->phone;
    for (int i = 0; i < HISTORY_MAX; i++)
        if (p->slots[i].token && !router_find(app, p->slots[i].token))
            drop(&p->slots[i]);
}

static bool copy(struct arena *a, const struct api_wish *from, struct api_wish *to) {
    const char **texts[] = {&to->field, &to->label, &to->hint, &to->text, &to->next, &to->service};
    *to = *from;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] && !(*texts[i] = arena_string(a, *texts[i])))
            return false;
    const char **types = from->type_count ? arena_array(a, from->type_count, sizeof *types) : NULL;
    for (size_t i = 0; types && i < from->type_count; i++)
        if (!(types[i] = arena_string(a, from->types[i])))
            return false;
    to->types = types;
    return types || !from->type_count;
}

void phone_wish(struct app *app, uint64_t token, const struct api_wish *w, bool invite) {
    struct phone *p = app->phone;
    struct slot *s = p ? find(p, token) : NULL;
    if (!p || (!s && !w))
        return;
    s = s ? s : make(p, token);
    if (!s)
        return;
    if (!w) {
        drop(s);
        return;
    }
    p->news |= s->invite != invite || s->wish.kind != w->kind || !text_same(s->wish.field, w->field);
    arena_reset(&s->arena);
    s->invite = invite;
    if (!copy(&s->arena, w, &s->wish))
        s->wish = (struct api_wish){0}; // more than a phone could use: it is not asked
}

struct slot *phone_wish_of_top(struct app *app) { return find(app->phone, router_top(app)->token); }

// A file's field is called the same after the power was off, so that what arrived meanwhile is found; a text's is new each
// time, so that a phone that still shows an older question cannot write into this one.
static void name_field(struct phone *p, const struct slot *s) {
    const char *field = s->wish.field ? s->wish.field : "";
    if (text_same(p->name_of_field, field) && *p->opaque)
        return;
    text_copy(p->name_of_field, sizeof p->name_of_field, field);
    phone_events_drop_refused(p);
    if (s->wish.kind == WISH_FILE)
        snprintf(p->opaque, sizeof p->opaque, "%016llx", (unsigned long long)hash_bytes(hash_bytes(HASH_SEED, p->id, strlen(p->id)), field, strlen(field)));
    else
        random_text(p->opaque, PHONE_OPAQUE, RANDOM_BASE32);
    p->seq = 0;
}

static bool write(struct buf *b, const struct phone *p, const struct slot *s) {
    struct api_wish w = s->wish;
    w.field = w.kind == WISH_NONE ? NULL : p->opaque;
    if (w.is_private)
        w.text = ""; // what is private leaves this television only with the form
    buf_init(b, PHONE_WISH_BYTES);
    return api_write(b, &api_wish_shape, &w);
}

static uint64_t hash_of(const struct buf *b) { return hash_bytes(HASH_SEED, b->data, b->len); }

void phone_wish_publish(struct app *app, const struct slot *s, bool watched) {
    struct phone *p = app->phone;
    struct buf b;
    char before[PHONE_OPAQUE + 1];
    text_copy(before, sizeof before, p->opaque);
    name_field(p, s);
    if (strcmp(before, p->opaque) != 0) {
        phone_refresh(p); // the files of the new field
        p->news = true;
        p->published = 0;
    }
    if (p->published && !watched)
        return;
    if (write(&b, p, s) && hash_of(&b) != p->published && phone_box_send(app, TAG_WISH, "PUT", "/wish", (struct str){b.data, b.len}, NULL) == ERR_NONE)
        p->published = hash_of(&b);
    buf_finish(&b);
}

void phone_wish_withdraw(struct app *app) {
    struct phone *p = app->phone;
    bool told = p->published != 0;
    p->published = 0;
    p->opaque[0] = p->name_of_field[0] = '\0';
    if (told && *p->id && phone_box_send(app, TAG_WISH, "PUT", "/wish", STR("{\"kind\":\"none\"}"), NULL))
        log_line(LOG_WARN, "phone", "not-withdrawn", "sent=0"); // it ends by itself a minute after the stream
}

void phone_wish_took_text(struct phone *p, struct slot *s, const char *text) {
    struct buf b;
    struct api_wish with = s->wish, kept;
    struct arena fresh;
    with.text = text;
    arena_init(&fresh, PHONE_WISH_ARENA);
    if (!copy(&fresh, &with, &kept)) {
        arena_finish(&fresh);
        return;
    }
    arena_finish(&s->arena);
    s->arena = fresh;
    s->wish = kept;
    if (write(&b, p, s))
        p->published = hash_of(&b);
    buf_finish(&b);
}
