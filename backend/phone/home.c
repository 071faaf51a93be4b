// SPDX-License-Identifier: Apache-2.0
// The page of a connected phone: what the television asks now, and little else. The part with id "ask" is what the script
// (script.c) reads again and puts in its place when the television asks something else. What has class "plain" is for
// browsers without a script, which takes it away.
#include "backend/pages/pictures.h"
#include "backend/phone/inside.h"
#include <stdio.h>

enum { SEEN_EVERY_MS = 10 * 60 * 1000 };

struct scene {
    struct page *p;
    const struct pair_row *pair;
    struct api_wish wish;
    int64_t number, seq; // of the wish; of the last text
    struct file_list files;
};

static void data(struct page *p, const char *name, const char *text) {
    buf_printf(&p->b, " data-%s", name);
    page_raw(p, "=\"");
    page_text(p, text);
    page_raw(p, "\"");
}

// ---- Typing ----

static void attributes(struct page *p, const struct api_wish *w) {
    static const char *const modes[] = {"text", "email", "decimal", "tel", "text"};
    buf_printf(&p->b, " id=\"text\" name=\"text\" dir=\"auto\" autocomplete=\"off\" spellcheck=\"%s\" autocapitalize=\"%s\" "
                      "inputmode=\"%s\" enterkeyhint=\"%s\"", w->is_private || w->input ? "false" : "true",
               w->is_private || w->input ? "off" : "sentences", modes[w->input], w->multiline ? "enter" : "next");
    if (w->max)
        buf_printf(&p->b, " maxlength=\"%d\"", w->max);
    if (w->hint && *w->hint)
        page_raw(p, " aria-describedby=\"hint\"");
}

// A private text is masked; whoever wants to see it presses "Show", which needs a script.
static void text_field(const struct scene *s) {
    struct page *p = s->p;
    const struct api_wish *w = &s->wish;
    if (w->is_private || w->input == WISH_INPUT_DATE) {
        buf_printf(&p->b, "<input type=\"%s\"", w->is_private ? "password" : "date");
        attributes(p, w);
        html_attribute(&p->b, "value", w->text ? w->text : "");
        page_raw(p, ">");
        if (!w->is_private)
            return;
        page_raw(p, "<button type=\"button\" id=\"show\" class=\"quiet\" aria-pressed=\"false\" hidden>");
        page_text(p, page_tr(p, "Show what I type"));
        page_raw(p, "</button>");
        return;
    }
    buf_printf(&p->b, "<textarea rows=\"%d\"", w->multiline ? 5 : 2);
    attributes(p, w);
    page_raw(p, ">\n"); // the first line break of a textarea is not part of its text
    page_text(p, w->text ? w->text : "");
    page_raw(p, "</textarea>");
}

static void ask_text(const struct scene *s) {
    struct page *p = s->p;
    const struct api_wish *w = &s->wish;
    page_form(p, "/phone/text");
    page_hidden(p, "tv", s->pair->id);
    page_hidden(p, "field", w->field);
    buf_printf(&p->b, "<input type=\"hidden\" name=\"seq\" value=\"%lld\">", (long long)s->seq + 1);
    page_raw(p, "<label for=\"text\" id=\"label\" dir=\"auto\">");
    page_text(p, w->label);
    page_raw(p, "</label><p class=\"hint\" id=\"hint\" dir=\"auto\">");
    page_text(p, w->hint);
    page_raw(p, "</p>");
    text_field(s);
    if (w->is_private)
        page_line(p, "p", "hint", page_tr(p, "This is private: it is not kept on this phone or here."));
    page_raw(p, "<button class=\"main\" name=\"done\" value=\"1\" id=\"next\">");
    page_text(p, w->next && *w->next ? w->next : page_tr(p, "Next"));
    page_raw(p, "</button><button class=\"quiet plain\" id=\"only\">");
    page_text(p, page_tr(p, "Only show it on the television"));
    page_raw(p, "</button>");
    page_form_end(p);
}

// ---- Files ----

static void file_state(struct page *p, const struct file_row *f) {
    if (f->state == UPLOAD_DONE)
        page_text(p, page_tr(p, "On the television"));
    else if (f->state == UPLOAD_REFUSED)
        page_text(p, page_tr(p, "Not taken"));
    else
        page_printf(p, "%s %%", page_count(p, f->size ? (long)(f->got * 100 / f->size) : 0));
}

// Without a script the file goes with the form itself, whole.
static void ask_file(const struct scene *s) {
    struct page *p = s->p;
    const struct api_wish *w = &s->wish;
    take_form(p, "/phone/file");
    page_hidden(p, "tv", s->pair->id);
    page_hidden(p, "field", w->field);
    page_raw(p, "<label for=\"file\" id=\"label\" dir=\"auto\">");
    page_text(p, w->label);
    page_raw(p, "</label><p class=\"hint\" id=\"hint\" dir=\"auto\">");
    page_text(p, w->hint);
    page_raw(p, "</p>");
    if (w->service && *w->service) {
        page_raw(p, "<p class=\"hint\">");
        page_person(p, w->service);
        page_raw(p, "</p>");
    }
    buf_printf(&p->b, "<input type=\"file\" id=\"file\" name=\"file\" required aria-describedby=\"hint limits\"%s",
               wish_files(w) > 1 ? " multiple" : "");
    take_accept(p, w);
    page_raw(p, ">");
    take_limits(p, w);
    page_raw(p, "<button class=\"main plain\">");
    page_text(p, page_tr(p, "Send it"));
    page_raw(p, "</button>");
    page_form_end(p);
    page_raw(p, "<ul class=\"list\" id=\"files\">");
    for (size_t i = 0; i < s->files.count; i++) {
        const struct file_row *f = &s->files.items[i];
        if (strcmp(f->field, w->field) != 0 || f->state == UPLOAD_SENDING)
            continue;
        page_raw(p, "<li>");
        page_person(p, f->name);
        page_raw(p, " <b>");
        file_state(p, f);
        page_raw(p, "</b>");
        page_form(p, "/phone/forget");
        page_hidden(p, "tv", s->pair->id);
        page_hidden(p, "file", f->id);
        page_button_quiet(p, page_tr(p, "Remove"), NULL, NULL);
        page_form_end(p);
        page_raw(p, "</li>");
    }
    page_raw(p, "</ul>");
}

// ---- The rest ----

static void waits_for_allowance(const struct scene *s) {
    struct page *p = s->p;
    size_t picture = 0;
    page_line(p, "h2", NULL, page_tr(p, "Now look at the television"));
    page_line(p, "p", NULL, page_format(p, page_tr(p, "It shows a picture and asks whether this phone may help. If the picture is this one, choose \"%s\" there."),
                                        page_tr(p, "Yes, it is mine"))); // as the television has it
    page_raw(p, "<ul class=\"taken\"><li class=\"there\">");
    if (picture_find(s->pair->picture, &picture)) {
        picture_draw(p, picture);
        page_text(p, picture_word(p, picture));
    }
    page_raw(p, "</li></ul><p class=\"plain\">");
    page_link(p, "/phone", page_tr(p, "I have chosen it"));
    page_raw(p, "</p>");
}

static void nothing_asked(const struct scene *s) {
    struct page *p = s->p;
    page_notice(p, PAGE_OK, page_tr(p, "Connected."));
    page_line(p, "p", NULL, page_tr(p, "When the television needs a text or a photo, it can be done here. Leave this page open."));
    page_raw(p, "<p class=\"plain\">");
    page_link(p, "/phone", page_tr(p, "See what the television asks"));
    page_raw(p, "</p>");
}

// What the script says, in the page's language.
static void script_words(struct page *p) {
    data(p, "sent", page_tr(p, "It is on the television."));
    data(p, "offline", page_tr(p, "Waiting for the network. Nothing is lost."));
    data(p, "long", page_tr(p, "The text is too long for this field."));
    data(p, "sending", page_tr(p, "Sending"));
    data(p, "done", page_tr(p, "On the television"));
    data(p, "cancel", page_tr(p, "Stop sending"));
    data(p, "stopped", page_tr(p, "Stopped"));
    data(p, "remove", page_tr(p, "Remove"));
    data(p, "failed", page_tr(p, "Something failed. Please try again in a moment."));
}

static void ask(struct scene *s) {
    struct page *p = s->p;
    char csrf[PAGE_CSRF + 1];
    const char *visitor = page_visitor(p);
    page_csrf(visitor ? visitor : "", csrf);
    buf_printf(&p->b, "<section class=\"card\" id=\"ask\" data-number=\"%lld\" data-seq=\"%lld\" data-kind=\"%s\"",
               (long long)s->number, (long long)s->seq, s->pair->picture ? "allow" : wish_kind_names[s->wish.kind]);
    data(p, "tv", s->pair->id);
    data(p, "csrf", csrf);
    script_words(p);
    page_raw(p, ">");
    if (s->pair->picture)
        waits_for_allowance(s);
    else if (s->wish.kind == WISH_TEXT)
        ask_text(s);
    else if (s->wish.kind == WISH_FILE)
        ask_file(s);
    else
        nothing_asked(s);
    page_raw(p, "</section><p id=\"state\" role=\"status\" class=\"hint\"></p>");
}

static void others(const struct visit *v, struct page *p) {
    if (v->pairs.count < 2)
        return;
    page_line(p, "h2", NULL, page_tr(p, "Your televisions"));
    page_raw(p, "<ul>");
    for (size_t i = 0; i < v->pairs.count; i++) {
        const struct pair_row *pair = &v->pairs.items[i];
        page_raw(p, "<li>");
        if (pair == v->pair)
            page_person(p, page_television(p, pair->box_name));
        else
            page_link(p, arena_printf(p->req->arena, "/phone?tv=%s", pair->id), page_television(p, pair->box_name));
        page_raw(p, "</li>");
    }
    page_raw(p, "</ul>");
}

static void foot(const struct visit *v, struct page *p) {
    others(v, p);
    page_raw(p, "<p>");
    page_link(p, "/follow", page_tr(p, "Follow a case"));
    page_raw(p, "</p><details><summary>");
    page_text(p, page_tr(p, "Disconnect this phone"));
    page_raw(p, "</summary>");
    page_form(p, "/phone/remove");
    page_hidden(p, "tv", v->pair->id);
    page_button_quiet(p, page_tr(p, "Remove this television from my phone"), NULL, NULL);
    page_form_end(p);
    page_raw(p, "</details>");
}

static enum status not_connected(struct page *p, bool removed) {
    p->script = NULL;
    page_head(p, removed ? page_tr(p, "This phone is not connected any more") : page_tr(p, "This phone is not connected"));
    page_line(p, "p", NULL,
              removed ? page_tr(p, "It was removed from the television. Nothing can be typed or sent from here now.")
                      : page_tr(p, "Point the camera at the television, or type the number that it shows."));
    page_raw(p, "<p>");
    page_link(p, "/p", page_tr(p, "Type the number from the television"));
    page_raw(p, "</p><p>");
    page_link(p, "/follow", page_tr(p, "Follow a case"));
    page_raw(p, "</p>");
    return page_close(p, removed ? STATUS_GONE : STATUS_OK);
}

// ---- When it was last here ----

struct seen {
    struct store_job job;
    const char *id;
    when_ms now;
};

static enum err seen_run(struct db *db, struct store_job *job) {
    const struct seen *s = (const struct seen *)job;
    return pair_seen(db, s->id, s->now);
}

static void note_seen(const struct req *req, struct store *store, const struct pair_row *pair) {
    struct seen s = {.job = {.run = seen_run}, .id = pair->id, .now = req->now_ms};
    if (req->now_ms - pair->seen >= SEEN_EVERY_MS && store_write(store, &s.job))
        return; // only for the list in the television's settings
}

enum status phone_home(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct visit v;
    struct scene *s = arena_alloc(req->arena, sizeof *s);
    enum err err = s ? visit_enter(req, store, req_query(req, "tv"), &v) : ERR_MEMORY;
    if (err)
        return resp_error(resp, err);
    page_open(&p, req, resp);
    p.script = "/assets/phone.js?" TGOV_VERSION;
    if (!v.pair)
        return not_connected(&p, v.removed);
    note_seen(req, store, v.pair);
    s->p = &p;
    s->pair = v.pair;
    p.self = arena_printf(req->arena, "/phone?tv=%s", v.pair->id);
    err = p.self ? relay_wish(req->site->relay, v.pair->box, req->arena, &s->wish, &s->number) : ERR_MEMORY;
    s->seq = relay_seq(req->site->relay, v.pair->box, v.pair->id);
    struct db *db = s->wish.kind == WISH_FILE && !err ? store_read(store) : NULL;
    if (db)
        err = files_of_box(db, v.pair->box, req->arena, &s->files);
    store_read_end(store, db);
    if (err) {
        buf_finish(&p.b);
        return resp_error(resp, err);
    }
    page_head(&p, page_television(&p, v.pair->box_name));
    ask(s);
    foot(&v, &p);
    return page_close(&p, STATUS_OK);
}
