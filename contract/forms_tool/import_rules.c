// SPDX-License-Identifier: Apache-2.0
// The scripts and rules of one component: when it shows, what it is calculated from, when it is valid, how it begins.
#include "contract/forms_tool/importer.h"

// ---- answers that were {"label", "value"} are the value itself here: "data.country.value" reads "data.country" ----
static const char *without_value(struct importer *im, const char *path) {
    size_t len = strlen(path);
    if (len < 7 || strcmp(path + len - 6, ".value") != 0) {
        return path;
    }
    const char *last = memrchr(path, '.', len - 6);
    last = last ? last + 1 : path;
    const struct known *k = known_find(im, last, (size_t)(path + len - 6 - last));
    return k && k->pair ? arena_copy(im->a, path, len - 6) : path;
}
static struct val rewritten(struct importer *im, struct val v, int depth) {
    if (v.type == VAL_ARRAY && depth < LOGIC_DEPTH_CAP) {
        struct val *items = arena_array(im->a, v.count ? v.count : 1, sizeof *items);
        for (uint32_t i = 0; items && i < v.count; i++) {
            items[i] = rewritten(im, v.items[i], depth + 1);
        }
        v.items = items ? items : v.items;
    } else if (v.type == VAL_OBJECT && v.count == 1 && depth < LOGIC_DEPTH_CAP) {
        const struct member *m = &v.members[0];
        bool var = !strcmp(m->key, "var") && m->value.type == VAL_STRING;
        const char *path = var ? without_value(im, m->value.text) : NULL;
        return object_of(im, m->key, path ? val_text(path) : rewritten(im, m->value, depth + 1));
    }
    return v;
}

// A constant where a rule is expected would look like a script; as an operator it does not.
static struct val as_rule(struct importer *im, struct val v) {
    struct val *one;
    if (logic_is_rule(&v) || !(one = arena_alloc(im->a, sizeof *one))) {
        return v;
    }
    *one = v;
    struct val list = {.type = VAL_ARRAY, .count = 1, .items = one};
    return object_of(im,
                     v.type == VAL_NUMBER   ? "+"
                     : v.type == VAL_STRING ? "cat"
                     : v.type == VAL_BOOL   ? "!!"
                                            : "preserve",
                     v.type <= VAL_STRING && v.type != VAL_NULL ? list : v);
}

static bool script_text(const struct val *v) {
    return v && v->type == VAL_STRING && v->text[strspn(v->text, " \t\r\n;")] != 0;
}

// A script as a rule. VAL_NULL when it could not be taken (which is then listed) or does nothing.
static struct val script(struct importer *im, const char *source, const char *result, const struct spot *at,
                         int *kept) {
    const char *text;
    const struct val *rule;
    struct val v = val_null;
    struct fault f = {0};
    im->r->expressions++;
    if (dialect_script(im->dialect, source, &text, &rule)) {
        v = rule ? *rule : json_of(im, text);
    } else {
        struct expression_want want = {result, known_type, im};
        enum err e = expression_translate(im->a, source, &want, &v, &f);
        if (e == ERR_MEMORY) {
            im->err = e;
            return val_null;
        }
        if (e && e != ERR_MISSING) {
            lose(im, at, "%s: %s", f.place, f.what);
            return val_null;
        }
        if (e) {
            note(im, at, "the script changes nothing");
        }
        v = e ? val_null : rewritten(im, v, 0);
    }
    im->r->expressions_kept++;
    ++*kept;
    return v;
}

// JsonLogic that stands in the form already.
static struct val ready(struct importer *im, const struct val *v, const struct spot *at, int *kept) {
    struct logic *l;
    struct fault f = {0};
    im->r->expressions++;
    enum err e = logic_compile(im->a, v, &l, &f);
    if (e == ERR_MEMORY) {
        im->err = e;
        return val_null;
    }
    if (e) {
        char place[96];
        text_copy(place, sizeof place, f.place);
        lose(im, at, "%s: %s", place, f.what);
        return val_null;
    }
    im->r->expressions_kept++;
    ++*kept;
    return rewritten(im, *v, 0);
}
static bool has_rule(const struct val *v) {
    return v && (v->type == VAL_OBJECT || v->type == VAL_ARRAY) && v->count > 0;
}

// ---- when it shows ----
static struct val conditional(struct importer *im, const struct val *c, const struct spot *at, int *kept) {
    const struct val *custom = val_get(c, "customConditional"), *simple = val_get(c, "conditional");
    const struct val *json = val_get(simple, "json");
    struct val rule = val_null;
    if (script_text(custom)) {
        rule = script(im, custom->text, "show", &(struct spot){at, "customConditional", 0}, kept);
    } else if (has_rule(custom)) {
        rule = ready(im, custom, &(struct spot){at, "customConditional", 0}, kept);
    }
    if (rule.type == VAL_NULL && has_rule(json)) {
        rule = ready(im, json, &(struct spot){at, "conditional.json", 0}, kept);
    }
    if (rule.type != VAL_NULL) {
        return object_of(im, "json", as_rule(im, rule));
    }
    bool usable = val_get_text(simple, "when", "")[0] || has_rule(val_get(simple, "conditions"));
    return usable ? *simple : val_null;
}

// ---- when it is valid ----
static struct val both_valid(struct importer *im, struct val a, struct val b) {
    if (a.type == VAL_NULL || b.type == VAL_NULL) {
        return a.type == VAL_NULL ? b : a;
    }
    struct val *same = arena_array(im->a, 2, sizeof *same), *arms = arena_array(im->a, 3, sizeof *arms);
    if (!same || !arms) {
        return a;
    }
    same[0] = a;
    same[1] = val_bool(true);
    arms[0] = object_of(im, "===", (struct val){.type = VAL_ARRAY, .count = 2, .items = same});
    arms[1] = b;
    arms[2] = a;
    return object_of(im, "if", (struct val){.type = VAL_ARRAY, .count = 3, .items = arms});
}
static struct val validate(struct importer *im, const struct val *c, const struct spot *at, int *kept) {
    const struct val *v = val_get(c, "validate"), *custom = val_get(v, "custom"), *json = val_get(v, "json");
    struct making m;
    struct spot here = {at, "validate", 0};
    struct val rule = val_null, given = val_null;
    if (!v || v->type != VAL_OBJECT || !making_begin(im, &m, v->count + 1)) {
        return val_null;
    }
    if (script_text(custom)) {
        rule = script(im, custom->text, "valid", &(struct spot){&here, "custom", 0}, kept);
    } else if (has_rule(custom)) {
        rule = ready(im, custom, &(struct spot){&here, "custom", 0}, kept);
    }
    if (has_rule(json)) {
        given = ready(im, json, &(struct spot){&here, "json", 0}, kept);
    }
    rule = both_valid(im, given, rule);
    for (uint32_t i = 0; i < v->count; i++) {
        const struct member *one = &v->members[i];
        bool empty = one->value.type == VAL_NULL || (one->value.type == VAL_STRING && !one->value.count) ||
                     (one->value.type == VAL_BOOL && !one->value.boolean);
        if (!empty && strcmp(one->key, "custom") != 0 && strcmp(one->key, "json") != 0 &&
            strcmp(one->key, "customPrivate") != 0) {
            making_add(&m, one->key, one->value);
        }
    }
    if (rule.type != VAL_NULL && !(rule.type == VAL_BOOL && rule.boolean)) {
        making_add(&m, "json", as_rule(im, rule));
    }
    return m.count ? making_end(&m) : val_null;
}

// ---- Form.io's "logic": triggers with actions ----
static struct val trigger(struct importer *im, const struct val *t, const struct spot *at, int *kept) {
    const char *type = val_get_text(t, "type", "");
    const struct val *own = val_get(t, type), *custom = val_get(t, "javascript"), *json = val_get(t, "json");
    if (!strcmp(type, "javascript") && script_text(custom)) {
        struct val rule = script(im, custom->text, "result", &(struct spot){at, "javascript", 0}, kept);
        return rule.type == VAL_NULL ? rule : as_rule(im, rule);
    }
    if (!strcmp(type, "json") && has_rule(json)) {
        return ready(im, json, &(struct spot){at, "json", 0}, kept);
    }
    const char *when = val_get_text(own, "when", "");
    if (strcmp(type, "simple") != 0 || !*when) {
        lose(im, at, "a trigger of the kind \"%.30s\"", type);
        return val_null;
    }
    char *path = arena_printf(im->a, "data.%s", when);
    struct val *pair = arena_array(im->a, 2, sizeof *pair);
    if (!path || !pair) {
        return val_null;
    }
    const struct val *eq = val_get(own, "eq"), *show = val_get(own, "show");
    bool shows = !show || show->type != VAL_BOOL ? text_same(val_get_text(own, "show", "true"), "true") : show->boolean;
    pair[0] = object_of(im, "cat", object_of(im, "var", val_text(path)));
    pair[1] = eq && eq->type != VAL_STRING ? object_of(im, "cat", *eq) : eq ? *eq : val_text("");
    return object_of(im, shows ? "==" : "!=", (struct val){.type = VAL_ARRAY, .count = 2, .items = pair});
}
// A value that is set when a trigger holds is a calculation: if (trigger) then that, else what there is.
static struct val calculated_by(struct importer *im, struct val when, struct val value, struct val otherwise) {
    struct val *arms = arena_array(im->a, 3, sizeof *arms);
    if (!arms) {
        return otherwise;
    }
    arms[0] = when;
    arms[1] = value;
    arms[2] = otherwise.type == VAL_NULL ? object_of(im, "var", val_text("value")) : otherwise;
    return object_of(im, "if", (struct val){.type = VAL_ARRAY, .count = 3, .items = arms});
}
static void logic_entry(struct importer *im, const struct val *entry, const struct spot *at, struct rules *out,
                        struct val_builder *kept_entries) {
    const struct val *actions = val_get(entry, "actions");
    struct val when = trigger(im, val_get(entry, "trigger") ? val_get(entry, "trigger") : &val_null,
                              &(struct spot){at, "trigger", 0}, &out->kept);
    struct val_builder kept = val_build(im->a), made = val_build(im->a), cause = val_build(im->a);
    struct spot here = {at, "actions", 0};
    for (uint32_t i = 0; when.type != VAL_NULL && actions && actions->type == VAL_ARRAY && i < actions->count; i++) {
        const struct val *action = &actions->items[i], *value = val_get(action, "value");
        struct spot one = {&here, NULL, i};
        const char *type = val_get_text(action, "type", "");
        if (!strcmp(type, "property")) {
            if (!val_push(&kept, *action)) {
                im->err = ERR_MEMORY;
            }
        } else if (!strcmp(type, "value") && script_text(value)) {
            struct val rule = script(im, value->text, "value", &(struct spot){&one, "value", 0}, &out->kept);
            out->calculate = rule.type == VAL_NULL ? out->calculate : calculated_by(im, when, rule, out->calculate);
        } else {
            lose(im, &one, "an action of the kind \"%.30s\"", type);
        }
    }
    if (kept.count) {
        bool good = val_set(&cause, "type", val_text("json")) && val_set(&cause, "json", when) &&
                    val_set(&made, "trigger", val_object(&cause)) && val_set(&made, "actions", val_array(&kept)) &&
                    val_push(kept_entries, val_object(&made));
        im->err = good ? im->err : ERR_MEMORY;
    }
}

void import_rules(struct importer *im, const struct val *c, const struct spot *at, struct rules *out) {
    const struct val *calculate = val_get(c, "calculateValue"), *preset = val_get(c, "customDefaultValue"),
                     *entries = val_get(c, "logic");
    *out = (struct rules){0};
    out->conditional = conditional(im, c, at, &out->kept);
    out->validate = validate(im, c, at, &out->kept);
    if (script_text(calculate)) {
        struct val rule = script(im, calculate->text, "value", &(struct spot){at, "calculateValue", 0}, &out->kept);
        out->calculate = rule.type == VAL_NULL ? rule : as_rule(im, rule);
    } else if (has_rule(calculate)) {
        out->calculate = ready(im, calculate, &(struct spot){at, "calculateValue", 0}, &out->kept);
    }
    if (script_text(preset)) {
        out->preset = script(im, preset->text, "value", &(struct spot){at, "customDefaultValue", 0}, &out->kept);
        out->preset_constant = !logic_is_rule(&out->preset);
    } else if (has_rule(preset)) {
        out->preset = ready(im, preset, &(struct spot){at, "customDefaultValue", 0}, &out->kept);
    }
    struct val_builder kept = val_build(im->a);
    struct spot here = {at, "logic", 0};
    for (uint32_t i = 0; entries && entries->type == VAL_ARRAY && i < entries->count; i++) {
        logic_entry(im, &entries->items[i], &(struct spot){&here, NULL, i}, out, &kept);
    }
    if (kept.count) {
        out->logic = val_array(&kept);
    }
}
