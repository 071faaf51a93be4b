// SPDX-License-Identifier: Apache-2.0
// SHA-1 (FIPS 180-4), only for WebSocket's handshake: it proves nothing there but that the other side has read it.
#ifndef TGOV_PLATFORM_SPEECH_SHA1_H
#define TGOV_PLATFORM_SPEECH_SHA1_H

#include <stddef.h>
#include <stdint.h>

// At most 119 bytes: a key with the protocol's constant has 60.
void speech_sha1(const char *bytes, size_t len, uint8_t digest[20]);
// Without line ends; `to` has room for 4 characters a begun three bytes and a terminator.
void speech_base64(const uint8_t *bytes, size_t len, char *to);

#endif
