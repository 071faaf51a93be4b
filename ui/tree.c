// SPDX-License-Identifier: Apache-2.0
// The builder: nodes in the frame's arena, ids from the path of keys.
#include "base/locale.h"
#include "ui/inside.h"

#include <assert.h>

#define DOT "\xE2\x80\xA2"

static ui_id id_of(const struct ui_node *parent, const char *key) {
    uint64_t h = hash_bytes(parent ? parent->id : HASH_SEED, key, strlen(key));
    ui_id id = (ui_id)(h ^ h >> 32);
    return id ? id : 1;
}

#ifndef NDEBUG
static bool key_is_new(const struct ui_node *parent, const char *key) {
    int looked = 0;
    for (const struct ui_node *c = parent->last; c && looked < 64; c = c->prev, looked++)
        if (!strcmp(c->key, key))
            return false;
    return true;
}
#endif

static struct ui_node *attach(struct ui *u, const struct ui_node *from) {
    struct ui_node *n = u->failed || u->count >= NODES_MAX || u->depth >= DEPTH_MAX ? NULL : arena_alloc(&u->arena, sizeof *n);
    if (!n) {
        u->failed = true;
        n = &u->spare;
        *n = *from;
        n->parent = u->open;
        return n;
    }
    *n = *from;
    n->first = n->last = n->next = n->prev = NULL;
    n->lay = (struct ui_lay){.for_w = -1};
    n->parent = u->open;
    n->id = id_of(u->open, from->key);
    if (!u->open) {
        assert(!u->root);
        u->root = n;
    } else {
        assert(key_is_new(u->open, from->key)); // ids come from keys: two equal ones would share a focus
        n->prev = u->open->last;
        *(n->prev ? &n->prev->next : &u->open->first) = n;
        u->open->last = n;
    }
    u->count++;
    return n;
}

// How many characters at the end of something private may be seen, so that a person recognises their own number: two of
// five or more.
static size_t kept_open(struct str all, size_t count) {
    enum { OPEN = 2, LEAST = 5 };
    size_t from = all.len;
    for (int i = 0; i < OPEN && from; i++)
        from = text_previous(all, from);
    return count >= LEAST ? all.len - from : 0;
}

static size_t characters(struct str all) {
    size_t count = 0;
    for (size_t at = 0; at < all.len; at = text_next(all, at))
        count++;
    return count;
}

// One dot for each character but the last ones, so that the caret of a field still shows where it is.
static void dots_of_field(struct ui *u, struct ui_node *n) {
    struct str all = str_of(n->text);
    size_t caret = n->caret > 0 ? (size_t)n->caret : 0, from = n->compose > 0 && (size_t)n->compose < caret ? caret - (size_t)n->compose : 0;
    size_t count = characters(all), open = n->states & STATE_SECRET ? 0 : kept_open(all, count), before = 0, composed = 0, to = 0;
    char *dots = arena_array(&u->arena, count + 1, sizeof DOT - 1);
    for (size_t at = 0; dots && at < all.len;) {
        size_t next = text_next(all, at), bytes = at >= all.len - open ? next - at : sizeof DOT - 1;
        if (to + bytes > (count + 1) * (sizeof DOT - 1))
            break; // a cluster of many marks at the end: it stays out
        memcpy(dots + to, at >= all.len - open ? all.p + at : DOT, bytes);
        before += at < caret ? bytes : 0;
        composed += n->compose > 0 && at >= from && at < caret ? bytes : 0;
        to += bytes;
        at = next;
    }
    n->text = dots ? dots : "";
    n->caret = (int)before;
    n->compose = (int)composed;
    u->failed |= !dots;
}

// A text shows the same dots whatever its length, and its last characters.
static const char *dots_of_text(struct ui *u, const char *text) {
    struct str all = str_of(text);
    size_t open = kept_open(all, characters(all));
    return ui_printf(u, DOT DOT DOT "%s%s", open ? " " : "", all.p + all.len - open);
}

static bool number_like(const char *text) {
    struct str s = str_of(text);
    for (size_t at = 0; at < s.len;) {
        uint32_t code = utf8_next(s.p, s.len, &at);
        if (locale_digit(code) < 0 && !(code < 0x80 && strchr(" +-./()", (int)code)))
            return false;
    }
    return s.len > 0;
}

// What is private never gets as far as the tree that others look at, nor the pixels.
static void hide_private(struct ui *u, struct ui_node *n) {
    if (!(n->states & STATE_PRIVATE))
        return;
    bool held = n->value && *n->value;
    // A number reads from the left in every language, its dots too.
    bool shows = n->paint == PAINT_TEXT || n->paint == PAINT_CARET;
    n->states |= shows && n->text && number_like(n->text) ? STATE_LTR : 0;
    if (n->paint == PAINT_TEXT && n->text && *n->text)
        n->text = dots_of_text(u, n->text);
    else if (n->paint == PAINT_CARET && held && n->text)
        dots_of_field(u, n);
    if (held)
        n->value = DOT DOT DOT;
}

static void keep_text(struct ui *u, const char **text) {
    const char *copy = *text ? arena_string(&u->arena, *text) : NULL;
    u->failed |= *text && !copy;
    *text = copy;
}

// Speech compares with the tree before, when the screen that made it may be gone, and its answers, or the text of a field
// may have been written on in place: what it looks at there is kept with the frame.
static void keep_words(struct ui *u, struct ui_node *n) {
    keep_text(u, &n->key);
    keep_text(u, &n->label);
    keep_text(u, &n->value);
    keep_text(u, &n->language);
    if (n->paint == PAINT_TEXT || n->paint == PAINT_CARET)
        keep_text(u, &n->text);
    n->hidden = n->states & STATE_PRIVATE && !(n->states & STATE_SECRET) ? n->value : NULL;
    if (u->failed) // what is asked for nowhere is not shown either
        n->key = n->label = n->value = n->text = "";
}

struct ui_node *ui_open(struct ui *u, const struct ui_node *from) {
    // A control without a name cannot be built. When memory ran out, ui_printf gave "" and nothing is shown anyway.
    assert(u->failed || (from->key && *from->key));
    assert(u->failed || !from->focusable || (from->label && *from->label));
    struct ui_node *n = attach(u, from);
    if (n != &u->spare)
        u->open = n;
    keep_words(u, n);
    hide_private(u, n);
    u->depth++;
    return n;
}

void ui_close(struct ui *u) {
    assert(u->depth > 0);
    u->depth--;
    if (!u->failed)
        u->open = u->open->parent;
}

struct ui_node *ui_leaf(struct ui *u, const struct ui_node *from) {
    struct ui_node *n = ui_open(u, from);
    ui_close(u);
    return n;
}

void ui_speaks(struct ui *u, struct ui_node *n, const char *text, const char *language) {
    struct ui_tongue *t = text && *text && language && *language ? arena_alloc(&u->arena, sizeof *t) : NULL;
    if (!t)
        return;
    *t = (struct ui_tongue){text, language, n->tongues};
    keep_text(u, &t->text);
    keep_text(u, &t->language);
    if (t->text && t->language)
        n->tongues = t;
}

const struct ui_world *ui_world(const struct ui *u) { return &u->world; }
struct arena *ui_arena(struct ui *u) { return &u->arena; }

const char *ui_printf(struct ui *u, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    const char *text = locale_vprintf(locale_of(u->world.language), &u->arena, fmt, args);
    va_end(args);
    if (!text)
        u->failed = true;
    return text ? text : "";
}

static bool runs_left(uint32_t code) {
    return (code >= 0x590 && code < 0x900) || (code >= 0xfb1d && code < 0xfe00) || (code >= 0xfe70 && code < 0xff00);
}

const char *ui_isolated(struct ui *u, const char *name) {
    struct str s = str_of(name);
    bool other = false;
    for (size_t at = 0; at < s.len && !other;) {
        uint32_t code = utf8_next(s.p, s.len, &at);
        other = u->world.rtl ? !runs_left(code) && code != ' ' : runs_left(code);
    }
    return other ? ui_printf(u, "\u2068%s\u2069", name) : name;
}

bool ui_has_focus(const struct ui *u, const char *key) { return u->focus == id_of(u->open, key); }

const char *tr(const struct ui *u, const char *english) { return i18n_text(u->world.words, NULL, english); }

const char *trc(const struct ui *u, const char *context, const char *english) {
    return i18n_text(u->world.words, context, english);
}

const char *trn(const struct ui *u, const char *one, const char *many, int n) {
    return i18n_plural(u->world.words, one, many, n);
}

struct text_style ui_text_style(const struct ui *u, const struct ui_node *n) {
    struct theme theme = u->world.theme;
    if (n->sample)
        theme.scale = (enum text_scale)(n->sample - 1);
    struct type_size type = theme_type(&theme, n->type);
    return (struct text_style){ui_px(u, type.size), ui_px(u, type.line), (type.bold && !n->regular) || n->bold};
}

const char *ui_node_text(const struct ui_node *n) { return n->text ? n->text : n->label ? n->label : ""; }

const struct ui_node *ui_next(const struct ui_node *root, const struct ui_node *n) {
    if (n->first)
        return n->first;
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

const struct ui_node *ui_find(const struct ui_node *root, ui_id id) {
    for (const struct ui_node *n = root; n && id; n = ui_next(root, n))
        if (n->id == id)
            return n;
    return NULL;
}

static bool holds(const char *text, const char *label) { return text && strstr(text, label); }

const struct ui_node *ui_find_label(const struct ui_node *root, const char *label) {
    for (const struct ui_node *n = root; n; n = ui_next(root, n))
        if (text_same(n->label, label) || text_same(n->text, label) || text_same(n->value, label))
            return n;
    for (const struct ui_node *n = root; n; n = ui_next(root, n))
        if (holds(n->label, label) || holds(n->text, label) || holds(n->value, label))
            return n;
    return NULL;
}
