// SPDX-License-Identifier: Apache-2.0
#include "backend/store/case_text.h"
#include <inttypes.h>
#include <stdio.h>

bool case_stops_write(const struct case_file *c, char *to, size_t room) {
    size_t at = 0;
    to[0] = '\0';
    for (size_t i = 0; i < c->stop_count; i++) {
        int wrote = snprintf(to + at, room - at, "%s%" PRId64 "-%" PRId64, i ? "," : "", c->stops[i].from,
                             c->stops[i].until);
        if (wrote < 0 || (size_t)wrote >= room - at)
            return false;
        at += (size_t)wrote;
    }
    return true;
}

bool case_stops_read(struct arena *a, struct str text, struct case_file *c) {
    struct case_stop *list = arena_array(a, CASE_STOPS_CAP, sizeof *list);
    if (!list)
        return false;
    c->stop_count = 0;
    while (text.len && c->stop_count < CASE_STOPS_CAP) {
        struct str one = str_cut(&text, ',');
        struct case_stop stop = {0};
        if (sscanf(one.p, "%" SCNd64 "-%" SCNd64, &stop.from, &stop.until) == 2)
            list[c->stop_count++] = stop;
    }
    c->stops = list;
    return true;
}
