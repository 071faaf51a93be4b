// SPDX-License-Identifier: Apache-2.0
// One case at the desk: the answers in words, the clock, what the citizen sees, and a form for every act that the
// procedure allows now.
#include "backend/services/desk_case.h"
#include "contract/form/words.h"
#include "contract/service/texts.h"

struct scene {
    struct buf *b;
    const struct req *req;
    const struct desk_session *session;
    const struct opened *o;
    const char *language;
    const struct html_fields *typed;
};

static const char *word(const struct scene *s, const char *key) { return page_word(key, s->language); }

static void heading(const struct scene *s, const char *key) {
    buf_text_add(s->b, "<h2>");
    html_text(s->b, word(s, key));
    buf_text_add(s->b, "</h2>");
}

static void pair(struct buf *b, const char *name, const char *value) {
    buf_text_add(b, "<dt dir=\"auto\">");
    html_text(b, name);
    buf_text_add(b, "</dt><dd dir=\"auto\">");
    html_lines(b, value);
    buf_text_add(b, "</dd>");
}

// Question by question, as the citizen answered; false when they cannot be read with the form as it is now.
static bool answers_by_form(const struct scene *s, const struct val *answers) {
    struct form_steps steps;
    struct form_run run = {.form = s->o->entry->form, .arena = s->req->arena};
    if (form_steps(&run, answers, &steps))
        return false;
    for (uint32_t i = 0; i < steps.count; i++) {
        const struct form_step *step = &steps.items[i];
        if (!step->value || !step->answered || step->question->kind == ASK_ROWS)
            continue;
        const char *shown = form_show(&run, step->question, step->value, s->language, NULL);
        const char *label = form_text(run.form, s->language, step->question->label);
        if (shown && *shown)
            pair(s->b, step->has_row ? arena_printf(run.arena, "%s (%u)", label, step->row + 1) : label, shown);
    }
    return true;
}

static void answers(const struct scene *s) {
    struct val v;
    const char *text = s->o->row.answers;
    heading(s, "answers");
    buf_text_add(s->b, "<dl>");
    bool ok = !json_read(s->req->arena, text, strlen(text), JSON_LIMITS, &v, NULL) && answers_by_form(s, &v);
    if (!ok)
        pair(s->b, "JSON", text);
    buf_text_add(s->b, "</dl>");
}

// What the citizen's phone sent, as downloads; the name is the citizen's, the bytes were checked (backend/phone/media.h).
static void file_links(const struct scene *s, const struct val *v) {
    const char *id = v->type == VAL_OBJECT && text_same(val_get_text(v, "storage", NULL), "tgov") ? val_get_text(v, "id", NULL) : NULL;
    if (id) {
        buf_text_add(s->b, "<li><a");
        html_attribute(s->b, "href", arena_printf(s->req->arena, "/office/cases/%s/files/%s", s->o->row.file.number, id));
        buf_text_add(s->b, " download><bdi>");
        html_text(s->b, val_get_text(v, "name", ""));
        buf_printf(s->b, "</bdi></a> (%.0f KB)</li>", val_get_number(v, "size", 0) / 1024 + 0.5);
        return;
    }
    for (uint32_t i = 0; i < v->count && v->type == VAL_OBJECT; i++)
        file_links(s, &v->members[i].value);
    for (uint32_t i = 0; i < v->count && v->type == VAL_ARRAY; i++)
        file_links(s, &v->items[i]);
}

static void files(const struct scene *s) {
    struct val v;
    const char *text = s->o->row.answers;
    if (!strstr(text, "\"storage\":\"tgov\"") || json_read(s->req->arena, text, strlen(text), JSON_LIMITS, &v, NULL))
        return;
    buf_text_add(s->b, "<ul>");
    file_links(s, &v);
    buf_text_add(s->b, "</ul>");
}

static void facts(const struct scene *s) {
    const struct case_file *c = &s->o->row.file;
    const struct service_office *office = case_office(&s->o->rules, c->office);
    const struct service_state *state = service_state(&s->o->entry->service, c->state);
    buf_text_add(s->b, "<section class=\"card\"><dl>");
    pair(s->b, word(s, "case"), c->number);
    pair(s->b, word(s, "state"), state ? texts_pick(&state->title, s->language) : c->state);
    pair(s->b, word(s, "office"), office ? catalogue_office(office, s->language).name : c->office);
    if (c->officer)
        pair(s->b, word(s, "officer"), c->officer);
    if (*s->o->row.sender)
        pair(s->b, word(s, "sender"), s->o->row.sender);
    pair(s->b, word(s, "since"), html_when(s->req->arena, s->o->catalogue, s->language, c->opened));
    buf_text_add(s->b, "</dl>");
    html_clock(s->b, s->req->arena, s->o, s->language, s->req->now_ms);
    answers(s);
    files(s);
    buf_text_add(s->b, "</section>");
}

// Ids of fields are made unique by the move, for the labels.
static void text_area(const struct scene *s, const char *owner, const char *name, const char *label, bool required,
                      size_t cap) {
    buf_printf(s->b, "<label for=\"%s-%s\">", owner, name);
    html_text(s->b, word(s, label));
    buf_printf(s->b, "</label><textarea id=\"%s-%s\" name=\"%s\" maxlength=\"%zu\" dir=\"auto\"%s>", owner, name, name, cap / 3,
               required ? " required" : "");
    if (s->typed && text_same(html_field(s->typed, "move"), owner))
        html_text(s->b, html_field(s->typed, name));
    buf_text_add(s->b, "</textarea>");
}

static void offices(const struct scene *s, const char *owner) {
    const struct district *d = &s->o->catalogue->district;
    buf_printf(s->b, "<label for=\"%s-office\">", owner);
    html_text(s->b, word(s, "to-office"));
    buf_printf(s->b, "</label><select id=\"%s-office\" name=\"office\" required><option value=\"\"></option>", owner);
    for (size_t i = 0; i < d->office_count; i++) {
        if (text_same(d->offices[i].id, s->o->row.file.office))
            continue;
        buf_text_add(s->b, "<option");
        html_attribute(s->b, "value", d->offices[i].id);
        buf_char(s->b, '>');
        html_text(s->b, texts_pick(&d->offices[i].name, s->language));
        buf_text_add(s->b, "</option>");
    }
    buf_text_add(s->b, "</select>");
}

// Opens the form of an act, folded away when it has fields.
static void act_begin(const struct scene *s, const char *act, const char *move, const char *verb, bool fields) {
    bool again = s->typed && text_same(html_field(s->typed, "move"), move);
    if (fields) {
        buf_printf(s->b, "<details%s><summary>", again ? " open" : "");
        html_text(s->b, verb);
        buf_text_add(s->b, "</summary>");
    }
    desk_form(s->b, arena_printf(s->req->arena, "/office/cases/%s/%s", s->o->row.file.number, act), s->session);
    buf_text_add(s->b, "<input type=\"hidden\" name=\"move\"");
    html_attribute(s->b, "value", move);
    // So that an act on a case that somebody else has changed in the meantime is not done by accident.
    buf_printf(s->b, "><input type=\"hidden\" name=\"seen\" value=\"%zu\">", s->o->row.file.event_count);
}

static void act_end(const struct scene *s, const char *verb, bool fields) {
    buf_text_add(s->b, "<button>");
    html_text(s->b, verb);
    buf_printf(s->b, "</button></form>%s", fields ? "</details>" : "");
}

static void move(const struct scene *s, const struct service_move *m) {
    bool fields = m->reason || m->answer || m->transfers;
    const char *verb = texts_pick(&m->verb, s->language);
    act_begin(s, "move", m->id, verb, fields);
    if (m->transfers)
        offices(s, m->id);
    if (m->reason)
        text_area(s, m->id, "reason", "reason", m->reason == NEEDS_YES, SERVICE_REASON_CAP);
    if (m->answer)
        text_area(s, m->id, "answer", "answer", m->answer == NEEDS_YES, SERVICE_ANSWER_CAP);
    act_end(s, verb, fields);
}

static void acts(const struct scene *s) {
    const struct service_procedure *p = &s->o->entry->service.procedure;
    const struct case_file *c = &s->o->row.file;
    buf_text_add(s->b, "<section class=\"card\">");
    heading(s, "action-needed");
    for (size_t i = 0; i < p->move_count; i++)
        if (case_may_move(&s->o->rules, c, &p->moves[i], ACTOR_OFFICER, s->req->now_ms))
            move(s, &p->moves[i]);
    if (case_may_extend(&s->o->rules, c, s->req->now_ms)) {
        act_begin(s, "extend", "extend", word(s, "extend"), true);
        buf_text_add(s->b, "<p>");
        html_count(s->b, "extend-days", s->language, p->extension.days);
        buf_text_add(s->b, "</p>");
        text_area(s, "extend", "reason", "reason", p->extension.reason, SERVICE_REASON_CAP);
        act_end(s, word(s, "extend"), true);
    }
    if (case_may_write(&s->o->rules, c)) {
        act_begin(s, "message", "message", word(s, "write"), true);
        text_area(s, "message", "text", "answer", true, CASE_MESSAGE_CAP);
        act_end(s, word(s, "send-message"), true);
    }
    buf_text_add(s->b, "</section>");
}

enum status desk_case_page(const struct req *req, struct resp *resp, const struct desk_session *session,
                           const struct opened *o, enum status status, const struct html_fields *typed) {
    size_t l = catalogue_language(o->catalogue, req->accept_language);
    struct buf b;
    desk_begin(&b, o->catalogue, l, o->row.file.title, session);
    struct scene s = {&b, req, session, o, o->catalogue->district.tags[l], typed};
    if (typed) {
        buf_text_add(&b, "<p class=\"notice\" role=\"alert\">");
        html_text(&b, word(&s, "not-now"));
        buf_text_add(&b, "</p>");
    }
    if (o->row.file.reopened) {
        buf_text_add(&b, "<p><span class=\"mark wait\">");
        html_text(&b, word(&s, "reopened"));
        buf_text_add(&b, "</span></p>");
    }
    buf_text_add(&b, "<div class=\"two\"><div>");
    facts(&s);
    acts(&s);
    buf_text_add(&b, "</div><section class=\"card\">");
    heading(&s, "timeline");
    html_timeline(&b, req->arena, o, s.language);
    buf_text_add(&b, "</section></div>");
    return html_end(resp, &b, status, o->catalogue, l);
}
