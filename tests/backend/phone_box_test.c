// SPDX-License-Identifier: Apache-2.0
// Boxes, phones and files over a real store, with the clock in the test's hand: what gets old, what is limited and comes
// back, what is cleaned up, who may claim what.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "backend/phone/boxes.h"
#include "backend/phone/files.h"
#include "backend/events.h"
#include "backend/phone/relay.h"
#include "base/json.h"
#include "base/mem.h"
#include "tests/backend/helper_cases.h"

enum { HOUR = 3600 * 1000 };
static const char secret[] = "abcdefghijklmnopqrstuvwxyzabcdef", phone[] = "phonephonephonephone";

// Runs `act` on the writer thread.
struct deed {
    struct store_job job;
    void (*act)(struct db *db, struct deed *d);
    when_ms now;
    struct arena *arena;
};
static enum err run(struct db *db, struct store_job *job) {
    struct deed *d = (struct deed *)job;
    d->act(db, d);
    return ERR_NONE;
}
static void with(struct world *w, when_ms now, void (*act)(struct db *db, struct deed *d)) {
    struct deed d = {.job = {.run = run}, .act = act, .now = now, .arena = &w->arena};
    assert_int_equal(store_write(w->store, &d.job), ERR_NONE);
}

static int start(void **state) {
    struct world *w = mem_alloc(sizeof *w);
    if (w)
        world_start(w);
    *state = w;
    return w ? 0 : -1;
}
static int stop(void **state) {
    world_stop(*state);
    mem_free(*state);
    return 0;
}

// ---- Invitations ----

static void invite(struct db *db, struct deed *d) {
    struct box_row box;
    struct invite_row i;
    assert_int_equal(box_insert(db, "livingroom", secret, "Living room", d->now), ERR_NONE);
    assert_int_equal(box_prove(db, "livingroom", secret, d->arena, &box), ERR_NONE);
    assert_string_equal(box.name, "Living room");
    assert_int_equal(box_prove(db, "livingroom", "another", d->arena, &box), ERR_NOT_FOUND);
    assert_int_equal(box_prove(db, "bedroom", secret, d->arena, &box), ERR_NOT_FOUND);
    assert_int_equal(invite_insert(db, "livingroom", "one", "123456", "ko", d->now), ERR_NONE);
    assert_int_equal(invite_insert(db, "livingroom", "two", "123456", NULL, d->now), ERR_DUPLICATE);
    // Up to the last moment, not after it.
    assert_int_equal(invite_find(db, "one", NULL, d->now + API_INVITATION_S * 1000 - 1, d->arena, &i), ERR_NONE);
    assert_false(i.by_code);
    assert_int_equal(invite_find(db, NULL, "123456", d->now, d->arena, &i), ERR_NONE);
    assert_true(i.by_code);
    assert_int_equal(invite_find(db, "one", NULL, d->now + API_INVITATION_S * 1000, d->arena, &i), ERR_NOT_FOUND);
    assert_int_equal(invite_find(db, "123456", NULL, d->now, d->arena, &i), ERR_NOT_FOUND); // a number is no link
    assert_int_equal(invite_use(db, i.id), ERR_NONE);
    assert_int_equal(invite_use(db, i.id), ERR_NOT_FOUND);
    assert_int_equal(invite_find(db, "one", NULL, d->now, d->arena, &i), ERR_NOT_FOUND);
    // Only the latest few of a box are good.
    static const char *const codes[] = {"000001", "000002", "000003", "000004", "000005"};
    for (size_t n = 0; n < 5; n++)
        assert_int_equal(invite_insert(db, "livingroom", codes[n], codes[n], NULL, d->now), ERR_NONE);
    assert_int_equal(invite_find(db, NULL, codes[0], d->now, d->arena, &i), ERR_NOT_FOUND);
    assert_int_equal(invite_find(db, NULL, codes[1], d->now, d->arena, &i), ERR_NONE);
}
static void invitations_get_old_and_are_used_once(void **state) { with(*state, 1000000, invite); }

static void guess(struct db *db, struct deed *d) {
    int64_t n = -1;
    for (int i = 0; i < 8; i++)
        assert_int_equal(box_tries_note(db, "phone-code", "192.0.2.7", d->now + i), ERR_NONE);
    assert_int_equal(box_tries(db, "phone-code", "192.0.2.7", d->now + HOUR - 1, &n), ERR_NONE);
    assert_int_equal(n, 8);
    assert_int_equal(box_tries(db, "phone-code", "192.0.2.8", d->now, &n), ERR_NONE);
    assert_int_equal(n, 0);
    assert_int_equal(box_tries(db, "phone-code", "192.0.2.7", d->now + HOUR + 1, &n), ERR_NONE);
    assert_int_equal(n, 0);
}
static void guessing_is_counted_and_forgiven_after_an_hour(void **state) { with(*state, 1000000, guess); }

// ---- Phones ----

static void pair(struct db *db, struct deed *d) {
    struct pair_list list;
    const char *id = NULL, *again = NULL;
    struct pair_row want = {.box = "livingroom", .name = "iPhone", .picture = "boat", .seen = d->now};
    assert_int_equal(box_insert(db, "livingroom", secret, "Living room", d->now), ERR_NONE);
    assert_int_equal(pair_make(db, phone, &want, d->arena, &id), ERR_NONE);
    assert_int_equal(pairs_of_phone(db, phone, d->arena, &list), ERR_NONE);
    assert_string_equal(list.items[0].picture, "boat");
    // The link of the picture code needs no further allowing, and a typed number later takes nothing away.
    want.picture = NULL;
    assert_int_equal(pair_make(db, phone, &want, d->arena, &again), ERR_NONE);
    assert_string_equal(id, again);
    want.picture = "lamp";
    assert_int_equal(pair_make(db, phone, &want, d->arena, &again), ERR_NONE);
    assert_int_equal(pairs_of_phone(db, phone, d->arena, &list), ERR_NONE);
    assert_int_equal(list.count, 1);
    assert_null(list.items[0].picture);
    assert_int_equal(pairs_of_phone(db, "stranger", d->arena, &list), ERR_NONE);
    assert_int_equal(list.count, 0);
    for (int i = 1; i < API_PHONES_CAP; i++)
        assert_int_equal(pair_make(db, arena_printf(d->arena, "phone %d", i), &want, d->arena, &again), ERR_NONE);
    assert_int_equal(pair_make(db, "one too many", &want, d->arena, &again), ERR_LIMIT);
    assert_int_equal(pair_delete(db, "bedroom", id), ERR_NOT_FOUND); // of another box
    assert_int_equal(pair_allow(db, "bedroom", id), ERR_NOT_FOUND);
    assert_int_equal(pair_delete(db, "livingroom", id), ERR_NONE);
    // Who was never allowed is forgotten after an hour, who was not seen for a year as well.
    assert_int_equal(boxes_tidy(db, d->now + HOUR + 1), ERR_NONE);
    assert_int_equal(pairs_of_box(db, "livingroom", d->arena, &list), ERR_NONE);
    assert_int_equal(list.count, 0);
}
static void phones_are_few_and_get_old(void **state) { with(*state, 1000000, pair); }

// ---- Files ----

static struct file_row new_file(const char *id, const char *box, when_ms now) {
    return (struct file_row){.id = id, .box = box, .pair = "p", .field = "photos", .name = "lamp.jpg", .size = 10, .kinds = 7, .made = now};
}

static void pieces(struct db *db, struct deed *d) {
    struct file_row f = new_file("file1", "livingroom", d->now), now;
    unsigned char *bytes;
    assert_int_equal(file_insert(db, &f), ERR_NONE);
    assert_int_equal(file_append(db, &f, STR("hello"), d->now), ERR_NONE);
    assert_int_equal(file_append(db, &f, STR("again"), d->now), ERR_CONFLICT); // it stands elsewhere by now
    assert_int_equal(file_load(db, "file1", d->arena, &now), ERR_NONE);
    assert_int_equal(now.got, 5);
    assert_int_equal(file_append(db, &now, STR("world"), d->now), ERR_NONE);
    assert_int_equal(file_load(db, "file1", d->arena, &now), ERR_NONE);
    assert_int_equal(file_bytes(db, &now, 0, d->arena, &bytes), ERR_NONE);
    assert_memory_equal(bytes, "helloworld", 10);
    assert_int_equal(file_finish(db, &now, "lamp.jpg", "image/jpeg", STR("clean"), d->now), ERR_NONE);
    assert_int_equal(file_finish(db, &now, "lamp.jpg", "image/jpeg", STR("clean"), d->now), ERR_CONFLICT);
    assert_int_equal(file_load(db, "file1", d->arena, &now), ERR_NONE);
    assert_true(now.state == UPLOAD_DONE && now.size == 5 && now.got == 5);
    assert_int_equal(file_bytes(db, &now, 0, d->arena, &bytes), ERR_NONE);
    assert_memory_equal(bytes, "clean", 5);
    assert_int_equal(file_refuse(db, "file1", "broken", d->now), ERR_NONE);
    assert_int_equal(file_load(db, "file1", d->arena, &now), ERR_NONE);
    assert_true(now.state == UPLOAD_REFUSED && now.got == 0);
}
static void a_file_grows_in_pieces(void **state) { with(*state, 1000000, pieces); }

static void claim(struct db *db, struct deed *d) {
    static const char json[] = "{\"rows\":[{\"photos\":[{\"storage\":\"tgov\",\"id\":\"file1\",\"size\":5,\"type\":\"image/jpeg\"}]}]}";
    struct file_row f = new_file("file1", "livingroom", d->now), now;
    struct file_list list;
    struct val answers, other;
    assert_int_equal(json_read(d->arena, json, sizeof json - 1, JSON_LIMITS, &answers, NULL), ERR_NONE);
    assert_int_equal(json_read(d->arena, "{\"a\":[{\"storage\":\"url\"}]}", 25, JSON_LIMITS, &other, NULL), ERR_NONE);
    assert_int_equal(file_insert(db, &f), ERR_NONE);
    assert_int_equal(files_claim(db, (struct files_right){"livingroom", ""}, "RS-1", &answers, NULL), ERR_REFERENCE); // not whole yet
    assert_int_equal(file_finish(db, &f, "lamp.jpg", "image/jpeg", STR("clean"), d->now), ERR_NONE);
    assert_int_equal(files_claim(db, (struct files_right){"bedroom", ""}, "RS-1", &answers, NULL), ERR_REFERENCE);
    assert_int_equal(files_claim(db, (struct files_right){NULL, ""}, "RS-1", &answers, NULL), ERR_REFERENCE);
    assert_int_equal(files_claim(db, (struct files_right){NULL, ""}, "RS-1", &other, NULL), ERR_NONE);
    assert_int_equal(files_claim(db, (struct files_right){"livingroom", ""}, "RS-1", &answers, NULL), ERR_NONE);
    assert_int_equal(files_claim(db, (struct files_right){"livingroom", ""}, "RS-2", &answers, NULL), ERR_REFERENCE);
    assert_int_equal(files_of_case(db, "RS-1", d->arena, &list), ERR_NONE);
    assert_int_equal(list.count, 1);
    // What a case holds is not forgotten, by nobody.
    int64_t gone = 0;
    assert_int_equal(file_forget(db, "file1"), ERR_NONE);
    assert_int_equal(file_refuse(db, "file1", "broken", d->now), ERR_NONE);
    assert_int_equal(files_forget_box(db, "livingroom"), ERR_NONE);
    assert_int_equal(files_tidy(db, d->now + 1000LL * 24 * HOUR, &gone), ERR_NONE);
    assert_int_equal(gone, 0);
    assert_int_equal(file_load(db, "file1", d->arena, &now), ERR_NONE);
    assert_int_equal(now.state, UPLOAD_DONE);
}
static void a_case_claims_a_file_once(void **state) { with(*state, 1000000, claim); }

// The phone sent it for the living room; the draft lies at the office; the bedroom's television sends it.
static void roam(struct db *db, struct deed *d) {
    static const char json[] = "{\"photos\":[{\"storage\":\"tgov\",\"id\":\"file1\",\"size\":5,\"type\":\"image/jpeg\"}]}";
    const struct files_right there = {"livingroom", "mia"}, elsewhere = {"bedroom", "mia"}, stranger = {"bedroom", "kim"}, guest = {"bedroom", ""};
    struct file_row f = new_file("file1", "livingroom", d->now);
    struct val answers;
    int64_t gone = 0;
    assert_int_equal(json_read(d->arena, json, sizeof json - 1, JSON_LIMITS, &answers, NULL), ERR_NONE);
    assert_int_equal(file_insert(db, &f), ERR_NONE);
    assert_int_equal(file_finish(db, &f, "lamp.jpg", "image/jpeg", STR("clean"), d->now), ERR_NONE);
    assert_int_equal(files_own(db, elsewhere, &answers, d->now), ERR_NONE); // knowing its id is not enough
    assert_int_equal(files_claim(db, elsewhere, "RS-1", &answers, NULL), ERR_REFERENCE);
    assert_int_equal(files_own(db, there, &answers, d->now + 20LL * 24 * HOUR), ERR_NONE);
    assert_int_equal(files_own(db, stranger, &answers, d->now + 20LL * 24 * HOUR), ERR_NONE); // nor does another take it over
    assert_int_equal(files_claim(db, stranger, "RS-1", &answers, NULL), ERR_REFERENCE);
    assert_int_equal(files_claim(db, guest, "RS-1", &answers, NULL), ERR_REFERENCE);
    assert_int_equal(files_tidy(db, d->now + 40LL * 24 * HOUR, &gone), ERR_NONE); // kept as long as the draft is worked on
    assert_int_equal(files_forget_box(db, "livingroom"), ERR_NONE);
    assert_int_equal(gone, 0);
    assert_int_equal(files_claim(db, elsewhere, "RS-1", &answers, NULL), ERR_NONE);
    assert_int_equal(files_claim(db, there, "RS-2", &answers, NULL), ERR_REFERENCE); // once
}
static void a_file_of_a_draft_is_sent_from_another_box(void **state) { with(*state, 1000000, roam); }

static void tidy(struct db *db, struct deed *d) {
    static const struct db_sql left = {"test-left", "SELECT COUNT(*) FROM phone_piece"};
    int64_t gone = -1, n = -1;
    struct file_row whole = new_file("whole", "livingroom", d->now), part = new_file("part", "livingroom", d->now);
    assert_int_equal(file_insert(db, &whole), ERR_NONE);
    assert_int_equal(file_finish(db, &whole, "a", "image/png", STR("clean"), d->now), ERR_NONE);
    assert_int_equal(file_insert(db, &part), ERR_NONE);
    assert_int_equal(file_append(db, &part, STR("half"), d->now), ERR_NONE);
    assert_int_equal(files_tidy(db, d->now + 24LL * HOUR - 1, &gone), ERR_NONE);
    assert_int_equal(gone, 0);
    assert_int_equal(files_tidy(db, d->now + 24LL * HOUR, &gone), ERR_NONE);
    assert_int_equal(gone, 1);
    assert_int_equal(db_number(db, &left, NULL, 0, &n), ERR_NONE);
    assert_int_equal(n, 1);
    assert_int_equal(files_tidy(db, d->now + 30LL * 24 * HOUR, &gone), ERR_NONE);
    assert_int_equal(gone, 1);
    assert_int_equal(db_number(db, &left, NULL, 0, &n), ERR_NONE);
    assert_int_equal(n, 0);
}
static void what_was_left_half_done_goes_after_a_day(void **state) { with(*state, 1000000, tidy); }

static void removing(struct db *db, struct deed *d) {
    struct pair_list list;
    struct box_row box;
    const char *id;
    struct file_row f = new_file("mine", "livingroom", d->now), other = new_file("theirs", "bedroom", d->now), now;
    struct pair_row want = {.box = "livingroom", .name = "iPhone", .seen = d->now};
    assert_int_equal(box_insert(db, "livingroom", secret, "Living room", d->now), ERR_NONE);
    assert_int_equal(pair_make(db, phone, &want, d->arena, &id), ERR_NONE);
    assert_int_equal(file_insert(db, &f), ERR_NONE);
    assert_int_equal(file_insert(db, &other), ERR_NONE);
    assert_int_equal(box_delete(db, "livingroom"), ERR_NONE);
    assert_int_equal(box_prove(db, "livingroom", secret, d->arena, &box), ERR_NOT_FOUND);
    assert_int_equal(pairs_of_phone(db, phone, d->arena, &list), ERR_NONE);
    assert_int_equal(list.count, 0);
    assert_int_equal(file_load(db, "mine", d->arena, &now), ERR_NOT_FOUND);
    assert_int_equal(file_load(db, "theirs", d->arena, &now), ERR_NONE);
}
static void a_removed_box_takes_everything_along(void **state) { with(*state, 1000000, removing); }

// ---- The relay ----

static void asleep(void *self) { (void)self; }

static void drain(struct events *e, struct events_client *c, char *to, size_t room) {
    size_t len = 0;
    for (long n; (n = events_read(e, c, to + len, room - 1 - len, asleep)) > 0;)
        len += (size_t)n;
    to[len] = '\0';
}

static void a_wish_goes_a_minute_after_its_television(void **state) {
    struct world *w = *state;
    struct relay *r = relay_create();
    struct events *e = events_create();
    struct api_wish wish = {.kind = WISH_TEXT, .field = "q", .label = "Where?", .text = "typed", .is_private = true}, got;
    int64_t number;
    char text[8192];
    assert_non_null(r);
    assert_non_null(e);
    struct events_client *tv = events_join(e, "box:livingroom", asleep, NULL), *one = events_join(e, "phone:p1", asleep, NULL);
    assert_int_equal(relay_wish_set(r, e, "livingroom", &wish, 0), ERR_NONE);
    relay_phone_here(r, e, "livingroom", "p1", "iPhone");
    for (when_ms t = 0; t <= 300000; t += 1000)
        relay_tick(r, e, t);
    assert_int_equal(relay_wish(r, "livingroom", &w->arena, &got, &number), ERR_NONE);
    assert_true(got.kind == WISH_TEXT && got.is_private);
    assert_string_equal(got.text, "typed");
    assert_true(relay_connected(r, "livingroom", "p1"));
    drain(e, tv, text, sizeof text);
    assert_non_null(strstr(text, "\"connected\":true"));
    events_leave(e, tv);
    relay_tick(r, e, 300000 + API_WISH_AWAY_S * 1000 - 1);
    assert_int_equal(relay_wish(r, "livingroom", &w->arena, &got, &number), ERR_NONE);
    assert_int_equal(got.kind, WISH_TEXT);
    drain(e, one, text, sizeof text);
    relay_tick(r, e, 300000 + API_WISH_AWAY_S * 1000);
    assert_int_equal(relay_wish(r, "livingroom", &w->arena, &got, &number), ERR_NONE);
    assert_int_equal(got.kind, WISH_NONE);
    drain(e, one, text, sizeof text);
    assert_non_null(strstr(text, "event: wish")); // the phone hears that nothing is asked any more
    // The phone goes: the television hears it, not at the first look.
    tv = events_join(e, "box:livingroom", asleep, NULL);
    events_leave(e, one);
    relay_tick(r, e, 400000);
    assert_true(relay_connected(r, "livingroom", "p1"));
    relay_tick(r, e, 401000);
    relay_tick(r, e, 402000);
    assert_false(relay_connected(r, "livingroom", "p1"));
    drain(e, tv, text, sizeof text);
    assert_non_null(strstr(text, "\"connected\":false"));
    events_leave(e, tv);
    relay_destroy(r);
    events_destroy(e);
}

static void the_relay_without_memory(void **state) {
    struct world *w = *state;
    bool done = false;
    (void)w;
    for (long n = 0; !done; n++) {
        struct api_wish wish = {.kind = WISH_TEXT, .field = "q", .label = "Where?"}, got;
        struct relay_typed typed = {"q", "text", 1, false};
        struct events *e = events_create();
        struct arena a;
        int64_t number;
        assert_non_null(e);
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        struct relay *r = relay_create();
        enum err err = r ? relay_wish_set(r, e, "box", &wish, 0) : ERR_MEMORY;
        if (!err)
            err = relay_wish(r, "box", &a, &got, &number);
        if (!err)
            err = relay_type(r, e, "box", "p", &typed);
        mem_fail_after(-1);
        done = !err;
        assert_true(!err || err == ERR_MEMORY || err == ERR_FULL);
        relay_destroy(r);
        events_destroy(e);
        arena_finish(&a);
        assert_true(n < 1000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(invitations_get_old_and_are_used_once, start, stop),
        cmocka_unit_test_setup_teardown(guessing_is_counted_and_forgiven_after_an_hour, start, stop),
        cmocka_unit_test_setup_teardown(phones_are_few_and_get_old, start, stop),
        cmocka_unit_test_setup_teardown(a_file_grows_in_pieces, start, stop),
        cmocka_unit_test_setup_teardown(a_case_claims_a_file_once, start, stop),
        cmocka_unit_test_setup_teardown(a_file_of_a_draft_is_sent_from_another_box, start, stop),
        cmocka_unit_test_setup_teardown(what_was_left_half_done_goes_after_a_day, start, stop),
        cmocka_unit_test_setup_teardown(a_removed_box_takes_everything_along, start, stop),
        cmocka_unit_test_setup_teardown(a_wish_goes_a_minute_after_its_television, start, stop),
        cmocka_unit_test_setup_teardown(the_relay_without_memory, start, stop)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
