// SPDX-License-Identifier: Apache-2.0
// `district.json`: who serves, in which languages and at which time, the local board, the offices, the titles of the
// closed vocabularies. One a catalogue.
#ifndef TGOV_BACKEND_SERVICES_DISTRICT_H
#define TGOV_BACKEND_SERVICES_DISTRICT_H

#include "contract/service/api.h"
#include "contract/service/zone.h"

enum { DISTRICT_FILE_CAP = 512 * 1024, DISTRICT_OFFICES_CAP = 500, DISTRICT_BOARD_CAP = 12, DISTRICT_LANGUAGES_CAP = 24 };

struct district_board {
    const char *icon;
    struct val title, strong, detail; // texts
};
struct district_featured {
    const char *service, *icon;
    struct val title, office, verb, figure, figure_before, figure_after; // texts
};
struct district {
    const char *prefix;    // of case numbers: 1 to 6 capital letters
    const char *zone_rule; // contract/service/zone.h
    struct zone zone;
    struct val name, short_name, welcome; // texts
    const struct api_language *languages;
    size_t language_count;
    const char *const *tags; // of the languages
    struct val board_title, board_source;
    const struct district_board *board;
    size_t board_count;
    struct district_featured featured;   // service NULL: none
    struct val audiences, events, categories; // {"new-baby": {"en": "New baby"}}
    const struct service_office *offices;
    size_t office_count;
    struct val words; // built-in sentences in other or more languages, contract/service/case.h
};

// ERR as service_read; the fault has the JSON path.
enum err district_read(struct arena *a, const char *bytes, size_t len, struct district *out, struct fault *f) TGOV_CHECKED;
const struct service_office *district_office(const struct district *d, const char *id); // NULL: no such

#endif
