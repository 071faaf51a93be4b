// SPDX-License-Identifier: Apache-2.0
// GET /v1/identity: with whom a television signs in. See contract/service/api.h for how the struct and its table are used.
#ifndef TGOV_CONTRACT_SERVICE_API_IDENTITY_H
#define TGOV_CONTRACT_SERVICE_API_IDENTITY_H

#include "base/json.h"

enum { API_URL_CAP = 2000 };

struct api_identity {
    const char *issuer;    // the OpenID issuer, for discovery; NULL: nobody signs in here, and the rest is absent, too
    const char *client_id; // of the public client that televisions are
    const char *scope;     // what to ask for, parted by spaces
    const char *resource;  // what the access token is for (RFC 8707); NULL: the parameter is not sent
    const char *name;      // of the sign-in, for people
    bool embedded;         // this backend is the issuer: it takes the further parameters of Tgov
};
extern const struct json_shape api_identity_shape;

#endif
