// SPDX-License-Identifier: Apache-2.0
// The queue: order, cap, closing, waiting, and many threads.
#include "base/queue.h"
#include "base/mem.h"
#include "base/when.h"
#include "tests/base/helper_check.h"

#include <pthread.h>
#include <sched.h>

struct note {
    struct queue_item link;
    int from, number;
};

static void first_in_first_out(void **state) {
    struct note n[3] = {{.number = 0}, {.number = 1}, {.number = 2}};
    struct queue *q = queue_create(3);
    assert_non_null(q);
    assert_null(queue_take(q));
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 3; i++)
            assert_int_equal(queue_put(q, &n[i].link), ERR_NONE);
        for (int i = 0; i < 3; i++) {
            struct queue_item *item = round == 0 ? queue_take(q) : queue_wait(q, round == 1 ? -1 : 1000);
            assert_ptr_equal(item, &n[i].link);
            assert_null(item->next);
        }
    }
    assert_null(queue_wait(q, 0));
    assert_null(queue_wait(q, 1));
    queue_destroy(q);
    queue_destroy(NULL);
}

static void the_cap_and_the_end(void **state) {
    struct note n[3] = {{.number = 0}, {.number = 1}, {.number = 2}};
    struct queue *q = queue_create(2);
    assert_int_equal(queue_put(q, &n[0].link), ERR_NONE);
    assert_int_equal(queue_put(q, &n[1].link), ERR_NONE);
    assert_int_equal(queue_put(q, &n[2].link), ERR_LIMIT);
    assert_ptr_equal(queue_take(q), &n[0].link);
    assert_int_equal(queue_put(q, &n[2].link), ERR_NONE);
    queue_close(q);
    assert_int_equal(queue_put(q, &n[0].link), ERR_CONFLICT);
    assert_ptr_equal(queue_wait(q, -1), &n[1].link); // what was put before still comes
    assert_ptr_equal(queue_wait(q, -1), &n[2].link);
    assert_null(queue_wait(q, -1)); // and then it does not wait for ever
    assert_null(queue_wait_all(q, -1));
    queue_close(q);
    queue_destroy(q);
    mem_fail_after(0);
    q = queue_create(2);
    mem_fail_after(-1);
    assert_null(q);
}

static void all_at_once(void **state) {
    struct note n[3] = {{.number = 0}, {.number = 1}, {.number = 2}};
    struct queue *q = queue_create(3);
    assert_null(queue_wait_all(q, 0));
    for (int round = 0; round < 2; round++) { // the cap is free again after
        for (int i = 0; i < 3; i++)
            assert_int_equal(queue_put(q, &n[i].link), ERR_NONE);
        struct queue_item *item = queue_wait_all(q, -1);
        for (int i = 0; i < 3; i++, item = item->next)
            assert_ptr_equal(item, &n[i].link);
        assert_null(item);
        assert_null(queue_take(q));
    }
    queue_destroy(q);
}

static void waiting_lasts_as_long_as_asked(void **state) {
    struct queue *q = queue_create(1);
    when_ms before = when_monotonic();
    assert_null(queue_wait(q, 30));
    assert_null(queue_wait_all(q, 20));
    assert_true(when_monotonic() - before >= 49); // at least; how much more is the machine's affair
    queue_destroy(q);
}

static void *wait_for_ever(void *q) { return queue_wait(q, -1); }

static void closing_wakes_everybody(void **state) {
    struct queue *q = queue_create(1);
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, wait_for_ever, q), 0);
    queue_close(q);
    for (int i = 0; i < 3; i++) {
        void *item = q;
        pthread_join(threads[i], &item);
        assert_null(item);
    }
    queue_destroy(q);
}

enum { SENDERS = 2, RECEIVERS = 2, EACH = 50000 };

struct hub {
    struct queue *q;
    struct note *notes;      // SENDERS * EACH
    unsigned char *received; // a byte a note
    long count[RECEIVERS];
    bool ordered[RECEIVERS];
};
struct worker {
    struct hub *hub;
    int index;
};

static void *send_all(void *arg) {
    const struct worker *w = arg;
    for (int i = 0; i < EACH; i++) {
        struct note *n = &w->hub->notes[w->index * EACH + i];
        *n = (struct note){.from = w->index, .number = i};
        while (queue_put(w->hub->q, &n->link) == ERR_LIMIT)
            sched_yield();
    }
    return NULL;
}

static void *receive_all(void *arg) {
    const struct worker *w = arg;
    struct hub *hub = w->hub;
    int last[SENDERS] = {-1, -1};
    hub->ordered[w->index] = true;
    for (;;) { // one receiver takes one by one, the other all there are
        struct queue_item *item = w->index ? queue_wait_all(hub->q, -1) : queue_wait(hub->q, -1);
        if (!item)
            return NULL;
        while (item) {
            struct note *n = (struct note *)(void *)item;
            item = item->next;
            hub->ordered[w->index] = hub->ordered[w->index] && n->number > last[n->from];
            last[n->from] = n->number;
            hub->received[n->from * EACH + n->number]++;
            hub->count[w->index]++;
        }
    }
}

static void four_threads_lose_nothing(void **state) {
    struct hub hub = {.q = queue_create(64)};
    pthread_t threads[SENDERS + RECEIVERS];
    struct worker w[SENDERS + RECEIVERS];
    hub.notes = mem_alloc(sizeof *hub.notes * SENDERS * EACH);
    hub.received = mem_alloc(SENDERS * EACH);
    assert_true(hub.q && hub.notes && hub.received);
    for (int i = 0; i < SENDERS + RECEIVERS; i++) {
        w[i] = (struct worker){&hub, i < SENDERS ? i : i - SENDERS};
        assert_int_equal(pthread_create(&threads[i], NULL, i < SENDERS ? send_all : receive_all, &w[i]), 0);
    }
    for (int i = 0; i < SENDERS; i++)
        pthread_join(threads[i], NULL);
    queue_close(hub.q);
    for (int i = SENDERS; i < SENDERS + RECEIVERS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(hub.count[0] + hub.count[1], SENDERS * EACH);
    assert_true(hub.ordered[0] && hub.ordered[1]);
    for (int i = 0; i < SENDERS * EACH; i++)
        if (hub.received[i] != 1)
            fail_msg("item %d came %d times", i, hub.received[i]);
    queue_destroy(hub.q);
    mem_free(hub.notes);
    mem_free(hub.received);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_in_first_out),
        cmocka_unit_test(the_cap_and_the_end),
        cmocka_unit_test(all_at_once),
        cmocka_unit_test(waiting_lasts_as_long_as_asked),
        cmocka_unit_test(closing_wakes_everybody),
        cmocka_unit_test(four_threads_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
