// SPDX-License-Identifier: Apache-2.0
// How much the box keeps of each kind, so that a household sees it before it erases anything. Counts and bytes only: what it
// is stays where it is.
#include "app/identity/inside.h"
#include "app/phone/phone.h"

#include <dirent.h>
#include <sys/stat.h>

static const char typed_setting[] = "typed/", box_setting[] = "box"; // of app/typing/take.c and app/phone/box.c

struct sum {
    double count, bytes;
};

static double length(const char *text) { return text ? (double)strlen(text) : 0; }

static bool push(struct val_builder *list, struct arena *a, const char *kind, struct sum s) {
    struct val_builder b = val_build(a);
    return val_set(&b, "kind", val_text(kind)) && val_set(&b, "count", val_number(s.count)) && val_set(&b, "bytes", val_number(s.bytes)) &&
           val_push(list, val_object(&b));
}

// People, and of these the texts that sign them in.
static struct sum people(struct app *app, struct arena *a) {
    struct sum s = {0};
    struct keep_profiles all = {0};
    if (keep_profile_list(app->keep, a, &all))
        return s;
    for (size_t i = 0; i < all.count; i++) {
        const char *sealed = NULL;
        s.count++;
        s.bytes += length(all.items[i].who) + length(all.items[i].picture);
        if (keep_sealed_load(app->keep, a, all.items[i].id, &sealed) == ERR_NONE)
            s.bytes += length(sealed);
    }
    return s;
}

// What was typed before, in the settings of each profile (app/typing/take.c).
static struct sum answers(struct app *app, struct arena *a) {
    struct sum s = {0};
    struct keep_settings all = {0};
    if (keep_setting_list(app->keep, a, typed_setting, &all))
        return s;
    for (size_t i = 0; i < all.count; i++) {
        struct val v;
        if (json_read(a, all.items[i].value, strlen(all.items[i].value), JSON_LIMITS, &v, NULL) || v.type != VAL_OBJECT)
            continue;
        for (uint32_t f = 0; f < v.count; f++)
            s.count += v.members[f].value.type == VAL_ARRAY ? v.members[f].value.count : 0;
        s.bytes += length(all.items[i].value);
    }
    return s;
}

// How this television sounds and looks; what proves it to the office is counted for itself.
static struct sum settings(struct app *app, struct arena *a) {
    struct sum s = {0};
    struct keep_settings all = {0};
    if (keep_setting_list(app->keep, a, "", &all))
        return s;
    for (size_t i = 0; i < all.count; i++) {
        if (!strncmp(all.items[i].name, typed_setting, strlen(typed_setting)) || text_same(all.items[i].name, box_setting))
            continue;
        s.count++;
        s.bytes += length(all.items[i].name) + length(all.items[i].value);
    }
    return s;
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
    const char *proof = phone_proof(app);
    struct sum phones = {.count = phone_count(app)}, box = {.count = *proof != '\0', .bytes = length(proof)};
    bool ok = push(&list, a, "sign-ins", people(app, a)) && push(&list, a, "phones", phones) && push(&list, a, "box", box) &&
              push(&list, a, "drafts", drafts(app, a)) && push(&list, a, "answers", answers(app, a)) &&
              push(&list, a, "cases", cases(app, a)) && push(&list, a, "waiting", waiting(app, a)) && push(&list, a, "pages", pages(app)) &&
              push(&list, a, "settings", settings(app, a));
    *out = val_array(&list);
    return ok ? ERR_NONE : ERR_MEMORY;
}
