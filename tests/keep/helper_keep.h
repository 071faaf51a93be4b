// SPDX-License-Identifier: Apache-2.0
// A keep on a scratch folder for tests.
#ifndef TGOV_TESTS_KEEP_HELPER_KEEP_H
#define TGOV_TESTS_KEEP_HELPER_KEEP_H

#include "app/keep/outbox.h"

struct box {
    struct keep *keep;
    struct arena arena;
    char folder[96];
};

void box_start(struct box *b);
void box_end(struct box *b);    // closes and removes the folder
void box_restart(struct box *b);
// The next result; fails the test when none comes for 10 s. Freed by the caller.
struct keep_done *box_done(struct box *b);
// A draft of these; the rest is filled in.
struct keep_draft a_draft(const char *service, const char *answers);
struct outbox_item a_submission(const char *service, const char *key);
void folder_make(char *folder, size_t room);
void folder_remove(const char *folder);

#endif
