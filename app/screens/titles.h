// SPDX-License-Identifier: Apache-2.0
// What drafts and cases of this box are called, in the language of the screen. A title that was kept is in the language of that
// day; the office has it in the present one, or the box remembers what the office said. Where neither does, the kept one stands.
#ifndef TGOV_APP_SCREENS_TITLES_H
#define TGOV_APP_SCREENS_TITLES_H

#include "app/screen.h"
#include "contract/service/api.h"

enum { TITLES_MAX = 8 }; // asked for at a time: what a screen shows without scrolling

struct title {
    const char *text, *state, *language; // language: "" where it is not known; state: of a case
};
struct titles { // zeroed: nothing is known yet
    struct titled {
        char id[SERVICE_ID_CAP + 1]; // of the service; number of the case
        bool of_case, refused;       // refused: the office opens this case no longer
        struct title title;
    } items[TITLES_MAX];
    int count;
};

// Asks for the first `most` items of a list of the box under the tags `tag` to tag + TITLES_MAX - 1: drafts by their service,
// cases by number and secret where their words are in another language than the screen's.
void titles_of_drafts(struct titles *t, int tag, const struct val *list, uint32_t most, struct ctx *cx);
void titles_of_cases(struct titles *t, int tag, const struct val *list, uint32_t most, struct ctx *cx);
// True when the reply was for it.
bool titles_take(struct titles *t, int tag, const struct event *ev, struct ctx *cx);
// Of an item of that list: `key` is "service" or "number". Texts are never NULL.
struct title titles_find(const struct titles *t, const struct val *item, const char *key);

#endif
