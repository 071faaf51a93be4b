// SPDX-License-Identifier: Apache-2.0
// Reads a script line by line and runs its steps: a row of the table each, in app/script_*.c.
#include "app/script_steps.h"

#include "base/buf.h"
#include "platform/headless/headless.h"

#include <ctype.h>

enum { SETTLE_STEPS = 200, TREE_BYTES = 1 << 20 };

enum err script_expected(struct run *r, const char *what, const char *text) {
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

void script_print_tree(struct run *r, FILE *to) {
    struct buf b;
    const struct ui_node *focused = ui_stage_focused(app_stage(r->app));
    buf_init(&b, TREE_BYTES);
    ui_snapshot(&b, ui_stage_root(app_stage(r->app)), focused ? focused->id : 0);
    fprintf(to, "screen %s\n%s", app_screen_name(r->app), buf_text(&b));
    fflush(to);
    buf_finish(&b);
}

const char *script_skip_space(const char *s) {
    while (*s == ' ' || *s == '\t')
        s++;
    return s;
}

// The text between the quotes, with \" \\ and \n; or a bare word.
enum err script_text(struct run *r, const char **at, char *to, size_t room) {
    const char *s = script_skip_space(*at);
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

struct command {
    const char *name;
    enum err (*run)(struct run *r, const char *args);
};
static const struct command commands[] = {
    {"advance", step_advance}, {"audit", step_audit}, {"audit-all", step_audit_all}, {"audit-pixels", step_audit_pixels},
    {"choose", step_choose}, {"expect", step_expect}, {"expect-focus", step_expect_focus}, {"expect-not", step_expect_not},
    {"expect-screen", step_expect_screen}, {"fault", step_fault}, {"fill", step_fill}, {"focus", step_focus},
    {"headphones", step_headphones}, {"language", step_language}, {"listen", step_listen}, {"listen-not", step_listen_not},
    {"measure-language", step_measure_language}, {"measure-text", step_measure_text}, {"open", step_open}, {"press", step_press},
    {"quit", step_quit}, {"resize", step_resize}, {"shot", step_shot},
    {"text-scale", step_text_scale}, {"theme", step_theme}, {"tree", step_tree}, {"type", step_type}, {"wait", step_wait},
    {"wait-not", step_wait_not}, {"wait-ready", step_wait_ready}, {"wait-screen", step_wait_screen}, {"wait-silence", step_wait_silence},
};

static enum err line(struct run *r, const char *text) {
    char name[32];
    size_t n = 0;
    text = script_skip_space(text);
    if (*text == '\0' || *text == '#')
        return ERR_NONE;
    while (*text && !isspace((unsigned char)*text) && n + 1 < sizeof name)
        name[n++] = *text++;
    name[n] = '\0';
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (text_same(commands[i].name, name))
            return commands[i].run(r, script_skip_space(text));
    return fault_set(r->f, ERR_SYNTAX, r->place, "there is no command \"%s\"", name);
}

static enum err one(struct run *r, struct str raw, int number) {
    char buffer[SCRIPT_LINE];
    raw = str_trim(raw);
    snprintf(r->place, sizeof r->place, "%.96s:%d", r->o->name, number);
    if (raw.len >= sizeof buffer)
        return fault_set(r->f, ERR_LIMIT, r->place, "a line is longer than %d bytes", SCRIPT_LINE);
    memcpy(buffer, raw.p ? raw.p : "", raw.len);
    buffer[raw.len] = '\0';
    enum err err = line(r, buffer);
    if (err)
        script_print_tree(r, stderr);
    return err;
}

static enum err verdict(const struct run *r) {
    return r->complaints ? fault_set(r->f, ERR_CONFLICT, r->o->name, "the audit has %d complaints", r->complaints) : ERR_NONE;
}

enum err script_run(struct app *app, struct platform *headless, const char *text, const struct script_options *o, struct fault *f) {
    struct run r = {.app = app, .p = headless, .o = o, .f = f};
    struct str rest = str_of(text);
    enum err err = ERR_NONE;
    script_settle(&r);
    for (int number = 1; rest.p && !r.quit && !err; number++)
        err = one(&r, str_cut(&rest, '\n'), number);
    return err ? err : verdict(&r);
}

enum err script_stream(struct app *app, struct platform *headless, FILE *from, const struct script_options *o, struct fault *f) {
    struct run r = {.app = app, .p = headless, .o = o, .f = f};
    char text[SCRIPT_LINE + 2];
    enum err err = ERR_NONE;
    script_settle(&r);
    for (int number = 1; !r.quit && !err && fgets(text, sizeof text, from); number++)
        err = one(&r, str_of(text), number);
    return err ? err : verdict(&r);
}
