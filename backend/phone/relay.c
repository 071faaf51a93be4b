// SPDX-License-Identifier: Apache-2.0
// Wishes, texts and who is connected.
#include "backend/phone/relay.h"
#include "backend/phone/boxes.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "contract/service/api.h"
#include <pthread.h>
#include <stdio.h>

enum { WISH_BYTES = 32 * 1024, JSON_EVENT = 30 * 1024, ID_ROOM = 40, BUCKETS = 256, MISSED_MAX = 3 };

struct seat { // one phone of a box
    char pair[ID_ROOM], name[API_BOX_NAME_CAP + 1];
    int64_t seq;
    bool connected;
    int missed; // looks in a row that found no stream: one is no proof, it may be just being opened
};

struct room { // one box that somebody uses now
    struct room *next;
    char box[ID_ROOM];
    char field[API_BOX_NAME_CAP + 1];
    struct buf wish; // JSON of api_wish without its text; empty: none
    char text[API_TEXT_CAP + 1];
    int64_t seq, number; // of texts for the television; of wishes
    bool typed, done, is_private;
    int max;
    struct seat seats[API_PHONES_CAP];
    size_t seat_count;
    when_ms seen; // when the box's stream was last there
};

struct relay {
    pthread_mutex_t lock;
    struct room *buckets[BUCKETS];
    size_t count;
};

void relay_topic(char to[RELAY_TOPIC], const char *kind, const char *id) {
    snprintf(to, RELAY_TOPIC, "%s:%.40s", kind, id);
}

struct relay *relay_create(void) {
    struct relay *r = mem_alloc(sizeof *r);
    if (r)
        pthread_mutex_init(&r->lock, NULL);
    return r;
}

// What was typed must not stay in freed memory.
static void room_free(struct room *room) {
    volatile char *p = room->text;
    for (size_t i = 0; i < sizeof room->text; i++)
        p[i] = 0;
    buf_finish(&room->wish);
    mem_free(room);
}

void relay_destroy(struct relay *r) {
    if (!r)
        return;
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct room *room = r->buckets[i], *next; room; room = next) {
            next = room->next;
            room_free(room);
        }
    pthread_mutex_destroy(&r->lock);
    mem_free(r);
}

static struct room **bucket(struct relay *r, const char *box) {
    return &r->buckets[hash_bytes(HASH_SEED, box, strlen(box)) % BUCKETS];
}

static struct room *find(struct relay *r, const char *box) {
    struct room *room = *bucket(r, box);
    while (room && strcmp(room->box, box) != 0)
        room = room->next;
    return room;
}

static struct room *find_or_make(struct relay *r, const char *box) {
    struct room *room = find(r, box);
    if (room || r->count == RELAY_BOXES_MAX)
        return room;
    room = mem_alloc(sizeof *room);
    if (!room)
        return NULL;
    text_copy(room->box, sizeof room->box, box);
    buf_init(&room->wish, WISH_BYTES);
    room->next = *bucket(r, box);
    *bucket(r, box) = room;
    r->count++;
    return room;
}

static struct seat *seat_of(struct room *room, const char *pair) {
    for (size_t i = 0; room && i < room->seat_count; i++)
        if (!strcmp(room->seats[i].pair, pair))
            return &room->seats[i];
    return NULL;
}

// A seat that nobody sits on is given away when all are taken.
static struct seat *take_seat(struct room *room, const char *pair) {
    struct seat *s = seat_of(room, pair);
    for (size_t i = 0; !s && room->seat_count == API_PHONES_CAP && i < API_PHONES_CAP; i++)
        if (!room->seats[i].connected)
            s = &room->seats[i];
    if (!s && room->seat_count < API_PHONES_CAP)
        s = &room->seats[room->seat_count++];
    if (s && strcmp(s->pair, pair) != 0) {
        *s = (struct seat){.seq = 0};
        text_copy(s->pair, sizeof s->pair, pair);
    }
    return s;
}

// ---- Telling ----

static void tell(struct events *e, const char *kind, const char *id, const char *name, const struct json_shape *shape,
                 const void *from) {
    char topic[RELAY_TOPIC];
    struct buf b;
    if (!e)
        return;
    relay_topic(topic, kind, id);
    buf_init(&b, JSON_EVENT);
    if (shape ? api_write(&b, shape, from) : (buf_text_add(&b, "{}"), true))
        events_publish_as(e, topic, name, buf_text(&b));
    buf_finish(&b);
}

static void tell_phones(struct events *e, const struct room *room, const char *name) {
    for (size_t i = 0; i < room->seat_count; i++)
        tell(e, "phone", room->seats[i].pair, name, NULL, NULL);
}

static void tell_connected(struct events *e, const struct room *room, const struct seat *s) {
    struct api_event_phone v = {.id = s->pair, .name = s->name, .connected = s->connected};
    tell(e, "box", room->box, "phone", &api_event_phone_shape, &v);
}

// ---- Wishes ----

static void forget_wish(struct room *room) {
    buf_reset(&room->wish);
    volatile char *p = room->text;
    for (size_t i = 0; i < sizeof room->text; i++)
        p[i] = 0;
    room->field[0] = '\0';
    room->typed = room->done = room->is_private = false;
    room->number++;
}

enum err relay_wish_set(struct relay *r, struct events *e, const char *box, const struct api_wish *wish, when_ms now) {
    pthread_mutex_lock(&r->lock);
    struct room *room = find_or_make(r, box);
    enum err err = room ? ERR_NONE : ERR_FULL;
    if (room) {
        struct api_wish plain = *wish;
        plain.text = NULL;
        forget_wish(room);
        room->seen = now;
        room->is_private = wish->is_private;
        room->max = wish->max;
        text_copy(room->text, sizeof room->text, wish->text ? wish->text : "");
        if (wish->kind != WISH_NONE && text_copy(room->field, sizeof room->field, wish->field ? wish->field : "") &&
            !api_write(&room->wish, &api_wish_shape, &plain))
            err = room->wish.err;
        if (err)
            forget_wish(room);
        tell_phones(e, room, "wish");
    }
    pthread_mutex_unlock(&r->lock);
    return err;
}

enum err relay_wish(struct relay *r, const char *box, struct arena *a, struct api_wish *out, int64_t *number) {
    *out = (struct api_wish){.kind = WISH_NONE};
    *number = 0;
    pthread_mutex_lock(&r->lock);
    const struct room *room = find(r, box);
    size_t len = room ? room->wish.len : 0;
    const char *copy = len ? arena_copy(a, room->wish.data, len) : NULL;
    const char *text = len ? arena_string(a, room->text) : NULL;
    *number = room ? room->number : 0;
    pthread_mutex_unlock(&r->lock);
    if (!len)
        return ERR_NONE;
    struct val v;
    enum err err = copy && text ? json_read(a, copy, len, JSON_LIMITS, &v, NULL) : ERR_MEMORY;
    if (!err)
        err = json_decode(a, &v, &api_wish_shape, out, NULL);
    out->text = text;
    return err;
}

// ---- Typing ----

static bool clean_text(const char *text) {
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if ((*p < ' ' && *p != '\n' && *p != '\t') || *p == 127)
            return false;
    return utf8_valid(text, strlen(text));
}

static enum err may_type(const struct room *room, const struct seat *s, const struct relay_typed *t) {
    if (!room || !room->wish.len || strcmp(room->field, t->field) != 0)
        return ERR_CONFLICT;
    if (strlen(t->text) > API_TEXT_CAP || (room->max && utf8_count(t->text, strlen(t->text)) > (size_t)room->max))
        return ERR_LIMIT;
    if (s && t->seq <= s->seq)
        return ERR_DUPLICATE;
    return clean_text(t->text) ? ERR_NONE : ERR_SYNTAX;
}

enum err relay_type(struct relay *r, struct events *e, const char *box, const char *pair, const struct relay_typed *t) {
    pthread_mutex_lock(&r->lock);
    struct room *room = find(r, box);
    enum err err = may_type(room, seat_of(room, pair), t);
    struct seat *s = err ? NULL : take_seat(room, pair);
    if (!err && !s)
        err = ERR_FULL;
    if (!err) {
        s->seq = t->seq;
        text_copy(room->text, sizeof room->text, t->text);
        room->typed = true;
        room->done = t->done;
        struct api_event_text v = {.field = room->field, .text = room->text, .seq = ++room->seq, .done = t->done};
        tell(e, "box", box, "text", &api_event_text_shape, &v);
        for (size_t i = 0; i < room->seat_count && !room->is_private; i++)
            if (&room->seats[i] != s)
                tell(e, "phone", room->seats[i].pair, "text", &api_event_text_shape, &v);
    }
    pthread_mutex_unlock(&r->lock);
    return err;
}

int64_t relay_seq(struct relay *r, const char *box, const char *pair) {
    pthread_mutex_lock(&r->lock);
    const struct seat *s = seat_of(find(r, box), pair);
    int64_t seq = s ? s->seq : 0;
    pthread_mutex_unlock(&r->lock);
    return seq;
}

enum err relay_text(struct relay *r, const char *box, struct arena *a, struct api_event_text *out) {
    *out = (struct api_event_text){.field = NULL};
    pthread_mutex_lock(&r->lock);
    const struct room *room = find(r, box);
    if (room && room->typed)
        *out = (struct api_event_text){arena_string(a, room->field), arena_string(a, room->text), room->seq, room->done};
    pthread_mutex_unlock(&r->lock);
    return a->failed ? ERR_MEMORY : ERR_NONE;
}

// ---- Coming and going ----

void relay_phone_here(struct relay *r, struct events *e, const char *box, const char *pair, const char *name) {
    pthread_mutex_lock(&r->lock);
    struct room *room = find_or_make(r, box);
    struct seat *s = room ? take_seat(room, pair) : NULL;
    if (s) {
        text_copy(s->name, sizeof s->name, name);
        s->connected = true;
        s->missed = 0;
        tell_connected(e, room, s);
    }
    pthread_mutex_unlock(&r->lock);
}

void relay_phone_removed(struct relay *r, struct events *e, const char *box, const char *pair) {
    struct api_event_removed v = {.phone = pair};
    pthread_mutex_lock(&r->lock);
    struct room *room = find(r, box);
    struct seat *s = seat_of(room, pair);
    tell(e, "phone", pair, "removed", NULL, NULL);
    tell(e, "box", box, "removed", &api_event_removed_shape, &v);
    if (s)
        *s = room->seats[--room->seat_count];
    pthread_mutex_unlock(&r->lock);
}

static void room_close(struct relay *r, struct room **at) {
    struct room *room = *at;
    *at = room->next;
    r->count--;
    room_free(room);
}

void relay_box_removed(struct relay *r, struct events *e, const char *box) {
    pthread_mutex_lock(&r->lock);
    struct room **at = bucket(r, box);
    while (*at && strcmp((*at)->box, box) != 0)
        at = &(*at)->next;
    if (*at) {
        tell_phones(e, *at, "removed");
        room_close(r, at);
    }
    pthread_mutex_unlock(&r->lock);
}

bool relay_connected(struct relay *r, const char *box, const char *pair) {
    pthread_mutex_lock(&r->lock);
    const struct seat *s = seat_of(find(r, box), pair);
    bool connected = s && s->connected;
    pthread_mutex_unlock(&r->lock);
    return connected;
}

static bool listening(struct events *e, const char *kind, const char *id) {
    char topic[RELAY_TOPIC];
    relay_topic(topic, kind, id);
    return events_listeners(e, topic) > 0;
}

// False when nobody uses the room any more.
static bool look_at(struct room *room, struct events *e, when_ms now) {
    bool used = room->wish.len > 0;
    for (size_t i = 0; i < room->seat_count; i++) {
        struct seat *s = &room->seats[i];
        s->missed = listening(e, "phone", s->pair) ? 0 : s->missed + 1;
        bool here = s->missed == 0 || (s->connected && s->missed < MISSED_MAX);
        if (here != s->connected) {
            s->connected = here;
            tell_connected(e, room, s);
        }
        used = used || s->connected;
    }
    if (listening(e, "box", room->box))
        room->seen = now;
    else if (room->wish.len && now - room->seen >= (when_ms)API_WISH_AWAY_S * 1000) {
        forget_wish(room);
        tell_phones(e, room, "wish");
    }
    return used || now - room->seen < (when_ms)API_WISH_AWAY_S * 1000;
}

void relay_tick(struct relay *r, struct events *e, when_ms now) {
    pthread_mutex_lock(&r->lock);
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct room **at = &r->buckets[i]; *at;) {
            if (look_at(*at, e, now))
                at = &(*at)->next;
            else
                room_close(r, at);
        }
    pthread_mutex_unlock(&r->lock);
}
