// SPDX-License-Identifier: Apache-2.0
#include "base/locale_address.h"
#include "base/locale_fill.h"
#include <strings.h>

enum { ADDRESS_CAP = 4096, PART_CAP = 1024 };

struct form {
    const char *country;   // "": all others
    unsigned scripts;      // that it is written in; 0: any
    const char *joint;     // between lines; NULL: a comma
    const char *street, *lines; // '|' parts lines
};
#define SMALL_FIRST "{street}|{unit}|{district}|"
static const char before[] = "{number} {road}", behind[] = "{road} {number}", comma[] = "{road}, {number}";

static const struct form forms[] = { // the first that fits
    {"KR", SCRIPT_HANGUL | SCRIPT_HAN, NULL, behind, "{country} {state} {city} {district} {street} {unit}|{postcode}"},
    {"KR", 0, NULL, before, SMALL_FIRST "{city}|{state}|{postcode}|{country}"},
    {"CN", SCRIPT_HAN, " ", "{road}{number}", "{postcode}|{country}{state}{city}{district}{street}{unit}"},
    {"CN", 0, NULL, before, SMALL_FIRST "{city}|{state}, {postcode}|{country}"},
    {"TH", SCRIPT_THAI, " ", before, SMALL_FIRST "{city}|{state} {postcode}|{country}"},
    {"TH", 0, NULL, before, SMALL_FIRST "{city}|{state} {postcode}|{country}"},
    {"GB", 0, NULL, before, SMALL_FIRST "{city}|{state}|{postcode}|{country}"},
    {"US", 0, NULL, before, SMALL_FIRST "{city}, {state} {postcode}|{country}"},
    {"CA", 0, NULL, before, SMALL_FIRST "{city} {state} {postcode}|{country}"},
    {"AU", 0, NULL, before, SMALL_FIRST "{city} {state} {postcode}|{country}"},
    {"IN", 0, NULL, before, SMALL_FIRST "{city} {postcode}|{state}|{country}"},
    {"ES", 0, NULL, comma, SMALL_FIRST "{postcode} {city} {state}|{country}"},
    {"MX", 0, NULL, behind, SMALL_FIRST "{postcode} {city}, {state}|{country}"},
    {"BR", 0, NULL, comma, SMALL_FIRST "{city}-{state}|{postcode}|{country}"},
    {"PT", 0, NULL, behind, SMALL_FIRST "{postcode} {city}|{state}|{country}"},
    {"VN", 0, NULL, before, SMALL_FIRST "{city}|{state} {postcode}|{country}"},
    {"SA", 0, NULL, before, SMALL_FIRST "{city} {postcode}|{state}|{country}"},
    {"EG", 0, NULL, before, SMALL_FIRST "{city}|{state}|{postcode}|{country}"},
    {"", 0, NULL, behind, SMALL_FIRST "{postcode} {city}|{state}|{country}"}, // as in most of Europe
};

static unsigned script_of_address(const struct locale_address *p) {
    const char *const parts[] = {p->road, p->street, p->city, p->district, p->state, p->country, p->unit};
    unsigned script = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !script; i++)
        script = script_of(parts[i]);
    return script;
}

static const char *likely_country(unsigned script, const char *viewer) {
    static const struct {
        const char *language, *country;
    } rows[] = {{"ar", "SA"}, {"es", "ES"}, {"hi", "IN"}, {"ko", "KR"}, {"pt", "BR"}, {"th", "TH"}, {"vi", "VN"}, {"zh", "CN"}};
    const char *language = viewer && (script_set(viewer) & script) == SCRIPT_LATIN ? viewer : script_language(script);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (language_same(language, rows[i].language))
            return rows[i].country;
    return script == SCRIPT_LATIN ? "GB" : "";
}

static const struct form *form_of(const struct locale_address *p, const char *viewer, unsigned script) {
    const char *country = p->code && strlen(p->code) == 2 ? p->code : likely_country(script, viewer);
    const struct form *f = forms;
    while (*f->country && (strcasecmp(f->country, country) != 0 || (f->scripts && !(f->scripts & script))))
        f++;
    return f;
}

const char *locale_address(const struct locale_address *p, const char *viewer, struct arena *a) {
    unsigned script = script_of_address(p);
    const struct form *form = form_of(p, viewer, script);
    const char *joint = form->joint ? form->joint : script == SCRIPT_ARABIC ? "، " : ", ";
    struct buf street, line, all;
    buf_init(&street, PART_CAP);
    buf_init(&line, ADDRESS_CAP);
    buf_init(&all, ADDRESS_CAP);
    fill_pattern(&street, str_of(form->street), (const struct fill_field[]){{"road", p->road}, {"number", p->number}}, 2);
    const struct fill_field fields[] = {{"street", p->street && *p->street ? p->street : buf_text(&street)}, {"unit", p->unit},
                                        {"district", p->district}, {"city", p->city}, {"state", p->state},
                                        {"postcode", p->postcode}, {"country", p->country}};
    for (struct str rest = str_of(form->lines); rest.p;) {
        buf_reset(&line);
        fill_pattern(&line, str_cut(&rest, '|'), fields, sizeof fields / sizeof *fields);
        if (line.len && all.len)
            buf_text_add(&all, joint);
        buf_add(&all, buf_text(&line), line.len);
        if (line.err)
            break;
    }
    bool ok = !street.err && !line.err && !all.err;
    const char *text = ok ? arena_copy(a, buf_text(&all), all.len) : NULL;
    buf_finish(&street);
    buf_finish(&line);
    buf_finish(&all);
    return text ? text : "";
}
