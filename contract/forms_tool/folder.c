// SPDX-License-Identifier: Apache-2.0
// Service folders: found, and read as backend/services/catalogue.c does it, which this layer cannot call.
#include "contract/forms_tool/folder.h"
#include "base/file.h"

static const char *join(struct arena *a, const char *folder, const char *name) {
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/') {
        len--;
    }
    return arena_printf(a, "%.*s/%s", (int)len, folder, name);
}

static enum err load_form(struct arena *a, const char *path, struct folder *out, struct fault *f) {
    struct str text;
    enum err e = file_read(a, path, FORM_BYTES_CAP, &text, f);
    if (e) {
        return e;
    }
    e = form_read_bytes(a, text.p, text.len, &out->form, f);
    if (e) {
        fault_within(f, path);
    }
    return e;
}

// The offices of the catalogue's district.json, VAL_NULL when there is none to ask.
static struct val offices_of(struct arena *a, const char *catalogue) {
    struct str text;
    struct val v;
    const char *path = join(a, catalogue, "district.json");
    bool read = path && file_exists(path) && !file_read(a, path, SERVICE_FILE_CAP, &text, NULL) &&
                !json_read(a, text.p, text.len, JSON_LIMITS, &v, NULL);
    const struct val *offices = read ? val_get(&v, "offices") : NULL;
    return offices ? *offices : val_null;
}
static bool has_office(const struct val *offices, const char *id) {
    bool found = offices->type != VAL_ARRAY || !id; // nobody to ask
    for (uint32_t i = 0; !found && i < offices->count; i++) {
        found = text_same(val_get_text(&offices->items[i], "id", ""), id);
    }
    return found;
}
// Every office that is named must be described somewhere.
static enum err check_offices(const struct service *s, const struct val *offices, struct fault *f) {
    char place[64];
    if (s->authority.name.type == VAL_NULL && !has_office(offices, s->authority.id)) {
        return fault_set(f, ERR_REFERENCE, "$.authority.id", "district.json has no office \"%.64s\"", s->authority.id);
    }
    if (!has_office(offices, s->procedure.lapse.office)) {
        return fault_set(f, ERR_REFERENCE, "$.procedure.lapse.office", "district.json has no office \"%.64s\"",
                         s->procedure.lapse.office);
    }
    for (size_t i = 0; i < s->channel_count; i++) {
        if (!has_office(offices, s->channels[i].office)) {
            snprintf(place, sizeof place, "$.channels[%zu].office", i);
            return fault_set(f, ERR_REFERENCE, place, "district.json has no office \"%.64s\"", s->channels[i].office);
        }
    }
    return ERR_NONE;
}

enum err folder_load(struct arena *a, const char *path, struct folder *out, struct fault *f) {
    struct str text;
    const char *service = join(a, path, "service.json"), *form = join(a, path, "form.json"),
               *catalogue = join(a, path, "..");
    *out = (struct folder){0};
    if (!service || !form || !catalogue) {
        return fault_set(f, ERR_MEMORY, path, "out of memory");
    }
    enum err e = file_read(a, service, SERVICE_FILE_CAP, &text, f);
    if (e) {
        return e;
    }
    e = service_read(a, text.p, text.len, &out->service, f);
    if (!e) {
        struct val offices = offices_of(a, catalogue);
        e = check_offices(&out->service, &offices, f);
    }
    if (e) {
        fault_within(f, service);
        return e;
    }
    return load_form(a, form, out, f);
}

static bool is_service(struct arena *a, const char *folder) {
    const char *service = join(a, folder, "service.json"), *form = join(a, folder, "form.json");
    return service && form && (file_exists(service) || file_exists(form));
}

enum err folder_list(struct arena *a, const char *path, const char *const **paths, size_t *count, struct fault *f) {
    const char *const *names;
    size_t found = 0, all;
    if (is_service(a, path)) {
        const char **one = arena_alloc(a, sizeof *one);
        if (!one) {
            return fault_set(f, ERR_MEMORY, path, "out of memory");
        }
        *one = path;
        *paths = one;
        *count = 1;
        return ERR_NONE;
    }
    enum err e = file_list(a, path, FOLDERS_CAP, &names, &all, f);
    if (e) {
        return e;
    }
    const char **list = arena_array(a, all ? all : 1, sizeof *list);
    for (size_t i = 0; list && i < all; i++) {
        const char *folder = join(a, path, names[i]);
        if (names[i][0] != '.' && folder && is_service(a, folder)) {
            list[found++] = folder;
        }
    }
    if (!list || a->failed) {
        return fault_set(f, ERR_MEMORY, path, "out of memory");
    }
    *paths = list;
    *count = found;
    return found ? ERR_NONE : fault_set(f, ERR_MISSING, path, "no service folder is in it: no service.json");
}
