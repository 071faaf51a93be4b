// SPDX-License-Identifier: Apache-2.0
// A keep on a scratch folder for tests.
#include "helper_keep.h"
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
// cmocka wants these before it
#include <cmocka.h>

void folder_make(char *folder, size_t room) {
    snprintf(folder, room, "/tmp/tgov-keep-XXXXXX");
    assert_non_null(mkdtemp(folder));
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) { return remove(path); }

void folder_remove(const char *folder) { nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS); }

void box_restart(struct box *b) {
    struct fault f = {0};
    keep_close(b->keep);
    b->keep = NULL;
    if (keep_open(&(struct keep_options){.folder = b->folder}, &b->keep, &f))
        fail_msg("keep_open: %s %s", f.place, f.what);
}

void box_start(struct box *b) {
    *b = (struct box){0};
    folder_make(b->folder, sizeof b->folder);
    arena_init(&b->arena, 64 << 20);
    box_restart(b);
}

void box_end(struct box *b) {
    keep_close(b->keep);
    arena_finish(&b->arena);
    folder_remove(b->folder);
}

struct keep_done *box_done(struct box *b) {
    for (int i = 0; i < 10000; i++) {
        struct keep_done *d = keep_take(b->keep);
        if (d)
            return d;
        usleep(1000);
    }
    fail_msg("no result came");
    return NULL;
}

struct keep_draft a_draft(const char *service, const char *answers) {
    return (struct keep_draft){.service = service, .profile = "", .title = "A lamp is dark", .language = "en", .step = "2",
                               .version = "1", .answers = answers};
}

struct outbox_item a_submission(const char *service, const char *key) {
    return (struct outbox_item){.service = service, .profile = "", .title = "A lamp is dark", .language = "en", .key = key,
                                .path = "/v1/cases", .body = "{\"answers\":{\"where\":\"here\"}}", .step = "3", .version = "1",
                                .answers = "{\"where\":\"here\"}"};
}
