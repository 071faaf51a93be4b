// SPDX-License-Identifier: Apache-2.0
#include "platform/speech_queue.h"
#include "base/mem.h"
#include "base/str.h"
#include <assert.h>

// A language tag has nothing that could be mistaken for an option or end a line early.
static bool plain_tag(const char *tag) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    return tag && *tag && *tag != '-' && strlen(tag) < SPEECH_LANGUAGE && !tag[strspn(tag, letters)];
}

static int within(int value, int usual, int min, int max) {
    return !value ? usual : value < min ? min : value > max ? max : value;
}

struct speech_item *speech_item_make(const struct utterance *u) {
    size_t len = strlen(u->text);
    struct speech_item *item = mem_alloc(sizeof *item + len + 1);
    if (!item)
        return NULL;
    item->how = u->how;
    item->settle = u->settle;
    item->rate = within(u->rate, 100, SAY_RATE_MIN, SAY_RATE_MAX);
    item->volume = within(u->volume, 100, 1, 100);
    if (plain_tag(u->language))
        (void)text_copy(item->language, sizeof item->language, u->language);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)u->text[i];
        item->text[i] = (c < ' ' && c != '\n') || c == 0x7f ? ' ' : (char)c;
    }
    return item;
}

static bool safe(const struct speech_item *item) { return item && item->how == SAY_FIRST && !item->followed; }

// Drops what waits unless it is an error that may stay.
static void sweep(struct speech_queue *q, bool focus) {
    int kept = 0;
    for (int i = 0; i < q->count; i++) {
        struct speech_item *item = q->items[i];
        if (!safe(item)) {
            mem_free(item);
            continue;
        }
        item->followed = focus;
        q->items[kept++] = item;
    }
    q->count = kept;
    if (!q->now)
        return;
    if (!safe(q->now))
        q->cut = true;
    else
        q->now->followed = focus;
}

enum err speech_queue_put(struct speech_queue *q, struct speech_item *item) {
    if (item->how != SAY_AFTER)
        sweep(q, item->how == SAY_INSTEAD);
    if (q->count == SPEECH_QUEUE)
        return ERR_LIMIT;
    q->items[q->count++] = item;
    return ERR_NONE;
}

void speech_queue_clear(struct speech_queue *q) {
    for (int i = 0; i < q->count; i++)
        mem_free(q->items[i]);
    q->count = 0;
    q->cut = q->now != NULL;
}

struct speech_item *speech_queue_next(struct speech_queue *q) {
    if (q->now || !q->count)
        return NULL;
    q->now = q->items[0];
    q->count--;
    memmove(q->items, q->items + 1, (size_t)q->count * sizeof q->items[0]);
    q->cut = false;
    return q->now;
}

void speech_queue_done(struct speech_queue *q) {
    mem_free(q->now);
    q->now = NULL;
    q->cut = false;
}

bool speech_queue_busy(const struct speech_queue *q) { return (q->now && !q->cut) || q->count > 0; }
