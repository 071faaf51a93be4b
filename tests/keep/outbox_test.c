// SPDX-License-Identifier: Apache-2.0
// Submissions: kept, sent in order, never twice, never forgotten.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "helper_keep.h"
#include <stdio.h>
#include <string.h>

static const struct keep_ticket nobody = {0};

static struct outbox_list listed(struct box *b) {
    struct outbox_list list;
    assert_int_equal(keep_outbox_list(b->keep, &b->arena, &list), ERR_NONE);
    return list;
}

static int64_t add(struct box *b, const char *service, const char *key) {
    int64_t id = 0;
    struct fault f = {0};
    struct outbox_item s = a_submission(service, key);
    if (keep_outbox_add(b->keep, &s, &id, &f))
        fail_msg("add: %s", f.what);
    return id;
}

static void submitting_moves_the_draft(void **state) {
    struct box b;
    struct keep_draft d = a_draft("lamp", "{\"where\":\"here\"}"), got;
    box_start(&b);
    assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_NONE);
    int64_t id = add(&b, "lamp", NULL);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "", &got), ERR_NOT_FOUND);
    box_restart(&b);
    struct outbox_list list = listed(&b);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].id, id);
    assert_int_equal(strlen(list.items[0].key), 26);
    assert_int_equal(list.items[0].state, OUTBOX_WAITING);
    assert_string_equal(list.items[0].path, "/v1/cases");
    assert_string_equal(list.items[0].body, "{\"answers\":{\"where\":\"here\"}}");
    box_end(&b);
}

static void a_double_press_submits_once(void **state) {
    struct box b;
    struct keep_draft d = a_draft("lamp", "{}"), got;
    box_start(&b);
    int64_t id = add(&b, "lamp", "key-1");
    assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_NONE); // a new one has begun meanwhile
    assert_int_equal(add(&b, "lamp", "key-1"), id);
    assert_int_equal(listed(&b).count, 1);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "", &got), ERR_NONE); // and stays
    assert_true(add(&b, "lamp", "key-2") > id);
    box_end(&b);
}

static void a_receipt_ends_it_for_good(void **state) {
    struct box b;
    struct keep_cases cases;
    struct keep_case c = {"C-7", "s3cret", "", "lamp", "A lamp is dark", "received", 0, "en"};
    box_start(&b);
    int64_t id = add(&b, "lamp", "key-1");
    struct outbox_item i = listed(&b).items[0];
    assert_int_equal(keep_outbox_change(b.keep, nobody, outbox_started(&i, 5)), ERR_NONE);
    assert_int_equal(listed(&b).items[0].state, OUTBOX_SENDING);
    assert_int_equal(keep_outbox_deliver(b.keep, id, "{\"number\":\"C-7\"}", &c, NULL), ERR_NONE);
    // Said again, and a late word of a failure: nothing changes.
    assert_int_equal(keep_outbox_deliver(b.keep, id, "{\"number\":\"C-8\"}", NULL, NULL), ERR_NONE);
    assert_int_equal(keep_outbox_change(b.keep, nobody, outbox_failed(&i, 0, ERR_OFFLINE, -1, 9, 0)), ERR_NONE);
    assert_int_equal(keep_outbox_refuse(b.keep, id, "{}", NULL), ERR_CONFLICT);
    assert_int_equal(keep_outbox_reopen(b.keep, id, NULL), ERR_CONFLICT);
    box_restart(&b);
    struct outbox_list list = listed(&b);
    assert_int_equal(list.items[0].state, OUTBOX_DELIVERED);
    assert_string_equal(list.items[0].result, "{\"number\":\"C-7\"}");
    assert_string_equal(list.items[0].case_number, "C-7");
    assert_string_equal(list.items[0].body, ""); // the answers are the office's now
    assert_int_equal(keep_case_list(b.keep, &b.arena, NULL, &cases), ERR_NONE);
    assert_int_equal(cases.count, 1);
    assert_string_equal(cases.items[0].secret, "s3cret");
    assert_string_equal(cases.items[0].language, "en"); // in which its words are
    assert_int_equal(add(&b, "lamp", "key-1"), id); // the same key never becomes a second one
    assert_int_equal(keep_outbox_forget(b.keep, id, NULL), ERR_NONE);
    assert_int_equal(listed(&b).count, 0);
    assert_int_equal(keep_outbox_deliver(b.keep, id, "{}", NULL, NULL), ERR_NOT_FOUND);
    box_end(&b);
}

static void a_refusal_can_be_corrected(void **state) {
    struct box b;
    struct keep_draft got, newer = a_draft("lamp", "{\"newer\":1}");
    box_start(&b);
    int64_t id = add(&b, "lamp", "key-1");
    assert_int_equal(keep_outbox_forget(b.keep, id, NULL), ERR_CONFLICT);
    assert_int_equal(keep_outbox_refuse(b.keep, id, "{\"title\":\"too short\"}", NULL), ERR_NONE);
    assert_string_equal(listed(&b).items[0].result, "{\"title\":\"too short\"}");
    assert_int_equal(keep_draft_save(b.keep, nobody, &newer), ERR_NONE);
    assert_int_equal(keep_outbox_reopen(b.keep, id, NULL), ERR_CONFLICT);
    assert_int_equal(listed(&b).count, 1); // nothing is lost by the attempt
    assert_int_equal(keep_draft_drop(b.keep, nobody, "lamp", ""), ERR_NONE);
    assert_int_equal(keep_outbox_reopen(b.keep, id, NULL), ERR_NONE);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "", &got), ERR_NONE);
    assert_string_equal(got.answers, "{\"where\":\"here\"}");
    assert_string_equal(got.step, "3");
    assert_int_equal(listed(&b).count, 0);
    // What was tried may be there already: it cannot be taken back.
    id = add(&b, "lamp", "key-2");
    struct outbox_item i = listed(&b).items[0];
    assert_int_equal(keep_outbox_change(b.keep, nobody, outbox_started(&i, 5)), ERR_NONE);
    i = listed(&b).items[0];
    assert_int_equal(keep_outbox_change(b.keep, nobody, outbox_failed(&i, 0, ERR_TIMEOUT, -1, 5, 1)), ERR_NONE);
    assert_int_equal(keep_outbox_reopen(b.keep, id, NULL), ERR_CONFLICT);
    box_end(&b);
}

// ---- Pure ----
static const struct {
    int status;
    enum err err;
    enum outbox_verdict want;
} verdicts[] = {
    {201, ERR_NONE, OUTBOX_ACCEPTED}, {200, ERR_NONE, OUTBOX_ACCEPTED},  {200, ERR_REMOTE, OUTBOX_AGAIN},
    {422, ERR_TYPE, OUTBOX_DENIED},   {400, ERR_TYPE, OUTBOX_DENIED},    {403, ERR_DENIED, OUTBOX_DENIED},
    {404, ERR_NOT_FOUND, OUTBOX_DENIED}, {413, ERR_LIMIT, OUTBOX_DENIED}, {401, ERR_DENIED, OUTBOX_AGAIN},
    {408, ERR_TIMEOUT, OUTBOX_AGAIN}, {409, ERR_CONFLICT, OUTBOX_AGAIN}, {429, ERR_BUSY, OUTBOX_AGAIN},
    {500, ERR_REMOTE, OUTBOX_AGAIN},  {503, ERR_BUSY, OUTBOX_AGAIN},     {302, ERR_REMOTE, OUTBOX_AGAIN},
    {0, ERR_OFFLINE, OUTBOX_AGAIN},   {0, ERR_TLS, OUTBOX_AGAIN},        {0, ERR_TIMEOUT, OUTBOX_AGAIN},
};

static void answers_are_judged(void **state) {
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++)
        if (outbox_judge(verdicts[i].status, verdicts[i].err) != verdicts[i].want)
            fail_msg("status %d", verdicts[i].status);
}

static void pauses_grow_and_are_spread(void **state) {
    for (int attempts = 1; attempts < 40; attempts++) {
        struct outbox_item i = {.id = 1, .attempts = attempts};
        int64_t least = INT64_MAX, most = 0;
        for (uint32_t dice = 0; dice < 4000000000u; dice += 9999991) {
            struct outbox_change c = outbox_failed(&i, 0, ERR_OFFLINE, -1, 1000, dice);
            assert_int_equal(c.state, OUTBOX_WAITING);
            assert_int_equal(c.why, ERR_OFFLINE);
            int64_t pause = c.next_at - 1000;
            least = pause < least ? pause : least;
            most = pause > most ? pause : most;
        }
        int64_t top = attempts > 8 ? OUTBOX_PAUSE_CAP_MS : (int64_t)OUTBOX_PAUSE_MS << (attempts - 1);
        top = top > OUTBOX_PAUSE_CAP_MS ? OUTBOX_PAUSE_CAP_MS : top;
        assert_true(least >= top / 2 && most <= top && most > least);
    }
    struct outbox_item i = {.id = 1, .attempts = 1};
    assert_true(outbox_failed(&i, 503, ERR_BUSY, 600000, 0, 7).next_at >= 600000);
    assert_true(outbox_failed(&i, 503, ERR_BUSY, 600000, 0, 7).next_at <= 721000);
    assert_true(outbox_failed(&i, 503, ERR_BUSY, INT64_MAX / 2, 0, 7).next_at <= OUTBOX_HORIZON_MS);
    assert_true(outbox_failed(&i, 401, ERR_DENIED, -1, 0, 7).needs_sign_in);
    assert_int_equal(outbox_failed(&i, 200, ERR_NONE, -1, 0, 7).why, ERR_REMOTE);
}

static bool all_but(void *arg, const struct outbox_item *i) { return i->id != *(int64_t *)arg; }

static void the_next_one_is_chosen(void **state) {
    struct outbox_item items[] = {
        {.id = 1, .state = OUTBOX_DELIVERED},
        {.id = 2, .state = OUTBOX_WAITING, .next_at = 5000, .why = ERR_OFFLINE, .attempts = 1},
        {.id = 3, .state = OUTBOX_WAITING, .needs_sign_in = true},
        {.id = 4, .state = OUTBOX_SENDING, .next_at = 9000, .why = ERR_BUSY}, // from before a power cut
        {.id = 5, .state = OUTBOX_REFUSED},
    };
    struct outbox_list list = {items, 5};
    int64_t closed = 0;
    const struct outbox_gate gate = {all_but, &closed};
    struct outbox_plan p = outbox_next(&list, 1000, 0, NULL, 0);
    assert_null(p.send);
    assert_int_equal(p.at, 5000);
    assert_ptr_equal(outbox_next(&list, 5000, 0, NULL, 0).send, &items[1]);
    assert_ptr_equal(outbox_next(&list, 1000, 0, &gate, 0).send, &items[2]);
    closed = 3;
    assert_null(outbox_next(&list, 1000, 0, &gate, 0).send); // its person is not signed in
    closed = 0;
    items[2].needs_sign_in = false;
    items[2].sign = "[]"; // a signature is wanted as well
    assert_null(outbox_next(&list, 1000, 0, NULL, 0).send);
    assert_ptr_equal(outbox_next(&list, 1000, 0, &gate, 0).send, &items[2]);
    assert_ptr_equal(outbox_next(&list, 1000, 900, NULL, 0).send, &items[1]); // the way is back: it need not wait
    p = outbox_next(&list, 1000, -1, &gate, 0); // away
    assert_null(p.send);
    assert_int_equal(p.at, 0);
    p = outbox_next(&list, 1000000, 0, &gate, 4); // one at a time
    assert_null(p.send);
    items[1].state = OUTBOX_DELIVERED;
    assert_ptr_equal(outbox_next(&list, 9000, 0, NULL, 0).send, &items[3]);
    assert_int_equal(outbox_next(&list, 8000, 7000, NULL, 0).at, 9000); // a busy office's wish is respected
    items[3].next_at = 40LL * OUTBOX_HORIZON_MS; // the clock was set back
    assert_ptr_equal(outbox_next(&list, 1000, 0, NULL, 0).send, &items[3]);
    list.count = 0;
    assert_null(outbox_next(&list, 1000, 0, &gate, 0).send);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(submitting_moves_the_draft), cmocka_unit_test(a_double_press_submits_once),
        cmocka_unit_test(a_receipt_ends_it_for_good), cmocka_unit_test(a_refusal_can_be_corrected),
        cmocka_unit_test(answers_are_judged),         cmocka_unit_test(pauses_grow_and_are_spread),
        cmocka_unit_test(the_next_one_is_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
