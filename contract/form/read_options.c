// SPDX-License-Identifier: Apache-2.0
// The answers to choose from: lists of {"label", "value"}, or JSON that the form carries. Lists that would have to be
// fetched from elsewhere are not asked.
#include "contract/form/read.h"

#include "base/json.h"

#include <math.h>

// Form.io stores "1" as 1 and "true" as true unless told otherwise, and its conditions count on it.
static struct val natural(const struct val *v, const char *type) {
    char *end;
    if (v->type != VAL_STRING || text_same(type, "string") || text_same(type, "object"))
        return *v;
    if (text_same(v->text, "true") || text_same(v->text, "false"))
        return val_bool(v->text[0] == 't');
    double n = *v->text && strlen(v->text) < 16 ? strtod(v->text, &end) : NAN;
    char back[32];
    snprintf(back, sizeof back, "%.15g", n);
    return isfinite(n) && *end == 0 && text_same(back, v->text) ? val_number(n) : *v;
}

static const char *option_label(struct reader *r, const struct val *item, const char *part, const struct val *value) {
    const char *label = item->type == VAL_STRING ? item->text : NULL;
    if (item->type == VAL_OBJECT) {
        const struct val *named = part ? val_at(item, part) : NULL;
        label = named && named->type == VAL_STRING ? named->text : member_text(r, item, "label");
        label = label ? label : member_text(r, item, "name");
    }
    if (label)
        return plain_text(r->a, label);
    if (value->type == VAL_NUMBER)
        return arena_printf(r->a, "%.15g", value->number);
    return value->type == VAL_BOOL ? (value->boolean ? "true" : "false") : value->type == VAL_STRING ? value->text : NULL;
}

// The part of "<span>{{ item.label }}</span>" behind "item.".
static const char *template_part(struct reader *r, const struct val *c) {
    const char *at = strstr(val_get_text(c, "template", ""), "item.");
    size_t len = at ? strspn(at + 5, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.") : 0;
    return len ? arena_copy(r->a, at + 5, len) : NULL;
}

static enum err add_options(struct reader *r, const struct val *c, const struct val *list, const char *value_part,
                            struct question *q) {
    if (list->count > FORM_OPTIONS_CAP)
        return fault_set(r->f, ERR_LIMIT, q->place, "more than %d options", FORM_OPTIONS_CAP);
    struct question_option *options = arena_array(r->a, list->count + 1, sizeof *options);
    const char *label_part = template_part(r, c), *type = val_get_text(c, "dataType", "");
    if (!options)
        return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    for (uint32_t i = 0; i < list->count; i++) {
        const struct val *item = &list->items[i];
        const struct val *value = item->type == VAL_OBJECT && value_part ? val_at(item, value_part) : item;
        if (!value || value->type == VAL_NULL || value->type == VAL_ARRAY || value->type == VAL_OBJECT ||
            (value->type == VAL_STRING && !*value->text))
            continue; // builders leave an empty row behind
        struct question_option *o = &options[q->option_count++];
        o->value = q->boxes ? *value : natural(value, type);
        o->label = option_label(r, item, label_part, value);
        o->hint = item->type == VAL_OBJECT ? member_text(r, item, "description") : NULL;
        if (!o->hint && item->type == VAL_OBJECT)
            o->hint = member_text(r, item, "hint");
        if (!o->label)
            return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    }
    q->options = options;
    return ERR_NONE;
}

static enum err parse_json(struct reader *r, const struct val **list, const struct question *q) {
    struct val *parsed = arena_alloc(r->a, sizeof *parsed);
    struct json_limits limits = {.bytes = 256 * 1024, .depth = 16, .values = 20000};
    struct fault f;
    if (!parsed)
        return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    enum err e = json_read(r->a, (*list)->text, (*list)->count, limits, parsed, &f);
    *list = parsed;
    return e ? fault_set(r->f, e == ERR_MEMORY ? e : ERR_UNSUPPORTED, q->place, "data.json: %s", f.what) : ERR_NONE;
}

enum err read_options(struct reader *r, const struct val *c, struct question *q, bool *usable) {
    bool select = text_same(q->type, "select");
    const struct val *data = val_get(c, "data");
    const char *source = val_get_text(c, "dataSrc", ""), *part = "value";
    const struct val *list = select ? val_get(data, "values") : val_get(c, "values");
    if (text_same(source, "json") && select) {
        list = val_get(data, "json");
        part = val_get_text(c, "valueProperty", "");
        part = *part ? part : NULL;
        enum err e = list && list->type == VAL_STRING ? parse_json(r, &list, q) : ERR_NONE;
        if (e)
            return e;
    } else if (*source && !text_same(source, "values"))
        return fault_set(r->f, ERR_UNSUPPORTED, q->place, "options from \"%.40s\"", source);
    *usable = list && list->type == VAL_ARRAY;
    enum err e = *usable ? add_options(r, c, list, part, q) : ERR_NONE;
    *usable = q->option_count > 0;
    q->ordered = true;
    if (!e && !*usable)
        return fault_set(r->f, ERR_UNSUPPORTED, q->place, "a choice without options");
    return e;
}

// Every row of a matrix becomes a choice of its own, so that it is one screen of its own.
enum err read_matrix(struct reader *r, const struct val *c, struct question *q, uint32_t node) {
    const struct val *rows = val_get(c, "questions"), *values = val_get(c, "values");
    if (!rows || rows->type != VAL_ARRAY || !values || values->type != VAL_ARRAY)
        return fault_set(r->f, ERR_MISSING, q->place, "a survey needs \"questions\" and \"values\"");
    struct question scratch = {.place = q->place, .boxes = true};
    enum err e = add_options(r, c, values, "value", &scratch);
    for (uint32_t i = 0; !e && i < rows->count; i++) {
        const char *key = val_get_text(&rows->items[i], "value", ""), *label = member_text(r, &rows->items[i], "label");
        if (!*key || strpbrk(key, ".*[] "))
            continue;
        const char *prefix = arena_printf(r->a, "%s.", q->path), *place = arena_printf(r->a, "%s.questions[%u]", q->place, i);
        struct spot at = {.section = q->section, .within = q, .prefix = prefix, .parent = node};
        struct question *row = prefix && place ? reader_question(r, key, place, &at) : NULL;
        if (!row)
            return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
        struct question_rules *n = reader_node(r, key, place, node, row);
        n->answers = true;
        n->keeps = q->rules->keeps;
        row->kind = ASK_CHOICE;
        row->type = q->type;
        row->label = label ? label : key;
        row->hint = q->label;
        row->required = q->required;
        row->limits.decimals = -1;
        row->options = scratch.options;
        row->option_count = scratch.option_count;
        row->why = q->why;
        row->seen_by = q->seen_by;
        row->law = q->law;
        row->secret = q->secret;
        row->read_only = q->read_only;
        row->ordered = true;
        if (!names_add(r->paths, row->path, n->index))
            return fault_set(r->f, ERR_DUPLICATE, place, "two questions have the key \"%s\"", row->path);
    }
    return e;
}
