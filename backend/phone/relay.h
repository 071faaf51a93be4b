// SPDX-License-Identifier: Apache-2.0
// What a box asks of its phones now, and what is typed for it: in the memory of this process and nowhere else, since it
// may be private. Phones and box hear of it through events (backend/events.h): topic "box:ID" for the television,
// "phone:PAIR" for one phone. Safe from any thread.
//
// Several processes: a box and its phones must reach the same one (a proxy keeps an address at its process); everything
// that has to outlast a process is in the store.
#ifndef TGOV_BACKEND_PHONE_RELAY_H
#define TGOV_BACKEND_PHONE_RELAY_H

#include "backend/events.h"
#include "base/arena.h"
#include "base/when.h"
#include "contract/service/api_phone.h"

enum { RELAY_BOXES_MAX = 4096, RELAY_TOPIC = 64 };

struct relay;

struct relay *relay_create(void) TGOV_CHECKED;
void relay_destroy(struct relay *r); // NULL is fine

// Replaces the wish of the box and tells its phones (event `wish`). WISH_NONE: none. ERR_FULL: too many boxes are here.
enum err relay_wish_set(struct relay *r, struct events *e, const char *box, const struct api_wish *wish,
                        when_ms monotonic) TGOV_CHECKED;
// The wish as it stands, its `text` what was typed last; kind WISH_NONE without one. `number` counts wishes: it changes
// with each new one.
enum err relay_wish(struct relay *r, const char *box, struct arena *a, struct api_wish *out, int64_t *number) TGOV_CHECKED;

struct relay_typed {
    const char *field, *text; // of the present wish
    int64_t seq;              // of this phone's page; above the last one
    bool done;
};
// Tells the television (event `text`) and the other phones. ERR_CONFLICT: the box asks something else now; ERR_LIMIT: too
// long; ERR_DUPLICATE: an older text than the last, dropped; ERR_SYNTAX: no text.
enum err relay_type(struct relay *r, struct events *e, const char *box, const char *pair,
                    const struct relay_typed *typed) TGOV_CHECKED;
// The last `seq` of this phone; a page goes on from there.
int64_t relay_seq(struct relay *r, const char *box, const char *pair);
// The last text of the present wish, for a box that was away; `field` NULL without one.
enum err relay_text(struct relay *r, const char *box, struct arena *a, struct api_event_text *out) TGOV_CHECKED;

// The phone opens its stream: the television hears that it is connected.
void relay_phone_here(struct relay *r, struct events *e, const char *box, const char *pair, const char *name);
// It was removed, or the box is gone: the page says so at once.
void relay_phone_removed(struct relay *r, struct events *e, const char *box, const char *pair);
void relay_box_removed(struct relay *r, struct events *e, const char *box);
bool relay_connected(struct relay *r, const char *box, const char *pair);

// Every second: finds phones that went and boxes whose stream has been away for API_WISH_AWAY_S.
void relay_tick(struct relay *r, struct events *e, when_ms monotonic);

void relay_topic(char to[RELAY_TOPIC], const char *kind, const char *id); // "box:ID", "phone:ID"

#endif
