// SPDX-License-Identifier: Apache-2.0
// A question to the catalogue: what catalogue and search ask for, as the path of GET /v1/services.
#ifndef TGOV_APP_SCREENS_QUERY_H
#define TGOV_APP_SCREENS_QUERY_H

#include "app/screens/parts.h"
#include "contract/service/api.h"

enum { QUERY_TV = 1, QUERY_NO_FEE = 2, QUERY_NO_PAPERS = 4 };
struct query {
    char audience[24], event[48], category[48], words[API_QUERY_CAP * 4 + 1];
    unsigned filters;
};

// "audience=citizen", "event=moving": the argument of a screen.
void query_read(struct query *q, const char *argument);
void query_toggle(struct query *q, int filter);
// Never NULL; `cursor` NULL: the first page.
const char *query_path(struct arena *a, const struct query *q, const char *cursor);
// "Services for citizens"
const char *query_context(struct ui *u, const struct query *q);

#endif
