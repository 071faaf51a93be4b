// SPDX-License-Identifier: Apache-2.0
// Dates and times of day in rules: milliseconds since 1970 in UTC, and texts. There is no clock here: today is data.
#include "contract/logic/node.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/when.h"
#include <math.h>

#define DAY_MS 86400000.0
#define TIME_MAX 253402300799999.0 // 9999-12-31T23:59:59.999Z
#define TIME_MIN -62135596800000.0 // 0001-01-01

// A run of digits; false when there is none or the number is above `max`.
static bool digits(const char **p, int max, int *out) {
    int n = 0, count = 0;
    while (**p >= '0' && **p <= '9' && count < 4) {
        n = n * 10 + (*(*p)++ - '0');
        count++;
    }
    *out = n;
    return count && n <= max;
}
static bool clock_of(const char *p, double *ms) {
    int h, m = 0, s = 0;
    if (!digits(&p, 24, &h) || *p++ != ':' || !digits(&p, 59, &m)) {
        return false;
    }
    if (*p == ':') {
        p++;
        if (!digits(&p, 60, &s)) {
            return false;
        }
    }
    while (*p == ' ') {
        p++;
    }
    if ((p[0] | 32) == 'p' && h < 12) {
        h += 12;
    } else if ((p[0] | 32) == 'a' && h == 12) {
        h = 0;
    }
    *ms = ((h * 60.0 + m) * 60 + s) * 1000;
    return true;
}
// "2026-03-10", "2026-03-10T09:12:00Z", "2026-03-10 09:12", "10/31/2026 9:12 pm"
static bool read_time(const char *text, double *ms) {
    when_ms exact;
    struct when_date d = {0};
    const char *p = text;
    if (when_read(text, &exact)) {
        *ms = (double)exact;
        return true;
    }
    bool month_first = strchr(text, '/') != NULL;
    char sep = month_first ? '/' : '-';
    int *part[3] = {month_first ? &d.month : &d.year, month_first ? &d.day : &d.month, month_first ? &d.year : &d.day};
    for (int i = 0; i < 3; i++) {
        if (!digits(&p, 9999, part[i]) || (i < 2 && *p++ != sep)) {
            return false;
        }
    }
    if (!when_date_valid(d)) {
        return false;
    }
    double clock = 0;
    bool timed = *p == 'T' || *p == ' ';
    if ((*p && !timed) || (timed && p[1] && !clock_of(p + 1, &clock))) {
        return false;
    }
    *ms = when_from_date(d) * DAY_MS + clock;
    return true;
}
static bool time_of(const struct val *v, double *ms) {
    if (v->type == VAL_NUMBER) {
        *ms = trunc(v->number);
        return isfinite(*ms) && *ms >= TIME_MIN && *ms <= TIME_MAX;
    }
    return v->type == VAL_STRING && read_time(v->text, ms);
}

static when_day day_of(double ms) { return (when_day)floor(ms / DAY_MS); }
static bool give_time(struct val *out, double ms) {
    *out = ms >= TIME_MIN && ms <= TIME_MAX ? val_number(ms) : val_null;
    return true;
}
// "days" and "d" as well as "day"; 0 when unknown. M is month, m is minute.
static char unit_of(const struct val *v) {
    static const struct {
        const char *name;
        char unit;
    } names[] = {{"millisecond", 'f'}, {"second", 's'}, {"minute", 'm'}, {"hour", 'h'},    {"day", 'd'},
                 {"date", 'd'},        {"week", 'w'},   {"month", 'M'},  {"quarter", 'Q'}, {"year", 'y'},
                 {"weekday", 'W'},     {"ms", 'f'},     {"s", 's'},      {"m", 'm'},       {"h", 'h'},
                 {"d", 'd'},           {"w", 'w'},      {"M", 'M'},      {"y", 'y'}};
    for (size_t i = 0; v->type == VAL_STRING && i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i].name);
        bool plural = v->count == len + 1 && v->text[len] == 's' && len > 1;
        if ((v->count == len || plural) && !memcmp(v->text, names[i].name, len)) {
            return names[i].unit;
        }
    }
    return 0;
}
static double unit_ms(char unit) {
    switch (unit) {
    case 's': return 1000;
    case 'm': return 60000;
    case 'h': return 3600000;
    case 'd': return DAY_MS;
    case 'w': return 7 * DAY_MS;
    default: return 1;
    }
}
static int unit_months(char unit) { return unit == 'y' ? 12 : unit == 'Q' ? 3 : unit == 'M' ? 1 : 0; }

static double add_months(double ms, double months) {
    struct when_date d = when_to_date(day_of(ms));
    double clock = ms - floor(ms / DAY_MS) * DAY_MS, all = d.year * 12.0 + d.month - 1 + trunc(months);
    if (all < 12 || all >= 120000) {
        return INFINITY;
    }
    d.year = (int)floor(all / 12);
    d.month = (int)(all - d.year * 12.0) + 1;
    while (!when_date_valid(d)) {
        d.day--;
    }
    return when_from_date(d) * DAY_MS + clock;
}

// "31.12.2026 09:30" by a format like "DD.MM.YYYY HH:mm": the order of its D, M and Y says which number is which. Without
// them it is a time of the first day.
static bool read_by(const char *text, const char *format, double *ms) {
    struct when_date d = {.year = 1970, .month = 1, .day = 1};
    const char *p = text;
    bool dated = false;
    *ms = 0;
    for (const char *f = format; *f;) {
        char kind = *f;
        while (*f == kind) {
            f++;
        }
        int *part = kind == 'D' ? &d.day : kind == 'M' ? &d.month : kind == 'Y' ? &d.year : NULL;
        if (part) {
            while (*p && (*p < '0' || *p > '9')) {
                p++;
            }
            if (!digits(&p, 9999, part)) {
                return false;
            }
            dated = true;
        } else if (kind == 'H' || kind == 'h') {
            while (*p == ' ' || *p == 'T') {
                p++;
            }
            if (!clock_of(p, ms)) {
                return false;
            }
            break;
        }
    }
    d.year += dated && d.year < 100 ? 2000 : 0;
    *ms += when_date_valid(d) ? when_from_date(d) * DAY_MS : 0;
    return when_date_valid(d);
}

bool op_time(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    double ms;
    if (args_take(r, n, v, 2) < 0) {
        return false;
    }
    bool by = v[0].type == VAL_STRING && v[1].type == VAL_STRING;
    *out = (by && read_by(v[0].text, v[1].text, &ms)) || (!by && time_of(&v[0], &ms)) ? val_number(ms) : val_null;
    return true;
}
// The birth date in a Norwegian national identity number: DDMMYY, then three digits that tell the century (D numbers add 40
// to the day, synthetic ones 40 or 80 to the month). Anything else is read as a date.
static bool read_birth(const struct val *v, double *ms) {
    int n[11];
    if (v->type != VAL_STRING || v->count != 11) {
        return time_of(v, ms);
    }
    for (int i = 0; i < 11; i++) {
        n[i] = v->text[i] - '0';
        if (n[i] < 0 || n[i] > 9) {
            return false;
        }
    }
    int year = n[4] * 10 + n[5], individual = n[6] * 100 + n[7] * 10 + n[8];
    bool later = individual >= 500 && (year < 40 || individual < 750);
    bool last_century = individual < 500 || (individual >= 900 && year >= 40);
    struct when_date d = {.month = (n[2] * 10 + n[3]) % 40, .day = (n[0] * 10 + n[1]) % 40};
    d.year = year + (last_century ? 1900 : later && year < 40 ? 2000 : 1800);
    *ms = when_date_valid(d) ? when_from_date(d) * DAY_MS : 0;
    return when_date_valid(d);
}
bool op_birth(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    double ms;
    if (args_take(r, n, &v, 1) < 0) {
        return false;
    }
    *out = read_birth(&v, &ms) ? val_number(ms) : val_null;
    return true;
}
bool op_date(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    double ms;
    char text[16];
    if (args_take(r, n, &v, 1) < 0) {
        return false;
    }
    *out = val_null;
    if (!time_of(&v, &ms)) {
        return true;
    }
    when_write_date(day_of(ms), text, sizeof text);
    return make_text(r, text, strlen(text), out);
}
bool op_date_add(struct run *r, const struct node *n, struct val *out) {
    struct val v[3] = {val_null, val_null, val_null};
    double ms;
    if (args_take(r, n, v, 3) < 0) {
        return false;
    }
    double count = to_number(r, &v[1]);
    char unit = unit_of(&v[2]);
    *out = val_null;
    if (!time_of(&v[0], &ms) || isnan(count) || fabs(count) > 1e9 || !unit) {
        return true;
    }
    return give_time(out, unit_months(unit) ? add_months(ms, count * unit_months(unit)) : ms + count * unit_ms(unit));
}
// Months from b to a with a fraction, counted from the later day of the month as moment.js does: from 31 December to the last
// of February are two whole months.
static double months_between(double a, double b) {
    struct when_date x = when_to_date(day_of(a)), y = when_to_date(day_of(b));
    if (x.day < y.day) {
        return -months_between(b, a);
    }
    double whole = (y.year - x.year) * 12.0 + y.month - x.month, anchor = add_months(a, whole);
    double next = add_months(a, whole + (b < anchor ? -1 : 1));
    return -(whole + (b - anchor) / fabs(next - anchor));
}
bool op_date_diff(struct run *r, const struct node *n, struct val *out) {
    struct val v[4] = {val_null, val_null, val_null, val_null};
    double a, b;
    int count = args_take(r, n, v, 4);
    if (count < 0) {
        return false;
    }
    *out = val_null;
    char unit = count > 2 && v[2].type != VAL_NULL ? unit_of(&v[2]) : 'f';
    if (!time_of(&v[0], &a) || !time_of(&v[1], &b) || !unit) {
        return true;
    }
    if (!unit_months(unit)) {
        *out = val_number((a - b) / unit_ms(unit));
    } else {
        double months = months_between(a, b);
        *out = val_number(months / unit_months(unit));
    }
    if (!logic_truthy(&v[3])) { // the fourth operand asks for fractions
        out->number = trunc(out->number) + 0.0;
    }
    return true;
}
bool op_date_part(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    double ms;
    if (args_take(r, n, v, 2) < 0) {
        return false;
    }
    *out = val_null;
    if (!time_of(&v[0], &ms)) {
        return true;
    }
    struct when_date d = when_to_date(day_of(ms));
    struct when_clock c = when_clock_of((when_ms)ms, 0);
    switch (unit_of(&v[1])) {
    case 'y': *out = val_number(d.year); break;
    case 'Q': *out = val_number((d.month + 2) / 3); break;
    case 'M': *out = val_number(d.month); break;
    case 'd': *out = val_number(d.day); break;
    case 'W': *out = val_number(when_weekday(day_of(ms)) % 7); break;
    case 'h': *out = val_number(c.hour); break;
    case 'm': *out = val_number(c.minute); break;
    case 's': *out = val_number(c.second); break;
    default: break;
    }
    return true;
}
// The start of a unit; with variant 'e' its last millisecond.
bool op_date_start(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    double ms;
    if (args_take(r, n, v, 2) < 0) {
        return false;
    }
    *out = val_null;
    char unit = unit_of(&v[1]);
    if (!time_of(&v[0], &ms) || !unit) {
        return true;
    }
    double start = floor(ms / unit_ms(unit)) * unit_ms(unit);
    if (unit_months(unit)) {
        struct when_date d = when_to_date(day_of(ms));
        d.day = 1;
        d.month = unit == 'y' ? 1 : unit == 'Q' ? (d.month - 1) / 3 * 3 + 1 : d.month;
        start = when_from_date(d) * DAY_MS;
    } else if (unit == 'w') { // weeks start on Monday
        start = (day_of(ms) - (when_weekday(day_of(ms)) - 1)) * DAY_MS;
    }
    if (n->op->variant == 'e') {
        start = (unit_months(unit) ? add_months(start, unit_months(unit)) : start + unit_ms(unit)) - 1;
    }
    return give_time(out, start);
}
bool op_date_format(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    double ms;
    if (args_take(r, n, v, 2) < 0) {
        return false;
    }
    *out = val_null;
    if (!time_of(&v[0], &ms)) {
        return true;
    }
    struct when_date d = when_to_date(day_of(ms));
    struct when_clock c = when_clock_of((when_ms)ms, 0);
    const struct {
        const char *mark;
        int value, width;
    } marks[] = {{"YYYY", d.year, 4}, {"YY", d.year % 100, 2}, {"MM", d.month, 2},
                 {"M", d.month, 1},   {"DD", d.day, 2},        {"D", d.day, 1},
                 {"HH", c.hour, 2},   {"mm", c.minute, 2},     {"ss", c.second, 2}};
    struct buf b;
    buf_init(&b, 256);
    const char *p = v[1].type == VAL_STRING ? v[1].text : "YYYY-MM-DD";
    while (*p) {
        size_t i = 0;
        while (i < sizeof marks / sizeof *marks && strncmp(p, marks[i].mark, strlen(marks[i].mark)) != 0) {
            i++;
        }
        if (i < sizeof marks / sizeof *marks) {
            buf_printf(&b, "%0*d", marks[i].width, marks[i].value);
            p += strlen(marks[i].mark);
        } else {
            buf_char(&b, *p++);
        }
    }
    bool done = b.err == ERR_LIMIT ? fail_limit(r, "a date in the rule is too long")
              : b.err              ? fail_memory(r)
                                   : make_text(r, buf_text(&b), b.len, out);
    buf_finish(&b);
    return done;
}

bool op_json(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    if (args_take(r, n, &v, 1) < 0) {
        return false;
    }
    *out = val_null;
    struct json_limits limits = {.bytes = LOGIC_TEXT_CAP, .depth = 32, .values = 20000};
    if (v.type != VAL_STRING) {
        *out = v;
    } else if (json_read(r->arena, v.text, v.count, limits, out, NULL)) {
        *out = val_null;
    }
    return take_step(r, v.type == VAL_STRING ? v.count / 16 : 0);
}
