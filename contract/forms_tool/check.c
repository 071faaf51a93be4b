// SPDX-License-Identifier: Apache-2.0
// tgov-forms check: loads every service folder and says what is wrong with those that do not load.
#include "contract/forms_tool/folder.h"
#include "contract/forms_tool/tool.h"

// A person who has answered nothing yet must have a first question; two folders cannot be one service.
static enum err use(struct arena *a, struct folder *one, const char *const *ids, size_t count, uint32_t *asked,
                    struct fault *f) {
    struct form_run run = {.form = one->form, .arena = a, .today = "2026-01-01"};
    struct form_steps steps = {0};
    struct val answers;
    for (size_t i = 0; i < count; i++) {
        if (!strcmp(ids[i], one->service.id)) {
            return fault_set(f, ERR_DUPLICATE, "service.json: $.id", "another folder has the service \"%.64s\" already",
                             one->service.id);
        }
    }
    if (form_start(&run, NULL, &answers) || form_steps(&run, &answers, &steps)) {
        return fault_set(f, ERR_UNSUPPORTED, "form.json: $", "the questions cannot be put in order");
    }
    *asked = steps.asked;
    return ERR_NONE;
}

static bool check_one(struct arena *a, const char *path, const char **ids, size_t *known, struct arena *keep) {
    struct folder one;
    struct fault f = {0};
    uint32_t asked = 0;
    enum err e = folder_load(a, path, &one, &f);
    e = e ? e : use(a, &one, ids, *known, &asked, &f);
    if (e) {
        tool_fail(path, &f);
        return false;
    }
    for (uint32_t k = 0; k < one.form->skipped_count; k++) {
        fprintf(stderr, "note: %s/form.json: %s: %s\n", path, one.form->skipped[k].place, one.form->skipped[k].what);
    }
    printf("%s: ok, %u questions, %u of them at once\n", one.service.id, one.form->question_count, asked);
    char *id = arena_string(keep, one.service.id);
    ids[*known] = id;
    *known += id != NULL;
    return true;
}

int tool_check(int argc, char **argv) {
    struct arena a, work;
    struct fault f = {0};
    const char *const *paths;
    size_t count = 0, failed = 0, known = 0;
    if (argc != 1 || argv[0][0] == '-') {
        fputs("Usage: tgov-forms check DIR\n", stderr);
        return 2;
    }
    arena_init(&a, 64u << 20);
    arena_init(&work, TOOL_ARENA_CAP);
    if (folder_list(&a, argv[0], &paths, &count, &f)) {
        failed = (size_t)tool_fail(argv[0], &f);
        count = 0;
    }
    const char **ids = arena_array(&a, count + 1, sizeof *ids);
    for (size_t i = 0; ids && i < count; i++) {
        failed += !check_one(&work, paths[i], ids, &known, &a);
        arena_reset(&work);
    }
    if (count) {
        printf("%zu services, %zu with errors\n", count, failed);
    }
    arena_finish(&work);
    arena_finish(&a);
    return failed > 0 || !ids;
}
