// SPDX-License-Identifier: Apache-2.0
// What is said comes from the difference of two trees: an error first; a new screen by title, place, state, progress and
// what its keys are; the field that is written; a new focus by the group it entered, name, kind, state, value and place
// among its like; a change by what changed; news of live regions, on a new screen last. A whole screen is read in the same
// order, each thing once. Private values are left out unless the caller allows them, secret ones always.
#include "ui/speech_node.h"
#include "ui/stage.h"

enum { WHOLE_MAX = 600, LEAD_BYTES = 400, ANCESTORS = 48 };

// ---- Live regions ----
// A picture is offered by its name: what it holds, a code, is said when the whole screen is read.
static bool differs(const struct ui_node *a, const struct ui_node *b) {
    return !a || !text_same(a->label, b->label) || (b->role != ROLE_IMAGE && !text_same(a->value, b->value)) ||
           (b->paint == PAINT_TEXT && !text_same(a->text, b->text));
}

static void live_node(struct saying *s, const struct ui_node *n) {
    speech_say(&s->w, n, n->label ? n->label : speech_may_say(s, n) ? n->text : NULL);
    if (n->label && n->role != ROLE_IMAGE && !speech_nothing(n->value))
        speech_value(s, n);
}

static bool is_form(const struct ui_node *root) {
    for (const struct ui_node *n = root; n; n = ui_next(root, n))
        if (n->role == ROLE_PROGRESS)
            return true;
    return false;
}

// From one question of a form to the next: what stands on both was heard.
static bool goes_on(const struct saying *s) { return !s->how->whole && s->was->root && is_form(s->was->root) && is_form(s->u->root); }

static bool was_offered(const struct saying *s, const struct ui_node *live) {
    for (const struct ui_node *n = s->was->root; n; n = ui_next(s->was->root, n))
        if (n->live == LIVE_POLITE && n->role != ROLE_FIELD && text_same(n->label, live->label))
            return true;
    return false;
}

// On a new screen news are said where they stand: above what has the focus, or below it.
enum part { ALL, ERRORS, ABOVE, BELOW };

static void live_regions(struct saying *s, const struct ui_node *before, const struct ui_node *root, enum part part) {
    bool errors = part == ERRORS, on = !before && !errors && goes_on(s), below = false;
    for (const struct ui_node *n = root; n && !(part == ABOVE && below); n = ui_next(root, n)) {
        const struct ui_node *a = before ? ui_find(before, n->id) : NULL;
        below |= n->id == s->u->focus;
        if (part == BELOW && !below)
            continue;
        if (n->role != ROLE_FIELD && n->live != LIVE_OFF && (n->live == LIVE_NOW) == errors && differs(a, n) && !(on && was_offered(s, n)))
            live_node(s, n);
    }
}

// True when it said something.
static bool typing_anywhere(struct saying *s, const struct ui_node *before) {
    speech_break(&s->w, SAY_INSTEAD);
    for (const struct ui_node *n = before ? s->u->root : NULL; n; n = ui_next(s->u->root, n)) {
        const struct ui_node *a = n->role == ROLE_FIELD ? ui_find(before, n->id) : NULL;
        if (a)
            speech_typing(s, a, n);
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

// With the heading, or in a group of their own beneath it.
static bool below_heading(const struct ui_node *n, const struct ui_node *heading) {
    const struct ui_node *group = n->parent;
    return group == heading->parent || (group->role == ROLE_GROUP && !group->label && group->parent == heading->parent);
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
        if (n->role != ROLE_TEXT || !text || (beside && !below_heading(n, heading)) || (bytes += strlen(text)) > LEAD_BYTES)
            continue;
        speech_say(&s->w, n, speech_may_say(s, n) ? text : n->label);
        s->leads[LEADS - left--] = n;
    }
}

static void statuses(struct saying *s, const struct ui_node *before) {
    const struct ui_node *scope = ui_scope(s->u->root);
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n))
        if (n->role == ROLE_STATUS && !n->live && !text_same(n->key, "saved") && !ui_find(before, n->id))
            speech_say(&s->w, n, n->label);
}

// How what the page shows stands, and by when: at once, not only when the whole is read.
static void state_of(struct saying *s, const struct ui_node *title) {
    const struct ui_node *n = title->value ? title : NULL;
    speech_say(&s->w, title, title->value);
    while (n && (n->role != ROLE_STATUS || n->live || text_same(n->label, title->value)))
        n = ui_next(title, n);
    if (!n)
        return;
    speech_say(&s->w, n, n->label);
    if (!speech_nothing(n->value))
        speech_value(s, n);
}

static void new_screen(struct saying *s, const struct ui_node *title, bool dialog) {
    const struct ui_node *heading = heading_of(s->u->root);
    const char *context = context_of(s->u->root), *before = goes_on(s) ? context_of(s->was->root) : NULL;
    speech_say(&s->w, title, title->label);
    s->title = title->label;
    s->heading = heading ? heading->label : NULL;
    if (!dialog && context && !text_same(context, title->label) && !text_same(context, before))
        speech_say(&s->w, title, context);
    if (!s->how->whole) // else it is read where it stands
        state_of(s, title);
    if (!dialog)
        progress(s, NULL, s->u->root);
    if (heading && !text_same(heading->label, title->label))
        speech_say(&s->w, heading, heading->label);
    speech_say(&s->w, title, title->hint);
    leads(s, heading, true);
}

// The field that typing goes to: the keyboard has the focus, so nothing else would tell of it.
static void edited_field(struct saying *s) {
    const struct ui_node *scope = ui_scope(s->u->root);
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n))
        if (n->role == ROLE_FIELD && n->states & STATE_EDITING)
            speech_control(s, n);
}

static bool names_screen(const struct saying *s, const struct ui_node *n) {
    return n->label && (text_same(n->label, s->title) || text_same(n->label, s->heading));
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
        if (!names_screen(s, groups[count]) && !text_same(groups[count]->label, n->label))
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

// A verb that an office wrote ("Report it") has its node's language; most are the interface's.
static const struct ui_node *whose_verb(const struct ui_node *focused) {
    bool own = focused && focused->verb && focused->language && text_same(focused->verb, focused->label);
    for (const struct ui_tongue *t = focused && focused->verb ? focused->tongues : NULL; t; t = t->next)
        own |= text_same(t->text, focused->verb);
    return own ? focused : NULL;
}

// OK, yellow and BACK: what the others do is the same everywhere.
static void keys(struct saying *s) {
    const struct ui_node *root = s->u->root, *focused = ui_find(root, s->u->focus);
    bool ok = false;
    for (const struct ui_node *n = root; n; n = ui_next(root, n)) {
        if (!n->label || !within(n, ROLE_KEYBAR) || inside(n, "speech-bar") || !cap_of(s->u, n))
            continue;
        bool is_ok = !strcmp(n->key, "ok");
        ok |= is_ok;
        speech_say(&s->w, is_ok ? whose_verb(focused) : NULL, arena_printf(s->w.arena, "%s: %s", cap_of(s->u, n), n->label));
    }
    if (!ok && focused && focused->action) // large text leaves it out of the bar
        speech_say(&s->w, whose_verb(focused), arena_printf(s->w.arena, "%s: %s", trc(s->u, "key", "OK"), focused->verb ? focused->verb : tr(s->u, "Open")));
}

static const char *words_of(struct saying *s, const struct ui_node *n) {
    if (n->label || n->states & STATE_PRIVATE)
        return n->label;
    if (speech_may_say(s, n))
        return n->text;
    s->w.said->withheld++;
    return tr(s->u, "hidden");
}

// The texts within a deadline or an event are how its name and value look.
static bool in_its_name(const struct ui_node *n) {
    for (const struct ui_node *p = n->label || !n->text ? NULL : n->parent; p; p = p->parent)
        if (p->label && p->role >= ROLE_HEADING && p->role <= ROLE_PROGRESS && strstr(p->label, n->text))
            return true;
    return false;
}

static bool shows_its_value(const struct ui_node *of) {
    for (const struct ui_node *n = of; n; n = ui_next(of, n))
        if (n != of && !n->label && shown_text(n) && text_same(n->text, of->value))
            return true;
    return false;
}

static void read_node(struct saying *s, const struct ui_node *n) {
    if (n->focusable || n->role == ROLE_FIELD) {
        speech_control(s, n);
    } else if ((n->role != ROLE_GROUP || shown_text(n)) && !in_its_name(n)) {
        speech_say(&s->w, n, words_of(s, n));
        if (n->label && !speech_nothing(n->value) && !shows_its_value(n)) // else it comes where it is shown
            speech_value(s, n);
    }
}

static bool read_already(const struct saying *s, const struct ui_node *n) {
    for (int i = 0; i < LEADS; i++)
        if (s->leads[i] == n)
            return true;
    return n->role == ROLE_PROGRESS || (n->role == ROLE_FIELD && n->states & STATE_EDITING) || (!n->focusable && names_screen(s, n));
}

// From the title to the last text, each once; the field that is written follows its question.
static void all_texts(struct saying *s) {
    const struct ui_node *root = s->u->root, *scope = ui_scope(root), *title = screen_title(root);
    const struct ui_node *header = child(root, "header"), *start = heading_of(root);
    int left = WHOLE_MAX;
    s->w.quiet_twice = true;
    new_screen(s, title, title->role == ROLE_DIALOG);
    edited_field(s);
    for (const struct ui_node *n = scope; n && left; n = ui_next(scope, n), left--) {
        bool above = n == scope || n == start || (header && (n == header || ui_find(header, n->id)));
        if (above || within_control(n) || n->role == ROLE_KEY || n->role == ROLE_KEYBAR || within(n, ROLE_KEYBAR) || inside(n, "step") || read_already(s, n))
            continue;
        read_node(s, n);
    }
    s->w.quiet_twice = false;
    s->title = s->heading = NULL;
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
    live_regions(s, known, root, ERRORS);
    bool moved = n && (fresh || s->was->focus != s->u->focus);
    bool other_content = !fresh && heading && (!old_heading || !text_same(old_heading->label, heading->label));
    bool typed = typing_anywhere(s, before);
    speech_break(&s->w, (fresh || moved || other_content) && !typed ? SAY_INSTEAD : SAY_AFTER);
    bool only_text = fresh && !speech_holds_control(ui_scope(root)); // nothing will have the focus: it is read in one go
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
    if (!fresh) {
        live_regions(s, known, root, ALL);
        progress(s, before, root);
        if (!text_same(title->value, old->value)) // how it stands has changed
            speech_say(&s->w, title, title->value);
    } else if (!only_text) {
        live_regions(s, known, root, ABOVE);
        edited_field(s);
    }
    if (moved) {
        entered_groups(s, n);
        if (n->role != ROLE_FIELD || !(n->states & STATE_EDITING) || !fresh)
            speech_control(s, n);
    } else if (n && a) {
        speech_break(&s->w, s->w.text.len ? SAY_AFTER : SAY_INSTEAD);
        speech_changed(s, a, n);
    }
    if (fresh && !only_text)
        live_regions(s, known, root, BELOW);
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
