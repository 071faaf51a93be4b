// SPDX-License-Identifier: Apache-2.0
// Sleeping for two things at once. Under KMSDRM the driver sleeps in poll() on its own descriptors. Under a window system
// SDL has to sleep in its socket, so a thread sleeps on our descriptors instead and nudges SDL when one has news.
#ifndef TGOV_PLATFORM_STB_WATCH_H
#define TGOV_PLATFORM_STB_WATCH_H

#include "base/err.h"
#include <poll.h>

enum { WATCH_FDS = 24 };

struct watch;

// `nudge` is called from the thread, at most once for each watch_arm. NULL when out of memory or threads.
struct watch *watch_create(void (*nudge)(void *with), void *with) TGOV_CHECKED;
void watch_destroy(struct watch *w); // NULL is fine
// Watches these descriptors until one is readable or watch_disarm is called. `count` is at most WATCH_FDS - 1.
void watch_arm(struct watch *w, const struct pollfd *fds, size_t count);
// Returns when the thread looks at no descriptor any more: they may be closed then.
void watch_disarm(struct watch *w);

#endif
