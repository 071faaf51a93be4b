// SPDX-License-Identifier: Apache-2.0
// The phone's side of a hand-over: opening the form, one question a page.
#include "backend/handover/inside.h"
#include "backend/site.h"
#include "contract/service/texts.h"

enum { HOUR = 3600 * 1000 };

when_ms hand_later(const struct req *req) { return req->now_ms + (when_ms)HAND_LIFE_H * HOUR; }

// ---- /go/{secret}: the code. Opening it changes nothing yet: previews and second looks do no harm.
static enum status no_such_code(struct page *p) {
    return page_say(p, STATUS_NOT_FOUND, page_tr(p, "This code is used up"),
                    page_tr(p, "A code opens on one phone only, within ten minutes. Please show a new one on the television."), NULL, NULL);
}

enum status hand_link(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct hand_row h;
    const struct catalogue *c = catalogue_of(req);
    page_open(&p, req, resp);
    struct db *db = store_read(store);
    enum err err = db ? hand_by_link(db, req_param(req, "secret"), req->arena, &h) : ERR_IO;
    store_read_end(store, db);
    const struct entry *e = !err && c ? catalogue_find(c, h.service) : NULL;
    if (!e || h.until < req->now_ms)
        return no_such_code(&p);
    page_speaks(&p, e->service.languages, e->service.language_count);
    page_head(&p, page_tr(&p, "Go on with the form here"));
    page_line_of(&p, "p", "lead", texts_pick(&e->service.title, p.language));
    page_speaks_note(&p);
    page_line(&p, "p", NULL, h.sensitive ? page_tr(&p, "It is filled in on this phone only. Nothing of it is shown on the television.")
                                         : page_tr(&p, "Your answers so far come along. What you answer here goes back to the television."));
    page_form(&p, req->path);
    page_button(&p, page_tr(&p, "Open the form"), NULL, NULL);
    page_form_end(&p);
    return page_close(&p, STATUS_OK);
}

enum status hand_opened(struct page *p, struct db *db, const char *id, const char *cookie) {
    enum err err = hand_set_phone(db, id, cookie, hand_later(p->req));
    if (err == ERR_CONFLICT)
        return no_such_code(p);
    if (!err && page_cookie_set(p->req, p->resp, "hand", cookie, HAND_LIFE_H * 3600) && hand_publish(p->resp, id))
        return page_go(p, "/hand");
    buf_finish(&p->b);
    return resp_error(p->resp, err ? err : ERR_MEMORY);
}

struct taking {
    const char *id;
    char *cookie;
};

static enum status take_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct taking *t = data;
    struct page p;
    page_open(&p, req, resp);
    return hand_opened(&p, db, t->id, t->cookie);
}

enum status hand_take(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct html_fields f;
    struct hand_row h;
    enum status status = page_post(&p, req, resp, &f);
    if (status != STATUS_OK)
        return status;
    struct db *db = store_read(store);
    enum err err = db ? hand_by_link(db, req_param(req, "secret"), req->arena, &h) : ERR_IO;
    store_read_end(store, db);
    struct taking *t = arena_alloc(req->arena, sizeof *t);
    if (err || h.until < req->now_ms || !t)
        return no_such_code(&p);
    *t = (struct taking){h.id, page_secret(req->arena)};
    buf_finish(&p.b);
    return t->cookie ? http_write(req, resp, take_apply, t) : STATUS_INTERNAL;
}

// ---- /hand: one question
const char *hand_label(const struct desk *d, const struct question *q) {
    return form_text(d->run.form, d->page.language, d->row.easy && q->easy ? q->easy : q->label);
}

static int step_wanted(const struct desk *d, const char *path) {
    int at = path && *path ? form_step_find(&d->steps, path) : -1;
    if (at < 0)
        at = form_step_find(&d->steps, d->row.step);
    return at >= 0 ? at : form_step_open(&d->steps, -1);
}

const char *hand_step_path(struct desk *d, const char *path) {
    struct buf b;
    buf_init(&b, 4 * FORM_PATH_CAP + 32);
    buf_text_add(&b, "/hand?step=");
    for (const char *c = path; *c; c++)
        if ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || strchr("._-", *c))
            buf_char(&b, *c);
        else
            buf_printf(&b, "%%%02X", (unsigned char)*c);
    const char *out = b.err ? "/hand" : arena_copy(d->run.arena, buf_text(&b), b.len);
    buf_finish(&b);
    return out ? out : "/hand";
}

static void why(struct desk *d, const struct question *q) {
    const char *texts[] = {q->why, q->seen_by, q->law};
    const char *titles[] = {page_tr(&d->page, "Why we ask"), page_tr(&d->page, "Who sees your answer"), page_tr(&d->page, "The law")};
    if (!q->why && !q->seen_by && !q->law)
        return;
    page_raw(&d->page, "<details><summary>");
    page_text(&d->page, titles[0]);
    page_raw(&d->page, "</summary><dl class=\"facts\">");
    for (int i = 0; i < 3; i++)
        if (texts[i])
            page_fact(&d->page, titles[i], form_text(d->run.form, d->page.language, texts[i]));
    page_raw(&d->page, "</dl></details>");
}

static void buttons(struct desk *d, const struct form_step *s) {
    if (s->question->kind == ASK_ROWS) {
        page_button(&d->page, page_tr(&d->page, "Add"), "do", "add");
        if (s->value && s->value->type == VAL_ARRAY && s->value->count)
            page_button_quiet(&d->page, page_tr(&d->page, "Remove the last one"), "do", "remove");
    }
    page_button(&d->page, page_tr(&d->page, "Next"), "do", "next");
    if (!s->question->required && s->asks && s->question->kind != ASK_ROWS)
        page_button_quiet(&d->page, page_tr(&d->page, "Leave empty and go on"), "do", "skip");
}

enum status hand_show_step(struct desk *d, int at, const char *error) {
    struct page *p = &d->page;
    const struct form_step *s = &d->steps.items[at];
    const struct question *q = s->question;
    if (q->kind == ASK_SIGNATURE)
        p->script = "/assets/sign.js";
    p->self = hand_step_path(d, s->path);
    page_head_of(p, hand_label(d, q));
    page_raw(p, "<p class=\"hint\">");
    page_line_of(p, "span", NULL, texts_pick(&d->entry->service.title, p->language));
    if (s->asks) {
        page_raw(p, "<br>");
        page_printf(p, page_tr(p, "Question %d of %d"), (int)s->number, (int)s->total);
    }
    page_raw(p, "</p>");
    page_speaks_note(p);
    bool files = q->kind == ASK_FILE && !q->read_only;
    if (files)
        hand_files(d, s, error);
    page_form(p, "/hand");
    page_hidden(p, "step", s->path);
    page_hidden(p, "seen", arena_printf(d->run.arena, "%lld", (long long)d->row.version));
    if (!files)
        hand_fields(d, s, error);
    buttons(d, s);
    page_form_end(p);
    why(d, q);
    page_raw(p, "<p class=\"row\">");
    if (at > 0)
        page_link(p, hand_step_path(d, d->steps.items[at - 1].path), page_tr(p, "Back"));
    page_link(p, "/hand/review", page_tr(p, "Check your answers"));
    page_raw(p, "</p>");
    return page_close(p, error ? STATUS_UNPROCESSABLE : STATUS_OK);
}

enum status hand_ask(const struct req *req, struct resp *resp, struct store *store) {
    struct desk d;
    enum status status = desk_open(&d, req, resp, store);
    if (status != STATUS_OK)
        return status;
    int at = step_wanted(&d, req_query(req, "step"));
    return at < 0 ? page_go(&d.page, "/hand/review") : hand_show_step(&d, at, NULL);
}

// ---- The answer
struct answering {
    struct hand_row row;
    struct val answers;
    const char *step, *to;
};

static enum status answer_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct answering *a = data;
    struct page p;
    page_open(&p, req, resp);
    enum err err = hand_set_answers(db, &a->row, &a->answers, a->step, hand_later(req));
    if (err == ERR_CONFLICT)
        return page_say(&p, STATUS_CONFLICT, page_tr(&p, "The form has changed meanwhile"),
                        page_tr(&p, "It was answered in another window, or taken back to the television. Nothing was lost."),
                        page_tr(&p, "See how it stands"), "/hand");
    if (!err && hand_publish(resp, a->row.id))
        return page_go(&p, a->to);
    buf_finish(&p.b);
    return resp_error(resp, err ? err : ERR_MEMORY);
}

static enum err rows_changed(struct desk *d, const struct form_step *s, bool add, struct val *out) {
    if (add)
        return form_row_add(&d->run, &d->row.answers, s->path, out);
    uint32_t count = s->value && s->value->type == VAL_ARRAY ? s->value->count : 0;
    return count ? form_row_remove(&d->run, &d->row.answers, s->path, count - 1, out) : ERR_NOT_FOUND;
}

// What the answer makes of the answers. An error text means: ask again.
static enum err take_answer(struct desk *d, const struct form_step *s, const struct html_fields *f, struct val *out, const char **error) {
    const char *act = html_field(f, "do");
    struct val value = val_null;
    struct violation wrong;
    bool add = !strcmp(act, "add");
    *out = d->row.answers;
    *error = NULL;
    if (!s->asks)
        return ERR_NONE;
    if (s->question->kind == ASK_ROWS && (add || !strcmp(act, "remove")))
        return rows_changed(d, s, add, out);
    if (s->question->kind == ASK_ROWS || s->question->kind == ASK_FILE) // what was added and sent so far stays
        value = s->value ? *s->value : val_null;
    else if (strcmp(act, "skip") && !hand_value(d, s, f, &value))
        return ERR_MEMORY;
    if (s->question->kind == ASK_SIGNATURE && value.type == VAL_NULL && s->value && strcmp(act, "skip"))
        return ERR_NONE; // the one that is there stays
    enum err err = form_set(&d->run, &d->row.answers, s->path, &value, out);
    if (!err)
        err = form_check_step(&d->run, out, s->path, &wrong);
    if (!err && wrong.kind != WRONG_NONE)
        *error = form_violation_text(&d->run, &wrong, d->page.language, &d->words);
    return err;
}

// Where it goes on: the next step behind this one that asks or tells something, else the review.
static const char *next_path(struct desk *d, const struct val *answers, const char *path) {
    struct form_steps steps;
    if (form_steps(&d->run, answers, &steps))
        return "/hand/review";
    int at = form_step_find(&steps, path);
    return at >= 0 && (uint32_t)at + 1 < steps.count ? hand_step_path(d, steps.items[at + 1].path) : "/hand/review";
}

static enum status answered(struct desk *d, const struct html_fields *f) {
    const struct req *req = d->page.req;
    int at = form_step_find(&d->steps, html_field(f, "step"));
    const char *error = NULL;
    long seen = -1;
    struct answering *a = arena_alloc(req->arena, sizeof *a);
    if (at < 0)
        return page_go(&d->page, "/hand");
    if (!a)
        return STATUS_INTERNAL;
    const struct form_step *s = &d->steps.items[at];
    enum err err = take_answer(d, s, f, &a->answers, &error);
    if (err) {
        buf_finish(&d->page.b);
        return resp_error(d->page.resp, err);
    }
    if (error) {
        d->row.answers = a->answers; // what was typed stays
        if (!form_steps(&d->run, &d->row.answers, &d->steps) && (at = form_step_find(&d->steps, html_field(f, "step"))) >= 0)
            return hand_show_step(d, at, error);
    }
    a->row = d->row;
    if (text_integer(html_field(f, "seen"), 0, 1L << 40, &seen))
        a->row.version = seen;
    bool again = !strcmp(html_field(f, "do"), "add") || !strcmp(html_field(f, "do"), "remove");
    a->step = s->path;
    a->to = again ? "/hand" : next_path(d, &a->answers, s->path);
    buf_finish(&d->page.b);
    return http_write(req, d->page.resp, answer_apply, a);
}

enum status hand_answer(const struct req *req, struct resp *resp, struct store *store) {
    struct desk d = {.row = {.state = HAND_CLOSED}};
    struct html_fields f;
    enum status status = page_post(&d.page, req, resp, &f);
    if (status != STATUS_OK)
        return status;
    status = desk_load(&d, store);
    return status == STATUS_OK ? answered(&d, &f) : status;
}
