// SPDX-License-Identifier: Apache-2.0
// Made-up texts.
#include "contract/form/regex.h"
#include "contract/form/walk.h"

static const char *const words[] = {"north", "river", "seven", "paper", "garden", "winter", "yellow", "simple", "bridge", "answer"};

static const char *fill_mask(const char *mask, uint64_t *seed, struct arena *a) {
    char *to = arena_string(a, mask);
    for (char *c = to; c && *c; c++)
        if (*c == '9')
            *c = (char)('0' + walk_below(seed, 10));
        else if (*c == 'a' || *c == 'A' || *c == '*')
            *c = (char)((*c == 'A' ? 'A' : 'a') + walk_below(seed, 26));
    return to;
}

static const char *digits(uint32_t count, const char *before, uint64_t *seed, struct arena *a) {
    char text[80];
    size_t n = (size_t)snprintf(text, sizeof text, "%s", before);
    for (uint32_t i = 0; i < count && n + 1 < sizeof text; i++)
        text[n++] = (char)('0' + walk_below(seed, 10));
    return arena_copy(a, text, n);
}

static const char *plain(const struct question_limits *l, uint64_t *seed, struct arena *a) {
    char text[2048];
    uint32_t least = l->min_length < 1900 ? l->min_length : 1900, least_words = l->min_words ? l->min_words : 1, n = 0;
    size_t len = 0;
    while ((n < least_words || len < least) && len + 16 < sizeof text) {
        const char *word = words[walk_below(seed, sizeof words / sizeof *words)];
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", n ? " " : "", word);
        n++;
    }
    if (l->max_length && len > l->max_length)
        len = l->max_length;
    while (len > 1 && text[len - 1] == ' ')
        text[len - 1] = 'x';
    return arena_copy(a, text, len);
}

// What the question's own rules speak of: texts to compare with, and numbers that may be how long the answer is.
struct hints {
    const char *texts[16];
    uint32_t lengths[8], text_count, length_count;
    bool iban;
};

static void gather(const struct val *v, struct hints *h, int depth) {
    if (v->type == VAL_STRING && h->text_count < 16 && *v->text)
        h->texts[h->text_count++] = v->text;
    if (v->type == VAL_NUMBER && v->number >= 1 && v->number <= 40 && h->length_count < 8)
        h->lengths[h->length_count++] = (uint32_t)v->number;
    for (uint32_t i = 0; v->type == VAL_ARRAY && i < v->count && depth < 40; i++)
        gather(&v->items[i], h, depth + 1);
    for (uint32_t i = 0; v->type == VAL_OBJECT && i < v->count && depth < 40; i++) {
        h->iban |= text_same(v->members[i].key, "tgov:iban");
        if (!text_same(v->members[i].key, "var"))
            gather(&v->members[i].value, h, depth + 1);
    }
}

static const char *from_hints(const struct question_rules *n, uint32_t attempt, uint64_t *seed, struct arena *a) {
    struct hints h = {0};
    if (n->valid_custom.json)
        gather(n->valid_custom.json, &h, 0);
    if (n->valid_json.json)
        gather(n->valid_json.json, &h, 0);
    if (h.iban)
        return digits(13, "NO", seed, a);
    if (h.length_count && attempt % 8)
        return digits(h.lengths[attempt % 2 ? 0 : walk_below(seed, h.length_count)], "", seed, a);
    return h.text_count ? arena_string(a, h.texts[walk_below(seed, h.text_count)]) : digits(1 + walk_below(seed, 12), "", seed, a);
}

static const char *by_kind(const struct place *p, uint64_t *seed, struct arena *a) {
    switch (p->q->kind) {
    case ASK_EMAIL: return arena_printf(a, "name%u@example.org", walk_below(seed, 1000));
    case ASK_URL: return arena_printf(a, "https://www.example.org/%u", walk_below(seed, 1000));
    case ASK_PHONE: return digits(7, "020", seed, a);
    default: return plain(&p->q->limits, seed, a);
    }
}

const char *walk_text(const struct place *p, uint32_t attempt, uint64_t *seed, struct arena *a) {
    const struct question *q = p->q;
    bool ruled = p->node->valid_custom.logic || p->node->valid_json.logic;
    if (q->limits.mask && (attempt % 2 == 0 || !ruled))
        return fill_mask(q->limits.mask, seed, a);
    if (q->limits.pattern && (!ruled || attempt % 4 != 3))
        return pattern_invent(a, q->limits.pattern, seed);
    if (q->suggestion_count && attempt < 4)
        return arena_string(a, q->suggestions[walk_below(seed, q->suggestion_count)]);
    if (ruled && attempt > 1)
        return from_hints(p->node, attempt, seed, a);
    if (q->limits.max_length && q->limits.max_length < 12 && attempt % 2) // short ones are mostly numbers
        return digits(q->limits.min_length > 1 ? q->limits.min_length : q->limits.max_length, "", seed, a);
    return by_kind(p, seed, a);
}
