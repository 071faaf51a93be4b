// SPDX-License-Identifier: Apache-2.0
// Steps for the ear: what was said since the last of them, and nothing of the screen.
#include "app/script_steps.h"

#include "platform/headless/headless.h"

static bool was_said(struct run *r, const char *text) {
    const struct headless_utterance *u;
    for (size_t i = r->heard; (u = headless_spoken(r->p, i)); i++)
        if (strstr(u->text, text))
            return true;
    return false;
}

// "en! text": an error; "en: text": a new focus; "en+ text": what comes behind it.
static void print_new(struct run *r) {
    static const char how[] = {[SAY_AFTER] = '+', [SAY_INSTEAD] = ':', [SAY_FIRST] = '!'};
    const struct headless_utterance *u;
    for (; (u = headless_spoken(r->p, r->heard)); r->heard++)
        printf("%s%c %s\n", u->language, how[u->how], u->text);
    puts(".");
    fflush(stdout);
}

enum err step_listen(struct run *r, const char *args) {
    char text[SCRIPT_LINE];
    if (!*script_skip_space(args)) {
        print_new(r);
        return ERR_NONE;
    }
    enum err err = script_text(r, &args, text, sizeof text);
    if (err)
        return err;
    if (!script_wait(r, was_said, text)) {
        print_new(r);
        return script_expected(r, "to be said in time", text);
    }
    r->heard = headless_spoken_count(r->p);
    return ERR_NONE;
}

enum err step_listen_not(struct run *r, const char *args) {
    char text[SCRIPT_LINE];
    size_t heard = r->heard;
    enum err err = script_text(r, &args, text, sizeof text);
    if (err)
        return err;
    r->heard = 0;
    bool said = was_said(r, text);
    r->heard = heard;
    return said ? script_expected(r, "never to be said", text) : ERR_NONE;
}

static bool is_silent(struct run *r, const char *text) {
    (void)text;
    return !r->p->ops->talking(r->p);
}

enum err step_wait_silence(struct run *r, const char *args) {
    (void)args;
    return script_wait(r, is_silent, NULL) ? ERR_NONE : script_expected(r, "in time", "silence");
}

enum err step_headphones(struct run *r, const char *args) {
    char text[8];
    enum err err = script_text(r, &args, text, sizeof text);
    if (err)
        return err;
    headless_set_headphones(r->p, text_same(text, "in"));
    return text_same(text, "in") || text_same(text, "out") ? ERR_NONE : fault_set(r->f, ERR_TYPE, r->place, "headphones in, or out");
}
