// SPDX-License-Identifier: Apache-2.0
// What is made once per language at the load: list items, pages of services, search documents, shared bodies.
#include "backend/services/parts.h"
#include "contract/service/texts.h"

enum { BODY_CAP = 4 << 20, SCRATCH_CAP = 16 << 20 };

static const char *or_null(const struct val *texts, const char *language) {
    return texts->type == VAL_OBJECT ? texts_pick(texts, language) : NULL;
}

struct api_office catalogue_office(const struct service_office *o, const char *language) {
    return (struct api_office){.id = o->id, .name = o->name.type == VAL_OBJECT ? texts_pick(&o->name, language) : o->id,
                               .icon = o->icon, .phone = o->phone, .email = o->email, .url = o->url,
                               .address = or_null(&o->address, language), .hours = or_null(&o->hours, language),
                               .work = or_null(&o->work, language), .language = texts_language(&o->name, language)};
}

struct maker {
    struct catalogue *c;
    struct arena *a;
    const char *language;
};

static const char *word(const struct maker *m, const char *key) {
    return case_word(&m->c->district.words, key, m->language);
}

// Where the service does not say how long it takes to fill in: three questions a minute.
static int minutes_of(const struct entry *e) {
    return e->service.minutes ? e->service.minutes : (e->questions + 2) / 3;
}

static struct api_service_item make_item(const struct maker *m, const struct entry *e) {
    const struct service *s = &e->service;
    const char *fee = or_null(&s->cost.words, m->language);
    return (struct api_service_item){
        .id = s->id, .title = texts_pick(&s->title, m->language), .office = catalogue_office(&s->authority, m->language).name,
        .note = or_null(&s->note, m->language), .icon = s->icon, .fee = fee ? fee : word(m, "no-fee"),
        .language = texts_language(&s->title, m->language), .minutes = minutes_of(e), .finish_on_tv = service_on_tv(s), .no_fee = service_free(s),
        .no_papers = !s->evidence_count};
}

static const struct api_item *make_items(const struct maker *m, const struct service_item *from, size_t count) {
    struct api_item *list = arena_array(m->a, count + 1, sizeof *list);
    for (size_t i = 0; list && i < count; i++)
        list[i] = (struct api_item){from[i].id, texts_pick(&from[i].title, m->language),
                                    or_null(&from[i].detail, m->language), from[i].url};
    return list;
}

static const char *const *make_texts(const struct maker *m, const struct val *from) {
    size_t count = from->type == VAL_ARRAY ? from->count : 0;
    const char **list = arena_array(m->a, count + 1, sizeof *list);
    for (size_t i = 0; list && i < count; i++)
        list[i] = texts_pick(&from->items[i], m->language);
    return list;
}

static const struct api_channel *make_channels(const struct maker *m, const struct service *s) {
    struct api_channel *list = arena_array(m->a, s->channel_count + 1, sizeof *list);
    for (size_t i = 0; list && i < s->channel_count; i++) {
        const struct service_channel *from = &s->channels[i];
        const struct service_office *o = from->office ? district_office(&m->c->district, from->office) : &s->authority;
        list[i] = (struct api_channel){.type = from->type, .url = from->url, .phone = from->phone};
        list[i].title = or_null(&from->words, m->language);
        if (from->type == CHANNEL_OFFICE && o) {
            struct api_office office = catalogue_office(o, m->language);
            list[i].title = office.address ? arena_printf(m->a, "%s, %s", office.name, office.address) : office.name;
            list[i].detail = office.hours;
        }
        if (from->type == CHANNEL_CALL && !from->phone && o)
            list[i].phone = o->phone;
        if (from->type == CHANNEL_WEB && from->url)
            list[i].detail = from->url + strcspn(from->url, ":") + 3;
    }
    return list;
}

// "Answer within 7 working days" where the service says nothing itself.
static const char *how_long(const struct maker *m, const struct service *s) {
    const char *own = or_null(&s->processing.words, m->language);
    return own || !s->procedure.days ? own : answer_days(m->a, word(m, "within-days"), s->procedure.days, m->language);
}

static struct api_service make_page(const struct maker *m, const struct entry *e) {
    const struct service *s = &e->service;
    struct api_service_item item = make_item(m, e);
    const char *send = or_null(&s->send, m->language), *who = or_null(&s->who, m->language);
    struct api_service p = {
        .id = s->id, .title = item.title, .summary = texts_pick(&s->summary, m->language),
        .easy = or_null(&s->easy.summary, m->language), .easy_title = or_null(&s->easy.title, m->language),
        .easy_who = or_null(&s->easy.who, m->language), .sensitive = s->sensitive, .signature = s->signature,
        .sign_language = {s->sign_language.url, s->sign_language.poster, or_null(&s->sign_language.title, m->language),
                          s->sign_language.seconds}, .icon = s->icon, .category = s->category, .version = s->version,
        .language = item.language,
        .office = catalogue_office(&s->authority, m->language), .who = who ? who : word(m, "anyone"),
        .who_detail = or_null(&s->who_detail, m->language), .note = item.note, .fee = item.fee,
        .currency = s->cost.currency, .how_long = how_long(m, s), .send = send ? send : word(m, "send"),
        .answer_words = or_null(&s->answer_words, m->language),
        .late = s->procedure.days ? or_null(&s->procedure.lapse.tells, m->language) : NULL, .fee_amount = s->cost.amount,
        .minutes = item.minutes, .questions = e->questions, .days = s->procedure.days,
        .reopen_days = s->procedure.reopen_days, .sign_in = s->sign_in, .finish_on_tv = item.finish_on_tv,
        .no_fee = item.no_fee, .no_papers = item.no_papers, .audiences = s->audiences, .audience_count = s->audience_count,
        .events = s->events, .event_count = s->event_count, .languages = s->languages,
        .language_count = s->language_count, .requirement_count = s->requirement_count,
        .evidence_count = s->evidence_count, .output_count = s->output_count, .law_count = s->law_count,
        .step_count = s->step_count, .channel_count = s->channel_count};
    p.requirements = make_items(m, s->requirements, s->requirement_count);
    p.evidence = make_items(m, s->evidence, s->evidence_count);
    p.outputs = make_items(m, s->outputs, s->output_count);
    p.laws = make_items(m, s->laws, s->law_count);
    p.steps = make_items(m, s->steps, s->step_count);
    p.channels = make_channels(m, s);
    p.easy_steps = make_texts(m, &s->easy.steps);
    p.easy_step_count = s->easy.steps.type == VAL_ARRAY ? s->easy.steps.count : 0;
    return p;
}

static bool make_entry(struct catalogue *c, struct entry *e) {
    size_t languages = c->district.language_count;
    struct api_service_item *items = arena_array(&c->arena, languages, sizeof *items);
    struct api_service *pages = arena_array(&c->arena, languages, sizeof *pages);
    struct search_doc *docs = arena_array(&c->arena, languages, sizeof *docs);
    if (!items || !pages || !docs)
        return false;
    for (size_t l = 0; l < languages; l++) {
        struct maker m = {c, &c->arena, c->district.tags[l]};
        items[l] = make_item(&m, e);
        pages[l] = make_page(&m, e);
        if (!search_doc_make(&c->arena, &e->service, items[l].office, m.language, &docs[l]))
            return false;
    }
    e->items = items;
    e->pages = pages;
    e->docs = docs;
    return !c->arena.failed;
}

static struct blob *written(const struct json_shape *shape, const void *from) {
    struct buf b;
    buf_init(&b, BODY_CAP);
    struct blob *blob =
        api_write(&b, shape, from) ? blob_create("application/json", (struct str){buf_text(&b), b.len}) : NULL;
    buf_finish(&b);
    return blob;
}

static const struct api_board_item *make_board(const struct maker *m) {
    const struct district *d = &m->c->district;
    struct api_board_item *list = arena_array(m->a, d->board_count + 1, sizeof *list);
    for (size_t i = 0; list && i < d->board_count; i++)
        list[i] = (struct api_board_item){d->board[i].icon, texts_pick(&d->board[i].title, m->language),
                                          or_null(&d->board[i].detail, m->language),
                                          or_null(&d->board[i].strong, m->language)};
    return list;
}

static const struct api_term *make_audiences(const struct maker *m) {
    static const char *const icons[AUDIENCE_COUNT] = {"person", "shop", "hall"};
    struct api_term *list = arena_array(m->a, AUDIENCE_COUNT, sizeof *list);
    for (int a = 0; list && a < AUDIENCE_COUNT; a++) {
        list[a] = (struct api_term){.id = audience_names[a], .icon = icons[a],
                                    .title = texts_pick(val_get(&m->c->district.audiences, audience_names[a]), m->language)};
        for (size_t i = 0; i < m->c->count; i++)
            list[a].count += (m->c->entries[i].service.audience_mask & (1u << a)) != 0;
    }
    return list;
}

static struct api_featured make_featured(const struct maker *m) {
    const struct district_featured *f = &m->c->district.featured;
    if (!f->service)
        return (struct api_featured){.service = NULL};
    const struct service *s = &catalogue_find(m->c, f->service)->service;
    return (struct api_featured){.service = f->service, .title = texts_pick(&f->title, m->language),
                                 .office = or_null(&f->office, m->language), .icon = f->icon ? f->icon : s->icon,
                                 .verb = or_null(&f->verb, m->language), .figure = or_null(&f->figure, m->language),
                                 .figure_before = or_null(&f->figure_before, m->language),
                                 .figure_after = or_null(&f->figure_after, m->language)};
}

static bool make_home(struct catalogue *c, size_t l, struct arena *scratch) {
    const struct district *d = &c->district;
    struct maker m = {c, scratch, d->tags[l]};
    struct api_home h = {.district = texts_pick(&d->name, m.language), .short_name = texts_pick(&d->short_name, m.language),
                         .zone = d->zone_rule, .welcome = or_null(&d->welcome, m.language),
                         .board_title = or_null(&d->board_title, m.language),
                         .board_source = or_null(&d->board_source, m.language), .board = make_board(&m),
                         .board_count = d->board_count, .featured = make_featured(&m), .audiences = make_audiences(&m),
                         .audience_count = AUDIENCE_COUNT, .languages = d->languages,
                         .language_count = d->language_count, .language = m.language, .services = (int)c->count};
    bool ok = list_terms(c, l, true, NULL, scratch, &h.events, &h.event_count) &&
              list_terms(c, l, false, NULL, scratch, &h.categories, &h.category_count) && !scratch->failed;
    c->home[l] = ok ? written(&api_home_shape, &h) : NULL;
    return c->home[l] != NULL;
}

static bool make_lists(struct catalogue *c, size_t l, struct arena *scratch) {
    for (int i = 0; i < LISTS; i++) {
        struct list_question q = {.audience = i - 1, .limit = API_PAGE};
        struct api_services page;
        if (!list_services(c, l, &q, scratch, &page))
            return false;
        c->lists[l][i] = written(&api_services_shape, &page);
        if (!c->lists[l][i])
            return false;
    }
    return true;
}

enum err catalogue_prepare(struct catalogue *c, struct fault *f) {
    struct arena scratch;
    arena_init(&scratch, SCRATCH_CAP);
    bool ok = true;
    for (size_t i = 0; i < c->count && ok; i++)
        ok = make_entry(c, &c->entries[i]);
    for (size_t l = 0; l < c->district.language_count && ok; l++) {
        arena_reset(&scratch);
        ok = make_home(c, l, &scratch) && make_lists(c, l, &scratch);
    }
    arena_finish(&scratch);
    return ok ? ERR_NONE : fault_set(f, ERR_MEMORY, "catalogue", "out of memory while preparing answers");
}
