// SPDX-License-Identifier: Apache-2.0
// Which phone asks, which television it is about, and what is done now and then.
#include "backend/phone/inside.h"
#include "base/log.h"

enum { TIDY_EVERY_MS = 10 * 60 * 1000 };

const char phone_cookie[] = "phone";

// The one that asks something now, else the one used last.
static const struct pair_row *choose(const struct req *req, const struct visit *v, const char *tv) {
    for (size_t i = 0; tv && i < v->pairs.count; i++)
        if (!strcmp(v->pairs.items[i].id, tv))
            return &v->pairs.items[i];
    for (size_t i = 0; !tv && i < v->pairs.count; i++) {
        struct api_wish wish;
        int64_t number;
        if (!v->pairs.items[i].picture &&
            relay_wish(req->site->relay, v->pairs.items[i].box, req->arena, &wish, &number) == ERR_NONE && wish.kind != WISH_NONE)
            return &v->pairs.items[i];
    }
    return !tv && v->pairs.count ? &v->pairs.items[0] : NULL;
}

enum err visit_enter(const struct req *req, struct store *store, const char *tv, struct visit *out) {
    const char *secret = page_cookie(req, phone_cookie);
    *out = (struct visit){.removed = secret != NULL};
    if (!secret)
        return ERR_NONE;
    struct db *db = store_read(store);
    enum err err = db ? pairs_of_phone(db, secret, req->arena, &out->pairs) : ERR_IO;
    store_read_end(store, db);
    if (err)
        return err;
    out->pair = choose(req, out, tv);
    out->removed = out->pair == NULL;
    return ERR_NONE;
}

struct tidy {
    struct store_job job;
    when_ms now;
    int64_t files;
};

static enum err tidy_run(struct db *db, struct store_job *job) {
    struct tidy *t = (struct tidy *)job;
    enum err err = boxes_tidy(db, t->now);
    return err ? err : files_tidy(db, t->now, &t->files);
}

void phone_tick(struct phone_tick *t, when_ms monotonic, when_ms now) {
    relay_tick(t->relay, t->events, monotonic);
    if (monotonic < t->next_tidy)
        return;
    struct tidy tidy = {.job = {.run = tidy_run}, .now = now};
    enum err err = store_write(t->store, &tidy.job);
    if (err || tidy.files)
        log_line(err ? LOG_ERROR : LOG_INFO, "phone", "tidy", "files=%lld error=%s", (long long)tidy.files, err_name(err));
    t->next_tidy = tidy.files == FILES_TIDY ? monotonic : monotonic + TIDY_EVERY_MS; // the rest in the next second
}
