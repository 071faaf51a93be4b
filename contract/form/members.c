// SPDX-License-Identifier: Apache-2.0
// Reading the members of a component, which builders write in several ways: numbers as texts, texts with markup, our
// own members beside the others or among the "properties" that builders let people add.
#include "contract/form/read.h"

#include <math.h>

const char *member_text(struct reader *r, const struct val *v, const char *key) {
    const char *text = val_get_text(v, key, NULL);
    if (!text || !*text)
        return NULL;
    text = plain_text(r->a, text);
    return text && *text ? text : NULL;
}

const struct val *member_tgov(const struct val *component, const char *name) {
    char flat[32];
    snprintf(flat, sizeof flat, "tgov.%s", name);
    const struct val *v = val_get(val_get(component, "tgov"), name);
    v = v ? v : val_get(component, flat);
    return v ? v : val_get(val_get(component, "properties"), flat);
}

static bool number_text(const char *text, double *out) {
    char *end;
    while (*text == ' ')
        text++;
    if (!*text || strlen(text) > 40)
        return false;
    *out = strtod(text, &end);
    return end != text && *end == 0 && isfinite(*out);
}

bool member_number(const struct val *v, const char *key, double *out) {
    const struct val *m = val_get(v, key);
    if (m && m->type == VAL_NUMBER) {
        *out = m->number;
        return isfinite(m->number);
    }
    return m && m->type == VAL_STRING && number_text(m->text, out);
}

uint32_t member_count(const struct val *v, const char *key) {
    double n;
    if (!member_number(v, key, &n) || n < 1)
        return 0;
    return n > 1e9 ? 1000000000u : (uint32_t)n;
}

bool member_true(const struct val *v, const char *key) {
    const struct val *m = val_get(v, key);
    if (!m)
        return false;
    return m->type == VAL_BOOL ? m->boolean : m->type == VAL_NUMBER ? m->number != 0
                                          : m->type == VAL_STRING && text_same(m->text, "true");
}
