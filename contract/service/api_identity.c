// SPDX-License-Identifier: Apache-2.0
// The table of GET /v1/identity.
#include "contract/service/api_identity.h"

static const struct json_field fields[] = {
    {"issuer", JSON_TEXT, offsetof(struct api_identity, issuer), .max = API_URL_CAP},
    {"client_id", JSON_TEXT, offsetof(struct api_identity, client_id), .max = 200},
    {"scope", JSON_TEXT, offsetof(struct api_identity, scope), .max = 500},
    {"resource", JSON_TEXT, offsetof(struct api_identity, resource), .max = API_URL_CAP},
    {"name", JSON_TEXT, offsetof(struct api_identity, name), .max = 200},
    {"embedded", JSON_BOOL, offsetof(struct api_identity, embedded)},
    {0}};
const struct json_shape api_identity_shape = {fields, sizeof(struct api_identity)};
