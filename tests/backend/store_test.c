// SPDX-License-Identifier: Apache-2.0
// The store: what was acknowledged is there, a bad write harms nobody else, a full disk is survived.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "backend/store/replay.h"
#include "base/log.h"
#include "base/mem.h"
#include "tests/backend/helper_http.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct db_sql insert = {"t-insert", "INSERT INTO note(id, text) VALUES($1, $2)"};
static const struct db_sql all = {"t-all", "SELECT id, text FROM note ORDER BY id"};
static const struct db_sql broken = {"t-broken", "SELEKT 1"};

// ---- jobs ----

struct note_job {
    struct store_job job;
    int64_t id;
    const char *text;
    enum err refuse;          // what run returns after it has written
    enum err got;             // of the insert
    atomic_int *done;
    int runs;
};

static enum err run_note(struct db *db, struct store_job *job) {
    struct note_job *n = (struct note_job *)job;
    n->runs++;
    n->got = db_run(db, &insert, (struct db_value[]){db_i(n->id), db_t(n->text)}, 2, NULL);
    return n->got ? n->got : n->refuse;
}

static void note_done(struct store_job *job) { atomic_fetch_add(((struct note_job *)job)->done, 1); }

static enum err write_note(struct store *s, int64_t id, const char *text) {
    struct note_job n = {.job = {.run = run_note}, .id = id, .text = text};
    return store_write(s, &n.job);
}

static void wait_done(atomic_int *done, int want) {
    while (atomic_load(done) < want)
        usleep(500);
}

// ---- tests ----

static void values_come_back(void **state) {
    char folder[64];
    struct store *s = helper_store(helper_folder(folder), 0);
    assert_non_null(s);
    static const struct db_sql types = {"t-types", "SELECT $3, $1, $2, $4, $5, $1"};
    struct db *db = store_read(s);
    struct db_stmt *q = db_query_with(
        db, &types,
        (struct db_value[]){
            db_i(INT64_MIN), db_t("żółw"), {.kind = DB_REAL, .real = 0.5}, db_b((struct str){"a\0b", 3}), db_t(NULL)},
        5);
    bool row;
    assert_int_equal(db_step(q, &row), ERR_NONE);
    assert_true(row);
    assert_true(db_real(q, 0) > 0.49 && db_real(q, 0) < 0.51);
    assert_true(db_int(q, 1) == INT64_MIN && db_int(q, 5) == INT64_MIN); // "$1" twice, out of order
    assert_true(str_is(db_text(q, 2), "żółw"));
    assert_int_equal(db_bytes(q, 3).len, 3);
    assert_true(db_null(q, 4) && db_text(q, 4).p == NULL);
    assert_int_equal(db_step(q, &row), ERR_NONE);
    assert_false(row);
    db_done(q);
    // Our own mistakes are errors, not crashes.
    q = db_query(db, &broken);
    db_bind_int(q, 1, 1);
    assert_int_equal(db_step(q, &row), ERR_SYNTAX);
    assert_int_equal(db_int(q, 0), 0);
    db_done(q);
    q = db_query_with(db, &all, (struct db_value[]){db_i(1)}, 1);
    assert_int_equal(db_step(q, &row), ERR_SYNTAX); // a value the statement does not know
    db_done(q);
    assert_int_equal(db_run(db, &insert, (struct db_value[]){db_i(1), db_t("x")}, 2, NULL), ERR_DENIED); // a reader
    store_read_end(s, db);
    store_close(s);
    helper_folder_remove(folder);
}

static void one_bad_write_fails_alone(void **state) {
    char folder[64];
    struct store *s = helper_store(helper_folder(folder), 0);
    enum { N = 300 };
    struct note_job *jobs = calloc(N, sizeof *jobs);
    atomic_int done = 0;
    int64_t good = 0;
    for (int i = 0; i < N; i++) {
        jobs[i] = (struct note_job){
            .job = {.run = run_note, .done = note_done}, .id = i % 50 == 7 ? 1 : i + 1, .text = "x", .done = &done};
        jobs[i].refuse = i % 50 == 9 ? ERR_DENIED : ERR_NONE;
        jobs[i].text = i % 50 == 11 ? NULL : "x"; // NOT NULL
        assert_int_equal(store_submit(s, &jobs[i].job), ERR_NONE);
    }
    wait_done(&done, N);
    for (int i = 0; i < N; i++) {
        enum err want = i % 50 == 7 ? ERR_DUPLICATE : i % 50 == 9 ? ERR_DENIED : i % 50 == 11 ? ERR_CONFLICT : ERR_NONE;
        assert_int_equal(jobs[i].job.err, want);
        good += want == ERR_NONE;
    }
    assert_int_equal(helper_notes(s), good);
    struct store_stats st = store_stats(s);
    assert_int_equal(st.jobs, N);
    assert_int_equal(st.failed_jobs, N - good);
    assert_true(st.commits >= 1 && st.commits < N); // grouped
    assert_int_equal(st.last_commit, ERR_NONE);
    free(jobs);
    store_close(s);
    // Still there for the next program.
    s = helper_store(folder, 0);
    assert_int_equal(helper_notes(s), good);
    store_close(s);
    helper_folder_remove(folder);
}

static enum err run_wrecker(struct db *db, struct store_job *job) {
    static const struct db_sql rollback = {"t-rollback", "ROLLBACK"};
    enum err err = db_run(db, &rollback, NULL, 0, NULL); // what SQLite does by itself when memory or disk run out
    return err ? err : ERR_IO;
}

struct hold {
    struct store_job job;
    atomic_bool *running, *go;
};

static enum err run_hold(struct db *db, struct store_job *job) {
    struct hold *h = (struct hold *)job;
    atomic_store(h->running, true);
    while (!atomic_load(h->go))
        usleep(500);
    return ERR_NONE;
}

static void lost_group_is_tried_one_by_one(void **state) {
    char folder[64];
    struct store *s = helper_store(helper_folder(folder), 0);
    enum { N = 20 };
    struct note_job jobs[N] = {0};
    atomic_int done = 0;
    atomic_bool running = false, go = false;
    // Holds the writer until all others wait, so that they become one group.
    struct hold hold = {.job = {.run = run_hold}, .running = &running, .go = &go};
    assert_int_equal(store_submit(s, &hold.job), ERR_NONE);
    while (!atomic_load(&running))
        usleep(500);
    for (int i = 0; i < N; i++) {
        jobs[i] = (struct note_job){.job = {.run = i == 10 ? run_wrecker : run_note, .done = note_done},
                                    .id = i + 1,
                                    .text = "x",
                                    .done = &done};
        assert_int_equal(store_submit(s, &jobs[i].job), ERR_NONE);
    }
    atomic_store(&go, true);
    wait_done(&done, N);
    for (int i = 0; i < N; i++)
        assert_int_equal(jobs[i].job.err, i == 10 ? ERR_IO : ERR_NONE);
    assert_int_equal(jobs[0].runs, 2);
    assert_int_equal(helper_notes(s), N - 1);
    assert_int_equal(store_stats(s).retried_groups, 1);
    store_close(s);
    helper_folder_remove(folder);
}

static void full_disk(void **state) {
    char folder[64];
    struct store *s = helper_store(helper_folder(folder), 40); // 160 KiB
    char text[3000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    enum { N = 200 };
    struct note_job *jobs = calloc(N, sizeof *jobs);
    atomic_int done = 0;
    for (int i = 0; i < N; i++) {
        jobs[i] =
            (struct note_job){.job = {.run = run_note, .done = note_done}, .id = i + 1, .text = text, .done = &done};
        assert_int_equal(store_submit(s, &jobs[i].job), ERR_NONE);
    }
    wait_done(&done, N);
    int64_t stored = 0;
    for (int i = 0; i < N; i++) {
        assert_true(jobs[i].job.err == ERR_NONE || jobs[i].job.err == ERR_FULL);
        stored += jobs[i].job.err == ERR_NONE;
    }
    assert_true(stored > 0 && stored < N);
    assert_int_equal(helper_notes(s), stored);
    assert_int_equal(store_stats(s).last_commit, ERR_FULL);
    // A small probe finds room in a started page: the store is well again, and reading never stopped.
    for (int i = 0; i < 2000 && store_stats(s).last_commit != ERR_NONE; i++) {
        store_probe(s, 1);
        usleep(1000);
    }
    assert_int_equal(store_stats(s).last_commit, ERR_NONE);
    free(jobs);
    store_close(s);
    // With more room everything that was acknowledged is there and sound, and writing goes on.
    s = helper_store(folder, 0);
    assert_non_null(s);
    assert_int_equal(helper_notes(s), stored);
    assert_int_equal(write_note(s, 1000, text), ERR_NONE);
    store_close(s);
    helper_folder_remove(folder);
}

static void readers_see_one_picture(void **state) {
    char folder[64];
    struct store *s = helper_store(helper_folder(folder), 0);
    assert_int_equal(write_note(s, 1, "one"), ERR_NONE);
    struct db *db = store_read(s);
    struct db_stmt *q = db_query(db, &all);
    bool row;
    assert_int_equal(db_step(q, &row), ERR_NONE);
    assert_true(row);
    assert_int_equal(write_note(s, 2, "two"), ERR_NONE); // a reader never holds up the writer
    assert_int_equal(db_step(q, &row), ERR_NONE);
    assert_false(row);
    store_read_end(s, db); // without db_done: forgiven here
    assert_int_equal(helper_notes(s), 2);
    store_close(s);
    helper_folder_remove(folder);
}

static void *many_readers(void *store) {
    for (int i = 0; i < 50; i++)
        if (helper_notes(store) < 0)
            return store;
    return NULL;
}

static void more_readers_than_connections(void **state) {
    char folder[64];
    struct store *s = helper_store(helper_folder(folder), 0);
    enum { N = STORE_READERS_MAX + 8 };
    pthread_t t[N];
    for (int i = 0; i < N; i++)
        assert_int_equal(pthread_create(&t[i], NULL, many_readers, s), 0);
    for (int i = 0; i < 20; i++)
        assert_int_equal(helper_add_note(s, "x"), ERR_NONE);
    for (int i = 0; i < N; i++) {
        void *failed;
        pthread_join(t[i], &failed);
        assert_null(failed);
    }
    store_close(s);
    helper_folder_remove(folder);
}

// ---- opening ----

static struct store *open_with(const char *folder, const struct store_module *m, struct fault *f) {
    char where[128];
    snprintf(where, sizeof where, "sqlite:%s/test.db", folder);
    return store_open(where, &(struct store_options){.modules = m, .module_count = 1}, f);
}

static void migrations_run_once(void **state) {
    static const struct store_migration rows[] = {
        {1, "first", "CREATE TABLE thing(id {serial}, raw {bytes})"},
        {2, "second", "INSERT INTO thing(raw) VALUES('a'); INSERT INTO thing(raw) VALUES('b')"},
        {3, "third", "INSERT INTO thing(raw) VALUES('c'); CREATE TABLE thing(id BIGINT)"},
        {3, "third", "INSERT INTO thing(raw) VALUES('c')"},
    };
    static const struct db_sql things = {"t-things", "SELECT COUNT(*) FROM thing"};
    const struct store_module one = {"t", rows, 1}, two = {"t", rows, 2};
    const struct store_migration wrong[] = {rows[0], rows[1], rows[2]}, right[] = {rows[0], rows[1], rows[3]};
    const struct store_module bad = {"t", wrong, 3}, three = {"t", right, 3};
    char folder[64];
    struct fault f;
    helper_folder(folder);
    const struct store_module *const order[] = {&one, &two, &two, &bad, &three, &three};
    const int count[] = {0, 2, 2, -1, 3, 3};
    for (size_t i = 0; i < 6; i++) {
        struct store *s = open_with(folder, order[i], &f);
        if (count[i] < 0) { // undone as a whole, and it says which one
            assert_null(s);
            assert_non_null(strstr(f.place, "t/3"));
            continue;
        }
        assert_non_null(s);
        struct db *db = store_read(s);
        int64_t n;
        assert_int_equal(db_number(db, &things, NULL, 0, &n), ERR_NONE);
        assert_int_equal(n, count[i]);
        store_read_end(s, db);
        store_close(s);
    }
    assert_null(open_with(folder, &two, &f)); // an older program
    assert_int_equal(f.code, ERR_CONFLICT);
    helper_folder_remove(folder);
}

static void places(void **state) {
    char folder[64], path[128];
    struct fault f;
    struct store_options none = {.modules = NULL};
    static const struct { const char *where; enum err err; } cases[] = {
        {"postgresql://db/tgov", ERR_UNSUPPORTED}, {"tgov.db", ERR_UNSUPPORTED}, {"sqlite:", ERR_UNSUPPORTED},
        {"sqlite:/nowhere/at/all.db", ERR_IO},     {"sqlite:/proc", ERR_IO},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(store_open(cases[i].where, &none, &f));
        assert_int_equal(f.code, cases[i].err);
    }
    helper_folder(folder);
    snprintf(path, sizeof path, "%s/test.db", folder);
    FILE *file = fopen(path, "w");
    for (int i = 0; i < 5000; i++)
        fputs("this is not a database ", file);
    fclose(file);
    assert_null(open_with(folder, &helper_module, &f));
    assert_int_equal(f.code, ERR_SYNTAX);
    unlink(path);
    struct store *s = open_with(folder, &helper_module, &f);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 077, 0); // citizens' data: for its owner only
    snprintf(path, sizeof path, "%s/test.db-wal", folder);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 077, 0);
    store_close(s);
    helper_folder_remove(folder);
}

static void damaged_file(void **state) {
    char folder[64], path[128];
    struct fault f;
    struct store *s = helper_store(helper_folder(folder), 0);
    char text[2000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    for (int i = 0; i < 60; i++)
        assert_int_equal(write_note(s, i + 1, text), ERR_NONE);
    store_close(s);
    snprintf(path, sizeof path, "%s/test.db", folder);
    FILE *file = fopen(path, "r+");
    fseek(file, 4096 * 12, SEEK_SET);
    for (int i = 0; i < 4096 * 4; i++)
        fputc(0xa5, file);
    fclose(file);
    assert_null(open_with(folder, &helper_module, &f));
    assert_int_equal(f.code, ERR_SYNTAX);
    helper_folder_remove(folder);
}

static void without_memory(void **state) {
    char folder[64];
    log_set_level(LOG_ERROR + 1);
    for (long n = 0; n < 10000; n++) {
        helper_folder(folder);
        struct fault f;
        mem_fail_after(n);
        struct store *s = open_with(folder, &helper_module, &f);
        enum err err = s ? write_note(s, 1, "x") : ERR_NONE;
        mem_fail_after(-1);
        if (!s)
            assert_int_not_equal(f.code, ERR_NONE);
        else if (!err)
            n = 10000;
        store_close(s);
        helper_folder_remove(folder);
        assert_true(n != 9999);
    }
    log_set_level(LOG_INFO);
}

// ---- idempotency ----

struct replay_job {
    struct store_job job;
    struct arena arena;
    struct replay_key key;
    when_ms now;
    bool found;
    struct replay_answer answer;
};

static enum err run_replay(struct db *db, struct store_job *job) {
    struct replay_job *r = (struct replay_job *)job;
    enum err err = replay_find(db, &r->key, r->now, &r->arena, &r->found, &r->answer);
    if (err || r->found)
        return err;
    struct replay_answer a = {.status = 201, .content_type = "text/plain", .body = {"a\0b", 3}};
    return replay_keep(db, &r->key, r->now, &a);
}

static enum err replay_once(struct store *s, struct replay_job *r, unsigned char slot, unsigned char request,
                            when_ms now) {
    *r = (struct replay_job){.job = {.run = run_replay}, .now = now};
    memset(r->key.slot, slot, REPLAY_HASH);
    memset(r->key.request, request, REPLAY_HASH);
    arena_init(&r->arena, 4096);
    return store_write(s, &r->job);
}

static void replays(void **state) {
    const when_ms day = 86400000, start = 1000 * day;
    static const struct { unsigned char slot, request; int days; enum err err; bool found; } cases[] = {
        {1, 1, 0, ERR_NONE, false}, {1, 1, 0, ERR_NONE, true},  {1, 2, 0, ERR_CONFLICT, false},
        {2, 1, 0, ERR_NONE, false}, {3, 1, 0, ERR_NONE, false}, {4, 1, 0, ERR_NONE, false},
        {1, 1, 29, ERR_NONE, true}, {4, 2, 31, ERR_NONE, false}, {4, 2, 31, ERR_NONE, true},
        {5, 1, 62, ERR_NONE, false},
    };
    char folder[64];
    struct store *s = helper_store(helper_folder(folder), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct replay_job r;
        enum err err = replay_once(s, &r, cases[i].slot, cases[i].request, start + cases[i].days * day);
        assert_int_equal(err, cases[i].err);
        assert_int_equal(r.found, cases[i].found);
        if (r.found) {
            assert_int_equal(r.answer.status, 201);
            assert_string_equal(r.answer.content_type, "text/plain");
            assert_null(r.answer.location);
            assert_memory_equal(r.answer.body.p, "a\0b", 4);
        }
        arena_finish(&r.arena);
    }
    // Old answers go away by themselves.
    static const struct db_sql kept = {"t-kept", "SELECT COUNT(*) FROM replay"};
    struct db *db = store_read(s);
    int64_t n;
    assert_int_equal(db_number(db, &kept, NULL, 0, &n), ERR_NONE);
    assert_int_equal(n, 1);
    store_read_end(s, db);
    store_close(s);
    helper_folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_back),        cmocka_unit_test(one_bad_write_fails_alone),
        cmocka_unit_test(lost_group_is_tried_one_by_one),
        cmocka_unit_test(full_disk),               cmocka_unit_test(readers_see_one_picture),
        cmocka_unit_test(more_readers_than_connections), cmocka_unit_test(migrations_run_once),
        cmocka_unit_test(places),                  cmocka_unit_test(damaged_file),
        cmocka_unit_test(without_memory),          cmocka_unit_test(replays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
