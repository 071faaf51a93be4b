// SPDX-License-Identifier: Apache-2.0
// People of the box: kept, sealed texts beside them, forgotten with all that is theirs; a guest's work that becomes
// somebody's; a database of before there were people.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "app/keep/profile.h"
#include "app/keep/sync.h"
#include "helper_keep.h"
#include <stdio.h>
#include <string.h>

static const struct keep_ticket nobody = {0};

static struct keep_profile person(const char *id) { return (struct keep_profile){.id = id, .picture = "boat", .who = "sealed-who"}; }

static struct keep_profiles people(struct box *b) {
    struct keep_profiles list;
    assert_int_equal(keep_profile_list(b->keep, &b->arena, &list), ERR_NONE);
    return list;
}

static void kept_with_what_is_sealed(void **state) {
    struct box b;
    struct fault f = {0};
    const char *sealed = NULL;
    struct keep_profile kim = person("kim"), lee = person("lee");
    (void)state;
    box_start(&b);
    assert_int_equal(keep_profile_save(b.keep, &kim, "sealed-1", &f), ERR_NONE);
    lee.locked = true;
    assert_int_equal(keep_profile_save(b.keep, &lee, NULL, &f), ERR_NONE);
    kim.picture = "tree";
    assert_int_equal(keep_profile_save(b.keep, &kim, NULL, &f), ERR_NONE); // what is sealed stays
    box_restart(&b);
    struct keep_profiles list = people(&b);
    assert_int_equal(list.count, 2);
    for (size_t i = 0; i < 2; i++) {
        bool is_kim = !strcmp(list.items[i].id, "kim");
        assert_string_equal(list.items[i].picture, is_kim ? "tree" : "boat");
        assert_string_equal(list.items[i].who, "sealed-who");
        assert_int_equal(list.items[i].sealed, is_kim);
        assert_int_equal(list.items[i].locked, !is_kim);
    }
    assert_int_equal(keep_sealed_load(b.keep, &b.arena, "kim", &sealed), ERR_NONE);
    assert_string_equal(sealed, "sealed-1");
    assert_int_equal(keep_sealed_store(b.keep, "kim", "sealed-2", &f), ERR_NONE);
    box_restart(&b);
    assert_int_equal(keep_sealed_load(b.keep, &b.arena, "kim", &sealed), ERR_NONE);
    assert_string_equal(sealed, "sealed-2");
    assert_int_equal(keep_sealed_store(b.keep, "kim", NULL, &f), ERR_NONE);
    assert_int_equal(keep_sealed_load(b.keep, &b.arena, "kim", &sealed), ERR_NOT_FOUND);
    assert_int_equal(people(&b).count, 2); // signed out, not forgotten
    box_end(&b);
}

static void bad_ones_are_refused(void **state) {
    struct box b;
    struct fault f = {0};
    char *large = malloc(KEEP_SEALED_BYTES + 2), id[8];
    (void)state;
    memset(large, 'x', KEEP_SEALED_BYTES + 1);
    large[KEEP_SEALED_BYTES + 1] = '\0';
    box_start(&b);
    struct keep_profile p = person("");
    assert_int_equal(keep_profile_save(b.keep, &p, NULL, &f), ERR_TYPE); // a guest is nobody
    p = person("kim");
    assert_int_equal(keep_profile_save(b.keep, &p, large, &f), ERR_LIMIT);
    p.who = NULL;
    assert_int_equal(keep_profile_save(b.keep, &p, NULL, &f), ERR_TYPE);
    assert_int_equal(keep_profile_drop(b.keep, "", &f), ERR_TYPE); // that would be the guest's drafts
    for (int i = 0; i < KEEP_PROFILES_MAX; i++) {
        snprintf(id, sizeof id, "p%d", i);
        p = person(id);
        assert_int_equal(keep_profile_save(b.keep, &p, NULL, &f), ERR_NONE);
    }
    p = person("one-more");
    assert_int_equal(keep_profile_save(b.keep, &p, NULL, &f), ERR_LIMIT);
    p = person("p3");
    assert_int_equal(keep_profile_save(b.keep, &p, NULL, &f), ERR_NONE); // there already
    box_end(&b);
    free(large);
}

static void forgotten_with_all_that_is_theirs(void **state) {
    struct box b;
    struct fault f = {0};
    struct keep_profile kim = person("kim");
    struct keep_draft mine = a_draft("lamp", "{}"), guests = a_draft("lamp", "{}"), got;
    struct keep_case c = {.number = "RS-1", .secret = "", .profile = "kim", .service = "lamp", .title = "Lamp", .state = ""};
    struct keep_cases cases;
    const char *sealed = NULL;
    (void)state;
    mine.profile = "kim";
    box_start(&b);
    assert_int_equal(keep_profile_save(b.keep, &kim, "sealed", &f), ERR_NONE);
    assert_int_equal(keep_draft_save(b.keep, nobody, &mine), ERR_NONE);
    assert_int_equal(keep_draft_save(b.keep, nobody, &guests), ERR_NONE);
    assert_int_equal(keep_case_save(b.keep, nobody, &c), ERR_NONE);
    assert_int_equal(keep_profile_drop(b.keep, "kim", &f), ERR_NONE);
    assert_int_equal(people(&b).count, 0);
    assert_int_equal(keep_sealed_load(b.keep, &b.arena, "kim", &sealed), ERR_NOT_FOUND);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "kim", &got), ERR_NOT_FOUND);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "", &got), ERR_NONE);
    assert_int_equal(keep_case_list(b.keep, &b.arena, NULL, &cases), ERR_NONE);
    assert_int_equal(cases.count, 0);
    box_end(&b);
}

static void a_guest_s_work_becomes_theirs(void **state) {
    struct box b;
    struct fault f = {0};
    struct keep_draft lamp = a_draft("lamp", "{\"a\":1}"), park = a_draft("park", "{}"), hers = a_draft("tree", "{\"b\":2}"), tree = a_draft("tree", "{}"), got;
    struct outbox_item item = a_submission("lamp", "key-1"), other = a_submission("lamp", "key-2");
    struct outbox_list list;
    int64_t id = 0, second = 0;
    (void)state;
    hers.profile = "kim";
    box_start(&b);
    assert_int_equal(keep_outbox_add(b.keep, &item, &id, &f), ERR_NONE);
    assert_int_equal(keep_outbox_add(b.keep, &other, &second, &f), ERR_NONE);
    assert_int_equal(keep_outbox_change(b.keep, nobody, (struct outbox_change){.id = id, .state = OUTBOX_WAITING, .next_at = 99, .needs_sign_in = true}), ERR_NONE);
    assert_int_equal(keep_draft_save(b.keep, nobody, &lamp), ERR_NONE);
    assert_int_equal(keep_draft_save(b.keep, nobody, &park), ERR_NONE);
    assert_int_equal(keep_draft_save(b.keep, nobody, &hers), ERR_NONE);
    assert_int_equal(keep_draft_save(b.keep, nobody, &tree), ERR_NONE);
    assert_int_equal(keep_adopt(b.keep, "lamp", "kim", &f), ERR_NONE);
    assert_int_equal(keep_adopt(b.keep, "tree", "kim", &f), ERR_NONE);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "kim", &got), ERR_NONE);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "park", "", &got), ERR_NONE); // for another service: stays a guest's
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "tree", "kim", &got), ERR_NONE);
    assert_string_equal(got.answers, "{\"b\":2}"); // hers was there first, and the guest's is still there
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "tree", "", &got), ERR_NONE);
    assert_int_equal(keep_outbox_list(b.keep, &b.arena, &list), ERR_NONE);
    assert_string_equal(list.items[0].profile, "kim");
    assert_int_equal(list.items[0].next_at, 0);
    assert_string_equal(list.items[1].profile, ""); // it never asked for a sign-in
    box_end(&b);
}

static when_ms offered(struct box *b, const char *service) {
    when_ms at = -1;
    assert_int_equal(keep_offered(b->keep, service, "kim", &at), ERR_NONE);
    return at;
}

static const char *answers_of(struct box *b, const char *profile) {
    struct keep_draft got = {.answers = NULL};
    enum err err = keep_draft_load(b->keep, &b->arena, "tree", profile, &got);
    return err ? "none" : got.answers;
}

static void two_drafts(struct box *b) {
    struct keep_draft hers = a_draft("tree", "{\"b\":2}"), guests = a_draft("tree", "{\"b\":3}");
    struct fault f = {0};
    hers.profile = "kim";
    box_start(b);
    assert_int_equal(keep_draft_save(b->keep, nobody, &hers), ERR_NONE);
    assert_int_equal(keep_draft_save(b->keep, nobody, &guests), ERR_NONE);
    assert_int_equal(offered(b, "tree"), 0);
    assert_int_equal(keep_adopt(b->keep, "tree", "kim", &f), ERR_NONE);
    assert_true(offered(b, "tree") > 0);
}

// A guest's draft where she has one: offered until she chose, or until somebody else writes on it.
static void a_guest_s_draft_is_offered(void **state) {
    struct box b;
    struct fault f = {0};
    struct keep_draft later = a_draft("tree", "{\"b\":4}");
    when_ms at = -1;
    (void)state;
    two_drafts(&b);
    box_restart(&b);
    assert_int_equal(keep_offered(b.keep, "tree", "lee", &at), ERR_NONE);
    assert_int_equal(at, 0);
    assert_int_equal(keep_take_offer(b.keep, "tree", "kim", true, &f), ERR_NONE);
    assert_string_equal(answers_of(&b, "kim"), "{\"b\":3}");
    assert_string_equal(answers_of(&b, ""), "none");
    assert_int_equal(keep_take_offer(b.keep, "tree", "kim", true, &f), ERR_NONE); // there is none any more
    assert_string_equal(answers_of(&b, "kim"), "{\"b\":3}");
    box_end(&b);

    two_drafts(&b);
    assert_int_equal(keep_take_offer(b.keep, "tree", "kim", false, &f), ERR_NONE);
    assert_int_equal(offered(&b, "tree"), 0);
    assert_string_equal(answers_of(&b, "kim"), "{\"b\":2}");
    assert_string_equal(answers_of(&b, ""), "{\"b\":3}");
    box_end(&b);

    two_drafts(&b);
    at = offered(&b, "tree");
    for (struct keep_draft got = {.updated = at}; got.updated == at;) { // the clock has to move
        assert_int_equal(keep_draft_save(b.keep, nobody, &later), ERR_NONE);
        assert_int_equal(keep_draft_load(b.keep, &b.arena, "tree", "", &got), ERR_NONE);
    }
    assert_int_equal(offered(&b, "tree"), 0);
    assert_int_equal(keep_take_offer(b.keep, "tree", "kim", true, &f), ERR_NONE);
    assert_string_equal(answers_of(&b, "kim"), "{\"b\":2}");
    assert_string_equal(answers_of(&b, ""), "{\"b\":4}");
    box_end(&b);
}

static void two_profiles_become_one(void **state) {
    struct box b;
    struct fault f = {0};
    struct keep_profile kim = person("kim"), twin = person("twin");
    struct keep_draft both = a_draft("tree", "{\"b\":2}"), other = a_draft("tree", "{\"b\":3}"), alone = a_draft("lamp", "{\"a\":1}"), got;
    struct keep_holds holds = {0};
    struct keep_case c = {.number = "RS-1", .secret = "", .profile = "twin", .service = "lamp", .title = "Lamp", .state = "", .language = ""};
    struct keep_cases cases;
    struct outbox_item item = a_submission("lamp", "key-1");
    int64_t id = 0;
    (void)state;
    both.profile = "kim";
    other.profile = alone.profile = item.profile = "twin";
    box_start(&b);
    assert_int_equal(keep_profile_save(b.keep, &kim, "sealed", &f), ERR_NONE);
    assert_int_equal(keep_profile_save(b.keep, &twin, "sealed", &f), ERR_NONE);
    assert_int_equal(keep_outbox_add(b.keep, &item, &id, &f), ERR_NONE);
    assert_int_equal(keep_draft_save(b.keep, nobody, &both), ERR_NONE);
    assert_int_equal(keep_draft_save(b.keep, nobody, &other), ERR_NONE);
    assert_int_equal(keep_draft_save(b.keep, nobody, &alone), ERR_NONE);
    assert_int_equal(keep_case_save(b.keep, nobody, &c), ERR_NONE);
    assert_int_equal(keep_profile_merge(b.keep, "kim", "kim", &f), ERR_TYPE);
    assert_int_equal(keep_profile_holds(b.keep, "twin", &holds), ERR_NONE);
    assert_int_equal(holds.drafts, 2);
    assert_int_equal(holds.waiting, 1);
    assert_int_equal(keep_profile_merge(b.keep, "twin", "kim", &f), ERR_NONE);
    assert_int_equal(people(&b).count, 1);
    assert_string_equal(answers_of(&b, "kim"), "{\"b\":2}");
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "tree", "kim", &got), ERR_NONE);
    assert_true(*got.rival); // the other answers are asked about
    assert_int_equal(keep_sync_choose(b.keep, "tree", "kim", true, &f), ERR_NONE);
    assert_string_equal(answers_of(&b, "kim"), "{\"b\":3}");
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "kim", &got), ERR_NONE);
    assert_int_equal(keep_case_list(b.keep, &b.arena, "kim", &cases), ERR_NONE);
    assert_int_equal(cases.count, 1);
    assert_int_equal(keep_profile_holds(b.keep, "kim", &holds), ERR_NONE);
    assert_int_equal(holds.drafts, 2);
    assert_int_equal(holds.waiting, 1);
    box_end(&b);
}

static void a_signature_stays_with_its_submission(void **state) {
    struct box b;
    struct fault f = {0};
    struct outbox_item item = a_submission("tax", "key-1");
    struct outbox_list list;
    int64_t id = 0;
    (void)state;
    item.sign = "[{\"type\":\"tgov_sign\"}]";
    box_start(&b);
    assert_int_equal(keep_outbox_add(b.keep, &item, &id, &f), ERR_NONE);
    box_restart(&b);
    assert_int_equal(keep_outbox_list(b.keep, &b.arena, &list), ERR_NONE);
    assert_string_equal(list.items[0].sign, item.sign);
    assert_int_equal(keep_outbox_deliver(b.keep, id, "{}", NULL, &f), ERR_NONE);
    assert_int_equal(keep_outbox_list(b.keep, &b.arena, &list), ERR_NONE);
    assert_string_equal(list.items[0].sign, "");
    box_end(&b);
}

// What a box of version 1 kept is all there, and people have room.
static void a_box_of_before(void **state) {
    struct box b;
    struct fault f = {0};
    struct keep_draft d = a_draft("lamp", "{\"where\":\"here\"}"), got;
    struct keep_profile kim = person("kim");
    char command[600];
    (void)state;
    box_start(&b);
    assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_NONE);
    keep_close(b.keep);
    b.keep = NULL;
    snprintf(command, sizeof command, "sqlite3 %s/keep.db 'DROP TRIGGER drafts_new; DROP TRIGGER drafts_changed; DROP TRIGGER drafts_gone; DROP TABLE synced; DROP TABLE rivals; DROP TABLE draft_keys; ALTER TABLE cases DROP COLUMN language;"
             " DROP TRIGGER signatures_end; DROP TABLE profiles; DROP TABLE vault; DROP TABLE signatures;"
             " PRAGMA user_version=1' >/dev/null", b.folder);
    bool made = system(command) == 0;
    box_restart(&b);
    if (!made) {
        box_end(&b);
        skip();
    }
    assert_null(keep_recovery(b.keep, NULL));
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "", &got), ERR_NONE);
    assert_string_equal(got.answers, d.answers);
    assert_int_equal(keep_profile_save(b.keep, &kim, "sealed", &f), ERR_NONE);
    assert_int_equal(people(&b).count, 1);
    box_end(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_with_what_is_sealed),          cmocka_unit_test(bad_ones_are_refused),
        cmocka_unit_test(forgotten_with_all_that_is_theirs), cmocka_unit_test(a_guest_s_work_becomes_theirs),
        cmocka_unit_test(a_guest_s_draft_is_offered),          cmocka_unit_test(two_profiles_become_one),
        cmocka_unit_test(a_signature_stays_with_its_submission), cmocka_unit_test(a_box_of_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
