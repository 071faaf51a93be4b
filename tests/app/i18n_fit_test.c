// SPDX-License-Identifier: Apache-2.0
// Short labels of every catalogue (BUILD/i18n/TAG.mo) where they stand: the key bar with the words of real screens, and the
// keyboards. The widgets themselves are laid out at every text size and looked at by the audit, which complains about text
// that is cut, clipped or too wide. TGOV_CATALOGUES="{ar,hi}" looks at those only; TGOV_SHOTS=FOLDER writes pictures.
#include "../ui/helper_scene.h"
#include "app/typing/typing.h"
#include "base/i18n.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <glob.h>

enum { MO_ARENA = 8 << 20, WORDS = 256 << 10, ROW = 60 };

struct language {
    char tag[32];
    struct arena arena;
    const struct i18n *words;
};

static void folder_of(char to[512]) {
    const char *build = getenv("TGOV_BUILD");
    snprintf(to, 512, "%s/i18n", build ? build : "build/debug");
}

static void open_language(struct language *l, struct scene *s, const char *path) {
    struct fault f = {0};
    char folder[512];
    const char *name = strrchr(path, '/') + 1;
    folder_of(folder);
    snprintf(l->tag, sizeof l->tag, "%.*s", (int)strcspn(name, "."), name);
    arena_init(&l->arena, MO_ARENA);
    l->words = i18n_load(&l->arena, folder, l->tag, &f);
    if (!l->words)
        fail_msg("%s: %s", l->tag, f.what);
    scene_open(s, 1920, 1080);
    scene_language(s, l->tag);
    s->world.words = l->words;
}

static void close_language(struct language *l, struct scene *s) {
    s->world.words = NULL;
    scene_close(s);
    arena_finish(&l->arena);
}

static void in_all_languages(int (*look)(struct scene *s, const struct language *l)) {
    glob_t found;
    int complaints = 0;
    char folder[512], pattern[600];
    const char *some = getenv("TGOV_CATALOGUES");
    folder_of(folder);
    snprintf(pattern, sizeof pattern, "%s/%s.mo", folder, some ? some : "*");
    if (glob(pattern, GLOB_BRACE, NULL, &found))
        fail_msg("no catalogues: %s", pattern);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct scene s;
        struct language l = {0};
        open_language(&l, &s, found.gl_pathv[i]);
        complaints += look(&s, &l);
        close_language(&l, &s);
    }
    globfree(&found);
    assert_int_equal(complaints, 0);
}

static void shoot(const struct scene *s, const struct language *l, const char *name, enum text_scale scale) {
    char path[512];
    const char *folder = getenv("TGOV_SHOTS");
    if (!folder)
        return;
    snprintf(path, sizeof path, "%s/%s-%s-%d.png", folder, name, l->tag, scale_percent(scale));
    scene_shot(s, path);
}

// Complaints are printed and counted, so that one run tells all of them.
static int audited(struct scene *s, const struct language *l, const char *name, enum text_scale scale) {
    struct buf said;
    buf_init(&said, WORDS);
    int complaints = ui_audit(&said, s->stage, &s->world);
    if (complaints)
        print_error("%s, %s at %d %%:\n%s", l->tag, name, scale_percent(scale), buf_text(&said));
    buf_finish(&said);
    return complaints;
}

// ---- The key bar, ui/w_keybar.c
struct bar { // of the app's screens, those with the longest words among them
    const char *name, *yellow, *yellow_short, *verb, *back, *back_short;
};
static const struct bar bars[] = {
    {"question", "Finish later", NULL, "Choose", "Check your answers", NULL},
    {"case", "Delete", NULL, "Send", "Case number", NULL},
    {"search", "Search", NULL, "Show more", "Home", NULL},
    {"service", "Easy words", "Words", "Go on", "List", NULL},
    {"review", "Finish later", NULL, "Change", "Service", NULL},
    {"erase", NULL, NULL, "Erase", "No, keep it", "No"},
    {"close", "Close", NULL, "Open", "No, go back", "No"},
    {"sign-in", "New code", NULL, "Try again", "Stop, do not sign in", NULL},
    {"sign", "New code", NULL, "Sign", "Stop, do not sign", NULL},
    {"set-up", "Skip set-up", "Skip", "Choose", "Settings", NULL},
    {"person", "Delete", NULL, "Sign out", "People", NULL},
    {"mandate", "End it", NULL, "Act", "Back", NULL},
    {"phone", "Type on your phone", NULL, "Keep out", "Phones", NULL},
};

static const char *said(const struct ui *u, const char *english) { return english ? tr(u, english) : NULL; }

static void bar_view(struct ui *u, const void *state) {
    const struct bar *b = state;
    const struct w_page p = {.key = "p", .title = "P", .yellow = said(u, b->yellow), .yellow_short = said(u, b->yellow_short),
                             .back = said(u, b->back), .back_short = said(u, b->back_short)};
    w_page_open(u, &p);
    w_button(u, &(struct w_button){.key = "act", .label = "Go", .verb = said(u, b->verb), .action = 1, .autofocus = true});
    w_page_close(u, &p);
}

static int look_at_bars(struct scene *s, const struct language *l) {
    int complaints = 0;
    for (int scale = 0; scale < SCALE_COUNT; scale++)
        for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
            enum text_scale size = (enum text_scale)scale;
            s->world.theme.scale = size;
            s->focus = (struct ui_focus){0};
            scene_show(s, bar_view, &bars[i]);
            complaints += audited(s, l, bars[i].name, size);
            shoot(s, l, bars[i].name, size);
            int height = scene_key(s, "keys")->rect.h;
            if (scale > SCALE_100 || height <= ROW)
                continue;
            print_error("%s: the key bar of %s has a second row at 100 %%\n", l->tag, bars[i].name);
            complaints++;
        }
    return complaints;
}

static void test_the_key_bar_fits(void **state) {
    (void)state;
    in_all_languages(look_at_bars);
}

// ---- The keyboards, app/typing/view.c
struct board {
    const char *name, *next, *keys; // keys: digits of the remote, which bring the twelve large keys
    enum keyboard kind;
    int act;
};
static const struct board boards[] = {
    {"text", "Next", "", KEYBOARD_TEXT, 0},       {"search", "Search", "", KEYBOARD_TEXT, 0},
    {"send", "Send", "", KEYBOARD_TEXT, 0},       {"wait", "One moment", "", KEYBOARD_TEXT, 0},
    {"done", "Done", "", KEYBOARD_TEXT, 0},       {"sending", "Wait", "", KEYBOARD_TEXT, 0},
    {"latin", "Next", "", KEYBOARD_TEXT, ACT_TYPE_LATIN}, {"signs", "Next", "", KEYBOARD_TEXT, ACT_TYPE_SYMBOLS},
    {"pad", "One moment", "22", KEYBOARD_TEXT, 0},  {"e-mail", "Next", "", KEYBOARD_EMAIL, 0},
    {"digits", "One moment", "", KEYBOARD_DIGITS, 0}, {"code", "Next", "", KEYBOARD_CODE, 0},
};

struct typed {
    const struct board *board;
    struct typing typing;
};

static void board_view(struct ui *u, const void *state) {
    const struct typed *t = state;
    const struct w_page p = {.key = "p", .title = "P", .yellow = tr(u, "Delete"), .back = tr(u, "Check your answers")};
    w_page_open(u, &p);
    w_heading(u, "title", "Where is the light?", TYPE_QUESTION);
    w_text(u, "hint", "A house number, or something close by.", TYPE_BODY, COLOUR_INK2);
    w_columns_open(u);
    w_steady_open(u, "answers");
    typing_view(u, &t->typing, &(struct typing_view){.label = "P", .next = tr(u, t->board->next)});
    w_close(u);
    w_close(u);
    w_page_close(u, &p);
}

static int look_at_boards(struct scene *s, const struct language *l) {
    static struct typed t;
    int complaints = 0;
    for (int scale = 0; scale < SCALE_COUNT; scale++)
        for (size_t i = 0; i < sizeof boards / sizeof *boards; i++) {
            memset(&t, 0, sizeof t);
            t.board = &boards[i];
            typing_start(&t.typing, boards[i].kind, "");
            text_copy(t.typing.language, sizeof t.typing.language, l->tag);
            for (const char *k = boards[i].keys; *k; k++)
                (void)typing_event(&t.typing, &(struct event){.type = EV_KEY, .key = (enum key)(KEY_0 + (*k - '0'))});
            if (boards[i].act)
                (void)typing_event(&t.typing, &(struct event){.type = EV_ACTION, .action = boards[i].act});
            s->world.theme.scale = (enum text_scale)scale;
            s->focus = (struct ui_focus){0};
            scene_show(s, board_view, &t);
            (void)scene_settle(s); // the focus scrolls into sight
            complaints += audited(s, l, boards[i].name, (enum text_scale)scale);
            shoot(s, l, boards[i].name, (enum text_scale)scale);
        }
    return complaints;
}

static void test_the_keyboards_fit(void **state) {
    (void)state;
    in_all_languages(look_at_boards);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_key_bar_fits), cmocka_unit_test(test_the_keyboards_fit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
