// SPDX-License-Identifier: Apache-2.0
// Steps that do something: keys, typing, the emulator's panel, pictures, the clock.
#include "app/script_steps.h"

#include "base/buf.h"
#include "platform/headless/headless.h"

enum { TREE_BYTES = 1 << 20, PRESS_MAX = 200 };

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

enum err step_press(struct run *r, const char *args) {
    char word[64];
    enum err err = ERR_NONE;
    while (!err && *(args = script_skip_space(args))) {
        err = script_text(r, &args, word, sizeof word);
        if (!err)
            err = script_press(r, word);
    }
    return err;
}

enum err step_type(struct run *r, const char *args) {
    char text[SCRIPT_LINE];
    enum err err = script_text(r, &args, text, sizeof text);
    if (err)
        return err;
    if (!headless_type(r->p, text))
        return fault_set(r->f, ERR_LIMIT, r->place, "too much input waiting");
    script_settle(r);
    return ERR_NONE;
}

enum err step_fill(struct run *r, const char *args) {
    char path[SCRIPT_LINE];
    enum err err = script_text(r, &args, path, sizeof path);
    return err ? err : script_fill(r, path);
}

enum err step_open(struct run *r, const char *args) {
    char name[64], argument[SCRIPT_LINE] = "";
    enum err err = script_text(r, &args, name, sizeof name);
    if (!err && *script_skip_space(args))
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
enum err step_language(struct run *r, const char *args) { return panel(r, args, COMMAND_LANGUAGE); }
enum err step_text_scale(struct run *r, const char *args) { return panel(r, args, COMMAND_TEXT_SCALE); }
enum err step_theme(struct run *r, const char *args) { return panel(r, args, COMMAND_THEME); }
enum err step_fault(struct run *r, const char *args) { return panel(r, args, COMMAND_FAULT); }

enum err step_resize(struct run *r, const char *args) {
    int w, h;
    if (sscanf(args, "%d %d", &w, &h) != 2 || w < 640 || h < 360 || w > 7680 || h > 4320)
        return fault_set(r->f, ERR_TYPE, r->place, "resize needs a width and a height");
    if (!headless_resize(r->p, w, h))
        return fault_set(r->f, ERR_MEMORY, r->place, "no memory for such a frame");
    script_settle(r);
    return ERR_NONE;
}

enum err step_advance(struct run *r, const char *args) {
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

enum err step_shot(struct run *r, const char *args) {
    char name[64], path[SCRIPT_LINE], part[SCRIPT_LINE];
    struct input in = {.type = INPUT_COMMAND, .command = COMMAND_SHOT};
    enum err err = script_text(r, &args, name, sizeof name);
    if (err)
        return err;
    text_copy(in.text, sizeof in.text, name);
    if (!headless_push(r->p, &in))
        return fault_set(r->f, ERR_LIMIT, r->place, "too much input waiting");
    script_settle(r);
    snprintf(path, sizeof path, "%s/%s.txt", r->o->shots, name);
    snprintf(part, sizeof part, "%s/%s.part", r->o->shots, name); // whoever waits for the tree finds it whole
    FILE *to = fopen(part, "w");
    if (!to)
        return fault_set(r->f, ERR_IO, path, "cannot be written");
    script_print_tree(r, to);
    return fclose(to) || rename(part, path) ? fault_set(r->f, ERR_IO, path, "cannot be written") : ERR_NONE;
}

enum err step_tree(struct run *r, const char *args) {
    (void)args;
    script_print_tree(r, stdout);
    return ERR_NONE;
}

// Complaints do not stop the script, so that one run shows them all: it fails at its end.
enum err step_audit(struct run *r, const char *args) {
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

enum err step_audit_all(struct run *r, const char *args) {
    (void)args;
    return script_audit_all(r);
}

enum err step_audit_pixels(struct run *r, const char *args) {
    (void)args;
    return script_audit_pixels(r);
}

enum err step_quit(struct run *r, const char *args) {
    (void)args;
    r->quit = true;
    return ERR_NONE;
}
