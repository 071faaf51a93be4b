// SPDX-License-Identifier: Apache-2.0
// One question out of its component: texts, flags, what its kind needs.
#include "contract/form/read.h"

static void read_texts(struct reader *r, const struct val *c, struct question *q) {
    const char *label = member_text(r, c, "label");
    q->label = label ? label : member_text(r, c, "legend");
    if (!q->label)
        q->label = q->kind == ASK_INFO ? "" : q->key;
    q->hint = member_text(r, c, "description");
    const char *tooltip = member_text(r, c, "tooltip");
    q->hint = q->hint ? q->hint : tooltip;
    q->placeholder = member_text(r, c, "placeholder");
    q->prefix = member_text(r, c, "prefix");
    q->suffix = member_text(r, c, "suffix");
    q->message = member_text(r, val_get(c, "validate"), "customMessage");
}

static const char *tgov_text(struct reader *r, const struct val *c, const char *name) {
    const struct val *v = member_tgov(c, name);
    const char *text = v && v->type == VAL_STRING && *v->text ? plain_text(r->a, v->text) : NULL;
    return text && *text ? text : NULL;
}

static enum err read_suggestions(struct reader *r, const struct val *c, struct question *q) {
    const struct val *list = member_tgov(c, "suggest");
    if (!list || list->type != VAL_ARRAY)
        return ERR_NONE;
    if (list->count > FORM_OPTIONS_CAP)
        return fault_set(r->f, ERR_LIMIT, q->place, "more than %d suggestions", FORM_OPTIONS_CAP);
    const char **texts = arena_array(r->a, list->count + 1, sizeof *texts);
    if (!texts)
        return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].type == VAL_STRING)
            texts[q->suggestion_count++] = list->items[i].text;
    q->suggestions = texts;
    return ERR_NONE;
}

static enum err read_tgov(struct reader *r, const struct val *c, struct question *q) {
    const struct val *secret = member_tgov(c, "private"), *own = val_get(c, "tgov");
    q->why = tgov_text(r, c, "why");
    if (!q->why && member_text(r, c, "description")) // else the tooltip is the hint already
        q->why = member_text(r, c, "tooltip");
    q->seen_by = tgov_text(r, c, "seen_by");
    q->law = tgov_text(r, c, "law");
    q->easy = member_text(r, val_get(c, "properties"), "easy");
    q->easy = q->easy ? q->easy : tgov_text(r, c, "easy");
    q->tgov = own ? *own : val_null;
    q->secret = text_same(q->type, "password") || (secret && ((secret->type == VAL_BOOL && secret->boolean) ||
                                                              (secret->type == VAL_STRING && text_same(secret->text, "true"))));
    return read_suggestions(r, c, q);
}

// "1 MB", "500KB", "10mb", "2048": Form.io writes sizes so.
static uint64_t size_of(const char *text) {
    char *end;
    double n = text && *text ? strtod(text, &end) : 0;
    if (n <= 0 || n > 1e15)
        return 0;
    while (*end == ' ')
        end++;
    char unit = (char)(*end | 0x20);
    double scale = unit == 'k' ? 1024.0 : unit == 'm' ? 1048576.0 : unit == 'g' ? 1073741824.0 : 1.0;
    return n * scale > 1e15 ? 0 : (uint64_t)(n * scale);
}

static enum err read_file(struct reader *r, const struct val *c, struct question *q) {
    struct str rest = str_of(val_get_text(c, "filePattern", "*"));
    const char **types = arena_array(r->a, 33, sizeof *types);
    if (!types)
        return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    while (rest.p && q->file_type_count < 32) {
        struct str part = str_trim(str_cut(&rest, ','));
        if (!part.len || part.p[0] == '!')
            continue;
        if (str_is(part, "*") || str_is(part, "*/*")) {
            q->file_type_count = 0;
            break;
        }
        if (!(types[q->file_type_count++] = arena_copy(r->a, part.p, part.len)))
            return fault_set(r->f, ERR_MEMORY, q->place, "out of memory");
    }
    q->file_types = types;
    q->file_size_max = size_of(val_get_text(c, "fileMaxSize", ""));
    q->file_size_min = size_of(val_get_text(c, "fileMinSize", ""));
    q->limits.max_count = member_true(c, "multiple") ? q->limits.max_count : 1;
    return ERR_NONE;
}

static void read_day(const struct val *c, struct question *q, struct question_rules *n) {
    const struct val *fields = val_get(c, "fields"), *day = val_get(fields, "day"), *month = val_get(fields, "month"),
                     *year = val_get(fields, "year");
    double y;
    q->day_first = member_true(c, "dayFirst");
    q->no_day = member_true(day, "hide");
    q->no_month = member_true(month, "hide");
    q->no_year = member_true(year, "hide");
    n->need_day = member_true(day, "required");
    n->need_month = member_true(month, "required");
    n->need_year = member_true(year, "required");
    q->required |= n->need_day || n->need_month || n->need_year;
    if (member_number(c, "minYear", &y) && y >= 1 && y <= 9999)
        n->min_year = (int)y;
    if ((member_number(c, "maxYear", &y) || member_number(year, "maxYear", &y)) && y >= 1 && y <= 9999)
        n->max_year = (int)y;
}

static void read_clock(const struct val *c, struct question *q) {
    const struct val *date = val_get(c, "enableDate"), *time = val_get(c, "enableTime");
    bool has_date = !date || date->type != VAL_BOOL || date->boolean;
    bool has_time = !time || time->type != VAL_BOOL || time->boolean;
    q->kind = !has_date ? ASK_TIME : has_time ? ASK_DATE_TIME : ASK_DATE;
    q->keys = has_date ? KEYS_DATE : KEYS_TIME;
}

static void read_number(struct reader *r, const struct val *c, struct question *q) {
    double decimals;
    q->limits.decimals = -1;
    if (member_number(c, "decimalLimit", &decimals) && decimals >= 0 && decimals <= 15)
        q->limits.decimals = (int)decimals;
    if (q->kind == ASK_MONEY) {
        const char *currency = val_get_text(c, "currency", "");
        q->currency = strlen(currency) == 3 ? currency : "USD"; // what Form.io takes when nothing is said
        if (q->limits.decimals < 0)
            q->limits.decimals = form_currency_digits(q->currency);
    } else if (q->limits.decimals == 0 || member_true(val_get(c, "validate"), "integer")) {
        q->kind = ASK_INTEGER;
        q->limits.decimals = 0;
    }
    q->keys = q->limits.decimals == 0 ? KEYS_DIGITS : KEYS_DECIMAL;
}

static enum err read_info(struct reader *r, const struct val *c, struct question *q) {
    const char *body = val_get_text(c, "html", "");
    if (!*body)
        body = val_get_text(c, "content", "");
    q->body = *body ? plain_text(r->a, body) : NULL;
    q->label = ""; // builders call every text "Content"
    if (!q->body || !*q->body)
        return fault_set(r->f, ERR_UNSUPPORTED, q->place, "a text without words");
    return ERR_NONE;
}

static enum err read_by_kind(struct reader *r, const struct val *c, struct question *q, struct question_rules *n) {
    bool usable = true;
    enum err e = ERR_NONE;
    switch (q->kind) {
    case ASK_NUMBER: case ASK_MONEY: read_number(r, c, q); break;
    case ASK_DATE_TIME: read_clock(c, q); break;
    case ASK_DAY: read_day(c, q, n); break;
    case ASK_CHOICES: q->boxes = true; // fall through
    case ASK_CHOICE: e = read_options(r, c, q, &usable); break;
    case ASK_FILE: e = read_file(r, c, q); break;
    case ASK_INFO: e = read_info(r, c, q); break;
    case ASK_TAGS:
        q->joined = !text_same(val_get_text(c, "storeas", "string"), "array");
        n->joiner = val_get_text(c, "delimeter", ",");
        if (!*n->joiner)
            n->joiner = ",";
        if (!q->limits.max_count)
            q->limits.max_count = member_count(c, "maxTags");
        break;
    case ASK_TIME: n->time_format = val_get_text(c, "dataFormat", "HH:mm:ss"); break;
    case ASK_YES_NO:
        if (text_same(val_get_text(c, "inputType", ""), "radio"))
            return fault_set(r->f, ERR_UNSUPPORTED, q->place, "a check box that acts as a radio button");
        break;
    default: break;
    }
    return e || usable ? e : ERR_UNSUPPORTED;
}

// Whether a list of answers is kept: of kinds that are a list anyway "multiple" says nothing new.
static bool makes_list(const struct question *q) {
    switch (q->kind) {
    case ASK_FILE: case ASK_TAGS: case ASK_CHOICES: case ASK_MATRIX: case ASK_ROWS: case ASK_GROUP: case ASK_INFO: case ASK_VALUE:
    case ASK_YES_NO: case ASK_SIGNATURE: case ASK_DAY: return false;
    default: return true;
    }
}

static bool worth_keeping(const struct question *q, const struct val *preset) {
    if (answer_empty(q, preset) || (preset->type == VAL_BOOL && !preset->boolean))
        return false;
    return preset->type != VAL_ARRAY || preset->count > 1 || !answer_empty(q, &preset->items[0]);
}

enum err read_question(struct reader *r, const struct val *c, const struct component_kind *kind, struct question *q,
                       struct question_rules *n) {
    const struct val *preset = val_get(c, "defaultValue"), *clears = val_get(c, "clearOnHide");
    q->kind = kind->kind;
    q->keys = kind->keys;
    q->type = val_get_text(c, "type", "");
    q->required = member_true(val_get(c, "validate"), "required");
    read_texts(r, c, q);
    n->errors = val_get(c, "errors");
    n->answers = q->kind != ASK_INFO;
    n->hidden = member_true(c, "hidden");
    n->keeps = clears && clears->type == VAL_BOOL && !clears->boolean;
    n->trims = member_true(c, "truncateMultipleSpaces");
    q->limits.decimals = -1;
    enum err e = read_limits(r, c, q, n);
    e = e ? e : read_by_kind(r, c, q, n);
    e = e ? e : read_tgov(r, c, q);
    e = e ? e : read_dates(r, c, q, n);
    if (e)
        return e;
    q->many = member_true(c, "multiple") && makes_list(q);
    if (q->kind == ASK_CHOICE && q->many) {
        q->kind = ASK_CHOICES;
        q->many = false;
    }
    const struct val *calculate = val_get(c, "calculateValue");
    q->calculated = calculate && (calculate->type == VAL_OBJECT || calculate->type == VAL_ARRAY);
    q->read_only = member_true(c, "disabled") || (q->calculated && !member_true(c, "allowCalculateOverride"));
    if (preset && worth_keeping(q, preset))
        q->preset = *preset;
    return ERR_NONE;
}
