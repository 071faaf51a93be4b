// SPDX-License-Identifier: Apache-2.0
// Made-up answers of every kind.
#include "contract/form/dates.h"
#include "contract/form/walk.h"

#include <math.h>

#include "base/when.h"

uint64_t walk_next(uint64_t *seed) {
    uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

uint32_t walk_below(uint64_t *seed, uint32_t n) { return n ? (uint32_t)(walk_next(seed) % n) : 0; }

static struct val text_or_null(const char *text) { return text ? val_text(text) : val_null; }

static struct val number(const struct question *q, uint64_t *seed) {
    const struct question_limits *l = &q->limits;
    double low = l->has_min ? l->min : l->has_max && l->max < 100 ? l->max - 100 : 0;
    double high = l->has_max ? l->max : low + 100, unit = l->step > 0 ? l->step : 1;
    if (l->step <= 0 && l->decimals != 0 && high - low < 1)
        unit = l->decimals > 0 ? pow(10, -l->decimals) : 0.1;
    double start = l->step > 0 ? low : ceil(low / unit) * unit, steps = floor((high - start) / unit);
    steps = steps < 0 ? 0 : steps > 1000 ? 1000 : steps;
    double n = start + walk_below(seed, (uint32_t)steps + 1) * unit;
    return val_number(start > high ? low : n);
}

static int32_t some_day(struct visit *v, const struct place *p, uint64_t *seed) {
    struct when_date today = {2026, 3, 10};
    int32_t first, last;
    if (v->run->today && !when_read_date(v->run->today, &today))
        today = (struct when_date){2026, 3, 10};
    int32_t now = when_from_date(today);
    bool from = limit_day(v, &p->node->first, p, &first), to = limit_day(v, &p->node->last, p, &last);
    if (!to)
        last = from && first > now - 30 ? first + 30 : now - 30;
    if (!from)
        first = last - 365 * (p->q->kind == ASK_DAY ? 60 : 2);
    int32_t span = last - first;
    return first + (span > 0 ? (int32_t)walk_below(seed, (uint32_t)span + 1) : 0);
}

static struct val date(struct visit *v, const struct place *p, uint64_t *seed, struct arena *a) {
    char text[16];
    when_write_date(some_day(v, p, seed), text, sizeof text);
    if (p->q->kind == ASK_DATE)
        return text_or_null(arena_string(a, text));
    return text_or_null(arena_printf(a, "%sT%02u:%02u:00Z", text, walk_below(seed, 24), walk_below(seed, 4) * 15));
}

static struct val day(struct visit *v, const struct place *p, uint64_t *seed, struct arena *a) {
    const struct question *q = p->q;
    struct when_date d = when_to_date(some_day(v, p, seed));
    if (p->node->min_year && d.year < p->node->min_year)
        d.year = p->node->min_year;
    if (p->node->max_year && d.year > p->node->max_year)
        d.year = p->node->max_year;
    d.day = q->no_day ? 0 : d.day > 28 ? 28 : d.day;
    d.month = q->no_month ? 0 : d.month;
    d.year = q->no_year ? 0 : d.year;
    int first = q->day_first ? d.day : d.month, second = q->day_first ? d.month : d.day;
    return text_or_null(arena_printf(a, "%02d/%02d/%04d", first, second, d.year));
}

static struct val clock_text(const struct place *p, uint64_t *seed, struct arena *a) {
    const char *format = p->node->time_format;
    char text[40];
    size_t n = 0;
    int part[3] = {(int)walk_below(seed, 12) + 1, (int)walk_below(seed, 60), 0};
    if (!format)
        return text_or_null(arena_printf(a, "2026-03-10T%02d:%02d:00Z", part[0], part[1]));
    for (; *format && n + 4 < sizeof text; format++) {
        char c = *format;
        if (!strchr("HhmsAa", c)) {
            text[n++] = c;
            continue;
        }
        int value = part[c == 'm' ? 1 : c == 's' ? 2 : 0];
        bool two = format[1] == c;
        n += (size_t)(c == 'A' ? snprintf(text + n, 4, "AM") : c == 'a' ? snprintf(text + n, 4, "am")
                                                                        : snprintf(text + n, 4, two ? "%02d" : "%d", value % 100));
        format += two;
    }
    return text_or_null(arena_copy(a, text, n));
}

static struct val choices(const struct question *q, uint64_t *seed, struct arena *a) {
    struct val_builder b = val_build(a);
    uint32_t least = q->limits.min_count ? q->limits.min_count : 1, most = q->limits.max_count ? q->limits.max_count : least + 2;
    uint32_t want = least + (most > least ? walk_below(seed, most - least + 1) : 0), taken = 0;
    uint32_t start = walk_below(seed, q->option_count);
    bool good = true;
    want = want > q->option_count ? q->option_count : want;
    for (uint32_t i = 0; i < q->option_count && good; i++) { // `want` of them in a row, from anywhere
        const struct val *value = &q->options[i].value;
        uint32_t from_start = (i + q->option_count - start) % q->option_count;
        bool take = from_start < want && taken < want;
        taken += take;
        if (q->boxes)
            good = value->type != VAL_STRING || val_set(&b, value->text, val_bool(take));
        else if (take)
            good = val_push(&b, *value);
    }
    return !good ? val_null : q->boxes ? val_object(&b) : val_array(&b);
}

static struct val file(const struct question *q, uint64_t *seed, struct arena *a) {
    static const struct { const char *extension, *type; } known[] = {
        {".pdf", "application/pdf"}, {".jpg", "image/jpeg"}, {".png", "image/png"}, {".txt", "text/plain"}};
    const char *wanted = q->file_type_count ? q->file_types[walk_below(seed, q->file_type_count)] : ".pdf";
    bool glob = wanted[0] == '*', named = strchr(wanted, '/') != NULL;
    const char *type = named ? wanted : "", *tail = wanted + glob + (wanted[glob] == '.');
    const char *extension = named ? ".bin" : arena_printf(a, ".%s", tail);
    for (size_t i = 0; i < 4; i++) {
        size_t group = strcspn(wanted, "/*");
        bool same_group = named && !strncmp(known[i].type, wanted, group);
        bool fits = same_group && (wanted[group + 1] == '*' || text_same(known[i].type, wanted));
        if (fits || text_same(extension, known[i].extension)) {
            extension = known[i].extension;
            type = known[i].type;
        }
    }
    struct val_builder b = val_build(a), list = val_build(a);
    double size = q->file_size_min ? (double)q->file_size_min : q->file_size_max ? (double)q->file_size_max / 2 : 4096;
    const char *name = arena_printf(a, "paper%u%s", walk_below(seed, 100), extension ? extension : "");
    bool good = name && val_set(&b, "name", val_text(name)) && val_set(&b, "originalName", val_text(name)) &&
                val_set(&b, "size", val_number(floor(size))) && val_set(&b, "type", val_text(type)) &&
                val_set(&b, "storage", val_text("url")) && val_set(&b, "url", val_text("/v1/files/example"));
    return good && val_push(&list, val_object(&b)) ? val_array(&list) : val_null;
}

static struct val tags(const struct place *p, struct arena *a) {
    struct val_builder b = val_build(a);
    bool two = p->q->limits.max_count != 1;
    if (p->q->joined)
        return text_or_null(two ? arena_printf(a, "north%c%s", p->node->joiner[0], "south") : "north");
    return val_push(&b, val_text("north")) && (!two || val_push(&b, val_text("south"))) ? val_array(&b) : val_null;
}

static struct val address(uint64_t *seed, struct arena *a) {
    struct val_builder b = val_build(a);
    const char *text = arena_printf(a, "%u Sample Street, 12345 Sampletown", 1 + walk_below(seed, 99));
    return text && val_set(&b, "formatted_address", val_text(text)) ? val_object(&b) : val_null;
}

static struct val one(struct visit *v, const struct place *p, uint32_t attempt, uint64_t *seed, struct arena *a) {
    const struct question *q = p->q;
    switch (q->kind) {
    case ASK_TEXT: case ASK_LONG_TEXT: case ASK_EMAIL: case ASK_PHONE: case ASK_URL:
        return text_or_null(walk_text(p, attempt, seed, a));
    case ASK_NUMBER: case ASK_INTEGER: case ASK_MONEY: return number(q, seed);
    case ASK_DATE: case ASK_DATE_TIME: return date(v, p, seed, a);
    case ASK_TIME: return clock_text(p, seed, a);
    case ASK_DAY: return day(v, p, seed, a);
    case ASK_YES_NO: return val_bool(attempt ? attempt % 2 : q->required || walk_below(seed, 2));
    case ASK_CHOICE: return q->options[walk_below(seed, q->option_count)].value;
    case ASK_CHOICES: return choices(q, seed, a);
    case ASK_ADDRESS: return address(seed, a);
    case ASK_FILE: return file(q, seed, a);
    case ASK_SIGNATURE: return val_text("data:image/png;base64,iVBORw0KGgo=");
    case ASK_TAGS: return tags(p, a);
    default: return val_null;
    }
}

struct val walk_invent(struct visit *v, const struct place *p, uint32_t attempt, uint64_t *seed, struct arena *a) {
    if (!p->q->many)
        return one(v, p, attempt, seed, a);
    struct val_builder b = val_build(a);
    struct val item = one(v, p, attempt, seed, a);
    return val_push(&b, item) ? val_array(&b) : val_null;
}
