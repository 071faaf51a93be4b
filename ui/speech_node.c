// SPDX-License-Identifier: Apache-2.0
#include "base/locale.h"
#include "ui/speech_node.h"

bool speech_may_say(const struct saying *s, const struct ui_node *n) {
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

bool speech_holds_control(const struct ui_node *root) {
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
            count += speech_holds_control(c);
            at = c == unit ? count : at;
        }
        if (unit->parent && unit->parent->role == ROLE_SCREEN)
            count = 0; // header, content and keys are no list
    }
    if (count > 1)
        speech_add(&s->w, NULL, arena_printf(s->w.arena, tr(s->u, "%d of %d"), at, count));
}

static bool has_digit(const char *text) {
    struct str s = str_of(text);
    for (size_t at = 0; at < s.len;)
        if (locale_digit(utf8_next(s.p, s.len, &at)) >= 0)
            return true;
    return false;
}

bool speech_nothing(const char *value) { return !value || !*value || (strchr(value, '_') && !has_digit(value)); }

// The bytes at the end that begin or end an isolate; 0: they do not.
static size_t turning(const char *text, size_t len) {
    static const char *const marks[] = {"\u2066", "\u2067", "\u2068", "\u2069"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_ends((struct str){text, len}, marks[i]))
            return strlen(marks[i]);
    return 0;
}

void speech_value(struct saying *s, const struct ui_node *n) {
    const char *held = n->states & STATE_PRIVATE && speech_may_say(s, n) ? n->hidden : n->value;
    if (speech_nothing(held)) {
        if (n->role == ROLE_FIELD)
            speech_add(&s->w, NULL, tr(s->u, "empty"));
    } else if (speech_may_say(s, n)) {
        const char *open = n->role == ROLE_FIELD ? strchr(held, '_') : NULL; // what a mask leaves open
        size_t len = open ? (size_t)(open - held) : strlen(held);
        for (size_t turn; open && len && ((turn = turning(held, len)) || strchr(".-/: ", held[len - 1]));)
            len -= turn ? turn : 1;
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

// Reading a whole screen, "Change: Since when?" behind "Since when? 9 March 2026" is "Change".
static bool belongs_to_what_was_said(const struct saying *s, const struct ui_node *n) {
    size_t verb = n->verb ? strlen(n->verb) : 0;
    return s->how->whole && verb && !strncmp(n->label, n->verb, verb) && !strncmp(n->label + verb, ": ", 2) &&
           speech_was_said(&s->w, n->label + verb + 2);
}

void speech_control(struct saying *s, const struct ui_node *n) {
    if (n->role == ROLE_KEY) {
        keyboard_key(s, n);
        return;
    }
    bool brief = belongs_to_what_was_said(s, n), quiet = s->w.quiet_twice;
    if (!text_same(n->label, s->title)) {
        s->w.quiet_twice = quiet && !brief; // each answer has its own
        speech_say(&s->w, n, brief ? n->verb : n->label);
        s->w.quiet_twice = quiet;
        speech_add(&s->w, NULL, role_word(s->u, n));
    } else {
        speech_say(&s->w, NULL, role_word(s->u, n));
    }
    if (brief && (!n->value || speech_was_said(&s->w, n->value)))
        return;
    speech_value(s, n);
    if (n->states & STATE_DISABLED)
        speech_add(&s->w, NULL, tr(s->u, "not available"));
    if (n->states & STATE_INVALID)
        speech_add(&s->w, NULL, tr(s->u, "not right yet"));
    place(s, n);
    speech_say(&s->w, n, n->hint);
}

// What changed of a control that kept the focus.
void speech_changed(struct saying *s, const struct ui_node *a, const struct ui_node *n) {
    unsigned bits = (a->states ^ n->states) & (STATE_CHECKED | STATE_SELECTED | STATE_DISABLED | STATE_INVALID);
    if (n->role == ROLE_FIELD || (text_same(a->label, n->label) && text_same(a->value, n->value) && !bits))
        return;
    speech_say(&s->w, n, n->label);
    if (bits & (STATE_CHECKED | STATE_SELECTED) || (bits & STATE_DISABLED && !(n->states & STATE_DISABLED)))
        speech_add(&s->w, NULL, role_word(s->u, n));
    if (!text_same(a->value, n->value))
        speech_value(s, n);
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

// Where two texts differ: `less` bytes of the old one behind `head` became `more` of the new one. Whole characters.
struct edit {
    size_t head, less, more;
};

static struct edit edit_of(const char *old, const char *new) {
    size_t old_len = strlen(old), new_len = strlen(new), head = 0, tail = 0;
    while (head < old_len && head < new_len && old[head] == new[head])
        head++;
    while (head > 0 && (new[head] & 0xc0) == 0x80)
        head--;
    while (tail < old_len - head && tail < new_len - head && old[old_len - 1 - tail] == new[new_len - 1 - tail])
        tail++;
    while (tail > 0 && (new[new_len - tail] & 0xc0) == 0x80)
        tail--;
    return (struct edit){head, old_len - head - tail, new_len - head - tail};
}

// As many dots as the field shows; of the last characters that it leaves open nothing is said either.
static void typed_unseen(struct saying *s, const struct ui_node *a, const struct ui_node *n) {
    int shown = speech_nothing(n->value) ? 0 : (int)letters_of(n->text ? n->text : "");
    if (!text_same(a->text, n->text) && (!speech_nothing(a->value) || !speech_nothing(n->value)))
        speech_say(&s->w, NULL, arena_printf(s->w.arena, trn(s->u, "%d character", "%d characters", shown), shown));
}

static void moved_caret(struct saying *s, const struct ui_node *a, const struct ui_node *n, const char *text) {
    int place = n->value_caret ? n->value_caret - 1 : n->caret;
    size_t at = place > 0 ? (size_t)place : 0;
    if (a->caret != n->caret && at < strlen(text))
        typed_text(s, n, text + at, text_next(str_of(text), at) - at, false);
}

void speech_typing(struct saying *s, const struct ui_node *a, const struct ui_node *n) {
    bool hidden = n->states & STATE_PRIVATE;
    const char *old = hidden ? a->hidden : a->value, *new = hidden ? n->hidden : n->value;
    old = old ? old : "";
    new = new ? new : "";
    if (!speech_may_say(s, n)) {
        typed_unseen(s, a, n);
        return;
    }
    if (!strcmp(old, new)) {
        moved_caret(s, a, n, new);
        return;
    }
    struct edit e = edit_of(old, new);
    bool letters = e.more && (!e.less || strspn(new + e.head, "_") < e.more); // else a mask has opened again
    if (!letters) {
        typed_text(s, n, old + e.head, e.less, true);
        return;
    }
    if (n->echo && utf8_count(new + e.head, e.more) == 1) {
        speech_say(&s->w, n, n->echo);
        return;
    }
    if (e.more == 1 && strchr(" .,!?", new[e.head]))
        ended_word(s, n, new, e.head);
    typed_text(s, n, new + e.head, e.more, false);
}
