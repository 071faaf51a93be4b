// SPDX-License-Identifier: Apache-2.0
// From pieces of text to utterances: sentences with their pauses, codes spelled, a language for each. Private to the
// speech of the toolkit (ui/speech.c, ui/speech_node.c).
#ifndef TGOV_UI_SPEECH_WORDS_H
#define TGOV_UI_SPEECH_WORDS_H

#include "base/buf.h"
#include "ui/inside.h"

enum { SPEECH_LAST = 4 };
struct speech_words {
    const struct ui *u;
    struct arena *arena; // of the utterances' texts
    struct ui_said *said;
    struct buf text;     // of the present utterance
    const char *language;
    enum say_how how;    // of the next utterance
    const char *last[SPEECH_LAST]; // said last, so that nothing is said twice in a row
    bool quiet_twice;    // leave out what is among those
};

void speech_begin(struct speech_words *w, const struct ui *u, struct arena *arena, struct ui_said *said, enum say_how how);
// The utterance so far is complete; the next one is said in that way.
void speech_break(struct speech_words *w, enum say_how how);
void speech_end(struct speech_words *w);
// A sentence of its own, or more words to the present one. `of` gives the language; NULL: the interface's. NULL and "" are
// nothing.
void speech_say(struct speech_words *w, const struct ui_node *of, const char *text);
void speech_add(struct speech_words *w, const struct ui_node *of, const char *text);
// Is it among what was said last?
bool speech_was_said(const struct speech_words *w, const char *text);
// One character by its name: "dot", "space", "capital A".
const char *speech_character(const struct ui *u, struct arena *a, const char *character, size_t len);
// What a voice says for `text`: without marks for the eye, codes letter by letter ("B C D F, G H J K").
void speech_plain(struct buf *to, const char *text);
// The language that a text is spoken in: the node's own or its parents', else by its letters where those cannot be the interface's.
const char *speech_language(const char *interface, const struct ui_node *of, const char *text);

#endif
