// SPDX-License-Identifier: Apache-2.0
// What a case is called, from its answers, in any language that its service speaks. What is kept with the case is in the
// language of who sent it, for the office; whoever reads it in another one gets it made anew.
#include "backend/pages/page.h"
#include "backend/services/parts.h"
#include "backend/site.h"
#include "contract/service/texts.h"

// The answers as people read them: labels instead of the values of choices. A private answer never gets into a title,
// which stands in lists.
static enum err in_words(const struct form_run *run, const struct val *clean, const char *language, const struct form_words *words,
                         struct val *out) {
    struct val_builder b = val_build(run->arena);
    for (uint32_t i = 0; i < clean->count; i++) {
        const struct member *m = &clean->members[i];
        const struct question *q = form_question(run->form, m->key);
        struct val v = m->value;
        if (q && q->secret)
            continue;
        if (q && q->kind != ASK_GROUP && q->kind != ASK_ROWS && q->kind != ASK_VALUE) {
            const char *shown = form_show(run, q, &m->value, language, words);
            if (!shown)
                return ERR_MEMORY;
            v = val_text(shown);
        }
        if (!val_set(&b, m->key, v))
            return ERR_MEMORY;
    }
    *out = val_object(&b);
    return ERR_NONE;
}

enum err case_names_make(const struct entry *e, const struct val *answers, const char *language, const struct form_words *words,
                         struct arena *a, struct case_names *out) {
    const struct service *service = &e->service;
    const struct form_run run = {.form = e->form, .arena = a};
    struct val shown;
    enum err err = in_words(&run, answers, language, words, &shown);
    if (err)
        return err;
    bool own = service->case_title.type == VAL_OBJECT;
    out->language = texts_language(own ? &service->case_title : &service->title, language);
    out->title = case_fill(a, texts_pick(own ? &service->case_title : &service->title, language), &shown);
    out->detail = case_fill(a, texts_pick(&service->case_detail, language), &shown);
    return out->title && out->detail ? ERR_NONE : ERR_MEMORY;
}

enum err case_names_read(const struct req *req, const struct entry *e, const char *answers, const char *tag, struct case_names *out) {
    struct val given;
    struct form_words words = answer_words(pages_words(req->site->pages, tag, NULL));
    enum err err = answers && *answers ? json_read(req->arena, answers, strlen(answers), JSON_LIMITS, &given, NULL) : ERR_MISSING;
    if (!err && given.type != VAL_OBJECT)
        err = ERR_TYPE;
    return err ? err : case_names_make(e, &given, tag, &words, req->arena, out);
}

struct case_names line_names(const struct req *req, const struct entry *e, const struct cases_line *l, const char *tag) {
    struct case_names names = {.title = l->title, .language = l->language};
    struct case_names made;
    bool other = e && !text_same(l->language, tag);
    return other && !case_names_read(req, e, l->answers, tag, &made) ? made : names;
}

bool opened_speak(struct opened *o, const struct req *req, const char *accept) {
    struct case_file *c = &o->row.file;
    struct case_names names;
    const char *tag = o->catalogue->district.tags[catalogue_language(o->catalogue, accept)];
    if (text_same(o->row.language, tag))
        return true;
    enum err err = case_names_read(req, o->entry, o->row.answers, tag, &names);
    if (err) // it stays in the words that were kept
        return err != ERR_MEMORY;
    struct case_event *events = arena_array(req->arena, c->event_count + 1, sizeof *events);
    if (!events)
        return false;
    for (size_t i = 0; i < c->event_count; i++) {
        events[i] = c->events[i];
        if (events[i].what == EVENT_SENT)
            events[i].text = names.detail;
    }
    c->events = events;
    c->title = names.title;
    c->detail = names.detail;
    o->row.language = names.language;
    return true;
}
