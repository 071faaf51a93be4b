// SPDX-License-Identifier: Apache-2.0
// Reading a service.json: document, generic procedure, structs, then the check of the description as a whole.
#include "contract/service/inside.h"
#include "contract/service/money.h"
#include <stdio.h>

enum { PATH_ROOM = 160 };

enum err service_check_text(const struct check *c, const struct val *texts, bool required, const char *path, ...) {
    char place[PATH_ROOM];
    va_list args;
    if (!required && texts->type == VAL_NULL)
        return ERR_NONE;
    va_start(args, path);
    vsnprintf(place, sizeof place, path, args);
    va_end(args);
    return texts_check(texts, c->languages, c->language_count, place, c->f);
}

enum err service_check_id(const struct check *c, const char *id, const char *path, ...) {
    char place[PATH_ROOM];
    va_list args;
    if (service_id_valid(id))
        return ERR_NONE;
    va_start(args, path);
    vsnprintf(place, sizeof place, path, args);
    va_end(args);
    return fault_set(c->f, ERR_TYPE, place, "an id is a to z, 0 to 9 and \"-\", and begins with a letter");
}

static enum err check_url(const struct check *c, const char *url, const char *path, size_t index) {
    char place[PATH_ROOM];
    if (!url || str_starts(str_of(url), "https://") || str_starts(str_of(url), "http://"))
        return ERR_NONE;
    snprintf(place, sizeof place, "$.%s[%zu].url", path, index);
    return fault_set(c->f, ERR_TYPE, place, "must begin with https://");
}

enum err service_check_office(const struct check *c, const struct service_office *o, const char *path) {
    enum err err = service_check_id(c, o->id, "%s.id", path);
    if (!err && o->icon)
        err = service_check_id(c, o->icon, "%s.icon", path);
    const struct val *texts[] = {&o->name, &o->address, &o->hours, &o->work};
    static const char *const names[] = {"name", "address", "hours", "work"};
    for (int i = 0; i < 4 && !err; i++)
        err = service_check_text(c, texts[i], false, "%s.%s", path, names[i]);
    return err;
}

enum err service_office_check(const struct service_office *o, const char *const *languages, size_t count,
                              const char *path, struct fault *f) {
    struct check c = {languages, count, f};
    enum err err = service_check_office(&c, o, path);
    return err ? err : service_check_text(&c, &o->name, true, "%s.name", path);
}

static enum err check_languages(const struct service *s, struct fault *f) {
    char place[PATH_ROOM];
    if (!s->language_count)
        return fault_set(f, ERR_MISSING, "$.languages", "at least one language");
    for (size_t i = 0; i < s->language_count; i++) {
        snprintf(place, sizeof place, "$.languages[%zu]", i);
        if (!texts_tag_valid(s->languages[i]))
            return fault_set(f, ERR_TYPE, place, "is not a language tag");
        for (size_t before = 0; before < i; before++)
            if (text_same(s->languages[before], s->languages[i]))
                return fault_set(f, ERR_DUPLICATE, place, "this language is there twice");
    }
    return ERR_NONE;
}

static enum err check_texts(const struct check *c, const struct service *s) {
    const struct row {
        const char *name;
        const struct val *texts;
        bool required;
    } rows[] = {{"title", &s->title, true},          {"summary", &s->summary, true},
                {"who", &s->who, false},
                {"who_detail", &s->who_detail, false}, {"note", &s->note, false},
                {"send", &s->send, false},           {"answer_words", &s->answer_words, false},
                {"case_title", &s->case_title, false}, {"case_detail", &s->case_detail, false},
                {"cost.words", &s->cost.words, s->cost.amount > 0},
                {"processing.words", &s->processing.words, false}};
    enum err err = ERR_NONE;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !err; i++)
        err = service_check_text(c, rows[i].texts, rows[i].required, "$.%s", rows[i].name);
    return err;
}

static enum err check_items(const struct check *c, const struct service_item *items, size_t count, const char *name) {
    enum err err = ERR_NONE;
    for (size_t i = 0; i < count && !err; i++) {
        err = service_check_text(c, &items[i].title, true, "$.%s[%zu].title", name, i);
        if (!err)
            err = service_check_text(c, &items[i].detail, false, "$.%s[%zu].detail", name, i);
        if (!err)
            err = check_url(c, items[i].url, name, i);
        for (size_t before = 0; before < i && !err; before++)
            if (items[i].id && text_same(items[before].id, items[i].id)) {
                char place[PATH_ROOM];
                snprintf(place, sizeof place, "$.%s[%zu].id", name, i);
                err = fault_set(c->f, ERR_DUPLICATE, place, "the id \"%.64s\" is there twice", items[i].id);
            }
    }
    return err;
}

static enum err check_lists(const struct check *c, const struct service *s) {
    enum err err = check_items(c, s->requirements, s->requirement_count, "requirements");
    if (!err)
        err = check_items(c, s->evidence, s->evidence_count, "evidence");
    if (!err)
        err = check_items(c, s->outputs, s->output_count, "outputs");
    if (!err)
        err = check_items(c, s->laws, s->law_count, "laws");
    if (!err)
        err = check_items(c, s->steps, s->step_count, "steps");
    for (size_t i = 0; i < s->channel_count && !err; i++) {
        err = service_check_text(c, &s->channels[i].words, false, "$.channels[%zu].words", i);
        if (!err)
            err = check_url(c, s->channels[i].url, "channels", i);
    }
    for (size_t i = 0; i < s->prefill_count && !err; i++)
        err = service_check_text(c, &s->prefill[i].words, s->prefill[i].consent, "$.prefill[%zu].words", i);
    return err;
}

// {"en": ["lamp", "light"]}
static enum err check_keywords(const struct check *c, const struct val *v) {
    if (v->type == VAL_NULL)
        return ERR_NONE;
    if (v->type != VAL_OBJECT || v->count > TEXTS_LANGUAGES_CAP)
        return fault_set(c->f, ERR_TYPE, "$.keywords", "must be an object of lists, {\"en\": [\"lamp\"]}");
    for (uint32_t i = 0; i < v->count; i++) {
        const struct val *list = &v->members[i].value;
        char place[PATH_ROOM];
        snprintf(place, sizeof place, "$.keywords.%.40s", v->members[i].key);
        if (list->type != VAL_ARRAY || !texts_tag_valid(v->members[i].key))
            return fault_set(c->f, ERR_TYPE, place, "must be a list of words under a language tag");
        if (list->count > SERVICE_KEYWORDS_CAP)
            return fault_set(c->f, ERR_LIMIT, place, "more than %d words", SERVICE_KEYWORDS_CAP);
        for (uint32_t w = 0; w < list->count; w++)
            if (list->items[w].type != VAL_STRING || !list->items[w].count || list->items[w].count > 100)
                return fault_set(c->f, ERR_TYPE, place, "every word is a text of 1 to 100 bytes");
    }
    return ERR_NONE;
}

static enum err check_vocabulary(const struct check *c, struct service *s) {
    char place[PATH_ROOM];
    if (!s->audience_count)
        return fault_set(c->f, ERR_MISSING, "$.audiences", "for whom? citizen, business, government");
    for (size_t i = 0; i < s->audience_count; i++) {
        unsigned bit = 0;
        for (int a = 0; a < AUDIENCE_COUNT; a++)
            bit |= text_same(audience_names[a], s->audiences[i]) ? 1u << a : 0;
        snprintf(place, sizeof place, "$.audiences[%zu]", i);
        if (!bit || (s->audience_mask & bit))
            return fault_set(c->f, bit ? ERR_DUPLICATE : ERR_REFERENCE, place, "citizen, business or government, each once");
        s->audience_mask |= bit;
    }
    if (!vocabulary_find(categories, s->category))
        return fault_set(c->f, ERR_REFERENCE, "$.category", "no category \"%.64s\"", s->category);
    for (size_t i = 0; i < s->event_count; i++) {
        snprintf(place, sizeof place, "$.events[%zu]", i);
        if (!vocabulary_find(life_events, s->events[i]))
            return fault_set(c->f, ERR_REFERENCE, place, "no event \"%.64s\"", s->events[i]);
        for (size_t before = 0; before < i; before++)
            if (text_same(s->events[before], s->events[i]))
                return fault_set(c->f, ERR_DUPLICATE, place, "this event is there twice");
    }
    if ((s->cost.amount || s->cost.currency) && money_digits(s->cost.currency) < 0)
        return fault_set(c->f, ERR_REFERENCE, "$.cost.currency", "must be an ISO 4217 code");
    if (s->sensitive && s->signature)
        return fault_set(c->f, ERR_CONFLICT, "$.signature", "a television asks for it, and a sensitive service is sent from the phone alone");
    return ERR_NONE;
}

static enum err check_service(struct service *s, struct fault *f) {
    struct check c = {s->languages, s->language_count, f};
    enum err err = check_languages(s, f);
    if (!err)
        err = service_check_id(&c, s->id, "$.id");
    if (!err)
        err = service_check_id(&c, s->icon, "$.icon");
    if (!err)
        err = check_vocabulary(&c, s);
    if (!err)
        err = check_texts(&c, s);
    if (!err)
        err = service_check_reading(&c, s);
    if (!err)
        err = service_check_office(&c, &s->authority, "$.authority");
    if (!err)
        err = check_lists(&c, s);
    if (!err)
        err = check_keywords(&c, &s->keywords);
    return err ? err : service_check_procedure(&c, s);
}

enum err service_read(struct arena *a, const char *bytes, size_t len, struct service *out, struct fault *f) {
    struct val v;
    struct json_limits limits = JSON_LIMITS;
    limits.bytes = SERVICE_FILE_CAP;
    enum err err = json_read(a, bytes, len, limits, &v, f);
    if (!err)
        err = service_generic_put(a, &v, f);
    if (!err)
        err = json_decode(a, &v, &service_shape, out, f);
    return err ? err : check_service(out, f);
}
