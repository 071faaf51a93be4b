// SPDX-License-Identifier: Apache-2.0
// Steps that wait for something on the screen, or expect it there.
#include "app/script_steps.h"

#include "platform/headless/headless.h"

enum { WAIT_MS = 20000, WAIT_STEP_MS = 40 };

static const struct ui_node *shown(struct run *r, const char *label) {
    return ui_find_label(ui_stage_root(app_stage(r->app)), label);
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
    return script_wait(r, done, text) ? ERR_NONE : script_expected(r, what, text);
}
enum err step_wait(struct run *r, const char *args) { return wait_for(r, args, is_there, "in time"); }
enum err step_wait_not(struct run *r, const char *args) { return wait_for(r, args, is_gone, "no longer"); }
enum err step_wait_screen(struct run *r, const char *args) { return wait_for(r, args, is_screen, "in time the screen"); }

enum err step_wait_ready(struct run *r, const char *args) {
    (void)args;
    return script_wait(r, is_ready, NULL) ? ERR_NONE : script_expected(r, "in time an end of", "One moment");
}

static enum err check(struct run *r, const char *args, bool (*done)(struct run *, const char *), const char *what) {
    char text[SCRIPT_LINE];
    enum err err = script_text(r, &args, text, sizeof text);
    if (err)
        return err;
    return done(r, text) ? ERR_NONE : script_expected(r, what, text);
}
enum err step_expect(struct run *r, const char *args) { return check(r, args, is_there, "on the screen"); }
enum err step_expect_not(struct run *r, const char *args) { return check(r, args, is_gone, "not on the screen"); }
enum err step_expect_focus(struct run *r, const char *args) { return check(r, args, is_focused, "the focus on"); }
enum err step_expect_screen(struct run *r, const char *args) { return check(r, args, is_screen, "the screen"); }
