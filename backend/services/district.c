// SPDX-License-Identifier: Apache-2.0
#include "backend/services/district.h"
#include "contract/service/texts.h"
#include <stdio.h>

static const struct json_field language_fields[] = {
    {"tag", JSON_TEXT, offsetof(struct api_language, tag), .required = true, .max = TEXTS_TAG_CAP},
    {"name", JSON_TEXT, offsetof(struct api_language, name), .required = true, .max = 100},
    {0}};
static const struct json_shape language_shape = {language_fields, sizeof(struct api_language)};

static const struct json_field board_fields[] = {
    {"icon", JSON_TEXT, offsetof(struct district_board, icon), .required = true, .max = SERVICE_ID_CAP},
    {"title", JSON_VALUE, offsetof(struct district_board, title), .required = true},
    {"strong", JSON_VALUE, offsetof(struct district_board, strong)},
    {"detail", JSON_VALUE, offsetof(struct district_board, detail)},
    {0}};
static const struct json_shape board_shape = {board_fields, sizeof(struct district_board)};

static const struct json_field featured_fields[] = {
    {"service", JSON_TEXT, offsetof(struct district_featured, service), .required = true, .max = SERVICE_ID_CAP},
    {"icon", JSON_TEXT, offsetof(struct district_featured, icon), .max = SERVICE_ID_CAP},
    {"title", JSON_VALUE, offsetof(struct district_featured, title), .required = true},
    {"office", JSON_VALUE, offsetof(struct district_featured, office)},
    {"verb", JSON_VALUE, offsetof(struct district_featured, verb)},
    {"figure", JSON_VALUE, offsetof(struct district_featured, figure)},
    {"figure_before", JSON_VALUE, offsetof(struct district_featured, figure_before)},
    {"figure_after", JSON_VALUE, offsetof(struct district_featured, figure_after)},
    {0}};
static const struct json_shape featured_shape = {featured_fields, sizeof(struct district_featured)};

static const struct json_field fields[] = {
    {"prefix", JSON_TEXT, offsetof(struct district, prefix), .required = true, .max = 6},
    {"zone", JSON_TEXT, offsetof(struct district, zone_rule), .required = true, .max = 100},
    {"name", JSON_VALUE, offsetof(struct district, name), .required = true},
    {"short_name", JSON_VALUE, offsetof(struct district, short_name), .required = true},
    {"welcome", JSON_VALUE, offsetof(struct district, welcome)},
    {"languages", JSON_LIST, offsetof(struct district, languages), .required = true,
     .count_at = offsetof(struct district, language_count), .of = &language_shape, .max = DISTRICT_LANGUAGES_CAP},
    {"board_title", JSON_VALUE, offsetof(struct district, board_title)},
    {"board_source", JSON_VALUE, offsetof(struct district, board_source)},
    {"board", JSON_LIST, offsetof(struct district, board), .count_at = offsetof(struct district, board_count),
     .of = &board_shape, .max = DISTRICT_BOARD_CAP},
    {"featured", JSON_STRUCT, offsetof(struct district, featured), .of = &featured_shape},
    {"audiences", JSON_VALUE, offsetof(struct district, audiences), .required = true},
    {"events", JSON_VALUE, offsetof(struct district, events), .required = true},
    {"categories", JSON_VALUE, offsetof(struct district, categories), .required = true},
    {"offices", JSON_LIST, offsetof(struct district, offices), .required = true,
     .count_at = offsetof(struct district, office_count), .of = &service_office_shape, .max = DISTRICT_OFFICES_CAP},
    {"words", JSON_VALUE, offsetof(struct district, words)},
    {0}};
static const struct json_shape shape = {fields, sizeof(struct district)};

static enum err check(const struct district *d, const struct val *texts, bool required, const char *path,
                      struct fault *f) {
    if (!required && texts->type == VAL_NULL)
        return ERR_NONE;
    return texts_check(texts, d->tags, d->language_count, path, f);
}

static enum err check_basics(struct arena *a, struct district *d, struct fault *f) {
    const char **tags = arena_array(a, d->language_count + 1, sizeof *tags);
    if (!tags)
        return fault_set(f, ERR_MEMORY, "$.languages", "out of memory");
    for (size_t i = 0; i < d->language_count; i++) {
        tags[i] = d->languages[i].tag;
        bool twice = false;
        for (size_t before = 0; before < i; before++)
            twice |= text_same(tags[before], tags[i]);
        if (twice || !texts_tag_valid(tags[i]))
            return fault_set(f, twice ? ERR_DUPLICATE : ERR_TYPE, "$.languages", "\"%.40s\" is there twice or no tag",
                             tags[i]);
    }
    d->tags = tags;
    if (!d->language_count)
        return fault_set(f, ERR_MISSING, "$.languages", "at least one language");
    if (!*d->prefix || d->prefix[strspn(d->prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
        return fault_set(f, ERR_TYPE, "$.prefix", "1 to 6 capital letters");
    enum err err = zone_read(d->zone_rule, &d->zone);
    return err ? fault_set(f, err, "$.zone", "must be a POSIX time zone rule such as \"CET-1CEST,M3.5.0,M10.5.0/3\"")
               : ERR_NONE;
}

static enum err check_texts(const struct district *d, struct fault *f) {
    const struct row {
        const char *path;
        const struct val *texts;
        bool required;
    } rows[] = {{"$.name", &d->name, true},
                {"$.short_name", &d->short_name, true},
                {"$.welcome", &d->welcome, false},
                {"$.board_title", &d->board_title, d->board_count > 0},
                {"$.board_source", &d->board_source, d->board_count > 0},
                {"$.featured.title", &d->featured.title, d->featured.service != NULL},
                {"$.featured.office", &d->featured.office, false},
                {"$.featured.verb", &d->featured.verb, false},
                {"$.featured.figure", &d->featured.figure, false},
                {"$.featured.figure_before", &d->featured.figure_before, false},
                {"$.featured.figure_after", &d->featured.figure_after, false}};
    enum err err = ERR_NONE;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !err; i++)
        err = check(d, rows[i].texts, rows[i].required, rows[i].path, f);
    for (size_t i = 0; i < d->board_count && !err; i++) {
        char path[48];
        snprintf(path, sizeof path, "$.board[%zu]", i);
        err = check(d, &d->board[i].title, true, path, f);
        if (!err)
            err = check(d, &d->board[i].strong, false, path, f);
        if (!err)
            err = check(d, &d->board[i].detail, false, path, f);
    }
    return err;
}

static enum err check_term(const struct district *d, const char *list, const struct val *titles, const char *id,
                           struct fault *f) {
    char path[96];
    snprintf(path, sizeof path, "$.%s.%s", list, id);
    const struct val *texts = val_get(titles, id);
    return texts_check(texts ? texts : &val_null, d->tags, d->language_count, path, f);
}

static enum err check_terms(const struct district *d, struct fault *f) {
    enum err err = ERR_NONE;
    for (int i = 0; audience_names[i] && !err; i++)
        err = check_term(d, "audiences", &d->audiences, audience_names[i], f);
    for (const struct vocabulary_term *t = life_events; t->id && !err; t++)
        err = check_term(d, "events", &d->events, t->id, f);
    for (const struct vocabulary_term *t = categories; t->id && !err; t++)
        err = check_term(d, "categories", &d->categories, t->id, f);
    return err;
}

static enum err check_offices(const struct district *d, struct fault *f) {
    enum err err = ERR_NONE;
    for (size_t i = 0; i < d->office_count && !err; i++) {
        char path[48];
        snprintf(path, sizeof path, "$.offices[%zu]", i);
        err = service_office_check(&d->offices[i], d->tags, d->language_count, path, f);
        for (size_t before = 0; before < i && !err; before++)
            if (text_same(d->offices[before].id, d->offices[i].id))
                err = fault_set(f, ERR_DUPLICATE, path, "the office \"%.64s\" is there twice", d->offices[i].id);
    }
    return err;
}

enum err district_read(struct arena *a, const char *bytes, size_t len, struct district *out, struct fault *f) {
    struct val v;
    struct json_limits limits = JSON_LIMITS;
    limits.bytes = DISTRICT_FILE_CAP;
    enum err err = json_read(a, bytes, len, limits, &v, f);
    if (!err)
        err = json_decode(a, &v, &shape, out, f);
    if (!err)
        err = check_basics(a, out, f);
    if (!err)
        err = check_texts(out, f);
    if (!err)
        err = check_terms(out, f);
    return err ? err : check_offices(out, f);
}

const struct service_office *district_office(const struct district *d, const char *id) {
    for (size_t i = 0; i < d->office_count; i++)
        if (text_same(d->offices[i].id, id))
            return &d->offices[i];
    return NULL;
}
