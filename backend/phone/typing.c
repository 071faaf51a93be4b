// SPDX-License-Identifier: Apache-2.0
// What a connected phone does: it types, listens and leaves. The script and the plain form send the same form; the script
// adds quiet=1 and is answered without a page. Nothing that is typed is written to the store or to the log.
#include "backend/phone/inside.h"
#include <limits.h>

static enum status gone(struct page *p, bool quiet) {
    if (quiet) {
        buf_finish(&p->b);
        return resp_problem_with(p->resp, STATUS_GONE, "not-connected", upload_words(p, REFUSED_GONE), NULL, NULL);
    }
    return page_go(p, "/phone");
}

static enum status refused(struct page *p, enum err err, bool quiet) {
    const char *text = err == ERR_LIMIT ? page_tr(p, "The text is too long for this field.")
                                        : page_tr(p, "The television asks something else now.");
    enum status status = err == ERR_LIMIT ? STATUS_TOO_LARGE : err == ERR_SYNTAX ? STATUS_BAD_REQUEST : STATUS_CONFLICT;
    if (!quiet)
        return page_say(p, status, page_tr(p, "This did not work"), text, page_tr(p, "See what the television asks"), "/phone");
    buf_finish(&p->b);
    return resp_problem_with(p->resp, status, err == ERR_LIMIT ? "too-long" : "not-asked", text, NULL, NULL);
}

enum status phone_text(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct html_fields f;
    struct visit v;
    long seq = 0;
    enum status status = page_post(&p, req, resp, &f);
    if (status != STATUS_OK)
        return status;
    bool quiet = *html_field(&f, "quiet"), done = *html_field(&f, "done");
    enum err err = visit_enter(req, store, html_field(&f, "tv"), &v);
    if (!err && (!v.pair || v.pair->picture))
        return gone(&p, quiet);
    if (!err && !text_integer(html_field(&f, "seq"), 0, LONG_MAX, &seq))
        err = ERR_SYNTAX;
    if (!err)
        err = relay_type(req->site->relay, req->site->events, v.pair->box, v.pair->id,
                         &(struct relay_typed){html_field(&f, "field"), html_field(&f, "text"), seq, done});
    // An older text than the last one came late: what is newer is on the television already.
    if (err && err != ERR_DUPLICATE)
        return refused(&p, err, quiet);
    if (!quiet)
        return page_go(&p, arena_printf(req->arena, "/phone?tv=%s", v.pair->id));
    buf_finish(&p.b);
    return STATUS_NO_CONTENT;
}

enum status phone_events(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    char topic[RELAY_TOPIC];
    enum err err = visit_enter(req, store, req_query(req, "tv"), &v);
    if (err || !v.pair)
        return err ? resp_error(resp, err)
                   : resp_problem(resp, STATUS_GONE, "not-connected", "This phone is not connected to the television any more.");
    if (req->method == METHOD_GET && !v.pair->picture)
        relay_phone_here(req->site->relay, req->site->events, v.pair->box, v.pair->id, v.pair->name);
    relay_topic(topic, "phone", v.pair->id);
    return resp_stream(resp, topic);
}

static enum status leave_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct pair_row *pair = data;
    struct page p;
    enum err err = pair_delete(db, pair->box, pair->id);
    if (err && err != ERR_NOT_FOUND)
        return resp_error(resp, err);
    relay_phone_removed(req->site->relay, req->site->events, pair->box, pair->id);
    page_open(&p, req, resp);
    return page_go(&p, "/phone");
}

enum status phone_leave(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct html_fields f;
    struct visit v;
    enum status status = page_post(&p, req, resp, &f);
    if (status != STATUS_OK)
        return status;
    enum err err = visit_enter(req, store, html_field(&f, "tv"), &v);
    if (!err && !v.pair)
        return page_go(&p, "/phone");
    buf_finish(&p.b);
    struct pair_row *pair = err ? NULL : arena_alloc(req->arena, sizeof *pair);
    if (!pair)
        return resp_error(resp, err ? err : ERR_MEMORY);
    *pair = *v.pair;
    return http_write(req, resp, leave_apply, pair);
}
