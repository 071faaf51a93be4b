// SPDX-License-Identifier: Apache-2.0
// Working days over a list of holidays.
#include "contract/service/calendar.h"
#include "base/json.h"
#include "contract/service/texts.h"
#include <stdio.h>

struct day_row {
    const char *date;
    struct val name;
};
struct year_row {
    int year;
    const struct day_row *days;
    size_t day_count;
};
struct file {
    const char *closing;
    struct val weekend;
    const struct year_row *years;
    size_t year_count;
};

static const struct json_field day_fields[] = {
    {"date", JSON_TEXT, offsetof(struct day_row, date), .required = true, .max = 10},
    {"name", JSON_VALUE, offsetof(struct day_row, name)},
    {0}};
static const struct json_shape day_shape = {day_fields, sizeof(struct day_row)};
static const struct json_field year_fields[] = {
    {"year", JSON_INT, offsetof(struct year_row, year), .required = true, .min = 1900, .max = 9998},
    {"days", JSON_LIST, offsetof(struct year_row, days), .required = true,
     .count_at = offsetof(struct year_row, day_count), .of = &day_shape, .max = CALENDAR_YEAR_DAYS_CAP},
    {0}};
static const struct json_shape year_shape = {year_fields, sizeof(struct year_row)};
static const struct json_field file_fields[] = {
    {"closing", JSON_TEXT, offsetof(struct file, closing), .max = 5},
    {"weekend", JSON_VALUE, offsetof(struct file, weekend)},
    {"years", JSON_LIST, offsetof(struct file, years), .required = true, .count_at = offsetof(struct file, year_count),
     .of = &year_shape, .max = CALENDAR_YEARS_CAP},
    {0}};
static const struct json_shape file_shape = {file_fields, sizeof(struct file)};

static enum err read_closing(const char *text, struct calendar *c, struct fault *f) {
    c->closing = 18 * 60;
    if (!text)
        return ERR_NONE;
    char hour[3] = {0};
    long h, m;
    if (strlen(text) != 5 || text[2] != ':')
        return fault_set(f, ERR_TYPE, "$.closing", "must be a time like 18:00");
    memcpy(hour, text, 2);
    if (!text_integer(hour, 0, 23, &h) || !text_integer(text + 3, 0, 59, &m))
        return fault_set(f, ERR_TYPE, "$.closing", "must be a time like 18:00");
    c->closing = (int)(h * 60 + m);
    return ERR_NONE;
}

static enum err read_weekend(const struct val *list, struct calendar *c, struct fault *f) {
    if (list->type == VAL_NULL) {
        c->weekend[6] = c->weekend[7] = true;
        return ERR_NONE;
    }
    if (list->type != VAL_ARRAY || list->count > 6)
        return fault_set(f, ERR_TYPE, "$.weekend", "must be a list of at most 6 days, 1 Monday to 7 Sunday");
    for (uint32_t i = 0; i < list->count; i++) {
        double d = list->items[i].type == VAL_NUMBER ? list->items[i].number : 0;
        if (d < 1 || d > 7 || d != (int)d)
            return fault_set(f, ERR_TYPE, "$.weekend", "must be a list of days, 1 Monday to 7 Sunday");
        if (c->weekend[(int)d])
            return fault_set(f, ERR_DUPLICATE, "$.weekend", "a day is there twice");
        c->weekend[(int)d] = true;
    }
    return ERR_NONE;
}

// Puts the holiday in its place in the sorted list.
static enum err add(struct calendar_holiday *list, size_t *count, const struct day_row *row, int year, const char *path,
                    struct fault *f) {
    struct when_date date;
    if (!when_read_date(row->date, &date) || date.year != year)
        return fault_set(f, ERR_TYPE, path, "must be a date of %d like %d-05-01", year, year);
    struct calendar_holiday h = {when_from_date(date), row->name};
    size_t at = *count;
    for (; at && list[at - 1].day > h.day; at--)
        list[at] = list[at - 1];
    if (at && list[at - 1].day == h.day)
        return fault_set(f, ERR_DUPLICATE, path, "this day is there twice");
    list[at] = h;
    ++*count;
    return ERR_NONE;
}

static enum err read_years(struct arena *a, const struct file *file, struct calendar *c, struct fault *f) {
    size_t room = 0;
    for (size_t i = 0; i < file->year_count; i++)
        room += file->years[i].day_count;
    struct calendar_holiday *list = arena_array(a, room + 1, sizeof *list);
    if (!list)
        return fault_set(f, ERR_MEMORY, "$.years", "out of memory");
    for (size_t i = 0; i < file->year_count; i++) {
        const struct year_row *y = &file->years[i];
        char path[64];
        for (size_t before = 0; before < i; before++)
            if (file->years[before].year == y->year) {
                snprintf(path, sizeof path, "$.years[%zu].year", i);
                return fault_set(f, ERR_DUPLICATE, path, "the year %d is there twice", y->year);
            }
        for (size_t d = 0; d < y->day_count; d++) {
            snprintf(path, sizeof path, "$.years[%zu].days[%zu].date", i, d);
            enum err err = add(list, &c->holiday_count, &y->days[d], y->year, path, f);
            snprintf(path, sizeof path, "$.years[%zu].days[%zu].name", i, d);
            if (!err && y->days[d].name.type != VAL_NULL)
                err = texts_check(&y->days[d].name, NULL, 0, path, f);
            if (err)
                return err;
        }
        c->first_year = !c->first_year || y->year < c->first_year ? y->year : c->first_year;
        c->last_year = y->year > c->last_year ? y->year : c->last_year;
    }
    c->holidays = list;
    return ERR_NONE;
}

enum err calendar_read(struct arena *a, const char *bytes, size_t len, const struct zone *zone, struct calendar *out,
                       struct fault *f) {
    struct val v;
    struct file file;
    struct json_limits limits = JSON_LIMITS;
    limits.bytes = CALENDAR_FILE_CAP;
    *out = (struct calendar){.zone = *zone};
    enum err err = json_read(a, bytes, len, limits, &v, f);
    if (!err)
        err = json_decode(a, &v, &file_shape, &file, f);
    if (!err)
        err = read_closing(file.closing, out, f);
    if (!err)
        err = read_weekend(&file.weekend, out, f);
    return err ? err : read_years(a, &file, out, f);
}

when_day calendar_today(const struct calendar *c, when_ms at) { return when_day_of(at, zone_minutes(&c->zone, at)); }

const struct calendar_holiday *calendar_holiday_on(const struct calendar *c, when_day day) {
    size_t low = 0, high = c->holiday_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->holidays[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->holiday_count && c->holidays[low].day == day ? &c->holidays[low] : NULL;
}

bool calendar_working(const struct calendar *c, when_day day) {
    return !c->weekend[when_weekday(day)] && !calendar_holiday_on(c, day);
}

int calendar_between(const struct calendar *c, when_day from, when_day to) {
    int days = 0;
    for (when_day d = from + 1; d <= to && days <= 10 * CALENDAR_DAYS_CAP; d++)
        days += calendar_working(c, d);
    return days;
}

when_day calendar_after(const struct calendar *c, when_day from, int days) {
    // A week has a working day and a year at most CALENDAR_YEAR_DAYS_CAP holidays, so this ends.
    while (days > 0)
        days -= calendar_working(c, ++from);
    return from;
}

when_ms calendar_deadline(const struct calendar *c, when_ms from, int days) {
    return zone_instant(&c->zone, calendar_after(c, calendar_today(c, from), days), c->closing);
}

int calendar_left(const struct calendar *c, when_ms now, when_ms deadline) {
    return calendar_between(c, calendar_today(c, now), calendar_today(c, deadline));
}
