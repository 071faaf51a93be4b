// SPDX-License-Identifier: Apache-2.0
// The voice of the headless driver: it writes down what it is asked to say.
#include "platform/headless/driver.h"
#include "base/mem.h"

static bool make_room(struct headless *h) {
    if (h->said_count < h->said_room)
        return true;
    size_t room = h->said_room ? h->said_room * 2 : 32;
    struct headless_utterance *said = mem_grow(h->said, room * sizeof *said);
    if (!said)
        return false;
    h->said = said;
    h->said_room = room;
    return true;
}

enum err headless_speak(struct platform *p, const struct utterance *u) {
    struct headless *h = headless_of(p);
    if (h->said_count == HEADLESS_SPOKEN)
        return ERR_LIMIT;
    if (!make_room(h))
        return ERR_MEMORY;
    char *text = mem_copy_string(u->text), *language = mem_copy_string(u->language ? u->language : "");
    if (!text || !language) {
        mem_free(text);
        mem_free(language);
        return ERR_MEMORY;
    }
    h->said[h->said_count++] = (struct headless_utterance){
        .text = text, .language = language, .interrupt = u->interrupt, .at = h->clock};
    return ERR_NONE;
}

void headless_hush(struct platform *p) {
    headless_of(p)->hushed++;
}

const struct headless_utterance *headless_spoken(struct platform *p, size_t i) {
    struct headless *h = headless_of(p);
    return i < h->said_count ? &h->said[i] : NULL;
}

size_t headless_spoken_count(struct platform *p) {
    return headless_of(p)->said_count;
}

long headless_hushed(struct platform *p) {
    return headless_of(p)->hushed;
}

void headless_forget_spoken(struct platform *p) {
    struct headless *h = headless_of(p);
    for (size_t i = 0; i < h->said_count; i++) {
        mem_free((char *)h->said[i].text);
        mem_free((char *)h->said[i].language);
    }
    h->said_count = 0;
    h->hushed = 0;
}
