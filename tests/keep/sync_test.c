// SPDX-License-Identifier: Apache-2.0
// Drafts that live at the office too: every change is counted with the draft itself, whoever makes it; what came from
// elsewhere is no change; a rival waits for the person; nothing is noted for guests; a box of before takes part.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "app/keep/profile.h"
#include "app/keep/sync.h"
#include "base/mem.h"
#include "base/str.h"
#include "helper_keep.h"
#include <stdio.h>
#include <string.h>

static const struct keep_ticket nobody = {0};

static struct keep_draft hers(const char *answers) {
    struct keep_draft d = a_draft("lamp", answers);
    d.profile = "kim";
    return d;
}
static void save(struct box *b, struct keep_draft d) { assert_int_equal(keep_draft_save(b->keep, nobody, &d), ERR_NONE); }

static struct keep_sync known(struct box *b, const char *profile) {
    struct keep_sync y;
    assert_int_equal(keep_sync_find(b->keep, &b->arena, "lamp", profile, &y), ERR_NONE);
    return y;
}
static size_t noted(struct box *b) {
    struct keep_syncs list;
    assert_int_equal(keep_sync_list(b->keep, &b->arena, NULL, &list), ERR_NONE);
    return list.count;
}
static struct keep_draft kept(struct box *b) {
    struct keep_draft d;
    assert_int_equal(keep_draft_load(b->keep, &b->arena, "lamp", "kim", &d), ERR_NONE);
    return d;
}
static struct keep_copy theirs(const char *answers, const char *etag, const char *seen) {
    struct keep_copy c = {.draft = hers(answers), .etag = etag, .seen = seen};
    c.draft.updated = 77;
    return c;
}
static void settled(struct box *b, const char *etag, int64_t changes) {
    assert_int_equal(keep_sync_settled(b->keep, "lamp", "kim", etag, "2026-03-10T09:12:00Z", changes), ERR_NONE);
}

static void every_change_is_counted(void **state) {
    struct box b;
    (void)state;
    box_start(&b);
    save(&b, a_draft("lamp", "{}")); // a guest's
    assert_int_equal(noted(&b), 0);
    save(&b, hers("{\"a\":1}"));
    save(&b, hers("{\"a\":2}"));
    assert_int_equal(known(&b, "kim").changes, 2);
    assert_int_equal(keep_sync_tried(b.keep, "lamp", "kim", "digest"), ERR_NONE);
    assert_string_equal(known(&b, "kim").tried, "digest");
    save(&b, hers("{\"a\":3}")); // while it is on its way
    settled(&b, "\"1\"", 2);
    box_restart(&b);
    struct keep_sync y = known(&b, "kim");
    assert_int_equal(y.changes, 1);
    assert_string_equal(y.etag, "\"1\"");
    assert_string_equal(y.tried, "");
    settled(&b, "\"2\"", 1);
    assert_int_equal(keep_draft_drop(b.keep, nobody, "lamp", "kim"), ERR_NONE);
    assert_true(known(&b, "kim").gone);
    assert_string_equal(known(&b, "kim").etag, "\"2\""); // with which it is removed
    save(&b, hers("{}"));
    assert_false(known(&b, "kim").gone); // begun anew
    box_end(&b);
}

static void a_submission_takes_it_away(void **state) {
    struct box b;
    struct fault f = {0};
    struct outbox_item item = a_submission("lamp", "key-1");
    int64_t id;
    (void)state;
    item.profile = "kim";
    box_start(&b);
    save(&b, hers("{}"));
    settled(&b, "\"1\"", 1);
    assert_int_equal(keep_outbox_add(b.keep, &item, &id, &f), ERR_NONE);
    assert_true(known(&b, "kim").gone);
    assert_int_equal(keep_sync_forget(b.keep, "lamp", "kim", false, &f), ERR_NONE);
    assert_int_equal(noted(&b), 0);
    box_end(&b);
}

static void sent(struct box *b, const char *profile, char key[64]) {
    struct outbox_item item = a_submission("lamp", NULL);
    struct outbox_list list;
    struct fault f = {0};
    int64_t id;
    item.profile = profile;
    assert_int_equal(keep_outbox_add(b->keep, &item, &id, &f), ERR_NONE);
    assert_int_equal(keep_outbox_list(b->keep, &b->arena, &list), ERR_NONE);
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].id == id)
            assert_true(text_copy(key, 64, list.items[i].key));
}

// So that two boxes that send the same draft make one case; but nothing is swallowed that only looks like it.
static void a_draft_of_the_office_is_sent_under_its_key(void **state) {
    struct box b;
    char key[64];
    struct fault f = {0};
    (void)state;
    box_start(&b);
    save(&b, hers("{}"));
    assert_int_equal(keep_sync_key(b.keep, "lamp", "kim", "of-the-office"), ERR_NONE); // not yet known to be there
    sent(&b, "kim", key);
    assert_string_not_equal(key, "of-the-office");
    save(&b, hers("{}"));
    settled(&b, "\"1\"", 1);
    assert_int_equal(keep_sync_key(b.keep, "lamp", "kim", "of-the-office"), ERR_NONE);
    box_restart(&b);
    sent(&b, "mia", key);
    assert_string_not_equal(key, "of-the-office");
    sent(&b, "kim", key);
    assert_string_equal(key, "of-the-office");
    save(&b, hers("{\"another\":1}")); // begun anew before the office's copy was removed
    assert_int_equal(keep_sync_key(b.keep, "lamp", "kim", "of-the-office"), ERR_NONE);
    sent(&b, "kim", key);
    assert_string_not_equal(key, "of-the-office");
    save(&b, hers("{}"));
    settled(&b, "\"2\"", 1);
    assert_int_equal(keep_sync_key(b.keep, "lamp", "kim", "second"), ERR_NONE);
    settled(&b, "", 0); // it went there
    sent(&b, "kim", key);
    assert_string_not_equal(key, "second");
    save(&b, hers("{}"));
    settled(&b, "\"3\"", 1);
    assert_int_equal(keep_sync_key(b.keep, "lamp", "kim", "third"), ERR_NONE);
    assert_int_equal(keep_sync_forget(b.keep, "lamp", "kim", true, &f), ERR_NONE);
    save(&b, hers("{}"));
    sent(&b, "kim", key);
    assert_string_not_equal(key, "third");
    box_end(&b);
}

static void what_comes_from_elsewhere_is_no_change(void **state) {
    struct box b;
    struct fault f = {0};
    struct keep_copy c = theirs("{\"b\":1}", "\"9\"", "2026-03-10T09:15:00Z");
    (void)state;
    box_start(&b);
    assert_int_equal(keep_sync_take(b.keep, &c, KEEP_BEGUN_ELSEWHERE, &f), ERR_NONE);
    struct keep_draft d = kept(&b);
    assert_string_equal(d.answers, "{\"b\":1}");
    assert_int_equal(d.origin, KEEP_BEGUN_ELSEWHERE);
    assert_int_equal(d.updated, 77);
    assert_int_equal(known(&b, "kim").changes, 0);
    save(&b, hers("{\"b\":2}"));
    assert_int_equal(kept(&b).origin, KEEP_HERE);
    assert_int_equal(known(&b, "kim").changes, 1);
    assert_string_equal(known(&b, "kim").seen, c.seen);
    // Sent or dropped elsewhere: nothing of it stays, and nothing has to be removed there.
    assert_int_equal(keep_sync_forget(b.keep, "lamp", "kim", true, &f), ERR_NONE);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "kim", &d), ERR_NOT_FOUND);
    assert_int_equal(noted(&b), 0);
    c.draft.profile = "";
    assert_int_equal(keep_sync_take(b.keep, &c, KEEP_BEGUN_ELSEWHERE, &f), ERR_TYPE); // a guest has nothing there
    box_end(&b);
}

static void a_rival_waits_for_the_person(void **state) {
    static const struct { bool others; const char *answers; int changes; enum keep_origin origin; } cases[] = {
        {true, "{\"b\":1}", 0, KEEP_CHANGED_ELSEWHERE}, {false, "{\"a\":1}", 1, KEEP_HERE}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct box b;
        struct fault f = {0};
        struct keep_copy c = theirs("{\"b\":1}", "\"9\"", "2026-03-10T09:15:00Z");
        box_start(&b);
        save(&b, hers("{\"a\":1}"));
        assert_int_equal(keep_sync_rival(b.keep, &c, &f), ERR_NONE);
        box_restart(&b);
        assert_string_equal(kept(&b).answers, "{\"a\":1}");
        assert_string_equal(kept(&b).rival, c.seen);
        assert_string_equal(known(&b, "kim").rival, c.seen);
        assert_int_equal(keep_sync_choose(b.keep, "lamp", "kim", cases[i].others, &f), ERR_NONE);
        assert_string_equal(kept(&b).answers, cases[i].answers);
        assert_string_equal(kept(&b).rival, "");
        assert_int_equal(kept(&b).origin, cases[i].origin);
        assert_int_equal(known(&b, "kim").changes, cases[i].changes);
        assert_string_equal(known(&b, "kim").etag, "\"9\""); // it may be written over now
        assert_int_equal(keep_sync_choose(b.keep, "lamp", "kim", true, &f), ERR_NONE); // there is none any more
        assert_string_equal(kept(&b).answers, cases[i].answers);
        box_end(&b);
    }
}

static void a_guest_s_becomes_a_change(void **state) {
    struct box b;
    struct fault f = {0};
    (void)state;
    box_start(&b);
    save(&b, a_draft("lamp", "{\"g\":1}"));
    assert_int_equal(keep_adopt(b.keep, "lamp", "kim", &f), ERR_NONE);
    assert_int_equal(known(&b, "kim").changes, 1);
    box_end(&b);
}

// Leaving this box removes nothing at the office.
static void who_leaves_leaves_theirs_there(void **state) {
    struct box b;
    struct fault f = {0};
    struct keep_profile kim = {.id = "kim", .picture = "boat", .who = "sealed"};
    struct keep_draft helped = hers("{}"), other = hers("{}"), got;
    const char *typed = NULL;
    (void)state;
    helped.profile = "kim@mandate";
    other.profile = "kimberley";
    box_start(&b);
    assert_int_equal(keep_profile_save(b.keep, &kim, NULL, &f), ERR_NONE);
    save(&b, hers("{}"));
    save(&b, helped);
    save(&b, other);
    settled(&b, "\"1\"", 1);
    assert_int_equal(keep_setting_save(b.keep, nobody, "typed/kim", "{\"where\":[\"Mill Lane\"]}"), ERR_NONE);
    assert_int_equal(keep_setting_save(b.keep, nobody, "typed/kimberley", "{}"), ERR_NONE);
    assert_int_equal(keep_profile_drop(b.keep, "kim", &f), ERR_NONE);
    assert_int_equal(noted(&b), 1);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "kim@mandate", &got), ERR_NOT_FOUND);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "kimberley", &got), ERR_NONE);
    assert_int_equal(keep_setting(b.keep, &b.arena, "typed/kim", &typed), ERR_NOT_FOUND);
    assert_int_equal(keep_setting(b.keep, &b.arena, "typed/kimberley", &typed), ERR_NONE);
    struct keep_settings settings;
    assert_int_equal(keep_setting_list(b.keep, &b.arena, "typed/", &settings), ERR_NONE);
    assert_int_equal(settings.count, 1);
    box_end(&b);
}

static void a_full_box_removes_nothing_at_the_office(void **state) {
    struct box b;
    char service[32];
    struct keep_syncs list;
    (void)state;
    box_start(&b);
    for (int i = 0; i < KEEP_LIST_MAX + 5; i++) {
        snprintf(service, sizeof service, "s%d", i);
        struct keep_draft d = a_draft(service, "{}");
        d.profile = "kim";
        save(&b, d);
    }
    assert_int_equal(keep_sync_list(b.keep, &b.arena, "kim", &list), ERR_NONE);
    assert_int_equal(list.count, KEEP_LIST_MAX);
    for (size_t i = 0; i < list.count; i++)
        assert_false(list.items[i].gone);
    box_end(&b);
}

static bool shell(struct box *b, const char *sql) {
    char command[900];
    snprintf(command, sizeof command, "sqlite3 %s/keep.db \"%s\" >/dev/null", b->folder, sql);
    return system(command) == 0;
}

static void a_box_of_before_sends_what_it_has(void **state) {
    struct box b;
    (void)state;
    box_start(&b);
    save(&b, hers("{\"old\":1}"));
    save(&b, a_draft("lamp", "{}"));
    keep_close(b.keep);
    b.keep = NULL;
    bool made = shell(&b, "DROP TRIGGER drafts_new; DROP TRIGGER drafts_changed; DROP TRIGGER drafts_gone; DROP TABLE synced; DROP TABLE rivals; DROP TABLE draft_keys; ALTER TABLE cases DROP COLUMN language; PRAGMA user_version=2");
    box_restart(&b);
    if (!made) {
        box_end(&b);
        skip();
    }
    assert_null(keep_recovery(b.keep, NULL));
    assert_int_equal(noted(&b), 1);
    assert_int_equal(known(&b, "kim").changes, 1);
    assert_string_equal(kept(&b).answers, "{\"old\":1}");
    box_end(&b);
}

// What was known of the office's copy is carried over, so that nothing there is written over afterwards.
static void a_damaged_box_still_knows(void **state) {
    struct box b;
    struct fault f = {0};
    struct keep_copy c = theirs("{\"b\":1}", "\"9\"", "2026-03-10T09:15:00Z");
    (void)state;
    box_start(&b);
    save(&b, hers("{\"a\":1}"));
    settled(&b, "\"1\"", 1);
    save(&b, hers("{\"a\":2}"));
    assert_int_equal(keep_sync_rival(b.keep, &c, &f), ERR_NONE);
    keep_close(b.keep);
    b.keep = NULL;
    bool made = shell(&b, "PRAGMA user_version=99"); // of a newer Tgov: set aside, and read as far as it can be
    box_restart(&b);
    if (!made) {
        box_end(&b);
        skip();
    }
    assert_non_null(keep_recovery(b.keep, NULL));
    assert_string_equal(known(&b, "kim").etag, "\"1\"");
    assert_int_equal(known(&b, "kim").changes, 1);
    assert_string_equal(kept(&b).rival, c.seen);
    box_end(&b);
}

static void without_memory_nothing_is_half_done(void **state) {
    struct box b;
    struct fault f = {0};
    struct keep_copy c = theirs("{\"b\":1}", "\"9\"", "2026-03-10T09:15:00Z");
    struct keep_syncs list;
    (void)state;
    box_start(&b);
    save(&b, hers("{\"a\":1}"));
    keep_flush(b.keep);
    enum err err = ERR_MEMORY;
    for (int n = 0; err && n < 100; n++) {
        struct arena a;
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        err = keep_sync_list(b.keep, &a, NULL, &list);
        if (!err)
            err = keep_sync_tried(b.keep, "lamp", "kim", "x");
        if (!err)
            err = keep_sync_settled(b.keep, "lamp", "kim", "\"1\"", "s", 0);
        if (!err)
            err = keep_sync_rival(b.keep, &c, &f);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        arena_finish(&a);
    }
    assert_int_equal(err, ERR_NONE);
    assert_string_equal(kept(&b).answers, "{\"a\":1}");
    assert_string_equal(kept(&b).rival, c.seen);
    box_end(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_change_is_counted),        cmocka_unit_test(a_submission_takes_it_away),
        cmocka_unit_test(what_comes_from_elsewhere_is_no_change), cmocka_unit_test(a_rival_waits_for_the_person),
        cmocka_unit_test(a_guest_s_becomes_a_change),     cmocka_unit_test(who_leaves_leaves_theirs_there),
        cmocka_unit_test(a_full_box_removes_nothing_at_the_office), cmocka_unit_test(a_box_of_before_sends_what_it_has),
        cmocka_unit_test(a_damaged_box_still_knows), cmocka_unit_test(a_draft_of_the_office_is_sent_under_its_key),     cmocka_unit_test(without_memory_nothing_is_half_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
