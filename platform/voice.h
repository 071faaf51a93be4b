// SPDX-License-Identifier: Apache-2.0
// The voice: utterances go in without waiting, a thread of its own hands them to a speech service in another process, one
// after the other. Nothing of a synthesiser is linked, so no licence of one matters.
//
//     struct voice *v = voice_create(&(struct voice_options){.driver = "auto", .wake = wake, .wake_arg = p});
//     voice_speak(v, &(struct utterance){.text = "Next, button", .language = "en", .how = SAY_INSTEAD});
//
// Drivers, and the order in which "auto" looks for one:
//   firebolt  FIREBOLT_ENDPOINT is set (ws://127.0.0.1:9998/): TextToSpeech and Accessibility of Firebolt
//   rdk       THUNDER_ACCESS is set (127.0.0.1:9998): org.rdk.TextToSpeech of Thunder
//   ssip      the socket of speech-dispatcher is there
//   espeak    the command espeak-ng is on the path
//   none      nothing is said
// and by name only:
//   log       a line on stderr for each utterance, said at once
//
// Queue. SAY_INSTEAD drops what waits and stops what is being said, unless that is an error (SAY_FIRST) which no focus has
// followed yet: it is heard to its end and the focus comes behind it. See platform/speech_queue.h.
#ifndef TGOV_PLATFORM_VOICE_H
#define TGOV_PLATFORM_VOICE_H

#include "platform/platform.h"

enum {
    VOICE_SENTENCE_BYTES = 16 * 1024, // of one utterance; more gives ERR_LIMIT
    VOICE_RETRY_MS = 5000,            // between the first attempts to connect; then twice as long each time
    VOICE_RETRY_MOST_MS = 300000,
};

struct voice_options {
    const char *driver;  // NULL: "auto"
    const char *address; // ssip: path of the socket; rdk, firebolt: ws:// on this machine; NULL: as the environment says
    const char *program; // espeak: NULL is "espeak-ng"
    const char *record;  // espeak: folder for 1.wav, 2.wav, ... instead of the loudspeaker; NULL: the loudspeaker
    void (*wake)(void *arg); // voice_take has something; called from the voice's thread; NULL: nobody waits
    void *wake_arg;
};

struct voice;

bool voice_knows(const char *driver); // a name from the list above, or "auto"
// NULL when out of memory or threads. The options' texts are copied.
struct voice *voice_create(const struct voice_options *o) TGOV_CHECKED;
void voice_destroy(struct voice *v); // stops speaking; NULL is fine
// Never waits. ERR_LIMIT for too long a text or too many waiting, ERR_MEMORY. Whether it is heard nobody can know.
enum err voice_speak(struct voice *v, const struct utterance *u) TGOV_CHECKED;
// Stops what is being said and forgets what waits.
void voice_hush(struct voice *v);
bool voice_talking(const struct voice *v);
// News as an INPUT_VOICE; false when there is none.
bool voice_take(struct voice *v, struct input *in);

#endif
