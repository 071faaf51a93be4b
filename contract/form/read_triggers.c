// SPDX-License-Identifier: Apache-2.0
// Form.io "logic": a trigger and what it changes. Taken over where it makes a question hidden, required or read-only;
// other changes (a new label, a value by script) are listed as skipped.
#include "contract/form/read.h"

static const char *trigger_kind(const struct val *trigger) { return val_get_text(trigger, "type", ""); }

static enum err read_trigger(struct reader *r, const struct question_rules *n, const struct val *trigger, const char *place,
                             struct test *out, bool *any) {
    const char *type = trigger_kind(trigger);
    const struct val *body = val_get(trigger, type);
    *any = false;
    if (text_same(type, "simple") && body)
        return read_test(r, body, place, n->index, out, any);
    if ((text_same(type, "json") || text_same(type, "javascript")) && body && body->type == VAL_OBJECT) {
        *any = true;
        return read_rule(r, body, place, &out->rule);
    }
    return reader_skip(r, place, "a trigger of type \"%.40s\"", type);
}

static bool read_effect(const struct val *action, struct trigger *out) {
    const char *property = val_get_text(val_get(action, "property"), "value", "");
    if (!text_same(val_get_text(action, "type", ""), "property"))
        return false;
    out->state = member_true(action, "state");
    out->effect = text_same(property, "hidden") ? EFFECT_HIDDEN : text_same(property, "disabled") ? EFFECT_DISABLED : EFFECT_REQUIRED;
    return out->effect != EFFECT_REQUIRED || text_same(property, "validate.required");
}

enum err read_triggers(struct reader *r, struct question_rules *n, const struct val *c) {
    const struct val *logic = val_get(c, "logic");
    if (!logic || logic->type != VAL_ARRAY || !logic->count)
        return ERR_NONE;
    uint32_t room = 0;
    for (uint32_t i = 0; i < logic->count; i++) {
        const struct val *actions = val_get(&logic->items[i], "actions");
        room += actions && actions->type == VAL_ARRAY ? actions->count : 0;
    }
    struct trigger *triggers = arena_array(r->a, room + 1, sizeof *triggers);
    if (!triggers)
        return fault_set(r->f, ERR_MEMORY, n->place, "out of memory");
    for (uint32_t i = 0; i < logic->count; i++) {
        const struct val *actions = val_get(&logic->items[i], "actions");
        const char *place = arena_printf(r->a, "%s.logic[%u]", n->place, i);
        struct test test = {0};
        bool any;
        if (!place)
            return fault_set(r->f, ERR_MEMORY, n->place, "out of memory");
        enum err e = read_trigger(r, n, val_get(&logic->items[i], "trigger"), place, &test, &any);
        for (uint32_t k = 0; !e && any && actions && actions->type == VAL_ARRAY && k < actions->count; k++) {
            triggers[n->trigger_count].test = test;
            if (read_effect(&actions->items[k], &triggers[n->trigger_count]))
                n->trigger_count++;
            else
                e = reader_skip(r, place, "an action that is not hidden, required or disabled");
        }
        if (e)
            return e;
    }
    n->triggers = triggers;
    return ERR_NONE;
}
