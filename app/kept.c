// SPDX-License-Identifier: Apache-2.0
// How much the box keeps of each kind, so that a household sees it before it erases anything. Counts and bytes only: what it
// is stays where it is.
#include "app/inside.h"

#include <dirent.h>
#include <sys/stat.h>

struct sum {
    double count, bytes;
};

static double length(const char *text) { return text ? (double)strlen(text) : 0; }

static bool push(struct val_builder *list, struct arena *a, const char *kind, struct sum s) {
    struct val_builder b = val_build(a);
    return val_set(&b, "kind", val_text(kind)) && val_set(&b, "count", val_number(s.count)) && val_set(&b, "bytes", val_number(s.bytes)) &&
           val_push(list, val_object(&b));
}

static struct sum drafts(struct app *app, struct arena *a) {
    struct sum s = {0};
    struct keep_drafts all = {0};
    if (keep_draft_list(app->keep, a, NULL, &all))
        return s;
    for (size_t i = 0; i < all.count; i++) {
        struct keep_draft d = {0};
        if (keep_draft_load(app->keep, a, all.items[i].service, all.items[i].profile, &d))
            continue;
        s.count++;
        s.bytes += length(d.title) + length(d.answers);
    }
    return s;
}

static struct sum cases(struct app *app, struct arena *a) {
    struct sum s = {0};
    struct keep_cases all = {0};
    if (keep_case_list(app->keep, a, NULL, &all))
        return s;
    for (size_t i = 0; i < all.count; i++) {
        const struct keep_case *c = &all.items[i];
        s.count++;
        s.bytes += length(c->number) + length(c->secret) + length(c->service) + length(c->title) + length(c->state);
    }
    return s;
}

static struct sum waiting(struct app *app, struct arena *a) {
    struct sum s = {0};
    struct outbox_list all = {0};
    if (keep_outbox_list(app->keep, a, &all))
        return s;
    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i].state == OUTBOX_DELIVERED)
            continue;
        s.count++;
        s.bytes += length(all.items[i].title) + length(all.items[i].body);
    }
    return s;
}

// The pages of offices that were read before, in files of their own.
static struct sum pages(const struct app *app) {
    struct sum s = {0};
    char path[sizeof app->state + 300];
    snprintf(path, sizeof path, "%s/cache", app->state);
    DIR *d = opendir(path);
    for (const struct dirent *e; d && (e = readdir(d));) {
        struct stat st;
        snprintf(path, sizeof path, "%s/cache/%s", app->state, e->d_name);
        if (stat(path, &st) || !S_ISREG(st.st_mode))
            continue;
        s.count++;
        s.bytes += (double)st.st_size;
    }
    if (d)
        closedir(d);
    return s;
}

enum err kept_list(struct app *app, struct arena *a, struct val *out) {
    struct val_builder list = val_build(a);
    bool ok = push(&list, a, "drafts", drafts(app, a)) && push(&list, a, "cases", cases(app, a)) && push(&list, a, "waiting", waiting(app, a)) &&
              push(&list, a, "pages", pages(app));
    *out = val_array(&list);
    return ok ? ERR_NONE : ERR_MEMORY;
}
