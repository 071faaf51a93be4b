// SPDX-License-Identifier: Apache-2.0
// From the bytes of an answer to a message: what the status means, the problem document, the decoded body.
#ifndef TGOV_APP_NET_ANSWER_H
#define TGOV_APP_NET_ANSWER_H

#include "app/net/net.h"

struct answer {
    int status;
    const char *content_type, *etag, *location; // "" when absent
    const char *language;                       // Content-Language; NULL or "" when absent
    struct str body;                            // copied, not kept
    const struct json_shape *shape;
    enum net_want want;
    const char *place; // for faults
};

// A message with an unused arena; NULL without memory.
struct net_message *answer_message(void) TGOV_CHECKED;
// Fills status, err, fault, problem, texts and data. A 2xx answer that cannot be decoded gets ERR_REMOTE, or
// ERR_LIMIT or ERR_MEMORY. What was filled before is forgotten.
void answer_fill(struct net_message *m, const struct answer *a);
// An event of a stream: bytes, and value when they are JSON. ERR_TYPE when they are not UTF-8.
enum err answer_event(struct net_message *m, const char *name, const char *id, struct str data) TGOV_CHECKED;

#endif
