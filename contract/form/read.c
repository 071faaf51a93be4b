// SPDX-License-Identifier: Apache-2.0
// Reading form.json: walks the components, makes nodes and questions, then rules, in that order.
#include "contract/form/read.h"

#include "base/json.h"

struct skip_link {
    struct form_skip skip;
    struct skip_link *next;
};

static enum err read_list(struct reader *r, const struct val *list, const char *place, const struct spot *at);

enum err reader_skip(struct reader *r, const char *place, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    struct skip_link *link = arena_alloc(r->a, sizeof *link);
    const char *what = arena_vprintf(r->a, fmt, args);
    va_end(args);
    if (!link || !what)
        return fault_set(r->f, ERR_MEMORY, place, "out of memory");
    *link = (struct skip_link){{place, what}, r->skips};
    r->skips = link;
    r->form->skipped_count++;
    return ERR_NONE;
}

// The n-th list of components within a component: its own, those of columns, of table cells or of tabs.
static const struct val *inner_list(struct reader *r, const struct val *c, const char *place, uint32_t n,
                                    const char **inner_place, const char **title) {
    const struct val *own = val_get(c, "components"), *columns = val_get(c, "columns"), *rows = val_get(c, "rows");
    const char *type = val_get_text(c, "type", "");
    *title = NULL;
    if (str_is(str_of(type), "tabs") && own && own->type == VAL_ARRAY) {
        if (n >= own->count)
            return NULL;
        *title = member_text(r, &own->items[n], "label");
        *inner_place = arena_printf(r->a, "%s.components[%u].components", place, n);
        const struct val *v = val_get(&own->items[n], "components");
        return v ? v : &val_null;
    }
    if (str_is(str_of(type), "columns") && columns && columns->type == VAL_ARRAY) {
        if (n >= columns->count)
            return NULL;
        *inner_place = arena_printf(r->a, "%s.columns[%u].components", place, n);
        const struct val *v = val_get(&columns->items[n], "components");
        return v ? v : &val_null;
    }
    if (str_is(str_of(type), "table") && rows && rows->type == VAL_ARRAY) {
        for (uint32_t i = 0; i < rows->count; i++) {
            const struct val *row = &rows->items[i];
            if (row->type != VAL_ARRAY)
                continue;
            if (n < row->count) {
                *inner_place = arena_printf(r->a, "%s.rows[%u][%u].components", place, i, n);
                const struct val *v = val_get(&row->items[n], "components");
                return v ? v : &val_null;
            }
            n -= row->count;
        }
        return NULL;
    }
    *inner_place = arena_printf(r->a, "%s.components", place);
    return n ? NULL : own;
}

// How many nodes there may be at most: every object with a "type" or a survey row.
static uint32_t count_nodes(const struct val *v) {
    uint32_t n = v->type == VAL_OBJECT ? 1 : 0;
    if (v->type == VAL_ARRAY)
        for (uint32_t i = 0; i < v->count; i++)
            n += count_nodes(&v->items[i]);
    if (v->type == VAL_OBJECT)
        for (uint32_t i = 0; i < v->count; i++) {
            const char *key = v->members[i].key;
            if (text_same(key, "components") || text_same(key, "columns") || text_same(key, "rows") ||
                text_same(key, "questions"))
                n += count_nodes(&v->members[i].value);
        }
    return n;
}

struct question_rules *reader_node(struct reader *r, const char *name, const char *place, uint32_t parent,
                                   struct question *q) {
    uint32_t i = r->in->node_count++;
    struct question_rules *n = &r->in->nodes[i];
    *n = (struct question_rules){.q = q, .place = place, .name = name, .index = i, .end = i + 1, .parent = parent};
    if (q)
        q->rules = n;
    return n;
}

struct question *reader_question(struct reader *r, const char *key, const char *place, const struct spot *at) {
    struct question *q = arena_alloc(r->a, sizeof *q);
    if (!q)
        return NULL;
    *q = (struct question){.key = key, .place = place, .section = at->section, .parent = at->within};
    q->path = arena_printf(r->a, "%s%s", at->prefix, key);
    q->index = r->form->question_count;
    r->questions[r->form->question_count++] = q;
    return q->path ? q : NULL;
}

static const struct section *add_section(struct reader *r, const struct spot *at, const char *title,
                                         const char *description, bool page) {
    struct section *s = arena_alloc(r->a, sizeof *s);
    if (!s)
        return NULL;
    *s = (struct section){title ? title : "", description, at->section, page, r->form->section_count};
    r->sections[r->form->section_count++] = s;
    return s;
}

static const char *group_title(struct reader *r, const struct val *c) {
    const char *type = val_get_text(c, "type", "");
    if (val_get_bool(c, "hideLabel", false))
        return NULL;
    if (text_same(type, "panel"))
        return member_text(r, c, "title") ? member_text(r, c, "title") : member_text(r, c, "label");
    if (text_same(type, "fieldset"))
        return member_text(r, c, "legend");
    return text_same(type, "well") || text_same(type, "columns") || text_same(type, "table") || text_same(type, "tabs")
               ? NULL : member_text(r, c, "label");
}

static enum err read_inner(struct reader *r, const struct val *c, const char *place, struct spot *in) {
    const char *inner_place, *title;
    const struct val *list;
    for (uint32_t i = 0; (list = inner_list(r, c, place, i, &inner_place, &title)); i++) {
        struct spot part = *in;
        if (title && !(part.section = add_section(r, in, title, NULL, false)))
            return fault_set(r->f, ERR_MEMORY, place, "out of memory");
        if (!inner_place)
            return fault_set(r->f, ERR_MEMORY, place, "out of memory");
        enum err e = list->type == VAL_NULL ? ERR_NONE : read_list(r, list, inner_place, &part);
        if (e)
            return e;
    }
    return ERR_NONE;
}

static enum err read_group(struct reader *r, const struct val *c, const char *place, const struct spot *at) {
    struct question_rules *n = reader_node(r, val_get_text(c, "key", ""), place, at->parent, NULL);
    r->sources[n->index] = c;
    struct spot in = *at;
    in.parent = n->index;
    in.depth++;
    bool page = at->page_level && text_same(val_get_text(c, "type", ""), "panel");
    in.page_level = false;
    const char *title = group_title(r, c), *description = member_text(r, c, "description");
    if (page || title || description) {
        in.section = add_section(r, at, title, description ? description : member_text(r, c, "tooltip"), page);
        if (!in.section)
            return fault_set(r->f, ERR_MEMORY, place, "out of memory");
    }
    enum err e = read_inner(r, c, place, &in);
    n->end = r->in->node_count;
    return e;
}

// The children of a group, rows or matrix become a list of their own.
static enum err gather_children(struct reader *r, struct question *q) {
    const struct question_rules *n = q->rules;
    const struct question **list = arena_array(r->a, n->end - n->index, sizeof *list);
    if (!list)
        return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    for (uint32_t i = n->index + 1; i < n->end; i++)
        if (r->in->nodes[i].q && r->in->nodes[i].q->parent == q)
            list[q->child_count++] = r->in->nodes[i].q;
    q->children = list;
    return ERR_NONE;
}

static enum err read_nested(struct reader *r, const struct val *c, struct question *q, struct question_rules *n,
                            const struct spot *at) {
    struct spot in = *at;
    in.parent = n->index;
    in.within = q;
    in.depth++;
    in.page_level = false;
    in.prefix = arena_printf(r->a, q->kind == ASK_ROWS ? "%s.*." : "%s.", q->path);
    const char *title = group_title(r, c);
    if (title && !(in.section = add_section(r, at, title, q->hint, false)))
        return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    if (!in.prefix)
        return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    enum err e = q->kind == ASK_MATRIX ? read_matrix(r, c, q, n->index) : read_inner(r, c, q->place, &in);
    n->end = r->in->node_count;
    return e ? e : gather_children(r, q);
}

static bool key_good(const char *key) {
    size_t len = strlen(key);
    if (!len || len > 120 || key[0] == '.' || key[len - 1] == '.' || strstr(key, ".."))
        return false;
    for (const char *c = key; *c; c++)
        if (*c == '*' || *c == '[' || *c == ']' || (unsigned char)*c <= ' ')
            return false;
    return true;
}

// Two answers may not stand in one place; a text only needs an id of its own.
static enum err claim_path(struct reader *r, struct question *q) {
    if (strlen(q->path) > FORM_PATH_CAP - 16)
        return fault_set(r->f, ERR_LIMIT, q->place, "the path of the question is longer than %d bytes", FORM_PATH_CAP - 16);
    if (names_add(r->paths, q->path, q->rules->index))
        return ERR_NONE;
    if (q->kind != ASK_INFO)
        return fault_set(r->f, ERR_DUPLICATE, q->place, "two questions have the key \"%s\"", q->path);
    q->path = arena_printf(r->a, "%s#%u", q->path, q->index);
    if (!q->path || !names_add(r->paths, q->path, q->rules->index))
        return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    return ERR_NONE;
}

static enum err read_asked(struct reader *r, const struct val *c, const struct component_kind *kind, const char *place,
                           const struct spot *at) {
    const char *key = val_get_text(c, "key", "");
    if (!key_good(key))
        return fault_set(r->f, *key ? ERR_TYPE : ERR_MISSING, place, "a question needs a \"key\" that can stand in a path");
    uint32_t questions = r->form->question_count;
    struct question *q = reader_question(r, key, place, at);
    if (!q)
        return fault_set(r->f, ERR_MEMORY, place, "out of memory");
    struct question_rules *n = reader_node(r, key, place, at->parent, q);
    r->sources[n->index] = c;
    enum err e = read_question(r, c, kind, q, n);
    if (e == ERR_UNSUPPORTED && !val_get_bool(val_get(c, "validate"), "required", false)) {
        r->form->question_count = questions; // nothing was made behind it yet
        r->in->node_count--;
        q->rules = NULL;
        return reader_skip(r, place, "%s", r->f->what);
    }
    if (e)
        return e;
    if ((e = claim_path(r, q)))
        return e;
    return q->kind == ASK_GROUP || q->kind == ASK_ROWS || q->kind == ASK_MATRIX ? read_nested(r, c, q, n, at) : ERR_NONE;
}

static enum err read_component(struct reader *r, const struct val *c, const char *place, const struct spot *at) {
    if (c->type != VAL_OBJECT)
        return fault_set(r->f, ERR_TYPE, place, "a component must be an object");
    if (at->depth > FORM_DEPTH_CAP)
        return fault_set(r->f, ERR_LIMIT, place, "more than %d components within each other", FORM_DEPTH_CAP);
    const struct val *type = val_get(c, "type"), *key = val_get(c, "key");
    if (!type || type->type != VAL_STRING)
        return fault_set(r->f, type ? ERR_TYPE : ERR_MISSING, place, "a component needs a \"type\"");
    if (key && key->type != VAL_STRING)
        return fault_set(r->f, ERR_TYPE, place, "\"key\" must be a text");
    const struct component_kind *kind = component_kind_of(c);
    if (kind->class == COMPONENT_IGNORED)
        return ERR_NONE;
    r->form->component_count++;
    if (kind->class == COMPONENT_GROUPS)
        return read_group(r, c, place, at);
    if (kind->class != COMPONENT_UNKNOWN)
        return read_asked(r, c, kind, place, at);
    if (val_get_bool(val_get(c, "validate"), "required", false))
        return fault_set(r->f, ERR_UNSUPPORTED, place, "a required question of unknown type \"%.60s\"", type->text);
    return reader_skip(r, place, "unknown component type \"%.60s\"", type->text);
}

static enum err read_list(struct reader *r, const struct val *list, const char *place, const struct spot *at) {
    if (list->type != VAL_ARRAY)
        return fault_set(r->f, ERR_TYPE, place, "must be a list of components");
    for (uint32_t i = 0; i < list->count; i++) {
        const char *inner = arena_printf(r->a, "%s[%u]", place, i);
        if (!inner)
            return fault_set(r->f, ERR_MEMORY, place, "out of memory");
        enum err e = read_component(r, &list->items[i], inner, at);
        if (e)
            return e;
    }
    return ERR_NONE;
}

static enum err make_lists(struct reader *r, const struct val *components) {
    uint32_t room = count_nodes(components);
    if (room > FORM_QUESTIONS_CAP)
        return fault_set(r->f, ERR_LIMIT, "$.components", "more than %d components", FORM_QUESTIONS_CAP);
    r->room = room + 1;
    r->questions = arena_array(r->a, r->room, sizeof *r->questions);
    r->sections = arena_array(r->a, r->room, sizeof *r->sections);
    r->sources = arena_array(r->a, r->room, sizeof *r->sources);
    r->in->nodes = arena_array(r->a, r->room, sizeof *r->in->nodes);
    if (!r->questions || !r->sections || !r->sources || !r->in->nodes || names_make(r->a, r->room, &r->paths) ||
        names_make(r->a, r->room, &r->keys))
        return fault_set(r->f, ERR_MEMORY, "$", "out of memory");
    return ERR_NONE;
}

// A key with dots ("home.city") may lead into a group, but not through an answer that is something else.
static enum err check_dotted(struct reader *r, const struct question *q) {
    size_t base = strlen(q->path) - strlen(q->key);
    for (const char *dot = strchr(q->path + base, '.'); dot && q->kind != ASK_INFO; dot = strchr(dot + 1, '.')) {
        uint32_t at = names_find(r->paths, q->path, (size_t)(dot - q->path));
        if (at != NO_NODE && r->in->nodes[at].q->kind != ASK_GROUP)
            return fault_set(r->f, ERR_DUPLICATE, q->place, "the key \"%.80s\" leads through another question", q->path);
    }
    return ERR_NONE;
}

static enum err finish(struct reader *r) {
    struct form *form = r->form;
    form->questions = r->questions;
    form->sections = r->sections;
    r->in->paths = r->paths;
    r->in->keys = r->keys;
    for (uint32_t i = 0; i < r->in->node_count; i++)
        if (!names_add(r->keys, r->in->nodes[i].name, i))
            continue; // the first one of a key is the one that conditions mean
    for (uint32_t i = 0; i < r->in->node_count; i++) {
        enum err e = r->in->nodes[i].q ? check_dotted(r, r->in->nodes[i].q) : ERR_NONE;
        if (e)
            return e;
        e = r->sources[i] ? read_rules(r, &r->in->nodes[i], r->sources[i]) : ERR_NONE;
        if (e)
            return e;
        r->in->calculates |= r->in->nodes[i].calculate.logic != NULL;
        r->in->clears |= r->in->nodes[i].test_count > 0;
    }
    struct form_skip *skips = arena_array(r->a, form->skipped_count + 1, sizeof *skips);
    if (!skips)
        return fault_set(r->f, ERR_MEMORY, "$", "out of memory");
    uint32_t at = form->skipped_count;
    for (const struct skip_link *l = r->skips; l; l = l->next)
        skips[--at] = l->skip;
    form->skipped = skips;
    return check_cycles(r);
}

enum err form_read(struct arena *a, const struct val *json, struct form **out, struct fault *f) {
    struct fault local;
    struct reader r = {.a = a, .f = f ? f : &local};
    const struct val *components = val_get(json, "components");
    *out = NULL;
    if (json->type != VAL_OBJECT)
        return fault_set(r.f, ERR_TYPE, "$", "a form must be an object");
    if (!components || components->type != VAL_ARRAY)
        return fault_set(r.f, components ? ERR_TYPE : ERR_MISSING, "$.components", "a form needs a list of components");
    r.form = arena_alloc(a, sizeof *r.form);
    r.in = arena_alloc(a, sizeof *r.in);
    if (!r.form || !r.in)
        return fault_set(r.f, ERR_MEMORY, "$", "out of memory");
    r.form->inside = r.in;
    r.form->title = member_text(&r, json, "title");
    if (!r.form->title)
        r.form->title = "";
    struct spot top = {.prefix = "", .parent = NO_NODE, .depth = 1, .page_level = true};
    enum err e = make_lists(&r, components);
    e = e ? e : read_list(&r, components, "$.components", &top);
    e = e ? e : finish(&r);
    e = e ? e : form_i18n_read(&r, json);
    if (!e && a->failed)
        e = fault_set(r.f, ERR_MEMORY, "$", "out of memory");
    if (!e)
        *out = r.form;
    return e;
}

enum err form_read_bytes(struct arena *a, const char *bytes, size_t len, struct form **out, struct fault *f) {
    struct val *json = arena_alloc(a, sizeof *json);
    struct json_limits limits = {.bytes = FORM_BYTES_CAP, .depth = 64, .values = FORM_VALUES_CAP};
    *out = NULL;
    if (!json)
        return fault_set(f, ERR_MEMORY, "$", "out of memory");
    enum err e = json_read(a, bytes, len, limits, json, f);
    return e ? e : form_read(a, json, out, f);
}
