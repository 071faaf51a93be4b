// SPDX-License-Identifier: Apache-2.0
// Whole screens with the words that need most room. The code of a sign-in is made of any letters, and another issuer makes
// other codes: the widest and the longest stand whole at every text size and in every frame. At 100 and 125 % every door
// of home and its board are seen without a key being pressed.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "app/inside.h"
#include "app/screens/approve.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "helper_viewer.h"

enum { SAID = 64 << 10 };

static void show_code(struct viewer *v, const char *code) {
    struct sign_in_news news = {.state = OAUTH_WAITING, .code = code, .address = "https://sign.example/device", .link = "https://sign.example/device?c=1",
                                .pictures = {"candle", "bridge", "chair"}, .picture_count = 3, .until = v->p->ops->clock(v->p) + 600000,
                                .issuer = "Sign-in office", .box = "Living room"};
    app_deliver(v->app, router_top(v->app), &(struct event){.type = EV_SIGN_IN, .tag = APPROVE_TAG, .sign_in = &news}, NULL);
    assert_true(app_step(v->app));
}

static int look(struct viewer *v, const char *code, int height, enum text_scale scale) {
    struct entry *top = router_top(v->app);
    struct ui_world world = v->app->world;
    struct buf said;
    world.width = height * 16 / 9;
    world.height = height;
    world.theme.scale = scale;
    buf_init(&said, SAID);
    struct ui_trial t = {.world = &world, .focus = &top->focus, .view = top->def->view, .state = top->state};
    int complaints = ui_audit_trial(&said, v->app->stage, &t, NULL);
    if (complaints)
        print_error("%s in %s at %d %%, %dp:\n%s", code, world.language, scale_percent(scale), height, buf_text(&said));
    buf_finish(&said);
    return complaints;
}

static int look_at(struct viewer *v, const char *code) {
    static const int heights[] = {720, 1080, 2160};
    int complaints = 0;
    show_code(v, code);
    assert_non_null(ui_find_label(ui_stage_root(app_stage(v->app)), code));
    for (size_t h = 0; h < sizeof heights / sizeof *heights; h++)
        for (int scale = 0; scale < SCALE_COUNT; scale++)
            complaints += look(v, code, heights[h], (enum text_scale)scale);
    return complaints;
}

static void every_code_fits(void **state) {
    static const char *const codes[] = {"WWWW-WWWW", "MMMM-MMMM", "JJJJ-JJJJ", "123-456-789", "WWWWW-WWWWW-WWWWW-WWWWW"};
    static const char *const languages[] = {"en", "ko", "ar", "vi"};
    struct viewer v;
    int complaints = 0;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    app_open(v.app, SCREEN_SIGN_IN, "");
    viewer_rest(&v);
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        settings_language(v.app, languages[l]);
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
            complaints += look_at(&v, codes[i]);
    }
    assert_int_equal(complaints, 0);
    viewer_close(&v);
}

static const struct ui_node *below_the_edge(const struct ui_node *n) {
    bool whole = n->focusable || !strcmp(n->key, "board");
    if (whole && !rect_inside(n->rect, n->clip))
        return n;
    const struct ui_node *hit = NULL;
    for (const struct ui_node *c = n->first; c && !hit; c = c->next)
        hit = below_the_edge(c);
    return hit;
}

static void every_door_of_home_is_seen(void **state) {
    static const char *const languages[] = {"en", "ko", "ar", "es", "hi", "pt-BR", "th", "vi", "zh-CN"};
    struct viewer v;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        settings_language(v.app, languages[l]);
        viewer_rest(&v);
        for (int scale = SCALE_100; scale <= SCALE_125; scale++) {
            settings_scale(v.app, (enum text_scale)scale);
            viewer_settle(&v);
            assert_non_null(ui_find_label(ui_stage_root(app_stage(v.app)), i18n_text(v.app->words, NULL, "Sign in with your phone")));
            const struct ui_node *n = below_the_edge(ui_stage_root(app_stage(v.app)));
            if (n)
                fail_msg("%s at %d %%: \"%s\" is not seen whole", languages[l], scale_percent((enum text_scale)scale), n->label);
        }
    }
    viewer_close(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_code_fits), cmocka_unit_test(every_door_of_home_is_seen)};
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
