// SPDX-License-Identifier: Apache-2.0
// Around the field of a date or a time: which part comes next, in which form all of it is written, and what is said of each
// digit, so that a date can be typed without looking.
#include "app/screens/form_date.h"

#include "app/screens/answer_date.h"
#include "base/locale.h"

static const char *part_word(struct ui *u, enum date_part part, int years) {
    switch (part) {
    case PART_DAY: return trc(u, "date", "Day");
    case PART_MONTH: return trc(u, "date", "Month");
    case PART_HOUR: return trc(u, "date", "Hour");
    case PART_MINUTE: return trc(u, "date", "Minute");
    case PART_YEAR: break;
    }
    const char *era = years ? locale_era(locale_of(ui_world(u)->language)) : ""; // by which calendar: "ปี พ.ศ."
    return *era ? ui_printf(u, "%s %s", trc(u, "date", "Year"), era) : trc(u, "date", "Year");
}

static void part_label(struct ui *u, const struct typing *t, enum date_part part, bool next) {
    ui_leaf(u, &(struct ui_node){.key = ui_printf(u, "part%d", (int)part), .paint = PAINT_TEXT, .text = part_word(u, part, t->years), .type = TYPE_SMALL,
                                 .bold = next, .ink = next ? COLOUR_INK : COLOUR_INK2, .lines = 1});
}

void form_date_parts(struct ui *u, const struct typing *t) {
    enum date_part parts[DATE_PARTS];
    int at, i = 0, count = t->mask ? date_parts(t->mask, t->caret, parts, &at) : 0;
    for (; i < count && parts[i] < PART_HOUR; i++)
        part_label(u, t, parts[i], i == at);
    if (i == count)
        return;
    // As in the field: the hour stands left of the minute in every language.
    ui_open(u, &(struct ui_node){.key = "clock", .axis = AXIS_ROW, .gap = 20, .align = ALIGN_CENTRE, .states = STATE_LTR});
    for (; i < count; i++)
        part_label(u, t, parts[i], i == at);
    ui_close(u);
}

const char *form_date_echo(struct ui *u, const struct typing *t) {
    enum date_part part;
    int number;
    if (!t->mask || !date_typed(t->mask, t->text, t->caret, &part, &number))
        return NULL;
    const struct locale *l = locale_of(ui_world(u)->language);
    const char *word = part_word(u, part, t->years), *digit = ui_printf(u, "%c", t->text[t->caret - 1]);
    const char *whole = part == PART_MONTH && number > 0 ? locale_month(l, number) : number > 9 ? ui_printf(u, "%d", number) : "";
    const char *said = *whole ? ui_printf(u, "%s, %s. %s", word, digit, whole) : ui_printf(u, "%s, %s", word, digit);
    return locale_digits(l, ui_arena(u), said);
}
