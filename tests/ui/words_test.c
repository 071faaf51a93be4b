// SPDX-License-Identifier: Apache-2.0
// The tree in words: the text snapshot, and what the audit complains about.
#include "helper_home.h"
#include "helper_test.h"

#include <string.h>

enum { WORDS = 64 << 10 };

// ---- Snapshot
static void form_view(struct ui *u, const void *state) {
    const char *secret = state;
    ui_open(u, &(struct ui_node){.key = "form", .role = ROLE_SCREEN, .label = "About you", .pad = UI_PAD(100), .gap = 20});
    ui_leaf(u, &(struct ui_node){.key = "steps", .role = ROLE_PROGRESS, .label = "Question 2 of 5", .paint = PAINT_BARS, .w = 400,
                                 .bars = {.total = 5, .filled = 1, .half = true, .height = 10, .gap = 10}});
    ui_leaf(u, &(struct ui_node){.key = "title", .role = ROLE_HEADING, .label = "Who are you?", .paint = PAINT_TEXT, .type = TYPE_QUESTION});
    ui_leaf(u, &(struct ui_node){.key = "lead", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = "Line " TEXT_BOLD "one" TEXT_PLAIN "\nline two"});
    ui_leaf(u, &(struct ui_node){.key = "plain", .paint = PAINT_TEXT, .text = "Plain"});
    ui_leaf(u, &(struct ui_node){.key = "picture", .role = ROLE_IMAGE, .paint = PAINT_ICON, .icon = "bin", .w = 40});
    ui_open(u, &(struct ui_node){.key = "list", .role = ROLE_LIST, .label = "Answers", .gap = 10});
    w_choice(u, &(struct w_choice){.key = "yes", .label = "Yes", .hint = "I do", .checked = true, .action = 1});
    w_choice(u, &(struct w_choice){.key = "no", .label = "No", .autofocus = true, .action = 1});
    ui_close(u);
    w_field(u, &(struct w_field){.key = "name", .label = "Name", .text = "Kim", .caret = 3, .editing = true, .invalid = true});
    w_field(u, &(struct w_field){.key = "pin", .label = "Secret", .text = secret, .caret = 2, .private_value = true});
    ui_leaf(u, &(struct ui_node){.key = "shown", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = secret, .states = STATE_PRIVATE});
    w_button(u, &(struct w_button){.key = "send", .label = "Send", .disabled = true, .reason = "Back at 10:30", .action = 2});
    ui_close(u);
}

static const char *const form_words =
    "screen \"About you\"\n"
    "  progress \"Question 2 of 5\" 1/5\n"
    "  heading \"Who are you?\"\n"
    "  text \"Line one\\nline two\"\n"
    "  text \"Plain\"\n"
    "  list \"Answers\"\n"
    "    choice \"Yes\" checked\n"
    "    choice \"No\" *focus*\n"
    "  field \"Name\" = \"Kim\" invalid editing\n"
    "  field \"Secret\" = \"\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\"\n"
    "  text\n"
    "  button \"Send\" disabled\n";

static void a_snapshot_says_what_is_there(void **state) {
    (void)state;
    struct scene s;
    struct buf b;
    buf_init(&b, WORDS);
    scene_open(&s, 1920, 1080);
    scene_show(&s, form_view, "4711");
    ui_snapshot(&b, ui_stage_root(s.stage), s.focus.id);
    assert_string_equal(buf_text(&b), form_words);
    buf_reset(&b);
    ui_snapshot_boxes(&b, ui_stage_root(s.stage), s.focus.id);
    assert_non_null(strstr(buf_text(&b), "screen \"About you\" [0 0 1920 1080]\n  progress \"Question 2 of 5\" 1/5 [100 100 400 10]\n"));
    assert_null(strstr(buf_text(&b), "4711"));
    buf_finish(&b);
    scene_close(&s);
}

// What is private has the same pixels whatever it is, as long as a field has as many letters.
static void private_values_are_not_drawn(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s, 1920, 1080);
    scene_show(&s, form_view, "4711");
    uint32_t *one = scene_copy(&s);
    scene_show(&s, form_view, "8\xC3\xA9\xED\x95\x9Cz");
    assert_int_equal(s.changed.pixels, 0);
    uint32_t *other = scene_copy(&s);
    assert_memory_equal(one, other, (size_t)1920 * 1080 * 4);
    assert_string_equal(scene_key(&s, "pin")->text, "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2");
    assert_int_equal(scene_key(&s, "pin")->caret, 6); // the first two bytes are a letter and a half: both dots are before it
    free(one);
    free(other);
    scene_close(&s);
}

// ---- Audit: each fault is planted into a screen that is otherwise good
enum fault_kind { GOOD, NO_NAME, FAINT, OUTSIDE, OVERLAP, WIDE, HIGH, CUT, FAULTS };
static const char *const complaints[FAULTS] = {
    [NO_NAME] = "control without a name", [FAINT] = "contrast too low", [OUTSIDE] = "outside the safe area", [OVERLAP] = "overlaps another",
    [WIDE] = "text wider than its place", [HIGH] = "text higher than its place", [CUT] = "text cut",
};

static void button(struct ui *u, const char *key, struct ui_node n) {
    n.key = key;
    n.role = ROLE_BUTTON;
    n.label = key;
    n.focusable = true;
    n.action = 1;
    n.w = 200;
    n.h = 90;
    struct ui_node *made = ui_leaf(u, &n);
    if (n.arg == NO_NAME)
        made->label = "";
}

static void faulty_view(struct ui *u, const void *state) {
    const enum fault_kind fault = *(const enum fault_kind *)state;
    ui_open(u, &(struct ui_node){.key = "faulty", .role = ROLE_SCREEN, .label = "Faulty", .pad = UI_PAD(120), .gap = 20});
    ui_open(u, &(struct ui_node){.key = "row", .axis = AXIS_ROW, .gap = 20});
    button(u, "a", (struct ui_node){.arg = (int)fault});
    button(u, "b", (struct ui_node){0});
    ui_close(u);
    ui_leaf(u, &(struct ui_node){.key = "text", .paint = PAINT_TEXT, .text = "A text of several words", .lines = fault == CUT,
                                 .w = fault == CUT ? 120 : 0, .h = fault == HIGH ? 20 : 0,
                                 .ink = fault == FAINT ? COLOUR_LINE : COLOUR_NONE});
    if (fault == WIDE)
        ui_leaf(u, &(struct ui_node){.key = "wide", .paint = PAINT_TEXT, .text = "Unbreakableword", .w = 10});
    if (fault == OUTSIDE)
        ui_leaf(u, &(struct ui_node){.key = "out", .paint = PAINT_TEXT, .text = "Out", .at = true, .x = 20, .y = 500});
    if (fault == OVERLAP)
        ui_leaf(u, &(struct ui_node){.key = "over", .paint = PAINT_TEXT, .text = "Over", .at = true, .x = 130, .y = 130});
    ui_close(u);
}

static void the_audit_finds_each_fault(void **state) {
    (void)state;
    for (int fault = GOOD; fault < FAULTS; fault++) {
        enum fault_kind kind = (enum fault_kind)fault;
        struct scene s;
        struct buf b;
        buf_init(&b, WORDS);
        scene_open(&s, 1920, 1080);
        scene_show(&s, faulty_view, &kind);
        int found = ui_audit(&b, s.stage, &s.world);
        if (fault == GOOD && found)
            fail_msg("a good screen: %s", buf_text(&b));
        if (fault != GOOD && (!found || !strstr(buf_text(&b), complaints[fault])))
            fail_msg("no complaint \"%s\" but: %s", complaints[fault], buf_text(&b));
        buf_finish(&b);
        scene_close(&s);
    }
}

// A group that stops at its edges is a pit; what stands alone below it is not come upon.
static void trap_view(struct ui *u, const void *state) {
    (void)state;
    ui_open(u, &(struct ui_node){.key = "trap", .role = ROLE_SCREEN, .label = "Trap", .pad = UI_PAD(120), .gap = 20});
    button(u, "a", (struct ui_node){0});
    ui_open(u, &(struct ui_node){.key = "pit", .edge = EDGE_STOP});
    button(u, "b", (struct ui_node){0});
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "island", .axis = AXIS_STACK, .at = true, .x = 1300, .y = 800});
    button(u, "c", (struct ui_node){0});
    ui_close(u);
    ui_close(u);
}

static void the_audit_walks_the_arrows(void **state) {
    (void)state;
    struct scene s;
    struct buf b;
    buf_init(&b, WORDS);
    scene_open(&s, 1920, 1080);
    scene_show(&s, trap_view, NULL);
    ui_audit(&b, s.stage, &s.world);
    assert_non_null(strstr(buf_text(&b), "arrows cannot leave it: \"b\""));
    assert_non_null(strstr(buf_text(&b), "arrows cannot reach it: \"c\""));
    assert_null(strstr(buf_text(&b), "\"a\""));
    buf_finish(&b);
    scene_close(&s);
}

static void the_audit_is_silent_on_home(void **state) {
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        for (int rtl = 0; rtl < 2; rtl++) {
            struct scene s;
            struct buf b;
            buf_init(&b, WORDS);
            scene_open(&s, rtl ? 1280 : 1920, rtl ? 720 : 1080);
            s.world.theme.name = (enum theme_name)theme;
            if (rtl)
                scene_language(&s, "ar");
            scene_show(&s, home_view, NULL);
            if (ui_audit(&b, s.stage, &s.world))
                fail_msg("%s", buf_text(&b));
            buf_finish(&b);
            scene_close(&s);
        }
    }
}

// ---- QR: what a phone's camera reads from the picture
static void code_view(struct ui *u, const void *state) {
    ui_open(u, &(struct ui_node){.key = "code", .role = ROLE_SCREEN, .label = "Code", .pad = UI_PAD(120)});
    ui_open(u, &(struct ui_node){.key = "side", .w = 560, .align = ALIGN_STRETCH});
    w_qr(u, &(struct w_qr){.key = "qr", .title = "Go on by phone", .url = state, .lead = "Point your camera here", .code = "ABCD 1234"});
    ui_close(u);
    ui_close(u);
}

static void a_camera_reads_the_code(void **state) {
    (void)state;
    static const char *const urls[] = {"https://tgov.example/l/8F2K", "https://tgov.example/pair?code=WDJB-MJHT&tv=living%20room&service=street-light"};
    char command[160], line[256], path[] = "/tmp/tgov-qr-XXXXXX";
    if (system("command -v zbarimg >/dev/null 2>&1") != 0)
        skip();
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    for (int i = 0; i < 6; i++) {
        struct scene s;
        scene_open(&s, i % 3 == 0 ? 1920 : 1280, i % 3 == 0 ? 1080 : 720);
        s.world.theme.name = (enum theme_name)(i % 3);
        scene_show(&s, code_view, urls[i / 3]);
        scene_shot(&s, path);
        snprintf(command, sizeof command, "zbarimg -q --raw png:%s 2>/dev/null", path);
        FILE *in = popen(command, "r");
        assert_non_null(in);
        line[0] = '\0';
        assert_non_null(fgets(line, sizeof line, in));
        pclose(in);
        line[strcspn(line, "\n")] = '\0';
        assert_string_equal(line, urls[i / 3]);
        scene_close(&s);
    }
    remove(path);
}

// A name in a sentence: alone where its letters run with the screen, isolated where not.
static void names_view(struct ui *u, const void *state) {
    (void)state;
    ui_open(u, &(struct ui_node){.key = "all", .role = ROLE_SCREEN, .label = "Names"});
    ui_leaf(u, &(struct ui_node){.key = "latin", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = ui_printf(u, "to %s", ui_isolated(u, "J. Park Jr."))});
    ui_leaf(u, &(struct ui_node){.key = "arabic", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = ui_printf(u, "to %s", ui_isolated(u, "محمد علي"))});
    ui_close(u);
}

static void names_in_sentences(void **state) {
    struct scene s;
    (void)state;
    scene_open(&s, 1920, 1080);
    scene_show(&s, names_view, NULL);
    assert_string_equal(scene_key(&s, "latin")->text, "to J. Park Jr.");
    assert_string_equal(scene_key(&s, "arabic")->text, "to \u2068محمد علي\u2069");
    scene_language(&s, "ar");
    scene_frame(&s);
    assert_string_equal(scene_key(&s, "latin")->text, "to \u2068J. Park Jr.\u2069");
    assert_string_equal(scene_key(&s, "arabic")->text, "to محمد علي");
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_snapshot_says_what_is_there), cmocka_unit_test(private_values_are_not_drawn),
        cmocka_unit_test(the_audit_finds_each_fault),    cmocka_unit_test(the_audit_walks_the_arrows),
        cmocka_unit_test(the_audit_is_silent_on_home),   cmocka_unit_test(a_camera_reads_the_code), cmocka_unit_test(names_in_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
