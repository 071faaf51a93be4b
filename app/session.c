// SPDX-License-Identifier: Apache-2.0
// Who is asking. Every request of the application passes here, and here alone it gets what proves the right to ask: today
// the secret of a guest's case, with sign-in an access token as well.
#include "app/inside.h"

#include "base/log.h"

static void add_header(struct net_header *headers, const char *name, const char *value) {
    for (int i = 0; i < NET_HEADERS_MAX; i++) {
        if (!headers[i].name) {
            headers[i] = (struct net_header){name, value};
            return;
        }
    }
}

static enum err report(enum err err, const struct fault *f) {
    if (err)
        log_line(LOG_WARN, "session", "not-sent", "err=%s what=\"%s\"", err_name(err), f->what);
    return err;
}

enum err session_send(struct app *app, struct net_request *r, const char *case_secret) {
    struct fault f = {0};
    if (case_secret && *case_secret)
        add_header(r->headers, "Tgov-Case-Secret", case_secret);
    return report(net_send(app->net, r, &f), &f);
}

enum err session_watch(struct app *app, struct net_stream *s, const char *case_secret) {
    struct fault f = {0};
    if (case_secret && *case_secret)
        add_header(s->headers, "Tgov-Case-Secret", case_secret);
    return report(net_stream(app->net, s, &f), &f);
}
