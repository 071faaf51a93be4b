// SPDX-License-Identifier: Apache-2.0
// Acting for somebody else ends by itself: the office says that the permission is over, and the person is themselves again.
#include "app/identity/inside.h"

#include "base/log.h"

static const char over[] = "urn:tgov:problem:mandate-over";

static const char *mandate_of(const struct errand *e) {
    const struct net_header *h = e->is_stream ? e->stream.headers : e->request.headers;
    for (int i = 0; i < NET_HEADERS_MAX && h[i].name; i++)
        if (text_same(h[i].name, "Tgov-Mandate"))
            return h[i].value;
    return "";
}

bool acting_ended(struct app *app, const struct errand *e, const struct net_message *m) {
    struct session *s = app->session;
    char name[NAME_ROOM];
    bool theirs = *s->acting && text_same(mandate_of(e), s->acting);
    if (!theirs || m->status != 403 || !text_same(m->problem.type, over))
        return false;
    text_copy(name, sizeof name, s->acting_name);
    log_line(LOG_INFO, "session", "acting-ended", "by=office");
    session_act_for(app, "", "");
    text_copy(s->acted_for, sizeof s->acted_for, name);
    session_leave(app, router_top(app)->def->id == SCREEN_CURTAIN); // what was theirs goes from the screen
    s->acted_for[0] = '\0';    // home has it now
    return true;
}
