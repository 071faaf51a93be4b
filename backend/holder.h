// SPDX-License-Identifier: Apache-2.0
// A thing that is replaced while others use it (the catalogue on SIGHUP): whoever takes it keeps it until letting go;
// the old one is destroyed by the last.
#ifndef TGOV_BACKEND_HOLDER_H
#define TGOV_BACKEND_HOLDER_H

#include "base/err.h"

struct holder;
struct held;

struct holder *holder_create(void (*destroy)(void *thing)) TGOV_CHECKED;
void holder_destroy(struct holder *h); // nobody may hold anything any more; NULL is fine
// Replaces the thing and owns the new one. On false (no memory) the caller still owns it and the old one stays.
bool holder_put(struct holder *h, void *thing) TGOV_CHECKED;
struct held *holder_take(struct holder *h); // NULL when nothing was put yet
void *held_thing(const struct held *d);     // NULL for NULL
void holder_let_go(struct holder *h, struct held *d); // NULL is fine

#endif
