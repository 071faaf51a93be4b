// SPDX-License-Identifier: Apache-2.0
// tgov-forms suite and bench-logic: JsonLogic suites as github.com/json-logic/compat-tables publishes them, and the older
// tests.json of json-logic-js. A case is {"rule", "data", "result"} or {"rule", "data", "error": {"type"}}, or a triple
// [rule, data, result]; texts between are comments.
#include "contract/forms_tool/tool.h"
#include "contract/logic/logic.h"
#include <math.h>
#include <time.h>

#define SCRATCH_CAP (64u << 20)

struct one {
    const struct val *rule, *data, *result, *error;
};
struct tally {
    long passed, failed;
};

static bool read_case(const struct val *v, struct one *c) {
    *c = (struct one){0};
    if (v->type == VAL_OBJECT) {
        *c = (struct one){val_get(v, "rule"), val_get(v, "data"), val_get(v, "result"), val_get(v, "error")};
        c->rule = c->rule ? c->rule : val_get(v, "logic");
        c->result = c->result ? c->result : val_get(v, "expected");
    } else if (v->type == VAL_ARRAY && v->count >= 2) {
        *c = (struct one){&v->items[0], &v->items[1], v->count > 2 ? &v->items[2] : NULL, NULL};
    }
    c->data = c->data ? c->data : &val_null;
    c->result = c->result ? c->result : &val_null;
    return c->rule != NULL;
}

// Equal, with a little room for the last digit of fractions.
static bool agree(const struct val *a, const struct val *b) {
    if (a->type != b->type) {
        return false;
    }
    if (a->type == VAL_NUMBER) {
        return fabs(a->number - b->number) <= 1e-10 * fmax(1, fabs(b->number));
    }
    if (a->type == VAL_ARRAY) {
        bool same = a->count == b->count;
        for (uint32_t i = 0; same && i < a->count; i++) {
            same = agree(&a->items[i], &b->items[i]);
        }
        return same;
    }
    if (a->type == VAL_OBJECT) {
        bool same = a->count == b->count;
        for (uint32_t i = 0; same && i < a->count; i++) {
            const struct val *other = val_get(b, a->members[i].key);
            same = other && agree(&a->members[i].value, other);
        }
        return same;
    }
    return val_same(a, b);
}

static bool same_error(const struct val *wanted, const struct val *got) {
    const char *type = wanted->type == VAL_STRING ? wanted->text : val_get_text(wanted, "type", NULL);
    return !type || text_same(type, val_get_text(got, "type", ""));
}

static void print_failed(const char *file, uint32_t index, const struct one *c, bool raised, const struct val *got) {
    struct buf b;
    buf_init(&b, 1 << 20);
    buf_printf(&b, "FAILED %s [%u] rule ", file, index);
    json_write(&b, c->rule);
    buf_text_add(&b, " data ");
    json_write(&b, c->data);
    buf_printf(&b, " expected %s", c->error ? "error " : "");
    json_write(&b, c->error ? c->error : c->result);
    buf_printf(&b, " got %s", raised ? "error " : "");
    json_write(&b, got);
    puts(buf_text(&b));
    buf_finish(&b);
}

// Errors of compiling count as errors of the case, an unknown operator as the type the suites use for it.
static bool run_case(const char *file, uint32_t index, const struct one *c, enum logic_manner manner,
                     struct arena *scratch) {
    struct fault f = {0};
    struct logic *rule;
    struct val got = val_null;
    enum err e = logic_compile_as(scratch, c->rule, manner, &rule, &f);
    struct member unknown = {"type", val_text(e == ERR_UNSUPPORTED ? "Unknown Operator" : f.what)};
    if (!e) {
        e = logic_eval(rule, c->data, scratch, &got, &f);
    } else {
        got = (struct val){.type = VAL_OBJECT, .count = 1, .members = &unknown};
    }
    bool good = c->error ? e && same_error(c->error, &got) : !e && agree(&got, c->result);
    if (!good) {
        print_failed(file, index, c, e != ERR_NONE, &got);
    }
    return good;
}

static bool run_file(const char *path, enum logic_manner manner, struct tally *t) {
    struct arena a, scratch;
    struct val suite;
    arena_init(&a, TOOL_ARENA_CAP);
    arena_init(&scratch, SCRATCH_CAP);
    bool good = tool_read(&a, path, &suite);
    if (good && suite.type != VAL_ARRAY) {
        struct fault f;
        fault_set(&f, ERR_TYPE, "$", "a suite is an array of cases");
        tool_fail(path, &f);
        good = false;
    }
    for (uint32_t i = 0; good && i < suite.count; i++) {
        struct one c;
        if (suite.items[i].type == VAL_STRING) {
            continue;
        }
        if (!read_case(&suite.items[i], &c)) {
            printf("FAILED %s [%u] is no case\n", path, i);
            t->failed++;
            continue;
        }
        bool passed = run_case(path, i, &c, manner, &scratch);
        t->passed += passed;
        t->failed += !passed;
        arena_reset(&scratch);
    }
    arena_finish(&scratch);
    arena_finish(&a);
    return good;
}

int tool_suite(int argc, char **argv) {
    enum logic_manner manner = LOGIC_STRICT;
    struct tally t = {0};
    bool read = true;
    int files = 0;
    for (int i = 0; i < argc; i++) {
        if (!strcmp(argv[i], "--forms")) {
            manner = LOGIC_FORMS;
        }
    }
    for (int i = 0; i < argc; i++) {
        if (argv[i][0] != '-') {
            read &= run_file(argv[i], manner, &t);
            files++;
        } else if (strcmp(argv[i], "--forms") != 0) {
            fprintf(stderr, "error: unknown option %s\n", argv[i]);
            return 2;
        }
    }
    if (!files) {
        fputs("Usage: tgov-forms suite FILE... [--forms]\n", stderr);
        return 2;
    }
    printf("%ld passed, %ld failed\n", t.passed, t.failed);
    return t.failed || !read;
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

// Runs all rules again and again for about a second; the arena is emptied after each, as a form does.
int tool_bench_logic(int argc, char **argv) {
    struct arena a, scratch;
    struct val suite, got;
    if (argc != 1) {
        fputs("Usage: tgov-forms bench-logic FILE\n", stderr);
        return 2;
    }
    arena_init(&a, TOOL_ARENA_CAP);
    arena_init(&scratch, SCRATCH_CAP);
    bool good = tool_read(&a, argv[0], &suite) && suite.type == VAL_ARRAY && suite.count;
    struct logic **rules = good ? arena_array(&a, suite.count, sizeof *rules) : NULL;
    struct one *cases = good ? arena_array(&a, suite.count, sizeof *cases) : NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; rules && cases && i < suite.count; i++) {
        struct one c;
        if (suite.items[i].type != VAL_STRING && read_case(&suite.items[i], &c) &&
            !logic_compile(&a, c.rule, &rules[count], NULL)) {
            cases[count++] = c;
        }
    }
    double start = seconds(), spent = 0;
    long evaluations = 0;
    while (count && spent < 1) {
        for (uint32_t i = 0; i < count; i++) {
            good = logic_eval(rules[i], cases[i].data, &scratch, &got, NULL) != ERR_MEMORY && good;
            arena_reset(&scratch);
        }
        evaluations += count;
        spent = seconds() - start;
    }
    if (count) {
        printf("%.1f\n", spent / (double)evaluations * 1e9);
    }
    arena_finish(&scratch);
    arena_finish(&a);
    return !count || !good;
}
