// SPDX-License-Identifier: Apache-2.0
// Lists of services: filters, ranks, counts beside the filters.
#include "backend/services/snapshot.h"
#include "contract/service/texts.h"
#include <stdlib.h>

static bool has_event(const struct service *s, const char *id) {
    for (size_t i = 0; i < s->event_count; i++)
        if (text_same(s->events[i], id))
            return true;
    return false;
}

static bool under(const struct service *s, bool events, const char *id) {
    return events ? has_event(s, id) : text_same(s->category, id);
}

bool list_terms(const struct catalogue *c, size_t language, bool events, const bool *shown, struct arena *a,
                const struct api_term **terms, size_t *count) {
    const struct vocabulary_term *vocabulary = events ? life_events : categories;
    const struct val *titles = events ? &c->district.events : &c->district.categories;
    size_t room = 0;
    while (vocabulary[room].id)
        room++;
    struct api_term *list = arena_array(a, room + 1, sizeof *list);
    if (!list)
        return false;
    for (size_t t = 0; t < room; t++) {
        const struct vocabulary_term *v = &vocabulary[t];
        list[t] = (struct api_term){.id = v->id, .icon = v->icon, .business = v->business,
                                    .title = texts_pick(val_get(titles, v->id), c->district.tags[language])};
        for (size_t i = 0; i < c->count; i++)
            list[t].count += (!shown || shown[i]) && under(&c->entries[i].service, events, v->id);
    }
    *terms = list;
    *count = room;
    return true;
}

struct hit {
    int score;
    size_t at;
};

static int by_score(const void *a, const void *b) {
    const struct hit *x = a, *y = b;
    return x->score != y->score ? y->score - x->score : x->at < y->at ? -1 : x->at > y->at;
}

// In the language asked for and, where that is another one, in the first of the district: people type what they know.
static int score(const struct catalogue *c, const struct entry *e, size_t language, const struct search_query *q) {
    int best = search_score(q, &e->docs[language], 1);
    for (size_t l = 0; l < c->district.language_count; l++)
        if (l != language && text_same(c->district.tags[l], "en")) {
            struct search_doc both[2] = {e->docs[language], e->docs[l]};
            int other = search_score(q, both, 2);
            best = other > best ? other : best;
        }
    return best;
}

static bool fits(const struct service *s, const struct list_question *q) {
    return (q->audience < 0 || (s->audience_mask & (1u << q->audience))) && (!q->on_tv || service_on_tv(s)) &&
           (!q->free || service_free(s)) && (!q->no_papers || !s->evidence_count);
}

// Counts of each facet ignore the facet's own filter and the other one, so that the list beside shows where to go.
bool list_services(const struct catalogue *c, size_t language, const struct list_question *q, struct arena *a,
                   struct api_services *out) {
    struct search_query words = {.count = 0};
    struct hit *hits = arena_array(a, c->count + 1, sizeof *hits);
    bool *shown = arena_array(a, c->count + 1, sizeof *shown);
    if (!hits || !shown || (q->typed && !search_query_make(a, q->typed, &words)))
        return false;
    size_t n = 0;
    *out = (struct api_services){.total = 0};
    for (size_t i = 0; i < c->count; i++) {
        const struct service *s = &c->entries[i].service;
        out->all += q->audience < 0 || (s->audience_mask & (1u << q->audience));
        int points = fits(s, q) ? (words.count ? score(c, &c->entries[i], language, &words) : 1) : 0;
        shown[i] = points > 0;
        if (points && (!q->event || has_event(s, q->event)) && (!q->category || text_same(s->category, q->category)))
            hits[n++] = (struct hit){points, i};
    }
    qsort(hits, n, sizeof *hits, by_score);
    size_t from = (size_t)q->skip < n ? (size_t)q->skip : n;
    size_t count = n - from < (size_t)q->limit ? n - from : (size_t)q->limit;
    struct api_service_item *items = arena_array(a, count + 1, sizeof *items);
    for (size_t i = 0; items && i < count; i++)
        items[i] = c->entries[hits[from + i].at].items[language];
    out->items = items;
    out->item_count = count;
    out->total = (int)n;
    out->language = c->district.tags[language];
    if (from + count < n)
        out->next = arena_printf(a, "%zu", from + count);
    return items && list_terms(c, language, true, shown, a, &out->events, &out->event_count) &&
           list_terms(c, language, false, shown, a, &out->categories, &out->category_count) && !a->failed;
}
