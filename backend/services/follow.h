// SPDX-License-Identifier: Apache-2.0
// Private to backend/services: the pages on which a case is followed from a phone.
#ifndef TGOV_BACKEND_SERVICES_FOLLOW_H
#define TGOV_BACKEND_SERVICES_FOLLOW_H

#include "backend/pages/page.h"
#include "backend/services/parts.h"

// The page that asks for the secret, with what was wrong before; NULL: nothing.
enum status follow_ask(struct page *p, enum status status, const char *wrong);

#endif
