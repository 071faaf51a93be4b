// SPDX-License-Identifier: Apache-2.0
// Loading the folder: district and holidays, then every service with its form. The first mistake ends it.
#include "backend/services/snapshot.h"
#include "backend/site.h"
#include "base/file.h"
#include "base/mem.h"
#include "contract/service/texts.h"
#include <stdlib.h>
#include <stdio.h>

enum { FOLDER_ENTRIES_CAP = 4000, PATH_CAP = 4096, CONTEXT_CAP = 64 * 1024, QUESTIONS_MEMORY = 64 << 20 };

struct loader {
    struct catalogue *c;
    struct arena *arena;
    const char *folder;
    struct fault *f;
};

// Reads FOLDER/NAME/FILE (NAME may be ""). The fault's place becomes "NAME/FILE" or, by `within`, "NAME/FILE: $.path".
static enum err read_file(const struct loader *l, const char *name, const char *file, size_t cap, struct str *out) {
    const char *path = arena_printf(l->arena, "%s/%s%s%s", l->folder, name, *name ? "/" : "", file);
    return path ? file_read(l->arena, path, cap, out, l->f) : fault_set(l->f, ERR_MEMORY, file, "out of memory");
}

static enum err within(const struct loader *l, enum err err, const char *name, const char *file) {
    char place[160];
    if (!err)
        return ERR_NONE;
    snprintf(place, sizeof place, "%s%s%s", name, *name ? "/" : "", file);
    fault_within(l->f, place);
    return err;
}

static enum err load_district(const struct loader *l) {
    struct str bytes;
    enum err err = read_file(l, "", "district.json", DISTRICT_FILE_CAP, &bytes);
    if (err)
        return err;
    err = district_read(l->arena, bytes.p, bytes.len, &l->c->district, l->f);
    if (err)
        return within(l, err, "", "district.json");
    err = read_file(l, "", "holidays.json", CALENDAR_FILE_CAP, &bytes);
    if (err)
        return err;
    err = calendar_read(l->arena, bytes.p, bytes.len, &l->c->district.zone, &l->c->calendar, l->f);
    return within(l, err, "", "holidays.json");
}

static enum err load_context(const struct loader *l) {
    struct str bytes;
    struct val v;
    enum err err = read_file(l, "", "context.jsonld", CONTEXT_CAP, &bytes);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_NONE : err;
    err = json_read(l->arena, bytes.p, bytes.len, JSON_LIMITS, &v, l->f);
    if (err)
        return within(l, err, "", "context.jsonld");
    l->c->context = blob_create("application/ld+json", bytes);
    return l->c->context ? ERR_NONE : fault_set(l->f, ERR_MEMORY, "context.jsonld", "out of memory");
}

// How many questions a person meets who has answered nothing yet.
static enum err count_questions(struct entry *e, struct fault *f) {
    struct arena scratch;
    struct val answers;
    struct form_steps steps = {0};
    arena_init(&scratch, QUESTIONS_MEMORY);
    struct form_run run = {.form = e->form, .arena = &scratch, .today = "2026-01-01"};
    enum err err = form_start(&run, NULL, &answers);
    if (!err)
        err = form_steps(&run, &answers, &steps);
    e->questions = (int)steps.asked;
    arena_finish(&scratch);
    return err ? fault_set(f, err, "$", "the questions cannot be put in order") : ERR_NONE;
}

static enum err load_form(const struct loader *l, const char *name, struct entry *e) {
    struct str bytes;
    enum err err = read_file(l, name, "form.json", FORM_BYTES_CAP, &bytes);
    if (err)
        return err;
    err = form_read_bytes(l->arena, bytes.p, bytes.len, &e->form, l->f);
    if (!err)
        err = count_questions(e, l->f);
    if (err)
        return within(l, err, name, "form.json");
    e->form_bytes = blob_create("application/json", bytes);
    return e->form_bytes ? ERR_NONE : fault_set(l->f, ERR_MEMORY, name, "out of memory");
}

// An office given by its id alone is described in district.json; every office that is named must be known.
static enum err join_offices(const struct loader *l, struct service *s) {
    const struct service_office *known = district_office(&l->c->district, s->authority.id);
    if (known)
        s->authority = *known;
    else if (s->authority.name.type == VAL_NULL)
        return fault_set(l->f, ERR_REFERENCE, "$.authority.id", "district.json has no office \"%.64s\"", s->authority.id);
    const char *late = s->procedure.lapse.office;
    if (late && !district_office(&l->c->district, late))
        return fault_set(l->f, ERR_REFERENCE, "$.procedure.lapse.office", "district.json has no office \"%.64s\"", late);
    for (size_t i = 0; i < s->channel_count; i++) {
        char place[64];
        snprintf(place, sizeof place, "$.channels[%zu].office", i);
        if (s->channels[i].office && !district_office(&l->c->district, s->channels[i].office))
            return fault_set(l->f, ERR_REFERENCE, place, "district.json has no office \"%.64s\"", s->channels[i].office);
    }
    return ERR_NONE;
}

static enum err load_service(const struct loader *l, const char *name) {
    struct entry *e = &l->c->entries[l->c->count];
    struct str bytes;
    enum err err = read_file(l, name, "service.json", SERVICE_FILE_CAP, &bytes);
    if (err)
        return err;
    err = service_read(l->arena, bytes.p, bytes.len, &e->service, l->f);
    if (!err)
        err = join_offices(l, &e->service);
    for (size_t i = 0; i < l->c->count && !err; i++)
        if (text_same(l->c->entries[i].service.id, e->service.id))
            err = fault_set(l->f, ERR_DUPLICATE, "$.id", "another folder has the service \"%.64s\" already", e->service.id);
    if (err)
        return within(l, err, name, "service.json");
    l->c->count++; // from here on its bytes are released with the catalogue
    return load_form(l, name, e);
}

static bool is_service(const struct loader *l, const char *name) {
    char path[PATH_CAP];
    if (name[0] == '.')
        return false;
    for (int i = 0; i < 2; i++) {
        int len = snprintf(path, sizeof path, "%s/%s/%s", l->folder, name, i ? "form.json" : "service.json");
        if (len > 0 && (size_t)len < sizeof path && file_exists(path))
            return true;
    }
    return false;
}

static int by_rank(const void *a, const void *b) {
    const struct service *s = &((const struct entry *)a)->service, *t = &((const struct entry *)b)->service;
    int rank = (s->rank ? s->rank : 1000) - (t->rank ? t->rank : 1000);
    return rank ? rank : strcmp(s->id, t->id);
}

static enum err load_services(const struct loader *l) {
    const char *const *names;
    size_t count, services = 0;
    enum err err = file_list(l->arena, l->folder, FOLDER_ENTRIES_CAP, &names, &count, l->f);
    if (err)
        return err;
    for (size_t i = 0; i < count; i++)
        services += is_service(l, names[i]);
    if (services > CATALOGUE_SERVICES_CAP)
        return fault_set(l->f, ERR_LIMIT, l->folder, "more than %d services", CATALOGUE_SERVICES_CAP);
    l->c->entries = arena_array(l->arena, services + 1, sizeof *l->c->entries);
    if (!l->c->entries)
        return fault_set(l->f, ERR_MEMORY, l->folder, "out of memory");
    for (size_t i = 0; i < count && !err; i++)
        if (is_service(l, names[i]))
            err = load_service(l, names[i]);
    qsort(l->c->entries, l->c->count, sizeof *l->c->entries, by_rank);
    const char *featured = l->c->district.featured.service;
    if (!err && featured && !catalogue_find(l->c, featured))
        err = fault_set(l->f, ERR_REFERENCE, "district.json: $.featured.service", "there is no service \"%.64s\"", featured);
    return err;
}

struct catalogue *catalogue_load(const char *folder, struct fault *f) {
    struct catalogue *c = mem_alloc(sizeof *c);
    if (!c) {
        fault_set(f, ERR_MEMORY, folder, "out of memory");
        return NULL;
    }
    arena_init(&c->arena, CATALOGUE_MEMORY_CAP);
    struct loader l = {c, &c->arena, folder, f};
    enum err err = load_district(&l);
    if (!err)
        err = load_context(&l);
    if (!err)
        err = load_services(&l);
    if (!err)
        err = catalogue_prepare(c, f);
    if (!err)
        return c;
    catalogue_destroy(c);
    return NULL;
}

void catalogue_destroy(struct catalogue *c) {
    if (!c)
        return;
    for (size_t i = 0; i < c->count; i++)
        blob_release(c->entries[i].form_bytes);
    for (size_t l = 0; l < DISTRICT_LANGUAGES_CAP; l++) {
        blob_release(c->home[l]);
        for (size_t i = 0; i < LISTS; i++)
            blob_release(c->lists[l][i]);
    }
    blob_release(c->context);
    arena_finish(&c->arena);
    mem_free(c);
}

size_t catalogue_count(const struct catalogue *c) { return c->count; }

const struct entry *catalogue_find(const struct catalogue *c, const char *id) {
    for (size_t i = 0; i < c->count; i++)
        if (text_same(c->entries[i].service.id, id))
            return &c->entries[i];
    return NULL;
}

const struct catalogue *catalogue_of(const struct req *r) { return r->site ? r->site->catalogue : NULL; }

struct case_rules catalogue_rules(const struct catalogue *c, const struct entry *e) {
    return (struct case_rules){.service = &e->service, .calendar = &c->calendar, .offices = c->district.offices,
                               .office_count = c->district.office_count, .words = &c->district.words};
}

size_t catalogue_language(const struct catalogue *c, const char *accept_language) {
    return texts_choose(accept_language, c->district.tags, c->district.language_count);
}
