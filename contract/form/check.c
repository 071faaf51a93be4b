// SPDX-License-Identifier: Apache-2.0
// Checking answers: what is required, what each kind allows, then the form's own rules. One violation a question, the
// one to put right first.
#include "contract/form/check.h"

const char *const violation_names[] = {
    "none", "required", "type", "short", "long", "few-words", "many-words", "small", "big", "step", "decimals", "pattern",
    "mask", "email", "url", "phone", "date", "early", "late", "time", "day", "option", "few", "many", "file-type",
    "file-size", "rule", NULL};

static bool deeper_than(const struct val *v, int cap) {
    if (v->type != VAL_ARRAY && v->type != VAL_OBJECT)
        return false;
    bool deep = cap == 0;
    for (uint32_t i = 0; i < v->count && !deep; i++)
        deep = deeper_than(v->type == VAL_ARRAY ? &v->items[i] : &v->members[i].value, cap - 1);
    return deep;
}

static enum violation_kind check_rows(const struct checking *c) {
    const struct question_limits *l = &c->q->limits;
    uint32_t most = l->max_count && l->max_count < FORM_ROWS_CAP ? l->max_count : FORM_ROWS_CAP;
    if (c->value->type != VAL_ARRAY)
        return WRONG_TYPE;
    for (uint32_t i = 0; i < c->value->count; i++)
        if (c->value->items[i].type != VAL_OBJECT)
            return WRONG_TYPE;
    c->out->limit = c->value->count > most ? most : l->min_count;
    return c->value->count > most ? WRONG_MANY : c->value->count < l->min_count ? WRONG_FEW : WRONG_NONE;
}

static enum violation_kind check_kind(const struct checking *c) {
    switch (c->q->kind) {
    case ASK_TEXT: case ASK_LONG_TEXT: case ASK_EMAIL: case ASK_PHONE: case ASK_URL: return check_text(c);
    case ASK_NUMBER: case ASK_INTEGER: case ASK_MONEY: return check_number(c);
    case ASK_DATE: case ASK_DATE_TIME: case ASK_TIME: return check_date(c);
    case ASK_DAY: return check_day(c);
    case ASK_YES_NO: return c->value->type == VAL_BOOL ? WRONG_NONE : WRONG_TYPE;
    case ASK_CHOICE: return check_choice(c);
    case ASK_CHOICES: return check_choices(c);
    case ASK_ADDRESS: case ASK_MATRIX: case ASK_GROUP: return c->value->type == VAL_OBJECT ? WRONG_NONE : WRONG_TYPE;
    case ASK_FILE: return check_files(c);
    case ASK_TAGS: return check_tags(c);
    case ASK_ROWS: return check_rows(c);
    case ASK_SIGNATURE:
        c->out->limit = FORM_SIGNATURE_CAP;
        if (c->value->type != VAL_STRING)
            return WRONG_TYPE;
        return c->value->count > FORM_SIGNATURE_CAP ? WRONG_LONG : WRONG_NONE;
    default: return WRONG_NONE;
    }
}

// The form's own rules: true or nothing means good, a text says what is wrong.
static bool rule_good(struct visit *v, const struct rule *rule, const struct place *p, struct violation *out) {
    struct val said;
    if (!rule->logic || !rule_value(v, rule, p, v->temp, &said) || said.type == VAL_NULL ||
        (said.type == VAL_BOOL && said.boolean))
        return true;
    out->text = said.type == VAL_STRING && *said.text ? said.text : NULL;
    return false;
}

static enum violation_kind check_one(struct visit *v, const struct place *p, bool empty, struct violation *out) {
    struct checking c = {v, p, p->q, p->value, out};
    enum violation_kind kind = empty ? WRONG_NONE : check_kind(&c);
    if (!kind && !(rule_good(v, &p->node->valid_json, p, out) && rule_good(v, &p->node->valid_custom, p, out)))
        kind = WRONG_RULE;
    return kind;
}

static enum violation_kind check_list(struct visit *v, const struct place *p, struct violation *out) {
    if (p->value->type != VAL_ARRAY)
        return WRONG_TYPE;
    uint32_t most = p->q->limits.max_count ? p->q->limits.max_count : FORM_LIST_CAP;
    out->limit = most;
    if (p->value->count > most || p->value->count > FORM_LIST_CAP)
        return WRONG_MANY;
    for (uint32_t i = 0; i < p->value->count; i++) {
        struct place item = *p;
        item.value = &p->value->items[i];
        if (item.value->type == VAL_ARRAY)
            return WRONG_TYPE;
        enum violation_kind kind = check_one(v, &item, answer_empty(p->q, item.value), out);
        if (kind) {
            out->path = arena_printf(v->run->arena, "%s.%u", p->path, i);
            return kind;
        }
    }
    return WRONG_NONE;
}

// Form.io asks of rows that at least one of them says something, of a manual address that all its lines do.
static bool says_nothing(const struct question *q, const struct val *v) {
    if (!v || answer_empty(q, v))
        return true;
    if (q->kind != ASK_ROWS || v->type != VAL_ARRAY)
        return false;
    static const struct question any = {.kind = ASK_VALUE};
    for (uint32_t i = 0; i < v->count; i++)
        if (!answer_empty(&any, &v->items[i]))
            return false;
    return true;
}

bool check_answer(struct visit *v, const struct place *p, struct violation *out) {
    const struct question *q = p->q;
    *out = (struct violation){.question = q};
    if (q->kind == ASK_INFO)
        return false;
    bool nothing = says_nothing(q, p->value);
    bool required = q->kind != ASK_VALUE && q->kind != ASK_MATRIX && !q->read_only &&
                    !effect_state(v, p, EFFECT_DISABLED, false) && effect_state(v, p, EFFECT_REQUIRED, q->required);
    bool absent = !p->value || p->value->type == VAL_NULL || answer_empty(q, p->value);
    if (p->value && deeper_than(p->value, FORM_ANSWER_DEPTH_CAP))
        out->kind = WRONG_TYPE;
    else if (nothing && required)
        out->kind = WRONG_REQUIRED;
    else if (q->many && !absent)
        out->kind = check_list(v, p, out);
    else
        out->kind = check_one(v, p, absent, out);
    if (out->kind && !out->path)
        out->path = v->row_depth ? arena_string(v->run->arena, p->path) : q->path;
    if (out->kind && !out->path)
        v->err = ERR_MEMORY;
    if (out->text && out->kind == WRONG_RULE && !(out->text = arena_string(v->run->arena, out->text)))
        v->err = ERR_MEMORY;
    return out->kind != WRONG_NONE;
}

// ---- from outside ----
struct check_all {
    struct violation *out;
    uint32_t room, count;
    const char *only; // one path, or NULL
};

static bool check_at(struct visit *v, void *ctx, const struct place *p) {
    struct check_all *all = ctx;
    struct violation found;
    if (!p->shown || !p->node->answers)
        return false;
    if (all->only && strcmp(all->only, p->path) != 0)
        return !strncmp(p->path, all->only, strlen(p->path));
    bool wrong = check_answer(v, p, &found);
    if (wrong && all->count++ < all->room)
        all->out[all->count - 1] = found;
    return !all->only && !(wrong && found.kind == WRONG_TYPE);
}

static enum err check(const struct form_run *run, const struct val *answers, struct arena *temp, struct check_all *all) {
    struct visit v;
    visit_init(&v, run, answers, temp);
    v.at = check_at;
    v.ctx = all;
    v.whole_rows = all->only != NULL;
    enum err e = visit_form(&v);
    visit_finish(&v);
    return e;
}

enum err form_check_step(const struct form_run *run, const struct val *answers, const char *path, struct violation *out) {
    bool item;
    char own[FORM_PATH_CAP];
    const struct question *q = path_question(run->form, path, &item);
    *out = (struct violation){.path = path, .question = q};
    if (!q || !text_copy(own, sizeof own, path))
        return ERR_NOT_FOUND;
    if (item)
        *strrchr(own, '.') = 0;
    struct check_all all = {.out = out, .room = 1, .only = own};
    struct arena temp;
    arena_init(&temp, VISIT_SCRATCH_CAP);
    enum err e = check(run, answers, &temp, &all);
    arena_finish(&temp);
    return e;
}

enum err form_check(const struct form_run *run, const struct val *answers, struct violation *out, uint32_t room,
                    uint32_t *count) {
    struct check_all all = {.out = out, .room = room};
    struct val settled, empty = {.type = VAL_OBJECT};
    struct arena temp;
    arena_init(&temp, 2 * VISIT_SCRATCH_CAP);
    enum err e = settle(run, answers && answers->type == VAL_OBJECT ? answers : &empty, &temp, false, &settled);
    e = e ? e : check(run, &settled, &temp, &all);
    arena_finish(&temp);
    *count = all.count;
    return e;
}
