// SPDX-License-Identifier: Apache-2.0
// Reads a script line by line. Each command is one row of a table; each function returns whether the step succeeded and
// otherwise says what it expected.
#include "app/script_fill.h"

#include "base/buf.h"
#include "base/file.h"
#include "platform/headless/headless.h"

#include <ctype.h>

enum { WAIT_MS = 20000, WAIT_STEP_MS = 40, SETTLE_STEPS = 200, WALK_KEYS = 400, TREE_BYTES = 1 << 20, PRESS_MAX = 200 };

static enum err expected(struct run *r, const char *what, const char *text) {
    return fault_set(r->f, ERR_CONFLICT, r->place, "expected %s \"%s\"", what, text);
}

// Lets everything that is due happen, motion included, without waiting for the network.
void script_settle(struct run *r) {
    for (int i = 0; i < SETTLE_STEPS && !r->quit; i++) {
        r->quit = !app_step(r->app);
        when_ms next = ui_stage_next(app_stage(r->app)), now = r->p->ops->clock(r->p);
        if (next < 0)
            return;
        if (next > now)
            headless_advance(r->p, next - now);
    }
}

static const struct ui_node *shown(struct run *r, const char *label) {
    return ui_find_label(ui_stage_root(app_stage(r->app)), label);
}

static void print_tree(struct run *r, FILE *to) {
    struct buf b;
    const struct ui_node *focused = ui_stage_focused(app_stage(r->app));
    buf_init(&b, TREE_BYTES);
    ui_snapshot(&b, ui_stage_root(app_stage(r->app)), focused ? focused->id : 0);
    fprintf(to, "screen %s\n%s", app_screen_name(r->app), buf_text(&b));
    fflush(to);
    buf_finish(&b);
}

// ---- Arguments ----
static const char *skip_space(const char *s) {
    while (*s == ' ' || *s == '\t')
        s++;
    return s;
}

// The text between the quotes, with \" \\ and \n; or a bare word.
enum err script_text(struct run *r, const char **at, char *to, size_t room) {
    const char *s = skip_space(*at);
    size_t n = 0;
    bool quoted = *s == '"';
    if (!*s)
        return fault_set(r->f, ERR_SYNTAX, r->place, "a text is missing");
    s += quoted;
    while (*s && (quoted ? *s != '"' : !isspace((unsigned char)*s))) {
        char c = *s++;
        if (quoted && c == '\\' && *s) {
            c = *s == 'n' ? '\n' : *s;
            s++;
        }
        if (n + 1 >= room)
            return fault_set(r->f, ERR_LIMIT, r->place, "text too long");
        to[n++] = c;
    }
    if (quoted && *s != '"')
        return fault_set(r->f, ERR_SYNTAX, r->place, "the closing quote is missing");
    to[n] = '\0';
    *at = s + quoted;
    return ERR_NONE;
}

// ---- Commands ----
enum err script_press(struct run *r, char *word) {
    long times = 1;
    enum key key;
    char *star = strchr(word, '*');
    if (star) {
        *star = '\0';
        if (!text_integer(star + 1, 1, PRESS_MAX, &times))
            return fault_set(r->f, ERR_TYPE, r->place, "a number from 1 to %d must follow *", PRESS_MAX);
    }
    if (!key_from_name(word, &key))
        return fault_set(r->f, ERR_REFERENCE, r->place, "there is no key \"%s\"", word);
    for (long i = 0; i < times && !r->quit; i++) {
        if (!headless_press(r->p, key))
            return fault_set(r->f, ERR_LIMIT, r->place, "too many keys waiting");
        script_settle(r);
    }
    return ERR_NONE;
}

static enum err do_press(struct run *r, const char *args) {
    char word[64];
    enum err err = ERR_NONE;
    while (!err && *(args = skip_space(args))) {
        err = script_text(r, &args, word, sizeof word);
        if (!err)
            err = script_press(r, word);
    }
    return err;
}

static enum err do_type(struct run *r, const char *args) {
    char text[SCRIPT_LINE];
    enum err err = script_text(r, &args, text, sizeof text);
    if (err)
        return err;
    if (!headless_type(r->p, text))
        return fault_set(r->f, ERR_LIMIT, r->place, "too much input waiting");
    script_settle(r);
    return ERR_NONE;
}

// Real time passes while the network answers; the app's clock follows it, so that its own timers run too.
bool script_wait(struct run *r, bool (*done)(struct run *, const char *), const char *text) {
    for (long waited = 0; waited <= WAIT_MS; waited += WAIT_STEP_MS) {
        script_settle(r);
        if (done(r, text))
            return true;
        if (r->quit)
            return false;
        when_ms before = when_monotonic();
        headless_wait_real(r->p, WAIT_STEP_MS);
        when_ms passed = when_monotonic() - before;
        headless_advance(r->p, passed);
        waited += passed < WAIT_STEP_MS ? passed - WAIT_STEP_MS : 0; // woken early: only what really passed counts
    }
    return false;
}
static bool is_there(struct run *r, const char *label) { return shown(r, label) != NULL; }
static bool is_gone(struct run *r, const char *label) { return shown(r, label) == NULL; }
static bool busy(const struct ui_node *n) {
    bool is = n->role == ROLE_BUSY;
    for (const struct ui_node *c = n->first; c && !is; c = c->next)
        is = busy(c);
    return is;
}
static bool is_ready(struct run *r, const char *text) {
    (void)text;
    return !busy(ui_stage_root(app_stage(r->app)));
}
static bool is_screen(struct run *r, const char *name) { return text_same(app_screen_name(r->app), name); }
static bool is_focused(struct run *r, const char *label) {
    const struct ui_node *n = ui_stage_focused(app_stage(r->app));
    return n && n->label && text_same(n->label, label);
}

static enum err wait_for(struct run *r, const char *args, bool (*done)(struct run *, const char *), const char *what) {
    char text[SCRIPT_LINE];
    enum err err = script_text(r, &args, text, sizeof text);
    if (err)
        return err;
    return script_wait(r, done, text) ? ERR_NONE : expected(r, what, text);
}
static enum err do_wait(struct run *r, const char *args) { return wait_for(r, args, is_there, "in time"); }
static enum err do_wait_not(struct run *r, const char *args) { return wait_for(r, args, is_gone, "no longer"); }
static enum err do_wait_screen(struct run *r, const char *args) { return wait_for(r, args, is_screen, "in time the screen"); }

static enum err do_wait_ready(struct run *r, const char *args) {
    (void)args;
    return script_wait(r, is_ready, NULL) ? ERR_NONE : expected(r, "in time an end of", "One moment");
}

static enum err check(struct run *r, const char *args, bool (*done)(struct run *, const char *), const char *what) {
    char text[SCRIPT_LINE];
    enum err err = script_text(r, &args, text, sizeof text);
    if (err)
        return err;
    return done(r, text) ? ERR_NONE : expected(r, what, text);
}
static enum err do_expect(struct run *r, const char *args) { return check(r, args, is_there, "on the screen"); }
static enum err do_expect_not(struct run *r, const char *args) { return check(r, args, is_gone, "not on the screen"); }
static enum err do_expect_focus(struct run *r, const char *args) { return check(r, args, is_focused, "the focus on"); }
static enum err do_expect_screen(struct run *r, const char *args) { return check(r, args, is_screen, "the screen"); }

// ---- Walking with arrows, as a person who looks at the screen does ----
static enum key towards(const struct rect *from, const struct rect *to) {
    int dx = to->x + to->w / 2 - from->x - from->w / 2, dy = to->y + to->h / 2 - from->y - from->h / 2;
    bool apart_y = to->y >= rect_bottom(*from) || from->y >= rect_bottom(*to);
    if (apart_y)
        return dy > 0 ? KEY_DOWN : KEY_UP;
    return dx > 0 ? KEY_RIGHT : KEY_LEFT;
}

static const struct ui_node *find_control(const struct ui_node *n, const char *label) {
    if (n->focusable && n->label && text_same(n->label, label))
        return n;
    const struct ui_node *hit = NULL;
    for (const struct ui_node *c = n->first; c && !hit; c = c->next)
        hit = find_control(c, label);
    return hit;
}

static void arrow(struct run *r, enum key key) {
    if (headless_press(r->p, key))
        script_settle(r);
}

// Goes to the control that `pick` gives in the present tree: every key makes a new one.
static enum err walk(struct run *r, const struct ui_node *(*pick)(const struct ui_node *, const void *), const void *what, const char *name) {
    static const enum key tries[] = {KEY_DOWN, KEY_RIGHT, KEY_UP, KEY_LEFT};
    for (int i = 0, stuck = 0; i < WALK_KEYS && !r->quit; i++) {
        const struct ui_node *from = ui_stage_focused(app_stage(r->app));
        const struct ui_node *to = pick(ui_stage_root(app_stage(r->app)), what);
        if (!to)
            return expected(r, "a control called", name);
        if (from == to)
            return ERR_NONE;
        ui_id before = from ? from->id : 0;
        enum key key = from && !stuck ? towards(&from->rect, &to->rect) : tries[(i + stuck) % 4];
        arrow(r, key);
        from = ui_stage_focused(app_stage(r->app));
        stuck = from && from->id == before ? stuck + 1 : 0;
    }
    return expected(r, "arrows to reach", name);
}

static const struct ui_node *by_label(const struct ui_node *root, const void *label) { return find_control(root, label); }
static const struct ui_node *by_id(const struct ui_node *root, const void *id) { return ui_find(root, *(const ui_id *)id); }

enum err script_walk(struct run *r, const char *label) { return walk(r, by_label, label, label); }

enum err script_walk_id(struct run *r, ui_id id) {
    const struct ui_node *n = ui_find(ui_stage_root(app_stage(r->app)), id);
    char name[128] = "";
    if (n && n->label)
        text_copy(name, sizeof name, n->label);
    return walk(r, by_id, &id, name);
}

static enum err do_focus(struct run *r, const char *args) {
    char text[SCRIPT_LINE];
    enum err err = script_text(r, &args, text, sizeof text);
    return err ? err : script_walk(r, text);
}

static enum err do_choose(struct run *r, const char *args) {
    char ok[] = "OK";
    enum err err = do_focus(r, args);
    return err ? err : script_press(r, ok);
}

static enum err do_fill(struct run *r, const char *args) {
    char path[SCRIPT_LINE];
    enum err err = script_text(r, &args, path, sizeof path);
    return err ? err : script_fill(r, path);
}

static enum err do_open(struct run *r, const char *args) {
    char name[64], argument[SCRIPT_LINE] = "";
    enum err err = script_text(r, &args, name, sizeof name);
    if (!err && *skip_space(args))
        err = script_text(r, &args, argument, sizeof argument);
    if (err)
        return err;
    for (int i = 0; i < SCREEN_COUNT; i++) {
        if (text_same(screen_table[i]->name, name)) {
            app_open(r->app, screen_table[i]->id, argument);
            script_settle(r);
            return ERR_NONE;
        }
    }
    return fault_set(r->f, ERR_REFERENCE, r->place, "there is no screen \"%s\"", name);
}

static enum err panel(struct run *r, const char *args, enum platform_command command) {
    struct input in = {.type = INPUT_COMMAND, .command = command};
    enum err err = script_text(r, &args, in.text, sizeof in.text);
    if (err)
        return err;
    if (!headless_push(r->p, &in))
        return fault_set(r->f, ERR_LIMIT, r->place, "too much input waiting");
    script_settle(r);
    return ERR_NONE;
}
static enum err do_language(struct run *r, const char *args) { return panel(r, args, COMMAND_LANGUAGE); }
static enum err do_text_scale(struct run *r, const char *args) { return panel(r, args, COMMAND_TEXT_SCALE); }
static enum err do_theme(struct run *r, const char *args) { return panel(r, args, COMMAND_THEME); }
static enum err do_fault(struct run *r, const char *args) { return panel(r, args, COMMAND_FAULT); }

static enum err do_resize(struct run *r, const char *args) {
    int w, h;
    if (sscanf(args, "%d %d", &w, &h) != 2 || w < 640 || h < 360 || w > 7680 || h > 4320)
        return fault_set(r->f, ERR_TYPE, r->place, "resize needs a width and a height");
    if (!headless_resize(r->p, w, h))
        return fault_set(r->f, ERR_MEMORY, r->place, "no memory for such a frame");
    script_settle(r);
    return ERR_NONE;
}

static enum err do_advance(struct run *r, const char *args) {
    long ms;
    char word[32];
    enum err err = script_text(r, &args, word, sizeof word);
    size_t len = strlen(word);
    if (!err && len > 2 && text_same(word + len - 2, "ms"))
        word[len - 2] = '\0';
    if (!err && !text_integer(word, 0, 1000L * 60 * 60 * 24 * 24, &ms))
        err = fault_set(r->f, ERR_TYPE, r->place, "advance needs milliseconds, as in 300ms");
    if (err)
        return err;
    headless_advance(r->p, ms);
    script_settle(r);
    return ERR_NONE;
}

static enum err do_shot(struct run *r, const char *args) {
    char name[64], path[SCRIPT_LINE];
    struct input in = {.type = INPUT_COMMAND, .command = COMMAND_SHOT};
    enum err err = script_text(r, &args, name, sizeof name);
    if (err)
        return err;
    text_copy(in.text, sizeof in.text, name);
    if (!headless_push(r->p, &in))
        return fault_set(r->f, ERR_LIMIT, r->place, "too much input waiting");
    script_settle(r);
    snprintf(path, sizeof path, "%s/%s.txt", r->o->shots, name);
    FILE *to = fopen(path, "w");
    if (!to)
        return fault_set(r->f, ERR_IO, path, "cannot be written");
    print_tree(r, to);
    return fclose(to) ? fault_set(r->f, ERR_IO, path, "cannot be written") : ERR_NONE;
}

static enum err do_tree(struct run *r, const char *args) {
    (void)args;
    print_tree(r, stdout);
    return ERR_NONE;
}

// Complaints do not stop the script, so that one run shows them all: it fails at its end.
static enum err do_audit(struct run *r, const char *args) {
    struct buf b;
    const struct ui_world *w = app_world(r->app);
    (void)args;
    buf_init(&b, TREE_BYTES);
    int complaints = ui_audit(&b, app_stage(r->app), w);
    if (complaints)
        fprintf(stderr, "%s: audit of %s \"%s\" %s %d %s:\n%s", r->place, app_screen_name(r->app), ui_stage_root(app_stage(r->app))->label,
                w->language, scale_percent(w->theme.scale), theme_word(w->theme.name), buf_text(&b));
    r->complaints += complaints;
    buf_finish(&b);
    return ERR_NONE;
}

static enum err do_quit(struct run *r, const char *args) {
    (void)args;
    r->quit = true;
    return ERR_NONE;
}

struct command {
    const char *name;
    enum err (*run)(struct run *r, const char *args);
};
static const struct command commands[] = {
    {"advance", do_advance},       {"audit", do_audit},           {"choose", do_choose},
    {"expect", do_expect},         {"expect-focus", do_expect_focus}, {"expect-not", do_expect_not},
    {"expect-screen", do_expect_screen}, {"fault", do_fault},     {"fill", do_fill},
    {"focus", do_focus},
    {"language", do_language},     {"open", do_open},             {"press", do_press},
    {"quit", do_quit},             {"resize", do_resize},         {"shot", do_shot},
    {"text-scale", do_text_scale}, {"theme", do_theme},           {"tree", do_tree},
    {"type", do_type},             {"wait", do_wait},             {"wait-not", do_wait_not},
    {"wait-ready", do_wait_ready}, {"wait-screen", do_wait_screen},
};

static enum err line(struct run *r, const char *text) {
    char name[32];
    size_t n = 0;
    text = skip_space(text);
    if (*text == '\0' || *text == '#')
        return ERR_NONE;
    while (*text && !isspace((unsigned char)*text) && n + 1 < sizeof name)
        name[n++] = *text++;
    name[n] = '\0';
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (text_same(commands[i].name, name))
            return commands[i].run(r, skip_space(text));
    return fault_set(r->f, ERR_SYNTAX, r->place, "there is no command \"%s\"", name);
}

enum err script_run(struct app *app, struct platform *headless, const char *text, const struct script_options *o,
                    struct fault *f) {
    struct run r = {.app = app, .p = headless, .o = o, .f = f};
    struct str rest = str_of(text);
    char buffer[SCRIPT_LINE];
    script_settle(&r);
    for (int number = 1; rest.p && !r.quit; number++) {
        struct str raw = str_trim(str_cut(&rest, '\n'));
        snprintf(r.place, sizeof r.place, "%.96s:%d", o->name, number);
        if (raw.len >= sizeof buffer)
            return fault_set(f, ERR_LIMIT, r.place, "a line is longer than %d bytes", SCRIPT_LINE);
        memcpy(buffer, raw.p ? raw.p : "", raw.len);
        buffer[raw.len] = '\0';
        enum err err = line(&r, buffer);
        if (err) {
            print_tree(&r, stderr);
            return err;
        }
    }
    return r.complaints ? fault_set(f, ERR_CONFLICT, o->name, "the audit has %d complaints", r.complaints) : ERR_NONE;
}
