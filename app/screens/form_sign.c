// SPDX-License-Identifier: Apache-2.0
// What a person signs when they send: the answers as lines of label and value, in the words of the review. The phone shows
// the same lines. Texts keep within what an issuer takes (backend/issuer/details.c): what is longer is cut and says so,
// what cannot be seen is left out, since it could hide something.
#include "app/screens/form_state.h"
#include "base/locale.h"

enum { LINES_MAX = 40, TITLE_MAX = 200, LABEL_MAX = 160, VALUE_MAX = 600, AMOUNT_MAX = 60, LINE_EXTRA = 48, BUDGET = 24000 };

struct lines {
    struct form_run run;
    const char *language;
    struct form_words words;
    struct val_builder list, hidden; // hidden: places of private answers
    size_t cost;                     // bytes of it in a form as it is sent
    uint32_t count, left_out;
};

static const char *word(void *cx, const char *english) { return ctx_tr(cx, english); }

static bool unseen(uint32_t c) {
    return (c < ' ' && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x180e || c == 0x200b || c == 0x200e ||
           c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c >= 0xe000 && c <= 0xf8ff) || (c >= 0xfff0 && c <= 0xffff) || c >= 0xe0000;
}

static const char *plain(struct arena *a, const char *text, size_t max) {
    static const char more[] = "…";
    size_t len = strlen(text), at = 0, used = 0;
    char *out = arena_alloc(a, len + sizeof more);
    while (out && at < len) {
        uint32_t c = utf8_next(text, len, &at);
        size_t before = used;
        if (!unseen(c))
            used += utf8_put(out + used, c);
        if (used > max - (sizeof more - 1) && (used > max || at < len)) {
            memcpy(out + before, more, sizeof more);
            return out;
        }
    }
    if (out)
        out[used] = '\0';
    return out;
}

// In a form "é" is "%C3%A9", and a line break within JSON "%5Cn".
static size_t sent_bytes(const char *text) {
    size_t n = 0;
    for (; *text; text++)
        n += (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9') ? 1 : *text == '\n' ? 4 : 3;
    return n;
}

static bool push(struct lines *l, const char *label, const char *value) {
    struct val_builder pair = val_build(l->run.arena);
    bool ok = val_push(&pair, val_text(label)) && val_push(&pair, val_text(value));
    l->cost += sent_bytes(label) + sent_bytes(value) + LINE_EXTRA;
    l->count++;
    return ok && val_push(&l->list, val_array(&pair));
}

static const char *count_words(struct arena *a, const char *language, uint32_t n) {
    char plain[16];
    snprintf(plain, sizeof plain, "%u", n);
    return locale_digits(locale_of(language), a, plain);
}

static bool line(struct lines *l, const struct form_step *step) {
    const struct question *q = step->question;
    struct arena *a = l->run.arena;
    if (!step->value || q->kind == ASK_ROWS || q->kind == ASK_INFO)
        return true;
    const char *value = form_show(&l->run, q, step->value, l->language, &l->words);
    const char *label = form_text(l->run.form, l->language, q->label);
    if (step->has_row)
        label = arena_printf(a, "%s (%s)", label, count_words(a, l->language, step->row + 1));
    label = label ? plain(a, label, LABEL_MAX) : NULL;
    value = value ? plain(a, value, VALUE_MAX) : NULL;
    if (!label || !value)
        return false;
    if (!*value)
        return true;
    if (l->count >= LINES_MAX - 1 || l->cost + sent_bytes(label) + sent_bytes(value) + LINE_EXTRA > BUDGET) {
        l->left_out++;
        return true;
    }
    return (!q->secret || val_push(&l->hidden, val_number(l->count))) && push(l, label, value);
}

// What did not fit is counted: its bytes are signed as well.
static bool rest(struct lines *l, struct ctx *cx) {
    return !l->left_out || push(l, ctx_tr(cx, "More answers, as you checked them on the TV"), count_words(l->run.arena, l->language, l->left_out));
}

bool form_sign(const struct form_screen *s, const struct val *clean, struct ctx *cx, struct val *out) {
    struct arena *a = ctx_scratch(cx);
    struct lines l = {.run = form_screen_run(s, a), .language = ctx_language(cx), .words = {.ctx = cx, .text = word},
                      .list = val_build(a), .hidden = val_build(a)};
    struct form_steps steps;
    struct val_builder b = val_build(a);
    bool ok = form_steps(&l.run, clean, &steps) == ERR_NONE;
    for (uint32_t i = 0; ok && i < steps.count; i++)
        ok = line(&l, &steps.items[i]);
    ok = ok && rest(&l, cx);
    const char *title = plain(a, s->service->title, TITLE_MAX);
    ok = ok && title && val_set(&b, "title", val_text(title)) && val_set(&b, "lines", val_array(&l.list)) &&
         val_set(&b, "private", val_array(&l.hidden));
    const char *amount = s->service->fee_amount && s->service->fee ? plain(a, s->service->fee, AMOUNT_MAX) : NULL;
    if (amount)
        ok = ok && val_set(&b, "amount", val_text(amount));
    *out = val_object(&b);
    return ok;
}
