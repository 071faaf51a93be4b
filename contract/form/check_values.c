// SPDX-License-Identifier: Apache-2.0
// Checking numbers, dates, choices, files and tags.
#include "contract/form/check.h"

#include <math.h>

#include "base/when.h"
#include "contract/form/dates.h"

static bool whole(double n) { return fabs(n - round(n)) < 1e-6; }

enum violation_kind check_number(const struct checking *c) {
    const struct question_limits *l = &c->q->limits;
    double n = c->value->number;
    if (c->value->type != VAL_NUMBER || !isfinite(n))
        return WRONG_TYPE;
    if (l->has_min && n < l->min)
        return c->out->limit = l->min, WRONG_SMALL;
    if (l->has_max && n > l->max)
        return c->out->limit = l->max, WRONG_BIG;
    if (l->decimals >= 0 && fabs(n) < 1e15 && !whole(n * pow(10, l->decimals)))
        return c->out->limit = l->decimals, WRONG_DECIMALS;
    if (l->step > 0 && !whole((n - (l->has_min ? l->min : 0)) / l->step))
        return c->out->limit = l->step, WRONG_STEP;
    return WRONG_NONE;
}

// ---- dates ----
static void note_day(const struct checking *c, int32_t day) {
    char text[16];
    when_write_date(day, text, sizeof text);
    c->out->text = arena_string(c->visit->run->arena, text);
}

// Limits are days, and moments where the form asks for the time too.
static enum violation_kind check_range(const struct checking *c, int64_t at) {
    const struct question_rules *n = c->place->node;
    const int64_t day_ms = 86400000;
    bool clock_first = n->with_clock && n->first.base == DATE_FIXED, clock_last = n->with_clock && n->last.base == DATE_FIXED;
    int32_t day;
    if (limit_day(c->visit, &n->first, c->place, &day) && at < (clock_first ? n->first.at : day * day_ms))
        return note_day(c, day), WRONG_EARLY;
    if (limit_day(c->visit, &n->last, c->place, &day) && at >= (clock_last ? n->last.at + 1 : (day + 1) * day_ms))
        return note_day(c, day), WRONG_LATE;
    return WRONG_NONE;
}

enum violation_kind check_date(const struct checking *c) {
    int64_t at;
    if (c->value->type != VAL_STRING)
        return WRONG_TYPE;
    const char *format = c->place->node->time_format;
    if (c->q->kind == ASK_TIME && time_fits(c->value->text, format ? format : "HH:mm:ss"))
        return WRONG_NONE;
    if (c->q->kind == ASK_TIME && format)
        return WRONG_TIME;
    if (!instant_of(c->value->text, false, false, &at)) // a date picker that asks the time only stores an instant
        return c->q->kind == ASK_TIME ? WRONG_TIME : WRONG_DATE;
    return check_range(c, at);
}

enum violation_kind check_day(const struct checking *c) {
    const struct question_rules *n = c->place->node;
    struct day_parts d;
    if (c->value->type != VAL_STRING)
        return WRONG_TYPE;
    if (!day_read(c->q, c->value->text, &d) || !day_valid(d))
        return WRONG_DAY;
    if ((n->need_day && !d.day) || (n->need_month && !d.month) || (n->need_year && !d.year))
        return WRONG_REQUIRED;
    if (d.year && n->min_year && d.year < n->min_year)
        return c->out->limit = n->min_year, WRONG_EARLY;
    if (d.year && n->max_year && d.year > n->max_year)
        return c->out->limit = n->max_year, WRONG_LATE;
    if (!day_whole(d))
        return WRONG_NONE;
    return check_range(c, when_at(when_from_date((struct when_date){d.year, d.month, d.day}), (struct when_clock){0}, 0));
}

// ---- choices ----
static const char *value_text(const struct val *v, char room[40]) {
    if (v->type == VAL_STRING)
        return v->text;
    if (v->type == VAL_BOOL)
        return v->boolean ? "true" : "false";
    if (v->type != VAL_NUMBER)
        return NULL;
    snprintf(room, 40, "%.15g", v->number);
    return room;
}

bool option_is(const struct question_option *o, const struct val *value) {
    char a[40], b[40];
    if (o->value.type == VAL_STRING && value->type == VAL_STRING)
        return !strcmp(o->value.text, value->text);
    const char *left = value_text(&o->value, a), *right = value_text(value, b);
    return left && right && !strcmp(left, right);
}

const struct question_option *option_find(const struct question *q, const struct val *value) {
    for (uint32_t i = 0; i < q->option_count; i++)
        if (option_is(&q->options[i], value))
            return &q->options[i];
    return NULL;
}

enum violation_kind check_choice(const struct checking *c) {
    if (c->value->type == VAL_ARRAY || c->value->type == VAL_OBJECT)
        return WRONG_TYPE;
    return option_find(c->q, c->value) ? WRONG_NONE : WRONG_OPTION;
}

static enum violation_kind check_count(const struct checking *c, uint32_t count) {
    const struct question_limits *l = &c->q->limits;
    uint32_t most = l->max_count ? l->max_count : FORM_OPTIONS_CAP;
    c->out->limit = count > most ? most : l->min_count;
    return count > most ? WRONG_MANY : count < l->min_count ? WRONG_FEW : WRONG_NONE;
}

enum violation_kind check_choices(const struct checking *c) {
    uint32_t count = 0;
    if (c->value->type != (c->q->boxes ? VAL_OBJECT : VAL_ARRAY))
        return WRONG_TYPE;
    for (uint32_t i = 0; i < c->value->count; i++) {
        struct val key = c->q->boxes ? val_text(c->value->members[i].key) : c->value->items[i];
        if (c->q->boxes && c->value->members[i].value.type != VAL_BOOL)
            return WRONG_TYPE;
        if (c->q->boxes && !c->value->members[i].value.boolean)
            continue; // builders leave "": false behind
        if (!option_find(c->q, &key))
            return WRONG_OPTION;
        count++;
    }
    return check_count(c, count);
}

// ---- files ----
static bool type_fits(const char *wanted, const char *name, const char *type) {
    size_t len = strlen(wanted);
    if (wanted[0] == '.')
        return strlen(name) > len && !strcasecmp(name + strlen(name) - len, wanted);
    if (wanted[0] == '*' && !strchr(wanted, '/')) // "*pdf", "*.pdf": how the name ends
        return strlen(name) >= len && !strcasecmp(name + strlen(name) - len + 1, wanted + 1);
    if (len > 2 && !strcmp(wanted + len - 2, "/*"))
        return !strncasecmp(type, wanted, len - 1);
    return !strcasecmp(type, wanted) || (!strchr(wanted, '/') && strlen(name) > len + 1 &&
                                         name[strlen(name) - len - 1] == '.' && !strcasecmp(name + strlen(name) - len, wanted));
}

static enum violation_kind check_file(const struct checking *c, const struct val *file) {
    const char *name = val_get_text(file, "originalName", NULL), *type = val_get_text(file, "type", "");
    double size = val_get_number(file, "size", 0);
    name = name ? name : val_get_text(file, "name", NULL);
    if (file->type != VAL_OBJECT || !name || !*name || size < 0)
        return WRONG_TYPE;
    bool fits = c->q->file_type_count == 0;
    for (uint32_t i = 0; i < c->q->file_type_count && !fits; i++)
        fits = type_fits(c->q->file_types[i], name, type);
    if (!fits)
        return c->out->text = c->q->file_types[0], WRONG_FILE_TYPE;
    if (c->q->file_size_max && size > (double)c->q->file_size_max)
        return c->out->limit = (double)c->q->file_size_max, WRONG_FILE_SIZE;
    if (size < (double)c->q->file_size_min)
        return c->out->limit = (double)c->q->file_size_min, WRONG_FILE_SIZE;
    return WRONG_NONE;
}

enum violation_kind check_files(const struct checking *c) {
    uint32_t most = c->q->limits.max_count ? c->q->limits.max_count : FORM_LIST_CAP;
    if (c->value->type != VAL_ARRAY)
        return WRONG_TYPE;
    if (c->value->count > most)
        return c->out->limit = most, WRONG_MANY;
    enum violation_kind kind = WRONG_NONE;
    for (uint32_t i = 0; i < c->value->count && !kind; i++)
        kind = check_file(c, &c->value->items[i]);
    return kind;
}

// ---- tags ----
struct str tag_next(const struct question *q, struct str *rest) {
    const char *joiner = q->rules->joiner ? q->rules->joiner : ",";
    while (rest->p) {
        struct str part = str_trim(str_cut(rest, joiner[0]));
        if (part.len)
            return part;
    }
    return (struct str){0};
}

enum violation_kind check_tags(const struct checking *c) {
    uint32_t count = 0, most = c->q->limits.max_count;
    most = most && most < FORM_LIST_CAP ? most : FORM_LIST_CAP;
    if (c->value->type != (c->q->joined ? VAL_STRING : VAL_ARRAY))
        return WRONG_TYPE;
    if (c->q->joined)
        for (struct str rest = str_of(c->value->text); tag_next(c->q, &rest).len;)
            count++;
    for (uint32_t i = 0; !c->q->joined && i < c->value->count; i++, count++)
        if (c->value->items[i].type != VAL_STRING)
            return WRONG_TYPE;
    c->out->limit = most;
    return count > most || (c->q->joined && c->value->count > FORM_TEXT_CAP) ? WRONG_MANY : WRONG_NONE;
}
