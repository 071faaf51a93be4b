// SPDX-License-Identifier: Apache-2.0
// A voice through speech-dispatcher, the speech service of Linux desktops and of boxes that have one. We speak its text
// protocol (SSIP) over its Unix socket, so nothing is linked and no licence of a synthesiser matters.
//
// Nothing here waits: the socket is non-blocking, the connection is made by the first sentence, and when the service is
// absent or slow a sentence is dropped rather than the remote held up.
#ifndef TGOV_PLATFORM_VOICE_H
#define TGOV_PLATFORM_VOICE_H

#include "platform/platform.h"

enum {
    VOICE_SENTENCE_BYTES = 16 * 1024, // of one utterance; more is not spoken
    VOICE_RETRY_MS = 5000,            // between attempts to connect
};

struct voice;

// `path` of the socket; NULL: what SPEECHD_ADDRESS says ("unix_socket:/path"), else
// $XDG_RUNTIME_DIR/speech-dispatcher/speechd.sock. NULL when out of memory. Connects to nothing yet.
struct voice *voice_create(const char *path) TGOV_CHECKED;
void voice_destroy(struct voice *v); // NULL is fine
// `now` in ms of a clock that never jumps. ERR_OFFLINE without the service, ERR_BUSY when it does not read,
// ERR_LIMIT for too long a text, ERR_MEMORY.
enum err voice_speak(struct voice *v, const struct utterance *u, when_ms now) TGOV_CHECKED;
// Stops what is being said and forgets what is queued.
void voice_hush(struct voice *v);

#endif
