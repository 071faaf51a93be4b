// SPDX-License-Identifier: Apache-2.0
// How a request proves who sends it. The network client only asks; app/identity/signer.h is who answers.
#ifndef TGOV_APP_NET_SIGNING_H
#define TGOV_APP_NET_SIGNING_H

#include "base/when.h"

enum { NET_PROOF_MAX = 9 << 10 }; // bytes of a token or a proof in a header

// What proves the right to ask, made anew for every try: a proof of possession may be used only once (RFC 9449). All four
// are called from any thread, `sign` and `heard` from the network thread.
struct net_proof { // of one try; "" leaves the header out
    char authorization[NET_PROOF_MAX], dpop[NET_PROOF_MAX];
};
struct net_heard {
    const char *url;   // that was asked
    const char *nonce; // DPoP-Nonce of the answer; "" when there is none
    when_ms date;      // the server's clock; 0 when it did not say
    int status;
};
struct net_signer {
    bool (*sign)(void *arg, const char *method, const char *url, struct net_proof *out); // false: the try fails, ERR_DENIED
    void (*heard)(void *arg, const struct net_heard *h);
    void (*hold)(void *arg), (*release)(void *arg); // a request holds its signer until its end
    void *arg;
};

#endif
