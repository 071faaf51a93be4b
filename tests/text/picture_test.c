// SPDX-License-Identifier: Apache-2.0
// Icons, pictures, and the compiler that makes them.
#include "helper_text.h"
#include "ui/text/picture.h"
#include <sys/wait.h>
#include <unistd.h>

static long ink(const struct mask *m) {
    long sum = 0;
    for (int y = 0; y < m->h; y++)
        for (int x = 0; x < m->w; x++)
            sum += m->data[y * m->stride + x];
    return sum / 255;
}

static void test_every_icon_draws(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    size_t count = 0;
    for (const char *name; (name = picture_icon_name(count)); count++) {
        static const int sizes[] = {30, 38, 44, 48, 56, 72, 104};
        if (count)
            assert_true(strcmp(picture_icon_name(count - 1), name) < 0);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            const struct mask *m;
            assert_true(picture_icon(t, name, sizes[i], 3, false, &m));
            assert_int_equal(m->w, sizes[i]);
            assert_int_equal(m->h, sizes[i]);
            assert_true(ink(m) > sizes[i] / 3 && ink(m) < (long)sizes[i] * sizes[i] / 2);
        }
    }
    assert_true(count >= 70);
    text_engine_destroy(t);
}

// "plus" is a horizontal and a vertical line: its ink tells how wide they are.
static void test_stroke_is_as_wide_as_asked(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    for (int size_px = 48; size_px <= 192; size_px *= 2)
        for (int stroke = 2; stroke <= 6; stroke++) {
            const struct mask *m;
            long column = 0;
            assert_true(picture_icon(t, "plus", size_px, stroke, false, &m));
            for (int y = 0; y < m->h; y++) // a quarter from the left only the horizontal line is met
                column += m->data[y * m->stride + size_px / 3];
            assert_in_range(column, stroke * 255 - 20, stroke * 255 + 20);
        }
    text_engine_destroy(t);
}

static void test_mirror(void **state) {
    (void)state;
    struct text_engine *t = make_engine("ar", 0);
    const struct mask *a, *b;
    assert_true(picture_icon(t, "right", 48, 3, false, &a));
    assert_true(picture_icon(t, "right", 48, 3, true, &b));
    for (int y = 0; y < 48; y++)
        for (int x = 0; x < 48; x++)
            assert_in_range(a->data[y * a->stride + x] + 3, b->data[y * b->stride + 47 - x],
                            b->data[y * b->stride + 47 - x] + 6);
    text_engine_destroy(t);
}

static void test_unknown_icon_gives_the_document(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    const struct mask *doc, *m;
    assert_true(picture_icon(t, "doc", 48, 3, false, &doc));
    assert_false(picture_icon(t, "not-an-icon", 48, 3, false, &m));
    assert_ptr_equal(m, doc);
    assert_false(picture_icon(t, NULL, 48, 3, false, &m));
    assert_ptr_equal(m, doc);
    assert_true(picture_icon_exists("lamp"));
    assert_false(picture_icon_exists("lam"));
    assert_true(picture_icon(t, "lamp", -4, 0, false, &m)); // clamped, not refused
    text_engine_destroy(t);
}

static void test_pictures(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int height, width;
        size_t least_layers;
    } cases[] = {{"skyline-day", 126, 560, 5}, {"skyline-evening", 126, 560, 6}, {"skyline-curtain", 330, 1920, 5},
                 {"seal", 60, 60, 2}, {"seal", 104, 104, 2}, {"skyline-day", 84, 373, 5}};
    struct text_engine *t = make_engine("en", 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct picture *p = picture_layers(t, cases[i].name, cases[i].height);
        assert_non_null(p);
        assert_int_equal(p->h, cases[i].height);
        assert_int_equal(p->w, cases[i].width);
        assert_true(p->count >= cases[i].least_layers);
        for (size_t k = 0; k < p->count; k++) {
            const struct picture_layer *l = &p->layers[k];
            assert_true(l->x >= 0 && l->y >= 0 && l->x + l->mask.w <= p->w && l->y + l->mask.h <= p->h);
            assert_true(ink(&l->mask) > 0);
        }
    }
    const struct picture *seal = picture_layers(t, "seal", 60);
    assert_int_equal(seal->layers[0].role, PICTURE_SEAL);
    assert_int_equal(seal->layers[0].rgb, 0x982B17);
    assert_int_equal(seal->layers[1].role, PICTURE_ON_SEAL);
    assert_in_range(ink(&seal->layers[0].mask), 60 * 60 - 155, 60 * 60 - 135); // corners of 13: 0.86 * 13² are missing
    assert_ptr_equal(picture_layers(t, "seal", 60), seal);
    assert_null(picture_layers(t, "skyline-night", 126));
    assert_null(picture_layers(t, NULL, 126));
    text_engine_destroy(t);
}

// ---- tools/svgc ----

// A cross build uses a compiler of its own; there is none to try then.
static void need_compiler(void) {
    const char *build = getenv("TGOV_BUILD");
    char path[512];
    snprintf(path, sizeof path, "%s/ui/svgc", build ? build : "build");
    if (access(path, X_OK))
        skip();
}

static bool compiles(const char *svg, char *message, size_t room) {
    const char *build = getenv("TGOV_BUILD");
    char folder[] = "/tmp/tgov-svgc-XXXXXX", path[64], command[512];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/case.svg", folder);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(svg, out);
    fclose(out);
    snprintf(command, sizeof command, "%s/ui/svgc %s/out.c %s --pictures 2>&1; echo \"exit $?\"", build ? build : "build",
             folder, path);
    (void)run_line(command, message, room);
    snprintf(command, sizeof command, "%s/out.c", folder);
    bool made = access(command, F_OK) == 0;
    unlink(command);
    unlink(path);
    rmdir(folder);
    return made && !strcmp(message, "exit 0");
}

#define ICON(inside) "<svg viewBox=\"0 0 48 48\" fill=\"none\" stroke=\"currentColor\">" inside "</svg>"

static void test_compiler_takes_what_it_knows(void **state) {
    (void)state;
    static const char *const good[] = {
        ICON("<path d=\"M1 1L2 2h3v4c1 1 2 2 3 3s1 1 2 2q1 1 2 2t1 1a7 7 0 0 1 7-7z\"/>"),
        ICON("<path d=\"m10.5-3.5.5.5 1e1 2z\"/>"),
        ICON("<path d=\"M5 5a4 4 0 1110 0\"/>"), // flags without spaces
        ICON("<rect x=\"1\" y=\"2\" width=\"9\" height=\"8\" rx=\"2\"/><circle cx=\"9\" cy=\"9\" r=\"3\"/>"),
        ICON("<ellipse cx=\"9\" cy=\"9\" rx=\"3\" ry=\"2\"/><line x1=\"1\" y1=\"1\" x2=\"3\" y2=\"3\"/>"),
        ICON("<polyline points=\"1,1 2,2 3,1\"/><polygon points=\"1 1 2 2 3 1\"/>"),
        ICON("<!-- a note --><g stroke-width=\"2\"><path d=\"M1 1h4\" fill=\"currentColor\"/></g>"),
        "<?xml version=\"1.0\"?>\n" ICON("<path d=\"M1 1h4\"/>"),
    };
    char message[512];
    need_compiler();
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!compiles(good[i], message, sizeof message))
            fail_msg("%s: %s", good[i], message);
}

static void test_compiler_names_what_it_does_not_know(void **state) {
    (void)state;
    static const struct {
        const char *svg, *says;
    } bad[] = {
        {ICON("<text>no</text>"), "<text> is not supported"},
        {ICON("<path d=\"M1 1h4\" transform=\"scale(2)\"/>"), "transform is not supported"},
        {ICON("<path d=\"M1 1h4\" stroke=\"#123456\"/>"), "no colour of its own"},
        {ICON("<path d=\"M1 1h\"/>"), "a number is missing"},
        {ICON("<path d=\"L1 1\"/>"), "starts with M"},
        {ICON("<path d=\"M1 1x2\"/>"), "unknown path command"},
        {ICON("<path d=\"M1 1a4 4 0 2 1 3 3\"/>"), "a flag of an arc"},
        {ICON("<path d=\"M1 1h4\" stroke-linecap=\"square\"/>"), "always round"},
        {ICON("<path d=\"M9999 1h4\"/>"), "out of range"},
        {ICON("<circle cx=\"1em\" cy=\"1\" r=\"2\"/>"), "not a plain number"},
        {ICON("<path d=\"M1 1h4\" stroke=\"none\"/>"), "neither fill nor stroke"},
        {"<svg width=\"48\"></svg>", "viewBox"},
        {"<svg viewBox=\"0 0 48 48\"><path d=\"M1 1", "does not end"},
        {"", "too early"},
    };
    char message[512];
    need_compiler();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(compiles(bad[i].svg, message, sizeof message));
        if (!strstr(message, bad[i].says) || !strstr(message, "case.svg:1: "))
            fail_msg("%s: \"%s\" does not say \"%s\"", bad[i].svg, message, bad[i].says);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_icon_draws),
        cmocka_unit_test(test_stroke_is_as_wide_as_asked),
        cmocka_unit_test(test_mirror),
        cmocka_unit_test(test_unknown_icon_gives_the_document),
        cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_compiler_takes_what_it_knows),
        cmocka_unit_test(test_compiler_names_what_it_does_not_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
