// SPDX-License-Identifier: Apache-2.0
// The voice of the headless driver: it writes down what it is asked to say.
#include "platform/headless/driver.h"
#include "base/mem.h"
#include "base/str.h"

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
        .text = text, .language = language, .how = u->how, .rate = u->rate, .volume = u->volume, .at = h->clock};
    when_ms from = u->how == SAY_AFTER && h->talks_until > h->clock ? h->talks_until : h->clock;
    h->talks_until = from + (when_ms)strlen(text) * HEADLESS_MS_A_BYTE;
    return h->voice ? voice_speak(h->voice, u) : ERR_NONE;
}

void headless_hush(struct platform *p) {
    struct headless *h = headless_of(p);
    h->hushed++;
    h->talks_until = h->clock;
    if (h->voice)
        voice_hush(h->voice);
}

bool headless_talking(struct platform *p) {
    struct headless *h = headless_of(p);
    return h->voice ? voice_talking(h->voice) : h->talks_until > h->clock;
}

bool headless_has_headphones(struct platform *p) { return headless_of(p)->headphones; }
void headless_set_headphones(struct platform *p, bool plugged_in) { headless_of(p)->headphones = plugged_in; }

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
