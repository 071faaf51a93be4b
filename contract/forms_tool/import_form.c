// SPDX-License-Identifier: Apache-2.0
// A whole export: finds the form in whatever it is wrapped in, turns it over, gives it its head.
#include "contract/forms_tool/importer.h"

// Every component's place is written once, so this does without printf.
static size_t spot_write(const struct spot *at, char *to, size_t room) {
    char digits[12];
    size_t len = 1, count = 0;
    if (!at) {
        to[0] = '$';
        return len;
    }
    len = spot_write(at->up, to, room);
    if (at->name) {
        size_t name = strlen(at->name);
        if (len + name + 1 < room) {
            to[len] = '.';
            memcpy(to + len + 1, at->name, name);
            len += name + 1;
        }
        return len;
    }
    for (uint32_t n = at->index; n || !count; n /= 10) {
        digits[count++] = (char)('0' + n % 10);
    }
    if (len + count + 2 < room) {
        to[len++] = '[';
        while (count) {
            to[len++] = digits[--count];
        }
        to[len++] = ']';
    }
    return len;
}
const char *spot_text(struct importer *im, const struct spot *at) {
    char text[4096];
    const char *copy = arena_copy(im->a, text, spot_write(at, text, sizeof text));
    return copy ? copy : "$";
}
static void list_up(struct importer *im, struct import_loss ***end, const char *place, const char *fmt, va_list args)
    TGOV_PRINTF(4, 0);
static void list_up(struct importer *im, struct import_loss ***end, const char *place, const char *fmt, va_list args) {
    struct import_loss *l = arena_alloc(im->a, sizeof *l);
    const char *what = arena_vprintf(im->a, fmt, args);
    if (!l || !what || ++im->loss_count > IMPORT_LOSSES_CAP) {
        im->err = im->loss_count > IMPORT_LOSSES_CAP ? ERR_LIMIT : ERR_MEMORY;
        return;
    }
    *l = (struct import_loss){place, what, NULL};
    **end = l;
    *end = (struct import_loss **)(uintptr_t)&l->next;
}
void lose(struct importer *im, const struct spot *at, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    list_up(im, &im->losses, spot_text(im, at), fmt, args);
    va_end(args);
}
void lose_at(struct importer *im, const char *place, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    list_up(im, &im->losses, place, fmt, args);
    va_end(args);
}
void note(struct importer *im, const struct spot *at, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    list_up(im, &im->notes, spot_text(im, at), fmt, args);
    va_end(args);
}

bool making_begin(struct importer *im, struct making *m, uint32_t room) {
    *m = (struct making){arena_array(im->a, room ? room : 1, sizeof *m->members), 0, room};
    im->err = m->members ? im->err : ERR_MEMORY;
    return m->members != NULL;
}
// A member that is there already keeps its first value.
void making_add(struct making *m, const char *key, struct val v) {
    for (uint32_t i = 0; i < m->count; i++) {
        if (m->members[i].key[0] == key[0] && !strcmp(m->members[i].key, key)) {
            return;
        }
    }
    if (m->count < m->room) {
        m->members[m->count++] = (struct member){key, v};
    }
}
struct val making_end(const struct making *m) {
    return (struct val){.type = VAL_OBJECT, .count = m->count, .members = m->members};
}
struct val object_of(struct importer *im, const char *key, struct val v) {
    struct making m;
    if (!making_begin(im, &m, 1)) {
        return val_null;
    }
    making_add(&m, key, v);
    return making_end(&m);
}
struct val json_of(struct importer *im, const char *text) {
    struct val v = val_null;
    enum err e = json_read(im->a, text, strlen(text), JSON_LIMITS, &v, NULL);
    im->err = e ? e : im->err;
    return e ? val_null : v;
}

// ---- where the form is ----
static bool is_form(const struct val *v) {
    const struct val *list = val_get(v, "components");
    return list && list->type == VAL_ARRAY && list->count && list->items[0].type == VAL_OBJECT;
}
// Exports wrap forms: {"form": {...}}, {"schema": {...}}, {"versions": [{"schema": {...}}]}, {"forms": {"a": {...}}}. The
// nearest one counts; `trail` keeps the way to it.
static const struct val *find_form(const struct val *v, struct spot *trail, int depth, int *used) {
    if (is_form(v)) {
        *used = depth;
        return v;
    }
    bool list = v->type == VAL_ARRAY, object = v->type == VAL_OBJECT;
    for (uint32_t i = 0; depth < 5 && (list || object) && i < v->count && i < 200; i++) {
        trail[depth] = (struct spot){depth ? &trail[depth - 1] : NULL, list ? NULL : v->members[i].key, i};
        const struct val *found = find_form(list ? &v->items[i] : &v->members[i].value, trail, depth + 1, used);
        if (found) {
            return found;
        }
    }
    return NULL;
}
static const char *first_text(const struct val *a, const struct val *b, const char *const *keys) {
    for (; *keys; keys++) {
        const char *text = val_get_text(a, *keys, "");
        text = *text ? text : val_get_text(b, *keys, "");
        if (*text) {
            return text;
        }
    }
    return "";
}
// The language is seldom written anywhere; that a form is one of NAV's tells.
static const char *guess_language(const struct val *form, const struct val *root) {
    static const char *const keys[] = {"language", "defaultLanguage", "lang", NULL};
    const char *said = first_text(form, root, keys);
    if (*said && strlen(said) <= 10) {
        return said;
    }
    bool nav = val_get(form, "skjemanummer") || val_get(val_get(form, "properties"), "skjemanummer");
    return nav ? "nb" : "en";
}

static enum err head(struct importer *im, const struct val *root, const struct val *form, struct val components) {
    static const char *const titles[] = {"title", "name", "formName", NULL}, *const numbers[] = {"skjemanummer",
                                                                                                 "formNumber", NULL};
    struct import_result *r = im->r;
    struct making m;
    r->title = first_text(form, root, titles);
    r->number = first_text(form, val_get(form, "properties"), numbers);
    r->language = guess_language(form, root);
    if (!making_begin(im, &m, 6)) {
        return ERR_MEMORY;
    }
    making_add(&m, "title", val_text(*r->title ? r->title : "Form"));
    making_add(&m, "display", val_text(val_get_text(form, "display", "form")));
    making_add(&m, "components", components);
    const struct val *words = val_get(form, "i18n");
    if (words && words->type == VAL_OBJECT && words->count) {
        making_add(&m, "i18n", *words);
    }
    r->form = making_end(&m);
    return im->err;
}

enum err import_form(struct arena *a, const struct val *json, const struct dialect *d, struct import_result *out,
                     struct fault *f) {
    struct spot trail[6];
    int used = 0;
    struct importer im = {.a = a, .dialect = d, .r = out};
    *out = (struct import_result){.title = "", .number = "", .language = "en"};
    im.losses = (struct import_loss **)(uintptr_t)&out->losses;
    im.notes = (struct import_loss **)(uintptr_t)&out->notes;
    struct val wrapped = {.type = VAL_NULL};
    struct member lone = {"components", *json};
    bool bare = json->type == VAL_ARRAY && json->count && val_get(&json->items[0], "type");
    if (bare) { // an array of components and nothing else
        wrapped = (struct val){.type = VAL_OBJECT, .count = 1, .members = &lone};
    }
    const struct val *form = find_form(bare ? &wrapped : json, trail, 0, &used);
    if (!form) {
        return fault_set(f, ERR_MISSING, "$", "there is no form in it: no \"components\"");
    }
    const struct val *components = val_get(form, "components");
    im.known_room = known_count(components, 0);
    if (im.known_room > IMPORT_COMPONENTS_CAP) {
        return fault_set(f, ERR_LIMIT, "$", "the form has too many components");
    }
    im.path_room = 2 * im.known_room + 16;
    im.known = arena_array(a, im.known_room + 1, sizeof *im.known);
    im.paths = arena_array(a, im.path_room, sizeof *im.paths);
    if (!im.known || !im.paths) {
        return fault_set(f, ERR_MEMORY, "$", "out of memory");
    }
    known_collect(&im, components, 0);
    const struct spot *at = used ? &trail[used - 1] : NULL;
    struct val made = import_components(&im, components, bare ? NULL : &(struct spot){at, "components", 0}, "", 0);
    enum err e = im.err ? im.err : head(&im, json, form, made);
    if (e) {
        return fault_set(f, e, "$", e == ERR_LIMIT ? "the form has too many components" : "out of memory");
    }
    return import_read_back(&im, f);
}
