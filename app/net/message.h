// SPDX-License-Identifier: Apache-2.0
// What comes back from the network: one owned struct a message, everything it points to in its own arena. The loop
// takes it with net_take (app/net/net.h), gives it to the screen whose token it carries, and frees it; a screen that
// wants to keep the answer copies it, or the loop keeps the whole message alive with the screen.
#ifndef TGOV_APP_NET_MESSAGE_H
#define TGOV_APP_NET_MESSAGE_H

#include "base/json.h"
#include "base/queue.h"
#include "base/when.h"

enum net_kind {
    NET_ANSWER,      // the end of a request (or, with `more` set, the stored copy that is shown until the end comes)
    NET_EVENT,       // one event of a stream
    NET_STREAM_UP,   // the stream is connected
    NET_STREAM_DOWN, // it is not, `err` says why; it reconnects by itself unless `ended` is set
    NET_REACH,       // token 0: the office became reachable or unreachable, see `online`
};

// Why the other side could not prove who it is (err is ERR_TLS). Each has its own sentence on the screen.
enum net_tls {
    NET_TLS_NONE,
    NET_TLS_CLOCK,       // not valid yet, or the clock of this box is known to be wrong: set the clock of the box
    NET_TLS_EXPIRED,     // the office's certificate has run out
    NET_TLS_HOST,        // a certificate for another name
    NET_TLS_SELF_SIGNED, // nobody vouches for it but itself
    NET_TLS_UNKNOWN_CA,  // vouched for by somebody we do not trust
    NET_TLS_WEAK,        // a short key or a weak signature
    NET_TLS_VERSION,     // the office speaks only TLS 1.1 or older
    NET_TLS_REVOKED,
    NET_TLS_PURPOSE,     // a certificate that is not meant for a server, or signed by one that may not sign
    NET_TLS_OTHER,       // the handshake failed in another way
    NET_TLS_COUNT
};

// RFC 9457, application/problem+json. Texts are NULL when absent.
struct net_problem {
    const char *type, *title, *detail, *instance;
    const char *language; // of title and detail, as the server says (Content-Language)
    struct val document; // the whole of it, for extension members such as `errors`; VAL_NULL when there was none
};

struct net_message {
    struct queue_item link;
    enum net_kind kind;
    uint64_t token; // as in the request
    int tag;

    enum err err;             // ERR_NONE for 2xx, for 304 and for a stored copy
    enum net_tls tls;         // with ERR_TLS
    struct fault fault;       // technical; place is the path, without its query
    int status;               // HTTP; 0 when there was no answer at all
    struct net_problem problem;
    int64_t retry_after_ms;   // what the server asked for (Retry-After, capped at one day); -1 when it did not

    // The body of a 2xx answer, or the data of an event.
    void *data;               // decoded by the request's shape; NULL without one
    struct val value;         // NET_WANT_VALUE and every event whose data is JSON; else VAL_NULL
    struct str bytes;         // NET_WANT_BYTES and every event: as they came, terminated
    const char *content_type; // NULL when absent
    const char *etag;         // with its quotes; NULL when absent
    const char *location;     // as sent; NULL when absent
    const char *event, *event_id; // of a stream; event is "message" when the server gave no name

    when_ms date;   // the server's clock when it answered; 0 when it did not say

    bool more;      // a stored copy; the real answer follows under the same token and tag
    bool unchanged; // this end says the same as the stored copy that came before
    bool stored;    // from the store on disk, not from the server now
    bool stale;     // stored, and the server could not be asked or failed: tell the viewer how old it is
    enum err cause; // with `stale`: why
    int64_t age_ms; // with `stored`: how old; 0 for a fresh answer
    bool online;    // NET_REACH
    bool ended;     // NET_STREAM_DOWN: the stream is over (refused, or not an event stream); start it anew if wanted
    int attempts;   // tries made

    uint64_t serial; // inside: which send it belongs to
    struct arena arena;
};

// NULL is fine.
void net_message_free(struct net_message *m);
// "expired"; for logs and for the key of a translated sentence.
const char *net_tls_name(enum net_tls reason);

#endif
