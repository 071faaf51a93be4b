// SPDX-License-Identifier: Apache-2.0
// Answers a whole form as a person with a remote would: the first step that is open, then the next, until none is left.
// When the answers contradict a rule in the end, it begins again with other ones.
#include "contract/form/walk.h"

enum { CANDIDATES = 3000, WALKS = 24, WALK_ARENA_CAP = 128u << 20 };

struct attempt {
    const char *path;
    uint64_t *seed;
    struct arena *keep;
    struct val value;
    bool found, good;
};

// Tries candidates where the question stands, so that its limits and rules see the other answers.
static bool try_at(struct visit *v, void *ctx, const struct place *p) {
    struct attempt *t = ctx;
    struct violation wrong;
    if (strcmp(p->path, t->path) != 0)
        return !strncmp(p->path, t->path, strlen(p->path));
    t->found = true;
    bool hard = p->node->valid_custom.logic || p->node->valid_json.logic;
    for (uint32_t i = 0; i < (hard ? CANDIDATES : 60) && !t->good && !v->err; i++) {
        struct val candidate = walk_invent(v, p, i, t->seed, v->temp);
        struct place with = *p;
        with.value = &candidate;
        if (hard && i < 400) { // its rule may read it among the other answers
            visit_change(v, t->path, &candidate);
            with.row = p->row ? p->row : with.row;
        }
        t->good = !check_answer(v, &with, &wrong);
        if ((t->good || i == 0) && !val_copy(t->keep, &candidate, &t->value))
            v->err = ERR_MEMORY;
        if (v->temp->used > WALK_ARENA_CAP / 4)
            break;
    }
    return false;
}

static enum err find_value(const struct form_run *run, const struct val *answers, struct attempt *t) {
    struct arena temp;
    struct visit v;
    arena_init(&temp, WALK_ARENA_CAP);
    struct form_run inner = *run;
    inner.arena = &temp; // the words of violations are not wanted
    visit_init(&v, &inner, answers, &temp);
    v.whole_rows = true;
    v.at = try_at;
    v.ctx = t;
    enum err e = visit_form(&v);
    visit_finish(&v);
    arena_finish(&temp);
    return e;
}

static enum err answer_rows(const struct form_run *run, const struct val *answers, const struct form_step *step,
                            uint64_t *seed, struct val *out) {
    const struct question_limits *l = &step->question->limits;
    uint32_t want = l->min_count ? l->min_count : step->question->required ? 1 : walk_below(seed, 3);
    struct val none = {.type = VAL_ARRAY};
    if (!want)
        return form_set(run, answers, step->path, &none, out);
    enum err e = form_row_add(run, answers, step->path, out);
    for (uint32_t i = 1; i < want && !e; i++)
        e = form_row_add(run, out, step->path, out);
    return e;
}

static enum err answer_step(const struct form_run *run, const struct val *answers, const struct form_step *step,
                            uint64_t *seed, struct val *out) {
    if (step->question->kind == ASK_ROWS)
        return answer_rows(run, answers, step, seed, out);
    struct attempt t = {.path = step->path, .seed = seed, .keep = run->arena, .value = val_null};
    bool skips = !step->question->required && walk_below(seed, 8) == 0;
    enum err e = skips ? ERR_NONE : find_value(run, answers, &t);
    if (!e && !t.good && !step->question->required)
        t.value = val_null; // better left empty than wrong
    return e ? e : form_set(run, answers, step->path, &t.value, out);
}

// One walk. Answers alternate between two arenas, so that memory stays where it was after the first steps.
static enum err walk_once(const struct form_run *run, uint64_t *seed, struct arena pair[2], struct val *out, struct violation *wrong) {
    struct form_run step_run = *run;
    struct form_steps steps;
    uint32_t turn = 0, count = 0;
    step_run.arena = &pair[0];
    enum err e = form_start(&step_run, NULL, out);
    for (; !e && turn < 2 * FORM_STEPS_CAP; turn++) {
        step_run.arena = &pair[turn % 2];
        e = form_steps(&step_run, out, &steps);
        int open = e ? -1 : form_step_open(&steps, -1);
        if (open < 0)
            break;
        struct form_step step = steps.items[open];
        char path[FORM_PATH_CAP];
        text_copy(path, sizeof path, step.path);
        step.path = path;
        arena_reset(&pair[1 - turn % 2]);
        step_run.arena = &pair[1 - turn % 2];
        const struct val base = *out; // lies in the arena that is not being filled
        e = answer_step(&step_run, &base, &step, seed, out);
    }
    *wrong = (struct violation){0};
    return e ? e : form_check(&step_run, out, wrong, 1, &count);
}

enum err form_walk(const struct form_run *run, uint64_t seed, struct val *answers, struct fault *f) {
    struct arena pair[2];
    struct violation wrong = {0};
    struct val found;
    enum err e = ERR_NONE;
    *answers = val_null;
    arena_init(&pair[0], WALK_ARENA_CAP);
    arena_init(&pair[1], WALK_ARENA_CAP);
    for (int i = 0; i < WALKS && !e; i++) {
        uint64_t own = seed * 1000003 + (uint64_t)i;
        arena_reset(&pair[0]);
        arena_reset(&pair[1]);
        e = walk_once(run, &own, pair, &found, &wrong);
        if (e || wrong.kind == WRONG_NONE)
            break;
    }
    if (e)
        fault_set(f, e, "$", "%s", e == ERR_MEMORY ? "out of memory" : "the walk did not come to an end");
    else if (wrong.kind != WRONG_NONE)
        e = fault_set(f, ERR_UNSUPPORTED, wrong.path, "no valid answer was found (%s)", violation_names[wrong.kind]);
    else if (!val_copy(run->arena, &found, answers))
        e = fault_set(f, ERR_MEMORY, "$", "out of memory");
    arena_finish(&pair[0]);
    arena_finish(&pair[1]);
    return e;
}
