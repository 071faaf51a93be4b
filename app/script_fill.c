// SPDX-License-Identifier: Apache-2.0
// Answers a form as a viewer with a list of answers would: looks at the screen, finds the answer, presses keys. Nothing
// but the tree is looked at; whatever the screen does not offer cannot be answered.
#include "app/script_fill.h"

#include "base/file.h"
#include "base/json.h"
#include "platform/headless/headless.h"

enum {
    FILL_BYTES = 4 << 20,
    FILL_ARENA = 64 << 20,
    SCREENS_MAX = 6000,
    PATH_ROOM = 256,
    TEXT_ROOM = 4200, // more than a field takes
    PIECE = 512,      // typed at once
    CLEAR_MAX = 4200,
    ROUNDS_MAX = 110, // a hundred rows may be added on one screen
};

static const struct ui_node *root(struct run *r) { return ui_stage_root(app_stage(r->app)); }

static const struct ui_node *find_key(const struct ui_node *n, const char *key, bool control) {
    if (n && text_same(n->key, key) && (!control || n->focusable))
        return n;
    const struct ui_node *hit = NULL;
    for (const struct ui_node *c = n ? n->first : NULL; c && !hit; c = c->next)
        hit = find_key(c, key, control);
    return hit;
}

static const struct ui_node *find_role(const struct ui_node *n, enum ui_role role) {
    if (n && n->role == role && (n->focusable || role == ROLE_FIELD))
        return n;
    const struct ui_node *hit = NULL;
    for (const struct ui_node *c = n ? n->first : NULL; c && !hit; c = c->next)
        hit = find_role(c, role);
    return hit;
}

// The list of answers carries the path of its question as its key; above it may stand what is wrong.
static const struct ui_node *question(struct run *r) {
    const struct ui_node *columns = find_key(root(r), "columns", false);
    return columns && columns->first ? columns->first->last : NULL;
}

static bool at_review(struct run *r) { return text_same(root(r)->key, "review"); }
static bool left(struct run *r) { return !text_same(app_screen_name(r->app), "form"); }
static bool has_question(struct run *r, const char *text) {
    (void)text;
    return question(r) || at_review(r) || left(r) || find_key(root(r), "broken", false);
}

// What the screen says is wrong with the answer, for the message of a failure.
static const char *complaint(struct run *r) {
    const struct ui_node *wrong = find_key(root(r), "wrong", false);
    return wrong && wrong->label ? wrong->label : "";
}

static enum err stuck(struct run *r, const char *what) {
    const struct ui_node *q = question(r);
    return fault_set(r->f, ERR_CONFLICT, r->place, "%s for \"%.100s\" %.100s", what, q ? q->key : "", complaint(r));
}

// Walks to the control and presses OK.
static enum err choose(struct run *r, const struct ui_node *n) {
    char ok[] = "OK";
    enum err err = script_walk_id(r, n->id);
    return err ? err : script_press(r, ok);
}

static enum err choose_key(struct run *r, const char *key) {
    const struct ui_node *n = find_key(question(r), key, true);
    return n ? choose(r, n) : stuck(r, "there is no such answer");
}

// ---- One of a list, or several
static void option_key(const struct val *v, char *to, size_t room) {
    if (v->type == VAL_STRING)
        snprintf(to, room, "o-%s", v->text);
    else if (v->type == VAL_BOOL)
        snprintf(to, room, "o-%s", v->boolean ? "true" : "false");
    else
        snprintf(to, room, "o-%.15g", v->type == VAL_NUMBER ? v->number : 0);
}

static bool wanted(const struct val *answer, const char *key) {
    char name[TEXT_ROOM];
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
        const struct ui_node *asked = question(r);
        again = false;
        for (const struct ui_node *n = asked ? asked->first : NULL; n && !again; n = n->next) {
            bool on = n->states & STATE_CHECKED;
            if (n->role != ROLE_CHECK || wanted(answer, n->key) == on)
                continue;
            ui_id id = n->id;
            enum err err = choose(r, n);
            if (err)
                return err;
            n = ui_find(root(r), id);
            if (!n || !!(n->states & STATE_CHECKED) == on)
                return stuck(r, "a tick does not stay");
            again = true;
            break;
        }
    }
    return choose_key(r, "next");
}

static enum err one_of(struct run *r, const struct val *answer) {
    char key[TEXT_ROOM];
    if (!answer || answer->type == VAL_NULL)
        return find_key(question(r), "next", true) ? choose_key(r, "next") : stuck(r, "it cannot be left empty, and there is no answer");
    option_key(answer, key, sizeof key);
    const struct ui_node *n = find_key(question(r), key, true);
    bool there = n && n->states & STATE_CHECKED && find_key(question(r), "next", true); // OK would take it back
    return choose_key(r, there ? "next" : key);
}

// ---- Typing
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

// Dates are typed as day, month, year; the letters say which characters of the kept text that is. False: it is no date.
static bool typed_date(const struct ui_node *field, const char *text, char *to, size_t room) {
    size_t len = strlen(text);
    if (!field->text || !strchr(field->text, '_'))
        return false;
    if (len >= 16 && text[10] == 'T')
        return digits(text, "ijfgabcdlmop", to, room);
    if (len >= 10 && text[4] == '-')
        return digits(text, "ijfgabcd", to, room);
    if (len == 10 && text[2] == '/') // month first, as Form.io keeps it unless told otherwise
        return digits(text, "deabghij", to, room);
    return len >= 5 && text[2] == ':' && digits(text, "abde", to, room);
}

static void number_words(double n, char *to, size_t room) {
    snprintf(to, room, "%.15g", n);
    if (strchr(to, 'e'))
        snprintf(to, room, "%.*f", n > 1 || n < -1 ? 0 : 15, n);
}

static void list_words(const struct val *v, char *to, size_t room) {
    size_t at = 0;
    to[0] = '\0';
    for (uint32_t i = 0; i < v->count && at < room; i++) {
        char number[400] = "";
        if (v->items[i].type == VAL_NUMBER)
            number_words(v->items[i].number, number, sizeof number);
        at += (size_t)snprintf(to + at, room - at, "%s%s", i ? ", " : "", v->items[i].type == VAL_STRING ? v->items[i].text : number);
    }
}

static void typed_words(const struct ui_node *field, const struct val *v, char *to, size_t room) {
    const char *text = v->type == VAL_STRING ? v->text : "";
    to[0] = '\0';
    if (v->type == VAL_NUMBER)
        number_words(v->number, to, room);
    else if (v->type == VAL_OBJECT)
        text_copy(to, room, val_get_text(v, "formatted_address", ""));
    else if (v->type == VAL_ARRAY)
        list_words(v, to, room);
    else if (!typed_date(field, text, to, room))
        text_copy(to, room, text);
}

static enum err clear(struct run *r) {
    for (int i = 0; i < CLEAR_MAX && !r->quit; i++) {
        char key[] = "DELETE";
        const struct ui_node *field = find_role(question(r), ROLE_FIELD);
        if (!field)
            return stuck(r, "the field is gone");
        if ((field->value_caret ? field->value_caret - 1 : field->caret) == 0) // the sign of a currency may stand before it
            return ERR_NONE;
        enum err err = script_press(r, key);
        if (err)
            return err;
    }
    return stuck(r, "the field does not become empty");
}

static enum err type_pieces(struct run *r, const char *text) {
    char piece[PIECE + 1];
    size_t len = strlen(text);
    for (size_t at = 0; at < len && !r->quit;) {
        size_t end = len - at <= PIECE ? len : utf8_back(text, at + PIECE);
        memcpy(piece, text + at, end - at);
        piece[end - at] = '\0';
        if (!headless_type(r->p, piece))
            return fault_set(r->f, ERR_LIMIT, r->place, "too much input waiting");
        script_settle(r);
        at = end;
    }
    return ERR_NONE;
}

// A field that does not take a letter must not go unnoticed; what a mask or dots show cannot be compared.
static bool taken(struct run *r, const char *text) {
    const struct ui_node *field = find_role(question(r), ROLE_FIELD);
    bool hidden = field && ((field->states & STATE_PRIVATE) || (field->text && field->text[0] == '_'));
    return field && field->value && (hidden || strchr(field->value, '.') || text_same(field->value, text));
}

static enum err write(struct run *r, const struct ui_node *field, const struct val *v) {
    char text[TEXT_ROOM] = "";
    if (v)
        typed_words(field, v, text, sizeof text);
    enum err err = clear(r);
    if (!err)
        err = type_pieces(r, text);
    if (!err && *text && !taken(r, text))
        return stuck(r, "the field does not take the whole answer");
    return err ? err : choose_key(r, "next");
}

// ---- Rows and files
static enum err rows(struct run *r, const struct val *answer) {
    int want = answer && answer->type == VAL_ARRAY ? (int)answer->count : 0;
    const struct ui_node *count = find_key(question(r), "count", false);
    int have = count && count->text ? (int)strtol(count->text, NULL, 10) : 0; // "2 entries so far"
    return choose_key(r, have < want ? "add" : have > want ? "remove" : "next");
}

static bool has_file(struct run *r, const char *text) {
    (void)text;
    return find_key(question(r), "chosen0", false) || find_key(question(r), "drawn", false) || find_key(question(r), "unread", false);
}

static const struct ui_node *find_picture(const struct ui_node *n) {
    size_t len = n && n->label ? strlen(n->label) : 0;
    if (n && n->role == ROLE_ROW && len > 4 && text_same(n->label + len - 4, ".png"))
        return n;
    const struct ui_node *hit = NULL;
    for (const struct ui_node *c = n ? n->first : NULL; c && !hit; c = c->next)
        hit = find_picture(c);
    return hit;
}

// Any file of the stick is as good as another, but a signature is a picture.
static enum err file(struct run *r, const struct val *answer) {
    bool drawn = answer && answer->type == VAL_STRING;
    const struct ui_node *row = drawn ? find_picture(question(r)) : find_role(question(r), ROLE_ROW);
    bool asked = answer && (answer->type == VAL_STRING || (answer->type == VAL_ARRAY && answer->count));
    if (!asked || has_file(r, NULL))
        return choose_key(r, "next");
    if (!row)
        return stuck(r, "there is no file on the stick");
    enum err err = choose(r, row);
    if (!err && !script_wait(r, has_file, NULL))
        return stuck(r, "the file was not taken");
    return err ? err : choose_key(r, "next");
}

static enum err answer_one(struct run *r, const struct ui_node *q, const struct val *answers) {
    const struct val *v = val_at(answers, q->key);
    const struct ui_node *field = find_role(q, ROLE_FIELD);
    if (find_key(q, "count", false))
        return rows(r, v);
    if (find_key(q, "look", true))
        return file(r, v);
    if (field)
        return write(r, field, v);
    if (find_role(q, ROLE_CHECK))
        return tick(r, v);
    if (find_role(q, ROLE_CHOICE))
        return one_of(r, v);
    return choose_key(r, "next");
}

static enum err fill(struct run *r, const struct val *answers) {
    char last[PATH_ROOM] = "";
    int same = 0;
    for (int i = 0; i < SCREENS_MAX && !r->quit; i++) {
        if (!script_wait(r, has_question, NULL))
            return fault_set(r->f, ERR_CONFLICT, r->place, "there is no question on the screen");
        if (at_review(r))
            return ERR_NONE;
        const struct ui_node *q = question(r);
        if (!q || left(r))
            return fault_set(r->f, ERR_CONFLICT, r->place, "the form cannot be shown");
        same = text_same(last, q->key) ? same + 1 : 0;
        text_copy(last, sizeof last, q->key);
        bool many = find_key(q, "count", false) != NULL;
        if (same > (many ? ROUNDS_MAX : 1))
            return stuck(r, "the answer is not taken");
        enum err err = answer_one(r, q, answers);
        if (err)
            return err;
        script_settle(r);
    }
    return r->quit ? ERR_NONE : fault_set(r->f, ERR_CONFLICT, r->place, "the form did not end");
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
