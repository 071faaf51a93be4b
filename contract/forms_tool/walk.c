// SPDX-License-Identifier: Apache-2.0
// tgov-forms walk: answers every question of a service's form, screen by screen as the app would, and prints the answers.
#include "contract/forms_tool/folder.h"
#include "contract/forms_tool/tool.h"

struct options {
    const char *folder, *today;
    long seed;
};
static int usage(void) {
    fputs("Usage: tgov-forms walk DIR [--seed N] [--today YYYY-MM-DD]\n", stderr);
    return 2;
}
static int read_options(int argc, char **argv, struct options *o) {
    *o = (struct options){.today = "2026-03-10", .seed = 1};
    for (int i = 0; i < argc; i++) {
        bool seed = !strcmp(argv[i], "--seed"), today = !strcmp(argv[i], "--today");
        if ((seed || today) && i + 1 == argc) {
            return usage();
        }
        if (seed && !text_integer(argv[i + 1], 0, 1000000000, &o->seed)) {
            return usage();
        }
        if (today) {
            o->today = argv[i + 1];
        }
        if (!seed && !today && (argv[i][0] == '-' || o->folder)) {
            return usage();
        }
        o->folder = seed || today ? o->folder : argv[i];
        i += seed || today;
    }
    return o->folder ? 0 : usage();
}

// One folder. Whatever the walk answered must pass the same check that a submission has to pass.
static enum err walk(struct arena *a, const char *path, const struct options *o, struct val *answers, struct fault *f) {
    struct folder one;
    struct violation wrong = {0};
    uint32_t count = 0;
    enum err e = folder_load(a, path, &one, f);
    if (e) {
        return e;
    }
    *answers = val_null;
    struct form_run run = {.form = one.form, .arena = a, .today = o->today};
    e = form_walk(&run, (uint64_t)o->seed, answers, f);
    e = e ? e : form_check(&run, answers, &wrong, 1, &count);
    if (!e && count) {
        e = fault_set(f, ERR_UNSUPPORTED, wrong.path ? wrong.path : "$", "the answer is not valid (%s)",
                      violation_names[wrong.kind]);
    }
    e = e ? e : form_clean(&run, answers, answers);
    return e;
}

int tool_walk(int argc, char **argv) {
    struct options o;
    struct arena a, work;
    struct fault f = {0};
    const char *const *paths;
    size_t count = 0;
    int code = read_options(argc, argv, &o);
    if (code) {
        return code;
    }
    arena_init(&a, 64u << 20);
    arena_init(&work, TOOL_ARENA_CAP);
    if (folder_list(&a, o.folder, &paths, &count, &f)) {
        code = tool_fail(o.folder, &f);
        count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        struct val answers;
        struct buf b;
        buf_init(&b, TOOL_FILE_CAP);
        if (walk(&work, paths[i], &o, &answers, &f)) {
            code = tool_fail(paths[i], &f);
        } else {
            json_write_pretty(&b, &answers);
            puts(buf_text(&b));
        }
        buf_finish(&b);
        arena_reset(&work);
    }
    arena_finish(&work);
    arena_finish(&a);
    return code;
}
