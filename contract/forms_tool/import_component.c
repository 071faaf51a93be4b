// SPDX-License-Identifier: Apache-2.0
// One component after the other: its type by the dialect table, its members, the components within.
#include "contract/forms_tool/importer.h"

// Members that are of use to builders and browsers only, or that are written anew here. Sorted.
static const char *const dropped_names[] = {
    "addons",
    "attributes",
    "autocomplete",
    "autofocus",
    "calculateServer",
    "calculateValue",
    "components",
    "conditional",
    "customConditional",
    "customDefaultValue",
    "dbIndex",
    "encrypted",
    "fuseOptions",
    "id",
    "indexeddb",
    "inputType",
    "key",
    "logic",
    "mask",
    "modalEdit",
    "navId",
    "overlay",
    "persistent",
    "protected",
    "showCharCount",
    "showWordCount",
    "tabindex",
    "tableView",
    "theme",
    "type",
    "unique",
    "validate",
    "validateOn",
};
static int by_name(const void *key, const void *name) { return strcmp(key, *(const char *const *)name); }
static bool dropped(const char *key) {
    return bsearch(key, dropped_names, sizeof dropped_names / sizeof *dropped_names, sizeof *dropped_names, by_name) !=
           NULL;
}
// What builders write for "nothing": not worth keeping, except where false says something.
static bool idle(const struct member *m) {
    const struct val *v = &m->value;
    if (v->type == VAL_BOOL && !v->boolean) {
        return strcmp(m->key, "input") != 0 && strcmp(m->key, "clearOnHide") != 0 &&
               strcmp(m->key, "enableTime") != 0 && strcmp(m->key, "enableDate") != 0 &&
               strcmp(m->key, "defaultValue") != 0;
    }
    return v->type == VAL_NULL || (v->type >= VAL_STRING && v->count == 0);
}

// ---- types ----
static bool array_with(const struct val *v) { return v && v->type == VAL_ARRAY && v->count > 0; }
// A type that no table knows is taken when its members tell what it is.
static const char *guess(const struct val *c) {
    if (array_with(val_get(c, "components"))) {
        return "fieldset";
    }
    if (array_with(val_get(c, "columns"))) {
        return "columns";
    }
    return array_with(val_get(val_get(c, "data"), "values")) ? "select"
         : array_with(val_get(c, "values"))                  ? "radio"
                                                             : NULL;
}
static bool options_elsewhere(const struct val *c) {
    const char *source = val_get_text(c, "dataSrc", "values");
    const struct val *json = val_get(val_get(c, "data"), "json");
    bool inline_json = !strcmp(source, "json") && json && json->count;
    return *source && strcmp(source, "values") != 0 && !inline_json;
}
// The row for a component, with what only its own members can tell put in.
static bool row_of(struct importer *im, const struct val *c, const struct spot *at, struct dialect_row *row,
                   struct val *set) {
    struct dialect_row room;
    const char *type = val_get_text(c, "type", "");
    const struct dialect_row *found = dialect_find(im->dialect, type, &room, set);
    const char *guessed = found ? NULL : guess(c);
    if (!found && !guessed) {
        *row = (struct dialect_row){
            .from = type, .does = DOES_LOSE, .set = *type ? "a type that is not known" : "it has no type"};
        return true;
    }
    *row = found ? *found
                 : (struct dialect_row){.from = type,
                                        .to = guessed,
                                        .does = guessed[0] == 's' || guessed[0] == 'r' ? DOES_ASK : DOES_GROUP};
    if (!found) {
        note(im, at, "\"%.40s\" is taken for %s", type, guessed);
    }
    if (row->set && row->does != DOES_LOSE && set->type == VAL_NULL) {
        *set = json_of(im, row->set);
    }
    if (!strcmp(row->to ? row->to : "", "select") && !(row->flags & DIALECT_COUNTRIES) && options_elsewhere(c)) {
        note(im, at, "its options are kept elsewhere (%.20s), so it asks for a text", val_get_text(c, "dataSrc", ""));
        row->to = "textfield";
    }
    return true;
}

// ---- keys ----
static uint64_t hash_of(const char *prefix, const char *key) {
    uint64_t h = hash_bytes(HASH_SEED, prefix, strlen(prefix));
    h = hash_bytes(h, key, strlen(key));
    return h ? h : 1;
}
static bool path_free(struct importer *im, const char *prefix, const char *key) {
    uint64_t h = hash_of(prefix, key);
    uint32_t i = (uint32_t)(h % im->path_room);
    while (im->paths[i] && im->paths[i] != h) {
        i = (i + 1) % im->path_room;
    }
    if (im->paths[i] == h) {
        return false;
    }
    im->paths[i] = h;
    return true;
}
// Form.io lets two questions share an answer; here each has its own.
static const char *free_key(struct importer *im, const char *prefix, const char *wanted, const struct spot *at,
                            bool answers) {
    const char *key = wanted;
    for (int i = 2; answers && key && !path_free(im, prefix, key); i++) {
        key = i < 1000 ? arena_printf(im->a, "%s%d", wanted, i) : NULL;
    }
    if (key && key != wanted) {
        note(im, at, "there is a \"%.60s\" already, so this one is \"%.70s\"", wanted, key);
    }
    return key ? key : "";
}
static const char *key_of(struct importer *im, const struct val *c) {
    const char *key = val_get_text(c, "key", "");
    bool good =
        *key && !strpbrk(key, " *[]\t\n\"") && key[0] != '.' && key[strlen(key) - 1] != '.' && !strstr(key, "..");
    const char *made = good ? key : arena_printf(im->a, "%s%u", "question", im->components);
    return made ? made : "";
}

// ---- what is inside ----
static struct val cells(struct importer *im, const struct val *list, const struct spot *at, const char *prefix,
                        int depth) {
    struct val *items = arena_array(im->a, list->count ? list->count : 1, sizeof *items);
    for (uint32_t i = 0; items && i < list->count; i++) {
        const struct val *cell = &list->items[i];
        struct spot here = {at, NULL, i};
        if (cell->type == VAL_ARRAY) {
            items[i] = cells(im, cell, &here, prefix, depth + 1);
            continue;
        }
        const struct val *inner = val_get(cell, "components");
        struct making m;
        if (making_begin(im, &m, 3)) {
            if (inner && inner->type == VAL_ARRAY) {
                making_add(&m, "components",
                           import_components(im, inner, &(struct spot){&here, "components", 0}, prefix, depth + 1));
            }
            for (uint32_t k = 0; cell->type == VAL_OBJECT && k < cell->count && m.count < m.room; k++) {
                if (!strcmp(cell->members[k].key, "label") || !strcmp(cell->members[k].key, "width")) {
                    making_add(&m, cell->members[k].key, cell->members[k].value);
                }
            }
            items[i] = making_end(&m);
        }
    }
    return items ? (struct val){.type = VAL_ARRAY, .count = list->count, .items = items} : val_null;
}
static void add_inner(struct importer *im, struct making *m, const struct val *c, const char *type,
                      const struct spot *at, const char *prefix, const char *key, int depth) {
    bool rows = !strcmp(type, "datagrid") || !strcmp(type, "editgrid"), own = rows || !strcmp(type, "container");
    const char *within = own ? arena_printf(im->a, rows ? "%s%s.*." : "%s%s.", prefix, key) : prefix;
    const struct val *inner = val_get(c, "components"), *columns = val_get(c, "columns"),
                     *cell_rows = val_get(c, "rows");
    if (!within) {
        im->err = ERR_MEMORY;
        return;
    }
    struct spot here = {at, "components", 0};
    if (inner && inner->type == VAL_ARRAY && !strcmp(type, "tabs")) {
        making_add(m, "components", cells(im, inner, &here, within, depth));
    } else if (inner && inner->type == VAL_ARRAY) {
        making_add(m, "components", import_components(im, inner, &here, within, depth + 1));
    }
    here.name = "columns";
    if (columns && columns->type == VAL_ARRAY && !strcmp(type, "columns")) {
        making_add(m, "columns", cells(im, columns, &here, within, depth));
    }
    here.name = "rows";
    if (cell_rows && cell_rows->type == VAL_ARRAY && !strcmp(type, "table")) {
        making_add(m, "rows", cells(im, cell_rows, &here, within, depth));
    }
}

// ---- texts ----
// Something to read between the tags. *picture: there is at least something to see.
static bool has_words(const char *html, bool *picture) {
    *picture = strstr(html, "<img") || strstr(html, "<svg") || strstr(html, "<iframe") || strstr(html, "<video");
    for (const char *p = html; *p; p++) {
        if (*p == '<' && (p[1] == '/' || p[1] == '!' || (p[1] | 32) >= 'a')) {
            const char *end = strchr(p, '>');
            if (!end) {
                return false;
            }
            p = end;
        } else if (!strncmp(p, "&nbsp;", 6)) {
            p += 5;
        } else if (!strchr(" \t\r\n", *p)) {
            return true;
        }
    }
    return false;
}

// ---- a whole one ----
static struct val preset_of(const struct dialect_row *row, const struct val *v) {
    bool pair = row->flags & DIALECT_PAIR && v->type == VAL_OBJECT;
    const struct val *value = pair ? val_get(v, "value") : NULL;
    return value ? *value : *v;
}
static void add_members(struct importer *im, struct making *m, const struct val *c, const struct dialect_row *row,
                        const struct val *set, const struct rules *rules) {
    bool select_now = !strcmp(row->to, "select"), as_text = !strcmp(row->to, "textfield") && val_get(c, "dataSrc");
    bool countries_now = row->flags & DIALECT_COUNTRIES;
    for (uint32_t i = 0; i < c->count; i++) {
        const struct member *one = &c->members[i];
        bool layout = !strcmp(one->key, "columns") || !strcmp(one->key, "rows");
        bool replaced = val_get(set, one->key) || (layout && one->value.type == VAL_ARRAY);
        bool choice = !strcmp(one->key, "data") || !strcmp(one->key, "dataSrc") || !strcmp(one->key, "template");
        if (dropped(one->key) || idle(one) || replaced || (choice && ((select_now && countries_now) || as_text)) ||
            (!strcmp(one->key, "values") && row->flags & DIALECT_ATTACHMENT)) {
            continue;
        }
        bool preset = !strcmp(one->key, "defaultValue");
        if (preset && rules->preset_constant && rules->preset.type != VAL_NULL) {
            continue;
        }
        making_add(m, one->key, preset ? preset_of(row, &one->value) : one->value);
    }
    for (uint32_t i = 0; set->type == VAL_OBJECT && i < set->count; i++) {
        if (strcmp(set->members[i].key, "components") != 0) {
            making_add(m, set->members[i].key, set->members[i].value);
        }
    }
    if (countries_now && select_now) {
        making_add(m, "data", country_options(im));
    }
    if (row->flags & DIALECT_ATTACHMENT) {
        making_add(m, "values", attachment_options(im, c));
    }
    if (row->flags & DIALECT_ACCORDION) {
        making_add(m, "content", accordion_text(im, c));
    }
}
static void add_rules(struct making *m, const struct rules *r) {
    const struct {
        const char *key;
        const struct val *v;
    } all[] = {{"conditional", &r->conditional},
               {"calculateValue", &r->calculate},
               {"validate", &r->validate},
               {"logic", &r->logic},
               {r->preset_constant ? "defaultValue" : "customDefaultValue", &r->preset}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].v->type != VAL_NULL) {
            making_add(m, all[i].key, *all[i].v);
        }
    }
}

static void remember(struct importer *im, const struct val *made, const struct spot *at, bool counted,
                     int expressions) {
    struct origin *o = arena_alloc(im->a, sizeof *o);
    if (o) {
        *o = (struct origin){made->members, spot_text(im, at), expressions, counted, im->origins};
        im->origins = o;
    }
}

// VAL_NULL: not taken.
static struct val component(struct importer *im, const struct val *c, const struct spot *at, const char *prefix,
                            int depth) {
    struct dialect_row row;
    struct val set;
    struct rules rules;
    struct making m;
    if (c->type != VAL_OBJECT || !row_of(im, c, at, &row, &set)) {
        lose(im, at, "no component");
        return val_null;
    }
    if (row.does == DOES_SHOW && !(row.flags & DIALECT_ACCORDION)) { // builders use empty texts as space
        const char *html = val_get_text(c, "html", ""), *content = val_get_text(c, "content", "");
        bool picture;
        if (!has_words(*html ? html : content, &picture)) {
            row.does = picture ? DOES_LOSE : DOES_IGNORE;
            row.set = "a picture";
        }
    }
    bool counted = row.does == DOES_ASK || row.does == DOES_SHOW || row.does == DOES_GROUP || row.does == DOES_LOSE;
    im->r->components += counted;
    if (row.does == DOES_LOSE) {
        lose(im, at, "\"%.40s\": %s", row.from, row.set);
        import_rules(im, c, at, &rules); // its scripts are lost with it, and are counted
        im->r->expressions_kept -= rules.kept;
        return val_null;
    }
    if (row.does == DOES_IGNORE) {
        return val_null;
    }
    bool answers =
        row.does == DOES_ASK || row.does == DOES_VALUE || !strcmp(row.to, "container") || strstr(row.to, "grid");
    const char *key = free_key(im, prefix, key_of(im, c), at, answers);
    import_rules(im, c, at, &rules);
    if (!making_begin(im, &m, c->count + set.count + 16)) {
        return val_null;
    }
    making_add(&m, "type", val_text(row.to));
    making_add(&m, "key", val_text(key));
    add_members(im, &m, c, &row, &set, &rules);
    add_rules(&m, &rules);
    const struct val *template = val_get(&set, "components");
    if (template) {
        making_add(&m, "components", *template);
    } else if (row.does == DOES_GROUP) {
        add_inner(im, &m, c, row.to, at, prefix, key, depth);
    }
    struct val made = making_end(&m);
    im->r->components_kept += counted;
    remember(im, &made, at, counted, rules.kept);
    return made;
}

struct val import_components(struct importer *im, const struct val *list, const struct spot *at, const char *prefix,
                             int depth) {
    struct val *items = arena_array(im->a, list->count ? list->count : 1, sizeof *items);
    uint32_t count = 0;
    if (!items) {
        im->err = ERR_MEMORY;
        return val_null;
    }
    if (depth > IMPORT_DEPTH_CAP) {
        lose(im, at, "nested too deeply");
        return (struct val){.type = VAL_ARRAY};
    }
    for (uint32_t i = 0; i < list->count && !im->err; i++) {
        struct spot here = {at, NULL, i};
        if (++im->components > IMPORT_COMPONENTS_CAP) {
            im->err = ERR_LIMIT;
            break;
        }
        items[count] = component(im, &list->items[i], &here, prefix, depth);
        count += items[count].type != VAL_NULL;
    }
    return (struct val){.type = VAL_ARRAY, .count = count, .items = items};
}
