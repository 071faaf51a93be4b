// SPDX-License-Identifier: Apache-2.0
// Calculations and clearing, round after round until nothing changes: a calculated answer may show a question, a hidden
// one may change a calculation. Forms have no cycles, so this ends; the cap is for what rules do with each other's rows.
#include "contract/form/visit.h"

static void calculate(struct visit *v, const struct place *p) {
    struct val result;
    bool asked = !p->q->read_only && p->q->kind != ASK_VALUE && p->value; // what a person wrote over it stays
    if (asked || (!p->row && v->row_depth))
        return;
    if (!rule_value(v, &p->node->calculate, p, v->temp, &result) && v->err)
        return;
    if (result.type == VAL_NULL) { // nothing to work out yet: what a sender wrote there must not stay
        if (p->value && p->value->type != VAL_NULL)
            visit_change(v, p->path, NULL);
    } else if (!(p->value && val_same(p->value, &result)))
        visit_change(v, p->path, &result);
}

// A default of the wrong kind, or an option that is not there, is none. Addresses are often given as a text.
static bool preset_fits(struct visit *v, const struct place *p, struct val *preset) {
    struct violation wrong;
    struct place with = *p;
    if (p->q->kind == ASK_ADDRESS && preset->type == VAL_STRING) {
        struct val_builder b = val_build(v->temp);
        if (!val_set(&b, "formatted_address", *preset))
            v->err = ERR_MEMORY;
        *preset = val_object(&b);
    }
    with.value = preset;
    return !check_answer(v, &with, &wrong) || (wrong.kind != WRONG_TYPE && wrong.kind != WRONG_OPTION);
}

static void give_preset(struct visit *v, const struct place *p) {
    struct val result = p->q->preset;
    if (p->node->preset.logic && !rule_value(v, &p->node->preset, p, v->temp, &result))
        return;
    if (result.type != VAL_NULL && preset_fits(v, p, &result) && !v->err)
        visit_change(v, p->path, &result);
}

static bool settle_at(struct visit *v, void *ctx, const struct place *p) {
    const bool *presets = ctx;
    const struct question_rules *n = p->node;
    if (!n->answers)
        return false;
    if (!p->present) {
        if (p->value && !n->keeps)
            visit_change(v, p->path, NULL);
        return n->keeps; // what lies within may be cleared nevertheless
    }
    bool container = p->q->kind == ASK_GROUP || p->q->kind == ASK_MATRIX || p->q->kind == ASK_ROWS;
    bool wants = p->q->preset.type != VAL_NULL || n->preset.logic;
    if (*presets && wants && !p->value && (p->row || !v->row_depth))
        give_preset(v, p);
    else if (n->calculate.logic && !container)
        calculate(v, p);
    return true;
}

enum err settle(const struct form_run *run, const struct val *answers, struct arena *temp, bool presets, struct val *out) {
    const struct form_inside *in = run->form->inside;
    *out = *answers;
    if (!in->calculates && !in->clears && !presets)
        return ERR_NONE;
    struct visit v;
    visit_init(&v, run, answers, temp);
    v.at = settle_at;
    v.ctx = &presets;
    enum err e = ERR_NONE;
    for (int round = 0; round < FORM_ROUNDS_CAP && !e; round++) {
        uint32_t before = v.version;
        e = visit_form(&v);
        if (v.version == before)
            break;
    }
    *out = v.answers;
    visit_finish(&v);
    return e;
}
