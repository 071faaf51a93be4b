// SPDX-License-Identifier: Apache-2.0
// Addresses: what may be asked at all.
#ifndef TGOV_APP_NET_URL_H
#define TGOV_APP_NET_URL_H

#include "base/arena.h"

// The whole address of `path` below `base` ("/v1/x" is appended), or `path` itself when it is a whole address. ERR_TYPE
// unless it is https (http only with `allow_http`, to this machine) without user, fragment, blanks or control
// characters, at most NET_URL_MAX long. ERR_MEMORY.
enum err url_make(struct arena *a, const char *base, const char *path, bool allow_http, const char **out,
                  struct fault *f) TGOV_CHECKED;
// Same scheme, host and port.
bool url_same_origin(const char *a, const char *b);
// The path of an address without its query, for logs and faults; at most `room` - 1 bytes.
void url_place(const char *url, char *to, size_t room);

#endif
