// SPDX-License-Identifier: Apache-2.0
// What the app reports, in the window: which choices are on, and the read-out.
#include "platform/sdl2/emulator.h"
#include "base/str.h"
#include <stdio.h>
#include <string.h>

static const struct box read_out = {1736, 896, 180, 76};
static const struct box caption = {40, 800, 1288, 26};
static const struct box panel = {36, 860, 1296, 186};

// The language's first part is enough to know the row: "ko-KR" is 한국어.
bool chrome_is_on(const struct emulator *e, const struct part *p) {
    const struct shown *s = &e->shown;
    size_t n = strlen(p->word);
    long percent;
    switch (p->group) {
    case GROUP_LOOK: return !strcmp(p->word, s->theme);
    case GROUP_LANGUAGE: return !strncmp(p->word, s->language, n) && (!s->language[n] || s->language[n] == '-');
    case GROUP_TEXT: return text_integer(p->word, 1, 1000, &percent) && percent == s->text_scale;
    default: return false;
    }
}

void emulator_next(struct emulator *e, enum part_group group) {
    const struct part *first = NULL, *after = NULL, *p;
    bool passed = false;
    for (size_t i = 0; (p = part_at(i)) != NULL; i++) {
        if (p->kind != PART_SEGMENT || p->group != group)
            continue;
        if (!first)
            first = p;
        if (passed && !after)
            after = p;
        passed = passed || chrome_is_on(e, p);
    }
    if (!after)
        after = first;
    if (after)
        emulator_command(e, after->command, after->word);
}

void emulator_show_caption(struct emulator *e, const char *text) {
    if (!strcmp(e->caption, text))
        return;
    (void)text_copy(e->caption, sizeof e->caption, text);
    for (char *p = e->caption; *p; p++)
        if (*p == '\n')
            *p = ' ';
    if (e->chrome)
        emulator_repaint_box(e, caption);
}

static void write_clock(char *to, size_t room, when_ms wall, int zone) {
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July",
                                         "August", "September", "October", "November", "December"};
    struct when_date d = when_to_date(when_day_of(wall, zone));
    struct when_clock c = when_clock_of(wall, zone);
    (void)snprintf(to, room, "%d %s %d:%02d", d.day, months[(d.month + 11) % 12], c.hour, c.minute);
}

static struct shown shown_of(const struct platform_report *r, when_ms wall, int zone) {
    struct shown s = {.text_scale = r->text_scale, .recording = r->recording};
    (void)text_copy(s.language, sizeof s.language, r->language ? r->language : "");
    (void)text_copy(s.theme, sizeof s.theme, r->theme ? r->theme : "");
    (void)text_copy(s.fault, sizeof s.fault, r->fault ? r->fault : "none");
    (void)snprintf(s.frame_time, sizeof s.frame_time, "%.*f ms a frame", r->frame_ms < 0.95 ? 1 : 0, r->frame_ms);
    (void)snprintf(s.memory, sizeof s.memory, "%ld MB used", (r->memory_kb + 512) / 1024);
    write_clock(s.clock, sizeof s.clock, wall, zone);
    return s;
}

void emulator_show_report(struct emulator *e, const struct platform_report *r, when_ms wall, int zone) {
    struct shown s = shown_of(r, wall, zone), *old = &e->shown;
    bool numbers = strcmp(s.frame_time, old->frame_time) || strcmp(s.memory, old->memory);
    bool choices = strcmp(s.language, old->language) || strcmp(s.theme, old->theme) || strcmp(s.fault, old->fault) ||
                   strcmp(s.clock, old->clock) || s.text_scale != old->text_scale || s.recording != old->recording;
    e->shown = s;
    if (numbers && e->chrome)
        emulator_repaint_box(e, read_out);
    if (choices && e->chrome)
        emulator_repaint_box(e, panel);
}
