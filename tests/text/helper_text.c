// SPDX-License-Identifier: Apache-2.0
// Shared by the tests of ui/text.
#include "helper_text.h"

const char *source_path(const char *relative) {
    static char path[512];
    const char *root = getenv("TGOV_SOURCE");
    snprintf(path, sizeof path, "%s/%s", root ? root : ".", relative);
    return path;
}

struct text_engine *make_engine(const char *language, size_t budget) {
    struct text_engine *t = NULL;
    struct fault f = {0};
    struct text_options options = {.font_list = source_path("assets/fonts.json"), .language = language, .budget = budget};
    if (text_engine_create(&options, &t, &f))
        fail_msg("no engine: %s: %s", f.place, f.what);
    return t;
}

struct text_style size(int px) { return (struct text_style){px, px * 4 / 3, false}; }
struct text_style bold(int px) { return (struct text_style){px, px * 4 / 3, true}; }

const char *lines_of(struct text_engine *t, const char *text, struct text_style style, struct text_box box) {
    static char joined[8192];
    struct arena a;
    size_t n = 0;
    arena_init(&a, 1 << 20);
    const struct text_block *b = text_layout(t, &a, str_of(text), style, box);
    assert_non_null(b);
    for (int i = 0; i < b->count; i++) {
        const struct text_block_line *l = &b->lines[i];
        assert_true(n + l->text.len + 2 < sizeof joined);
        if (i)
            joined[n++] = '|';
        memcpy(joined + n, l->text.p, l->text.len);
        n += l->text.len;
    }
    joined[n] = 0;
    arena_finish(&a);
    return joined;
}

bool run_line(const char *command, char *out, size_t room) {
    FILE *in = popen(command, "r");
    out[0] = 0;
    if (!in)
        return false;
    bool got = fgets(out, (int)room, in) != NULL;
    char rest[256];
    while (fgets(rest, sizeof rest, in))
        ;
    out[strcspn(out, "\n")] = 0;
    return pclose(in) == 0 && got;
}

bool have_program(const char *name) {
    char command[128], line[256];
    snprintf(command, sizeof command, "command -v %s", name);
    return run_line(command, line, sizeof line);
}
