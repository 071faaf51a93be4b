// SPDX-License-Identifier: Apache-2.0
#include "backend/services/search.h"
#include "contract/service/texts.h"

enum {
    SCORE_TITLE_START = 100, // the title begins with the word
    SCORE_TITLE_WORD = 70,   // a word of the title begins with it
    SCORE_KEYWORD = 60,      // a keyword is it
    SCORE_KEYWORD_START = 40,
    SCORE_OFFICE = 25,
    SCORE_INSIDE = 20,   // somewhere inside a word
    SCORE_TYPO_TITLE = 12, // with one wrong letter
    SCORE_TYPO = 8,
    SCORE_PAIRS = 6,     // most pairs of neighbouring letters, for scripts without blanks
    TYPO_FROM = 4,       // letters that a word must have before one may be wrong
};

bool search_doc_make(struct arena *a, const struct service *s, const char *office, const char *language,
                     struct search_doc *out) {
    const struct val *list = val_get(&s->keywords, language);
    size_t count = list && list->type == VAL_ARRAY ? list->count : 0;
    const char **words = arena_array(a, count + 1, sizeof *words);
    *out = (struct search_doc){search_fold(a, texts_pick(&s->title, language)), search_fold(a, office), words, count};
    for (size_t i = 0; i < count && words; i++)
        words[i] = search_fold(a, list->items[i].text);
    return !a->failed && words && out->title && out->office;
}

bool search_query_make(struct arena *a, const char *typed, struct search_query *out) {
    const char *folded = search_fold(a, typed);
    if (!folded)
        return false;
    struct str rest = str_of(folded);
    out->count = 0;
    while (rest.len && out->count < SEARCH_TOKENS_CAP) {
        struct str one = str_cut(&rest, ' ');
        struct search_word *w = &out->words[out->count];
        size_t at = 0;
        w->count = 0;
        while (at < one.len && w->count < SEARCH_TOKEN_CAP)
            w->letters[w->count++] = utf8_next(one.p, one.len, &at);
        w->text = arena_copy(a, one.p, at);
        if (!w->text)
            return false;
        out->count += w->count > 0;
    }
    return true;
}

static bool cjk(uint32_t c) { return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x20000 && c < 0x40000); }

// Whether two words differ by one letter: wrong, missing, too much, or two exchanged.
static bool near(const uint32_t *a, size_t an, const uint32_t *b, size_t bn) {
    if (an < bn) {
        const uint32_t *t = a;
        size_t tn = an;
        a = b, an = bn, b = t, bn = tn;
    }
    size_t start = 0, end = 0;
    while (start < bn && a[start] == b[start])
        start++;
    while (end < bn - start && a[an - 1 - end] == b[bn - 1 - end])
        end++;
    size_t ra = an - start - end, rb = bn - start - end;
    if (ra <= 1 && rb <= 1)
        return true;
    return ra == 2 && rb == 2 && a[start] == b[start + 1] && a[start + 1] == b[start];
}

// One wrong letter against a word of the text, or against as much of its beginning as was typed.
static bool typo(const struct search_word *w, const char *text) {
    size_t from = cjk(w->letters[0]) ? TYPO_FROM - 1 : TYPO_FROM;
    if (w->count < from)
        return false;
    for (struct str rest = str_of(text); rest.p && rest.len;) {
        struct str one = str_cut(&rest, ' ');
        uint32_t letters[SEARCH_TOKEN_CAP];
        size_t n = 0, at = 0;
        while (at < one.len && n < SEARCH_TOKEN_CAP)
            letters[n++] = utf8_next(one.p, one.len, &at);
        // The first letter is nearly always right; without this, short words fit half the dictionary.
        bool first = n && letters[0] == w->letters[0];
        if (n + 1 < from || (!first && w->count < 6))
            continue;
        if (near(w->letters, w->count, letters, n) || (n > w->count && near(w->letters, w->count, letters, w->count)))
            return true;
    }
    return false;
}

// Two thirds of the pairs of letters are in the text.
static bool pairs(const struct search_word *w, const char *text) {
    size_t found = 0;
    if (w->count < 3 || !cjk(w->letters[0]))
        return false;
    for (size_t i = 0; i + 1 < w->count; i++) {
        char pair[9] = {0};
        size_t len = utf8_put(pair, w->letters[i]);
        utf8_put(pair + len, w->letters[i + 1]);
        found += strstr(text, pair) != NULL;
    }
    return found * 3 >= (w->count - 1) * 2;
}

static bool word_start(const char *text, const char *word) {
    for (const char *at = text; (at = strstr(at, word)); at++)
        if (at == text || at[-1] == ' ')
            return true;
    return false;
}

static int score_keyword(const struct search_word *w, const char *keyword) {
    if (!strcmp(keyword, w->text))
        return SCORE_KEYWORD;
    if (word_start(keyword, w->text))
        return SCORE_KEYWORD_START;
    if ((w->count > 2 || cjk(w->letters[0])) && strstr(keyword, w->text))
        return SCORE_INSIDE;
    return typo(w, keyword) ? SCORE_TYPO : pairs(w, keyword) ? SCORE_PAIRS : 0;
}

static int score_word(const struct search_word *w, const struct search_doc *d) {
    if (!strncmp(d->title, w->text, strlen(w->text)))
        return SCORE_TITLE_START;
    if (word_start(d->title, w->text))
        return SCORE_TITLE_WORD;
    int best = word_start(d->office, w->text) ? SCORE_OFFICE : 0;
    if ((w->count > 2 || cjk(w->letters[0])) && strstr(d->title, w->text) && best < SCORE_INSIDE)
        best = SCORE_INSIDE;
    for (size_t i = 0; i < d->keyword_count; i++) {
        int score = score_keyword(w, d->keywords[i]);
        best = score > best ? score : best;
    }
    if (best < SCORE_TYPO_TITLE && typo(w, d->title))
        best = SCORE_TYPO_TITLE;
    if (best < SCORE_PAIRS && pairs(w, d->title))
        best = SCORE_PAIRS;
    return best || !typo(w, d->office) ? best : SCORE_TYPO;
}

int search_score(const struct search_query *q, const struct search_doc *docs, size_t count) {
    int sum = 1;
    for (size_t i = 0; i < q->count; i++) {
        int best = 0;
        for (size_t d = 0; d < count; d++) {
            int score = score_word(&q->words[i], &docs[d]);
            best = score > best ? score : best;
        }
        if (!best)
            return 0;
        sum += best;
    }
    return sum;
}
