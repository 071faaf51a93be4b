// SPDX-License-Identifier: Apache-2.0
// The header of an answer, reduced to what Tgov uses. Fed line by line as libcurl gives them; the lines of an earlier
// header (1xx, or the answer before a proxy's) are forgotten when a new status line comes.
#ifndef TGOV_APP_NET_HEAD_H
#define TGOV_APP_NET_HEAD_H

#include "base/str.h"
#include "base/when.h"

enum { HEAD_TEXT_MAX = 512, HEAD_LOCATION_MAX = 2048 };

struct net_head {
    char etag[HEAD_TEXT_MAX]; // with quotes; empty when absent, too long or not printable
    char content_type[HEAD_TEXT_MAX];
    char language[64]; // Content-Language; empty when absent
    char retry_after[64];
    char location[HEAD_LOCATION_MAX];
    int64_t max_age_ms; // -1: not said
    int64_t age_ms;     // Age: time the answer lay in caches on the way
    when_ms date;       // 0: not said
    char dpop_nonce[HEAD_TEXT_MAX];
    bool wants_nonce; // WWW-Authenticate says use_dpop_nonce
    bool no_store, no_cache;
    size_t bytes; // all lines so far, of all headers
};

void head_reset(struct net_head *h);
// Copies a value that a header could carry: not empty, not too long, no control characters. Else false, and `to` stays.
bool head_copy(char *to, size_t room, struct str value) TGOV_CHECKED;
// One line, with or without its CRLF. False when the cap on bytes is passed.
bool head_line(struct net_head *h, const char *line, size_t len, size_t cap) TGOV_CHECKED;
// "application/json", "application/problem+json; charset=utf-8": JSON by name.
bool head_type_is_json(const char *content_type);
bool head_type_is(const char *content_type, const char *type);

#endif
