// SPDX-License-Identifier: Apache-2.0
// Private to backend/services: the page of one case at the desk.
#ifndef TGOV_BACKEND_SERVICES_DESK_CASE_H
#define TGOV_BACKEND_SERVICES_DESK_CASE_H

#include "backend/services/desk_session.h"

// `typed` (NULL: nothing) is what a refused form had, shown again so that no text is lost.
enum status desk_case_page(const struct req *req, struct resp *resp, const struct desk_session *s, const struct opened *o,
                           enum status status, const struct html_fields *typed);

#endif
