// SPDX-License-Identifier: Apache-2.0
// What is said comes from the difference of two trees: an error first; a new screen by title, place and progress; news of
// live regions; a new focus by the group it entered, name, kind, state, value and place among its like; a change by what
// changed. Private values are left out unless the caller allows them, secret ones always.
#include "ui/speech_words.h"
#include "ui/stage.h"

enum { WHOLE_MAX = 600, LEADS = 2, LEAD_BYTES = 400, ANCESTORS = 48 };

struct saying {
    struct speech_words w;
    const struct ui *u;
    const struct ui *was;
    const struct ui_speech *how;
    const char *title; // said already
};

static bool may_say(const struct saying *s, const struct ui_node *n) {
    if (!(n->states & (STATE_PRIVATE | STATE_DISCREET)))
        return true;
    return !(n->states & STATE_SECRET) && (s->how->private_too || s->how->alone);
}

// ---- A control ----
static const char *role_word(const struct ui *u, const struct ui_node *n) {
    switch (n->role) {
    case ROLE_BUTTON: return n->states & STATE_CHECKED ? tr(u, "chosen") : tr(u, "button");
    case ROLE_CHOICE: return n->states & STATE_CHECKED ? tr(u, "chosen") : tr(u, "not chosen");
    case ROLE_CHECK: return n->states & STATE_CHECKED ? tr(u, "ticked") : tr(u, "not ticked");
    case ROLE_FIELD: return tr(u, "text field");
    case ROLE_TAB: return n->states & STATE_SELECTED ? tr(u, "selected") : NULL;
    default: return NULL;
    }
}

// Choices count among choices; other controls among all of their group.
static bool its_like(const struct ui_node *n, const struct ui_node *c) {
    bool choice = n->role == ROLE_CHOICE || n->role == ROLE_CHECK || n->role == ROLE_TAB;
    return c->focusable && (!choice || c->role == n->role);
}

static bool holds_control(const struct ui_node *root) {
    for (const struct ui_node *n = root; n; n = ui_next(root, n))
        if (n->focusable)
            return true;
    return false;
}

// "3 of 5". A control that stands alone in its line counts by lines.
static void place(struct saying *s, const struct ui_node *n) {
    int at = 0, count = 0;
    const struct ui_node *unit = n;
    if (n->role == ROLE_KEY || n->role == ROLE_FIELD) // a field is the one of its question
        return;
    for (const struct ui_node *c = n->parent ? n->parent->first : NULL; c; c = c->next) {
        count += its_like(n, c);
        at = c == n ? count : at;
    }
    while (count < 2 && unit->parent && !unit->parent->modal && unit->parent->role != ROLE_SCREEN) {
        unit = unit->parent;
        at = count = 0;
        for (const struct ui_node *c = unit->parent ? unit->parent->first : NULL; c; c = c->next) {
            count += holds_control(c);
            at = c == unit ? count : at;
        }
        if (unit->parent && unit->parent->role == ROLE_SCREEN)
            count = 0; // header, content and keys are no list
    }
    if (count > 1)
        speech_add(&s->w, NULL, arena_printf(s->w.arena, tr(s->u, "%d of %d"), at, count));
}

static bool has_digit(const char *text) { return text[strcspn(text, "0123456789")]; }

static bool empty(const char *value) { return !value || !*value || (strchr(value, '_') && !has_digit(value)); }

static void value(struct saying *s, const struct ui_node *n) {
    const char *held = n->states & STATE_PRIVATE && may_say(s, n) ? n->hidden : n->value;
    if (empty(held)) {
        if (n->role == ROLE_FIELD)
            speech_add(&s->w, NULL, tr(s->u, "empty"));
    } else if (may_say(s, n)) {
        const char *open = n->role == ROLE_FIELD ? strchr(held, '_') : NULL; // what a mask leaves open
        size_t len = open ? (size_t)(open - held) : strlen(held);
        while (open && len && strchr(".-/: ", held[len - 1]))
            len--;
        speech_add(&s->w, n, open ? arena_copy(s->w.arena, held, len) : held);
    } else {
        s->w.said->withheld++;
        speech_add(&s->w, NULL, tr(s->u, "hidden"));
    }
}

static const struct ui_node *writes_secret(const struct saying *s) {
    const struct ui_node *scope = ui_scope(s->u->root);
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n))
        if (n->role == ROLE_FIELD && n->states & STATE_SECRET && n->states & STATE_EDITING)
            return n;
    return NULL;
}

static void keyboard_key(struct saying *s, const struct ui_node *n) {
    struct str label = str_of(n->label);
    bool single = text_next(label, 0) == label.len || label.len == 1;
    if (single && writes_secret(s) && !s->how->alone)
        speech_say(&s->w, NULL, tr(s->u, "hidden")); // who listens would write it down
    else
        speech_say(&s->w, n, single ? speech_character(s->u, s->w.arena, n->label, label.len) : n->label);
}

static void control(struct saying *s, const struct ui_node *n) {
    if (n->role == ROLE_KEY) {
        keyboard_key(s, n);
        return;
    }
    if (!text_same(n->label, s->title)) {
        speech_say(&s->w, n, n->label);
        speech_add(&s->w, NULL, role_word(s->u, n));
    } else {
        speech_say(&s->w, NULL, role_word(s->u, n));
    }
    value(s, n);
    if (n->states & STATE_DISABLED)
        speech_add(&s->w, NULL, tr(s->u, "not available"));
    if (n->states & STATE_INVALID)
        speech_add(&s->w, NULL, tr(s->u, "not right yet"));
    place(s, n);
    speech_say(&s->w, n, n->hint);
}

// What changed of a control that kept the focus.
static void changed_control(struct saying *s, const struct ui_node *a, const struct ui_node *n) {
    unsigned bits = (a->states ^ n->states) & (STATE_CHECKED | STATE_SELECTED | STATE_DISABLED | STATE_INVALID);
    if (n->role == ROLE_FIELD || (text_same(a->label, n->label) && text_same(a->value, n->value) && !bits))
        return;
    speech_say(&s->w, n, n->label);
    if (bits & (STATE_CHECKED | STATE_SELECTED) || (bits & STATE_DISABLED && !(n->states & STATE_DISABLED)))
        speech_add(&s->w, NULL, role_word(s->u, n));
    if (!text_same(a->value, n->value))
        value(s, n);
    if (n->states & STATE_DISABLED) {
        speech_add(&s->w, NULL, tr(s->u, "not available"));
        speech_say(&s->w, n, n->hint);
    }
}

// ---- Typing ----
static size_t letters_of(const char *text) {
    struct str s = str_of(text);
    return utf8_count(s.p, s.len);
}

static void typed_text(struct saying *s, const struct ui_node *n, const char *text, size_t len, bool gone) {
    struct buf b;
    buf_init(&b, 4096);
    for (size_t i = 0; i < len; i++)
        if (text[i] != '_' || len == 1) // what a mask leaves open is nothing typed
            buf_char(&b, text[i]);
    const char *said = NULL;
    if (b.len)
        said = utf8_count(b.data, b.len) == 1 ? speech_character(s->u, s->w.arena, b.data, b.len) : arena_copy(s->w.arena, b.data, b.len);
    buf_finish(&b);
    if (said && gone)
        said = arena_printf(s->w.arena, tr(s->u, "%s deleted"), said);
    speech_say(&s->w, n, said);
}

// The word that a space or a mark has just ended.
static void ended_word(struct saying *s, const struct ui_node *n, const char *text, size_t end) {
    size_t from = end;
    while (from > 0 && text[from - 1] != ' ')
        from--;
    if (end > from + 1)
        speech_say(&s->w, n, arena_copy(s->w.arena, text + from, end - from));
}

static void typing(struct saying *s, const struct ui_node *a, const struct ui_node *n) {
    bool hidden = n->states & STATE_PRIVATE;
    const char *old = hidden ? a->hidden : a->value, *new = hidden ? n->hidden : n->value;
    old = old ? old : "";
    new = new ? new : "";
    size_t old_len = strlen(old), new_len = strlen(new), head = 0, tail = 0;
    if (!may_say(s, n)) {
        // As many dots as the field shows; of the last characters that it leaves open nothing is said either.
        int shown = (int)letters_of(n->text ? n->text : "");
        if (!text_same(a->text, n->text) && (!empty(a->value) || !empty(n->value)))
            speech_say(&s->w, NULL, arena_printf(s->w.arena, trn(s->u, "%d character", "%d characters", empty(n->value) ? 0 : shown), empty(n->value) ? 0 : shown));
        return;
    }
    if (!strcmp(old, new)) {
        size_t at = n->caret > 0 ? (size_t)n->caret : 0;
        if (a->caret != n->caret && at < new_len)
            typed_text(s, n, new + at, text_next(str_of(new), at) - at, false);
        return;
    }
    while (head < old_len && head < new_len && old[head] == new[head])
        head++;
    while (head > 0 && (new[head] & 0xc0) == 0x80)
        head--;
    while (tail < old_len - head && tail < new_len - head && old[old_len - 1 - tail] == new[new_len - 1 - tail])
        tail++;
    while (tail > 0 && (new[new_len - tail] & 0xc0) == 0x80)
        tail--;
    size_t more = new_len - head - tail, less = old_len - head - tail;
    bool letters = more && (!less || strspn(new + head, "_") < more); // else a mask has opened again
    if (!letters) {
        typed_text(s, n, old + head, less, true);
        return;
    }
    if (more == 1 && strchr(" .,!?", new[head]))
        ended_word(s, n, new, head);
    typed_text(s, n, new + head, more, false);
}

// ---- Live regions ----
static bool differs(const struct ui_node *a, const struct ui_node *b) {
    return !a || !text_same(a->label, b->label) || !text_same(a->value, b->value) ||
           (b->paint == PAINT_TEXT && !text_same(a->text, b->text));
}

static void live_node(struct saying *s, const struct ui_node *n) {
    speech_say(&s->w, n, n->label ? n->label : may_say(s, n) ? n->text : NULL);
    if (n->label && !empty(n->value))
        value(s, n);
}

static void live_regions(struct saying *s, const struct ui_node *before, const struct ui_node *root, bool errors) {
    for (const struct ui_node *n = root; n; n = ui_next(root, n)) {
        const struct ui_node *a = before ? ui_find(before, n->id) : NULL;
        if (n->role != ROLE_FIELD && n->live != LIVE_OFF && (n->live == LIVE_NOW) == errors && differs(a, n))
            live_node(s, n);
    }
}

// True when it said something.
static bool typing_anywhere(struct saying *s, const struct ui_node *before) {
    speech_break(&s->w, SAY_INSTEAD);
    for (const struct ui_node *n = before ? s->u->root : NULL; n; n = ui_next(s->u->root, n)) {
        const struct ui_node *a = n->role == ROLE_FIELD ? ui_find(before, n->id) : NULL;
        if (a)
            typing(s, a, n);
    }
    return s->w.text.len > 0;
}

static void progress(struct saying *s, const struct ui_node *before, const struct ui_node *root) {
    for (const struct ui_node *n = root; n; n = ui_next(root, n)) {
        const struct ui_node *a = n->role == ROLE_PROGRESS && before ? ui_find(before, n->id) : NULL;
        if (n->role == ROLE_PROGRESS && (!a || !text_same(a->label, n->label)))
            speech_say(&s->w, n, n->label);
    }
}

// ---- Screens ----
static const struct ui_node *screen_title(const struct ui_node *root) {
    const struct ui_node *scope = ui_scope(root);
    return scope->label ? scope : root;
}

static const struct ui_node *child(const struct ui_node *n, const char *key) {
    const struct ui_node *c = n ? n->first : NULL;
    while (c && strcmp(c->key, key) != 0)
        c = c->next;
    return c;
}

// The service, the office or the place that the page belongs to, as its header shows it.
static const char *context_of(const struct ui_node *root) {
    const struct ui_node *n = child(child(child(root, "header"), "brand"), "context");
    return n ? n->text : NULL;
}

static bool shown_text(const struct ui_node *n) {
    return n->paint == PAINT_TEXT && (n->role == ROLE_TEXT || (n->role == ROLE_GROUP && !n->label));
}

static const struct ui_node *heading_of(const struct ui_node *root) {
    const struct ui_node *scope = ui_scope(root);
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n))
        if (n->role == ROLE_HEADING)
            return n;
    return NULL;
}

// What stands below the heading and before the first control belongs to the title: the hint of a question, the number on a receipt.
static void leads(struct saying *s, const struct ui_node *heading, bool beside) {
    const struct ui_node *scope = ui_scope(s->u->root);
    size_t bytes = 0;
    int left = LEADS;
    for (const struct ui_node *n = heading ? ui_next(scope, heading) : NULL; n && left && !n->focusable && n->role != ROLE_FIELD && n->role != ROLE_HEADING;
         n = ui_next(scope, n)) {
        const char *text = n->label ? n->label : n->text;
        if (n->role == ROLE_KEYBAR || n->role == ROLE_LIST || n->role == ROLE_ALERT || n->live)
            break;
        if (n->role != ROLE_TEXT || !text || (beside && n->parent != heading->parent) || (bytes += strlen(text)) > LEAD_BYTES)
            continue;
        speech_say(&s->w, n, may_say(s, n) ? text : n->label);
        left--;
    }
}

static void statuses(struct saying *s, const struct ui_node *before) {
    const struct ui_node *scope = ui_scope(s->u->root);
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n))
        if (n->role == ROLE_STATUS && !n->live && !text_same(n->key, "saved") && !ui_find(before, n->id))
            speech_say(&s->w, n, n->label);
}

static bool has_progress(const struct ui_node *root) {
    for (const struct ui_node *n = root; n; n = ui_next(root, n))
        if (n->role == ROLE_PROGRESS)
            return true;
    return false;
}

static void new_screen(struct saying *s, const struct ui_node *title, bool dialog) {
    const struct ui_node *heading = heading_of(s->u->root);
    // From one question of a form to the next it is known; a page that was only waiting told nothing.
    bool goes_on = !s->how->whole && s->was->root && has_progress(s->was->root) && has_progress(s->u->root);
    const char *context = context_of(s->u->root), *before = goes_on ? context_of(s->was->root) : NULL;
    speech_say(&s->w, title, title->label);
    s->title = title->label;
    if (!dialog && context && !text_same(context, title->label) && !text_same(context, before))
        speech_say(&s->w, title, context);
    if (!dialog)
        progress(s, NULL, s->u->root);
    if (heading && !text_same(heading->label, title->label))
        speech_say(&s->w, heading, heading->label);
    leads(s, heading, true);
}

// The field that typing goes to: the keyboard has the focus, so nothing else would tell of it.
static void edited_field(struct saying *s) {
    const struct ui_node *scope = ui_scope(s->u->root);
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n))
        if (n->role == ROLE_FIELD && n->states & STATE_EDITING)
            control(s, n);
}

// ---- Focus ----
static bool was_inside(const struct saying *s, ui_id group) {
    const struct ui_node *n = s->was->root ? ui_find(s->was->root, s->was->focus) : NULL;
    for (; n; n = n->parent)
        if (n->id == group)
            return true;
    return false;
}

static void entered_groups(struct saying *s, const struct ui_node *n) {
    const struct ui_node *groups[ANCESTORS];
    int count = 0;
    for (const struct ui_node *p = n->parent; p && count < ANCESTORS; p = p->parent)
        if (p->label && p->role != ROLE_SCREEN && p->role != ROLE_DIALOG && !was_inside(s, p->id))
            groups[count++] = p;
    while (count--)
        if (!text_same(groups[count]->label, s->title) && !text_same(groups[count]->label, n->label))
            speech_say(&s->w, groups[count], groups[count]->label);
}

// ---- Everything ----
static bool inside(const struct ui_node *n, const char *key) {
    for (const struct ui_node *p = n; p; p = p->parent)
        if (text_same(p->key, key))
            return true;
    return false;
}

static bool within(const struct ui_node *n, enum ui_role role) {
    for (const struct ui_node *p = n->parent; p; p = p->parent)
        if (p->role == role)
            return true;
    return false;
}

static bool within_control(const struct ui_node *n) {
    for (const struct ui_node *p = n->parent; p; p = p->parent)
        if (p->focusable)
            return true;
    return false;
}

static const char *cap_of(const struct ui *u, const struct ui_node *key) {
    const struct ui_node *cap = child(child(key, "cap"), "text");
    return cap ? cap->text : !strcmp(key->key, "yellow") ? tr(u, "Yellow") : NULL;
}

// OK, yellow and BACK: what the others do is the same everywhere.
static void keys(struct saying *s) {
    const struct ui_node *root = s->u->root, *focused = ui_find(root, s->u->focus);
    bool ok = false;
    for (const struct ui_node *n = root; n; n = ui_next(root, n)) {
        if (!n->label || !within(n, ROLE_KEYBAR) || inside(n, "speech-bar") || !cap_of(s->u, n))
            continue;
        ok |= !strcmp(n->key, "ok");
        speech_say(&s->w, NULL, arena_printf(s->w.arena, "%s: %s", cap_of(s->u, n), n->label));
    }
    if (!ok && focused && focused->action) // large text leaves it out of the bar
        speech_say(&s->w, NULL, arena_printf(s->w.arena, "%s: %s", trc(s->u, "key", "OK"), focused->verb ? focused->verb : tr(s->u, "Open")));
}

static const char *words_of(struct saying *s, const struct ui_node *n) {
    if (n->label || n->states & STATE_PRIVATE)
        return n->label;
    if (may_say(s, n))
        return n->text;
    s->w.said->withheld++;
    return tr(s->u, "hidden");
}

static void read_node(struct saying *s, const struct ui_node *n) {
    if (n->focusable || n->role == ROLE_FIELD) {
        control(s, n);
    } else if (n->role != ROLE_GROUP || shown_text(n)) {
        speech_say(&s->w, n, words_of(s, n));
        if (n->label && !empty(n->value))
            value(s, n);
    }
}

// From the title to the last text, each once.
static void all_texts(struct saying *s) {
    const struct ui_node *root = s->u->root, *scope = ui_scope(root), *title = screen_title(root);
    const struct ui_node *header = child(root, "header"), *start = heading_of(root);
    int left = WHOLE_MAX;
    s->w.quiet_twice = true;
    new_screen(s, title, title->role == ROLE_DIALOG);
    for (const struct ui_node *n = scope; n && left; n = ui_next(scope, n), left--) {
        bool above = n == scope || n == start || (header && (n == header || ui_find(header, n->id)));
        if (above || within_control(n) || n->role == ROLE_KEY || n->role == ROLE_KEYBAR || within(n, ROLE_KEYBAR) || inside(n, "step"))
            continue;
        read_node(s, n);
    }
    s->w.quiet_twice = false;
    s->title = NULL;
}

static void difference(struct saying *s) {
    const struct ui_node *root = s->u->root, *title = screen_title(root), *old = s->was->root ? screen_title(s->was->root) : NULL;
    bool fresh = !old || old->id != title->id || !text_same(old->label, title->label);
    const struct ui_node *heading = heading_of(root), *before = fresh ? NULL : s->was->root;
    const struct ui_node *old_heading = before ? heading_of(before) : NULL;
    const struct ui_node *n = ui_find(root, s->u->focus), *a = before ? ui_find(before, s->u->focus) : NULL;
    speech_break(&s->w, SAY_FIRST);
    // A dialog that opens or closes brings no news of what is below it.
    const struct ui_node *known = s->was->root && s->was->root->id == root->id ? s->was->root : NULL;
    live_regions(s, known, root, true);
    bool moved = n && (fresh || s->was->focus != s->u->focus);
    bool other_content = !fresh && heading && (!old_heading || !text_same(old_heading->label, heading->label));
    bool typed = typing_anywhere(s, before);
    speech_break(&s->w, (fresh || moved || other_content) && !typed ? SAY_INSTEAD : SAY_AFTER);
    bool only_text = fresh && !holds_control(ui_scope(root)); // nothing will have the focus: it is read in one go
    if (only_text)
        all_texts(s);
    else if (fresh)
        new_screen(s, title, title->role == ROLE_DIALOG);
    if (other_content) {
        statuses(s, before);
        if (!text_same(heading->label, title->label))
            speech_say(&s->w, heading, heading->label);
        leads(s, heading, false);
    }
    if (!only_text)
        live_regions(s, known, root, false);
    if (!fresh)
        progress(s, before, root);
    if (fresh && !only_text)
        edited_field(s);
    if (moved) {
        entered_groups(s, n);
        if (n->role != ROLE_FIELD || !(n->states & STATE_EDITING) || !fresh)
            control(s, n);
    } else if (n && a) {
        speech_break(&s->w, s->w.text.len ? SAY_AFTER : SAY_INSTEAD);
        changed_control(s, a, n);
    }
}

static void whole_screen(struct saying *s) {
    const struct ui_node *focused = ui_find(s->u->root, s->u->focus);
    speech_break(&s->w, SAY_INSTEAD);
    all_texts(s);
    if (focused) {
        // Translators: spoken; what has the focus follows.
        speech_say(&s->w, NULL, tr(s->u, "You are here"));
        speech_add(&s->w, focused, focused->label);
    }
    keys(s);
}

void ui_speech(const struct ui_stage *stage, const struct ui_speech *how, struct arena *arena, struct ui_said *said) {
    const struct ui *u = &stage->ui[stage->now];
    struct saying s = {.u = u, .was = &stage->ui[!stage->now], .how = how};
    said->count = said->withheld = 0;
    if (!u->root || (stage->failed && !how->whole))
        return;
    speech_begin(&s.w, u, arena, said, SAY_INSTEAD);
    if (how->whole)
        whole_screen(&s);
    else
        difference(&s);
    speech_end(&s.w);
}

const char *ui_speech_text(const struct ui_stage *stage, struct arena *arena, const char *text, const char **language) {
    const struct ui *u = &stage->ui[stage->now];
    struct buf b;
    buf_init(&b, 4096);
    speech_plain(&b, text);
    const char *plain = arena_string(arena, buf_text(&b));
    buf_finish(&b);
    *language = speech_language(u->world.language ? u->world.language : "en", NULL, text);
    return plain ? plain : "";
}
