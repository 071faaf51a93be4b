// SPDX-License-Identifier: Apache-2.0
// Reads the result back with contract/form. What it refuses is taken out and listed, so that one odd component does not cost
// the whole form.
#include "contract/form/form.h"
#include "contract/forms_tool/importer.h"

#define ROUNDS_CAP 200

// The next step of a path like "$.components[3].conditional.json": a name or a place.
static bool cut_step(const char **path, char *name, size_t room, uint32_t *index) {
    const char *p = *path;
    size_t len;
    *name = 0;
    if (*p == '[') {
        char *end;
        *index = (uint32_t)strtoul(p + 1, &end, 10);
        *path = *end == ']' ? end + 1 : end;
        return true;
    }
    if (*p != '.') {
        return false;
    }
    len = strcspn(++p, ".[");
    if (len >= room) {
        return false;
    }
    memcpy(name, p, len);
    name[len] = 0;
    *path = p + len;
    return true;
}

static const struct origin *origin_of(const struct importer *im, const struct val *v) {
    for (const struct origin *o = im->origins; o && v->type == VAL_OBJECT; o = o->next) {
        if (o->made == v->members) {
            return o;
        }
    }
    return NULL;
}

// The innermost component of a path, the list it stands in, its place there, and what stands behind it in the path.
struct culprit {
    struct val *component;
    struct val *list;
    uint32_t index;
    const struct origin *origin;
    char member[64];
};
// The values were made in this arena by us, so they may be changed while nobody else has them.
static bool find_culprit(struct importer *im, const char *path, struct culprit *c) {
    struct val *at = &im->r->form, *list = NULL;
    char name[64];
    uint32_t index = 0;
    *c = (struct culprit){0};
    path += *path == '$';
    while (at && cut_step(&path, name, sizeof name, &index)) {
        struct val *next = NULL;
        if (*name) {
            if (c->component && at == c->component) {
                text_copy(c->member, sizeof c->member, name);
            }
            next = (struct val *)(uintptr_t)val_get(at, name);
        } else if (at->type == VAL_ARRAY && index < at->count) {
            list = at;
            next = (struct val *)(uintptr_t)&at->items[index];
        }
        const struct origin *o = next && !*name ? origin_of(im, next) : NULL;
        if (o) {
            *c = (struct culprit){next, list, index, o, ""};
        }
        at = next;
    }
    return c->component != NULL;
}

static bool drop_member(struct val *v, const char *name) {
    struct member *members = (struct member *)(uintptr_t)v->members;
    for (uint32_t i = 0; i < v->count; i++) {
        if (!strcmp(members[i].key, name)) {
            memmove(members + i, members + i + 1, (v->count - i - 1) * sizeof *members);
            v->count--;
            return true;
        }
    }
    return false;
}
static int count_inner(const struct importer *im, const struct val *v, int *expressions) {
    int count = 0;
    const struct origin *o = origin_of(im, v);
    if (o) {
        count += o->counted;
        *expressions += o->expressions;
    }
    for (uint32_t i = 0; v->type >= VAL_ARRAY && i < v->count; i++) {
        bool object = v->type == VAL_OBJECT;
        const char *key = object ? v->members[i].key : "components";
        if (!strcmp(key, "components") || !strcmp(key, "columns") || !strcmp(key, "rows")) {
            count += count_inner(im, object ? &v->members[i].value : &v->items[i], expressions);
        }
    }
    return count;
}

static void take_out(struct importer *im, const struct culprit *c, const struct fault *f) {
    static const char *const optional[] = {"conditional",  "calculateValue", "customDefaultValue", "logic",
                                           "defaultValue", "widget",         "datePicker"};
    struct import_result *r = im->r;
    const struct val *pattern = val_get(val_get(c->component, "validate"), "pattern");
    bool member = false;
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++) {
        member = member || !strcmp(c->member, optional[i]);
    }
    if (strstr(f->what, "pattern") && pattern) {
        struct val *validate = (struct val *)(uintptr_t)val_get(c->component, "validate");
        drop_member(validate, "pattern");
    } else if (!strcmp(c->member, "validate") && (strstr(f->place, ".json") || strstr(f->place, ".custom"))) {
        struct val *validate = (struct val *)(uintptr_t)val_get(c->component, "validate");
        drop_member(validate, "json");
        r->expressions_kept -= c->origin->expressions > 0;
    } else if (member && drop_member(c->component, c->member)) {
        const char *m = c->member;
        bool simple = !strcmp(m, "conditional") && strstr(f->place, ".json") == NULL;
        r->expressions_kept -= c->origin->expressions > 0 && !simple && *m != 'w' && *m != 'd';
    } else {
        int expressions = 0;
        r->components_kept -= count_inner(im, c->component, &expressions);
        r->expressions_kept -= expressions;
        struct val *items = (struct val *)(uintptr_t)c->list->items;
        memmove(items + c->index, items + c->index + 1, (c->list->count - c->index - 1) * sizeof *items);
        c->list->count--;
    }
    lose_at(im, c->origin->place, "%s%s%s", c->member, *c->member ? ": " : "", f->what);
}

// Parts that contract/form passes over, as a condition on something that is not there, are losses, too.
static void list_skipped(struct importer *im, const struct form *form) {
    for (uint32_t i = 0; i < form->skipped_count; i++) {
        struct culprit c;
        const struct form_skip *s = &form->skipped[i];
        if (!find_culprit(im, s->place, &c)) {
            const char *place = arena_string(im->a, s->place);
            lose_at(im, place ? place : "$", "%s", s->what);
            continue;
        }
        lose_at(im, c.origin->place, "%s%s%s", c.member, *c.member ? ": " : "", s->what);
        im->r->components_kept -= !*c.member && c.origin->counted;
    }
}

enum err import_read_back(struct importer *im, struct fault *f) {
    struct fault refused = {0};
    struct form *form;
    for (int i = 0; i < ROUNDS_CAP && !im->err; i++) {
        struct arena work;
        struct culprit c;
        arena_init(&work, 64u << 20);
        enum err e = form_read(&work, &im->r->form, &form, &refused);
        uint32_t questions = e ? 0 : form->question_count;
        if (!e) {
            list_skipped(im, form);
        }
        arena_finish(&work);
        if (!e) {
            return im->err   ? fault_set(f, im->err, "$", "out of memory")
                 : questions ? ERR_NONE
                             : fault_set(f, ERR_MISSING, "$", "there is nothing in it that can be asked or shown");
        }
        if (e == ERR_MEMORY || !find_culprit(im, refused.place, &c)) {
            return fault_set(f, e, refused.place, "%s", refused.what);
        }
        take_out(im, &c, &refused);
    }
    return fault_set(f, im->err ? im->err : ERR_UNSUPPORTED, "$", "too much of it cannot be read");
}
