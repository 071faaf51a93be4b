// SPDX-License-Identifier: Apache-2.0
// What the backend says about the phones becomes what screens are told: who is connected, who asks, what is typed, which
// files are on their way.
#include "app/phone/inside.h"

#include "base/log.h"

static when_ms instant(const char *text) {
    when_ms t = 0;
    return text && when_read(text, &t) ? t : 0;
}

const struct phone_device *phone_asking(const struct phone_now *now) {
    for (int i = 0; i < now->device_count; i++)
        if (now->devices[i].asks)
            return &now->devices[i];
    return NULL;
}

bool phone_plain_id(const char *id) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    return id && *id && strlen(id) <= PHONE_ID_CAP && strspn(id, plain) == strlen(id);
}

static struct phone_device *device(struct phone *p, const char *id) {
    for (int i = 0; i < p->now.device_count; i++)
        if (text_same(p->now.devices[i].id, id))
            return &p->now.devices[i];
    if (p->now.device_count == API_PHONES_CAP || !phone_plain_id(id))
        return NULL;
    struct phone_device *d = &p->now.devices[p->now.device_count++];
    *d = (struct phone_device){0};
    text_copy(d->id, sizeof d->id, id);
    return d;
}

static void name_it(struct phone_device *d, const char *name) { text_copy(d->name, sizeof d->name, name ? name : ""); }

// What follows from the lists: the name that a panel says, the state, the files of the present field.
void phone_refresh(struct phone *p) {
    struct phone_now *n = &p->now;
    const struct phone_device *best = NULL;
    for (int i = 0; i < n->device_count; i++) {
        const struct phone_device *d = &n->devices[i];
        if (!d->asks && (!best || (d->connected && !best->connected)))
            best = d;
    }
    text_copy(n->name, sizeof n->name, best ? best->name : "");
    n->state = best && best->connected && p->up ? PHONE_CONNECTED : *n->url && !p->retry_at ? PHONE_INVITES
             : p->unavailable || p->retry_at ? PHONE_AWAY : PHONE_BUSY;
    n->file_count = 0;
    for (int i = 0; i < p->file_count; i++)
        if (*p->opaque && text_same(p->fields[i], p->opaque))
            n->files[n->file_count++] = p->files[i];
}

void phone_events_forget(struct phone *p) {
    struct phone_now named = {0};
    text_copy(named.box, sizeof named.box, p->now.box);
    text_copy(named.place, sizeof named.place, p->now.place);
    p->now = named;
    p->file_count = 0;
    p->streaming = p->up = p->asking_state = p->inviting = p->registering = false;
    p->published = 0;
    p->invite_until = 0;
    p->opaque[0] = p->name_of_field[0] = '\0';
    memset(p->pictures, 0, sizeof p->pictures);
    p->news = true;
}

// To the screen on top, and only when the wish is its own.
void phone_tell(struct app *app, enum phone_news news, const char *text, bool done) {
    struct phone *p = app->phone;
    struct slot *s = phone_wish_of_top(app);
    phone_refresh(p);
    p->news = false;
    if (!s)
        return;
    struct event ev = {.type = EV_PHONE, .action = (int)news, .arg = done, .text = text, .phone = &p->now};
    app_deliver(app, router_top(app), &ev, NULL);
}

static void take_phone(struct app *app, const struct api_event_phone *e) {
    struct phone *p = app->phone;
    int known = p->now.device_count;
    struct phone_device *d = device(p, e->id);
    if (!d)
        return;
    bool came = p->now.device_count > known || d->asks || (e->connected && !d->connected);
    name_it(d, e->name);
    d->connected = e->connected;
    d->asks = false;
    d->picture[0] = '\0';
    d->seen = app->platform->ops->wall(app->platform);
    d->paired = d->paired ? d->paired : d->seen;
    phone_box_note_paired(app, true);
    if (came) { // the invitation is used up
        p->now.url[0] = p->now.code[0] = '\0';
        p->invite_until = 0;
        p->published = 0; // what stands in the field by now
    }
    phone_tell(app, PHONE_CHANGED, NULL, false);
}

static void take_asks(struct app *app, const struct api_event_asks *e) {
    struct phone_device *d = device(app->phone, e->phone);
    if (!d)
        return;
    name_it(d, e->name);
    text_copy(d->picture, sizeof d->picture, e->picture ? e->picture : "");
    d->asks = true;
    phone_tell(app, PHONE_CHANGED, NULL, false);
}

// `said`: it was asked for, and may be what is known already.
static void take_text(struct app *app, const struct api_event_text *e, bool said) {
    struct phone *p = app->phone;
    struct slot *s = phone_wish_of_top(app);
    bool anew = e->seq == 1 && p->seq > 1 && !said; // the backend was started again
    if (!s || s->wish.kind != WISH_TEXT || !text_same(e->field, p->opaque) || (e->seq <= p->seq && !anew))
        return; // of a question that is not open any more, or older than what was heard
    p->seq = e->seq;
    phone_wish_took_text(p, s, e->text ? e->text : "");
    phone_tell(app, PHONE_TEXT, e->text ? e->text : "", e->done);
}

static void drop_at(struct phone *p, int i) {
    p->file_count--;
    memmove(&p->files[i], &p->files[i + 1], sizeof p->files[0] * (size_t)(p->file_count - i));
    memmove(&p->fields[i], &p->fields[i + 1], sizeof p->fields[0] * (size_t)(p->file_count - i));
}

void phone_events_drop_file(struct phone *p, const char *id) {
    text_copy(p->dropped[p->drop_next], sizeof p->dropped[0], id);
    p->drop_next = (p->drop_next + 1) % API_UPLOADS_CAP;
    for (int i = p->file_count - 1; i >= 0; i--)
        if (text_same(p->files[i].id, id))
            drop_at(p, i);
    p->news = true;
}

// What was said about a file that was not taken is said once.
void phone_events_drop_refused(struct phone *p) {
    for (int i = p->file_count - 1; i >= 0; i--)
        if (p->files[i].state == UPLOAD_REFUSED)
            drop_at(p, i);
}

static bool dropped(const struct phone *p, const char *id) {
    for (int i = 0; i < API_UPLOADS_CAP; i++)
        if (text_same(p->dropped[i], id))
            return true;
    return false;
}

static bool note_file(struct phone *p, const struct api_upload *u) {
    int i = 0;
    while (i < p->file_count && !text_same(p->files[i].id, u->id))
        i++;
    if (i == API_UPLOADS_CAP || !phone_plain_id(u->id) || dropped(p, u->id))
        return false;
    p->file_count += i == p->file_count;
    struct phone_file *f = &p->files[i];
    *f = (struct phone_file){.size = u->size, .got = u->got, .state = (enum upload_state)u->state, .thumbnail = u->thumbnail};
    text_copy(f->id, sizeof f->id, u->id);
    text_copy(f->name, sizeof f->name, u->name ? u->name : "");
    text_copy(f->type, sizeof f->type, u->type ? u->type : "");
    text_copy(f->why, sizeof f->why, u->why ? u->why : "");
    text_copy(p->fields[i], sizeof p->fields[i], u->field ? u->field : "");
    return true;
}

static void take_removed(struct app *app, const char *id) {
    struct phone_now *n = &app->phone->now;
    int kept = 0, paired = 0;
    for (int i = 0; i < n->device_count; i++) {
        if (text_same(n->devices[i].id, id))
            continue;
        paired += !n->devices[i].asks;
        n->devices[kept++] = n->devices[i];
    }
    n->device_count = kept;
    phone_box_note_paired(app, paired > 0);
    phone_tell(app, PHONE_CHANGED, NULL, false);
}

// Each kind of event with its table; what does not decode is left out.
static bool decode(struct arena *a, const struct net_message *m, const struct json_shape *shape, void *to) {
    struct fault f;
    return json_decode(a, &m->value, shape, to, &f) == ERR_NONE;
}

void phone_events_take(struct app *app, const struct net_message *m) {
    struct arena a;
    struct api_event_phone phone;
    struct api_event_asks asks;
    struct api_event_text text;
    struct api_upload upload;
    struct api_event_removed removed;
    arena_init(&a, 1 << 18);
    if (text_same(m->event, "phone") && decode(&a, m, &api_event_phone_shape, &phone))
        take_phone(app, &phone);
    else if (text_same(m->event, "asks") && decode(&a, m, &api_event_asks_shape, &asks))
        take_asks(app, &asks);
    else if (text_same(m->event, "text") && decode(&a, m, &api_event_text_shape, &text))
        take_text(app, &text, false);
    else if (text_same(m->event, "upload") && decode(&a, m, &api_upload_shape, &upload) && note_file(app->phone, &upload))
        phone_tell(app, PHONE_FILE, NULL, false);
    else if (text_same(m->event, "removed") && decode(&a, m, &api_event_removed_shape, &removed))
        take_removed(app, removed.phone);
    arena_finish(&a);
}

// All of it, after the stream was (re)connected.
void phone_events_state(struct app *app, const struct api_box_state *s) {
    struct phone *p = app->phone;
    int paired = 0;
    p->now.device_count = p->file_count = 0;
    for (size_t i = 0; i < s->phone_count; i++) {
        struct phone_device *d = device(p, s->phones[i].id);
        if (!d)
            continue;
        name_it(d, s->phones[i].name);
        text_copy(d->picture, sizeof d->picture, s->phones[i].picture ? s->phones[i].picture : "");
        d->paired = instant(s->phones[i].paired);
        d->seen = instant(s->phones[i].seen);
        d->connected = s->phones[i].connected;
        d->asks = s->phones[i].asks;
        paired += !d->asks;
    }
    for (size_t i = 0; i < s->upload_count; i++)
        (void)note_file(p, &s->uploads[i]);
    p->now.known = true;
    phone_box_note_paired(app, paired > 0);
    phone_tell(app, PHONE_FILE, NULL, false);
    if (s->text.field)
        take_text(app, &s->text, true);
}
