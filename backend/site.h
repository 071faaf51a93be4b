// SPDX-License-Identifier: Apache-2.0
// What all requests of one process share. Handlers reach it as req->site; every part is safe from any thread.
#ifndef TGOV_BACKEND_SITE_H
#define TGOV_BACKEND_SITE_H

#include "backend/request.h"
#include "backend/response.h"
#include "backend/route.h"

struct events;
struct metrics;
struct limiter;
struct identity;
struct pages;
struct relay;
struct issuer;

// Proves who asks: fills `out` and returns STATUS_OK; STATUS_UNAUTHORIZED (or another problem) with `resp` filled when
// credentials came and are wrong. No credentials: STATUS_OK and out->known false. Texts go into req->arena.
typedef enum status site_authenticate(void *self, const struct req *req, struct resp *resp, struct caller *out);

struct site {
    struct events *events;   // NULL in tests that need none
    struct metrics *metrics; // NULL in tests that need none
    site_authenticate *authenticate; // NULL: nobody is ever known
    void *authenticate_self;
    const void *catalogue;   // the catalogue as loaded now; stays valid and the same for the length of one request
    const char *base_url;    // "https://tgov.example", without a slash at the end, for absolute links
    const struct pages *pages; // words of the phone pages (backend/pages/page.h); NULL: English only
    struct identity *identity; // who may say who somebody is (backend/identity/identity.h); NULL: nobody
    struct issuer *issuer;     // the embedded issuer (backend/issuer/issuer.h); NULL: switched off
    struct relay *relay;       // what boxes and phones tell each other (backend/phone/relay.h); NULL in tests without
    bool demo;
};

#endif
