// SPDX-License-Identifier: Apache-2.0
// Who asks, in a demonstration without an identity provider: "Authorization: Bearer demo-NAME" (a to z, 0 to 9, '-') is
// a signed-in citizen of that name, "demo-firm-NAME" one who also acts for a business. Only with --demo.
#ifndef TGOV_BACKEND_DEMO_H
#define TGOV_BACKEND_DEMO_H

#include "backend/site.h"

enum { DEMO_TOKEN_MAX = 40 };

// A site_authenticate; `self` is not used.
enum status demo_authenticate(void *self, const struct req *req, struct resp *resp, struct caller *out);

#endif
