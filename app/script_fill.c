// SPDX-License-Identifier: Apache-2.0
// Answers a form as a viewer with a list of answers would: looks at the screen, finds the answer, presses keys.
#include "app/script_fill.h"

#include "base/file.h"
#include "base/json.h"
#include "platform/headless/headless.h"

enum { FILL_BYTES = 4 << 20, FILL_ARENA = 64 << 20, SCREENS_MAX = 3000, CLEAR_MAX = 400 };

static const struct ui_node *root(struct run *r) { return ui_stage_root(app_stage(r->app)); }

static const struct ui_node *find_key(const struct ui_node *n, const char *key, bool control) {
    if (text_same(n->key, key) && (!control || n->focusable))
        return n;
    const struct ui_node *hit = NULL;
    for (const struct ui_node *c = n->first; c && !hit; c = c->next)
        hit = find_key(c, key, control);
    return hit;
}

static const struct ui_node *find_role(const struct ui_node *n, enum ui_role role) {
    if (n->role == role && (n->focusable || role == ROLE_FIELD))
        return n;
    const struct ui_node *hit = NULL;
    for (const struct ui_node *c = n->first; c && !hit; c = c->next)
        hit = find_role(c, role);
    return hit;
}

// The list of answers carries the path of its question as its key.
static const struct ui_node *question(struct run *r) {
    const struct ui_node *columns = find_key(root(r), "columns", false);
    return columns ? columns->first : NULL;
}

static enum err ok(struct run *r) {
    char key[] = "OK";
    return script_press(r, key);
}

// Walks to the control and presses OK.
static enum err choose(struct run *r, const struct ui_node *n) {
    char label[SCRIPT_LINE];
    text_copy(label, sizeof label, n->label);
    enum err err = script_walk(r, label);
    return err ? err : ok(r);
}

static enum err choose_key(struct run *r, const char *key) {
    const struct ui_node *n = find_key(root(r), key, true);
    return n ? choose(r, n) : fault_set(r->f, ERR_CONFLICT, r->place, "there is no control \"%s\" here", key);
}

static void option_key(const struct val *v, char *to, size_t room) {
    if (v->type == VAL_STRING)
        snprintf(to, room, "o-%s", v->text);
    else if (v->type == VAL_BOOL)
        snprintf(to, room, "o-%s", v->boolean ? "true" : "false");
    else
        snprintf(to, room, "o-%.15g", v->type == VAL_NUMBER ? v->number : 0);
}

static bool wanted(const struct val *answer, const char *key) {
    char name[SCRIPT_LINE];
    if (!answer)
        return false;
    if (answer->type == VAL_OBJECT) {
        const struct val *v = val_get(answer, key + 2);
        return v && v->type == VAL_BOOL && v->boolean;
    }
    for (uint32_t i = 0; answer->type == VAL_ARRAY && i < answer->count; i++) {
        option_key(&answer->items[i], name, sizeof name);
        if (text_same(name, key))
            return true;
    }
    return false;
}

// Ticks what is wanted and not ticked yet, one after the other, since every tick makes a new tree.
static enum err tick(struct run *r, const struct val *answer) {
    for (bool again = true; again && !r->quit;) {
        again = false;
        const struct ui_node *q = question(r);
        for (const struct ui_node *n = q ? q->first : NULL; n && !again; n = n->next) {
            if (n->role != ROLE_CHECK || wanted(answer, n->key) == !!(n->states & STATE_CHECKED))
                continue;
            enum err err = choose(r, n);
            if (err)
                return err;
            again = true;
        }
    }
    return choose_key(r, "next");
}

static bool digits(const char *from, const char *places, char *to, size_t room) {
    size_t n = 0;
    for (; *places && n + 1 < room; places++) {
        size_t at = (size_t)(*places - 'a');
        if (at >= strlen(from))
            return false;
        to[n++] = from[at];
    }
    to[n] = '\0';
    return true;
}

// Dates are typed as day, month, year; the letters say which characters of the ISO text that is.
static void typed_words(const struct ui_node *field, const struct val *v, char *to, size_t room) {
    const char *text = v->type == VAL_STRING ? v->text : "";
    bool masked = field->text && strchr(field->text, '_');
    size_t len = strlen(text);
    if (v->type == VAL_NUMBER)
        snprintf(to, room, "%.15g", v->number);
    else if (v->type == VAL_OBJECT)
        text_copy(to, room, val_get_text(v, "formatted_address", ""));
    else if (masked && len >= 16 && text[10] == 'T' && digits(text, "ijfgabcdlmop", to, room))
        return;
    else if (masked && len >= 10 && text[4] == '-' && digits(text, "ijfgabcd", to, room))
        return;
    else if (masked && len == 10 && text[2] == '/' && digits(text, "deabghij", to, room)) // month first
        return;
    else if (masked && len >= 5 && text[2] == ':' && digits(text, "abde", to, room))
        return;
    else
        text_copy(to, room, text);
    if (v->type != VAL_ARRAY)
        return;
    size_t at = 0;
    for (uint32_t i = 0; i < v->count && at < room; i++)
        if (v->items[i].type == VAL_STRING)
            at += (size_t)snprintf(to + at, room - at, "%s%s", i ? ", " : "", v->items[i].text);
}

static enum err write(struct run *r, const struct ui_node *field, const struct val *v) {
    char text[SCRIPT_LINE] = "";
    if (v)
        typed_words(field, v, text, sizeof text);
    for (int i = 0; i < CLEAR_MAX && field->caret > 0 && !r->quit; i++) {
        char key[] = "DELETE";
        enum err err = script_press(r, key);
        if (err)
            return err;
        field = find_role(root(r), ROLE_FIELD);
        if (!field)
            return fault_set(r->f, ERR_CONFLICT, r->place, "the field is gone");
        if (field->text && strchr(field->text, '_') && field->caret == 0)
            break;
    }
    if (*text && !headless_type(r->p, text))
        return fault_set(r->f, ERR_LIMIT, r->place, "too much input waiting");
    script_settle(r);
    return choose_key(r, "next");
}

static enum err rows(struct run *r, const struct val *answer) {
    int want = answer && answer->type == VAL_ARRAY ? (int)answer->count : 0;
    const struct ui_node *count = find_key(root(r), "count", false);
    int have = count && count->text ? (int)strtol(count->text, NULL, 10) : 0; // "2 entries so far"
    return choose_key(r, have < want ? "add" : "next");
}

static enum err answer_one(struct run *r, const struct ui_node *q, const struct val *answers) {
    const struct val *v = val_at(answers, q->key);
    const struct ui_node *field = find_role(q, ROLE_FIELD);
    char key[SCRIPT_LINE];
    if (find_key(q, "count", false))
        return rows(r, v);
    if (find_role(q, ROLE_CHECK))
        return tick(r, v);
    if (field)
        return write(r, field, v);
    if (find_role(q, ROLE_CHOICE)) {
        if (!v)
            return find_key(q, "next", true) ? choose_key(r, "next") : fault_set(r->f, ERR_MISSING, r->place, "no answer for \"%s\"", q->key);
        option_key(v, key, sizeof key);
        return choose_key(r, key);
    }
    return choose_key(r, "next");
}

static bool at_review(struct run *r) { return text_same(root(r)->key, "review") || !text_same(app_screen_name(r->app), "form"); }

static enum err fill(struct run *r, const struct val *answers) {
    char last[SCRIPT_LINE] = "";
    int same = 0;
    for (int i = 0; i < SCREENS_MAX && !r->quit && !at_review(r); i++) {
        const struct ui_node *q = question(r);
        if (!q)
            return fault_set(r->f, ERR_CONFLICT, r->place, "there is no question on the screen");
        same = text_same(last, q->key) ? same + 1 : 0;
        text_copy(last, sizeof last, q->key);
        if (same > 110) // a hundred rows may be added on one screen
            return fault_set(r->f, ERR_CONFLICT, r->place, "\"%.100s\" does not take its answer", last);
        enum err err = answer_one(r, q, answers);
        if (err)
            return err;
        script_settle(r);
    }
    return at_review(r) ? ERR_NONE : fault_set(r->f, ERR_CONFLICT, r->place, "the form did not end");
}

enum err script_fill(struct run *r, const char *path) {
    struct arena a;
    struct str bytes;
    struct val answers;
    arena_init(&a, FILL_ARENA);
    enum err err = file_read(&a, path, FILL_BYTES, &bytes, r->f);
    if (!err)
        err = json_read(&a, bytes.p, bytes.len, JSON_LIMITS, &answers, r->f);
    if (!err)
        err = fill(r, &answers);
    arena_finish(&a);
    return err;
}
