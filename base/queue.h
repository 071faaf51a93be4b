// SPDX-License-Identifier: Apache-2.0
// Owned messages between threads: first in, first out, with a cap. The receiver of an item owns it.
#ifndef TGOV_BASE_QUEUE_H
#define TGOV_BASE_QUEUE_H

#include "base/err.h"

// The link is the first field of whatever is queued.
struct queue_item {
    struct queue_item *next;
};
struct queue;

// Holds at most `cap` items. NULL when out of memory.
struct queue *queue_create(size_t cap) TGOV_CHECKED;
// The queue must be empty or its items freed by the owner before; NULL is fine.
void queue_destroy(struct queue *q);
// ERR_LIMIT when full, ERR_CONFLICT when closed. On error the caller still owns the item.
enum err queue_put(struct queue *q, struct queue_item *item) TGOV_CHECKED;
// The oldest item, or NULL at once when there is none.
struct queue_item *queue_take(struct queue *q);
// Waits up to `wait_ms` (-1: for ever). NULL on time-out and when closed and empty.
struct queue_item *queue_wait(struct queue *q, long wait_ms);
// Takes everything as a list linked by `next`, oldest first; waits like queue_wait. For group commits.
struct queue_item *queue_wait_all(struct queue *q, long wait_ms);
// No more puts; waiters wake.
void queue_close(struct queue *q);

#endif
