// SPDX-License-Identifier: Apache-2.0
// What the outbox sends next and when, and what an answer means. Pure: time and chance are arguments.
#include "app/keep/outbox.h"

static bool is_out(const struct outbox_item *i) { return i->state == OUTBOX_WAITING || i->state == OUTBOX_SENDING; }

static bool for_want_of_a_way(const struct outbox_item *i) {
    return i->why == ERR_OFFLINE || i->why == ERR_TIMEOUT || i->why == ERR_TLS;
}

static when_ms due(const struct outbox_item *i, when_ms reachable_since) {
    if (reachable_since > 0 && for_want_of_a_way(i) && reachable_since < i->next_at)
        return reachable_since;
    return i->next_at;
}

static bool is_free(const struct outbox_item *i, const struct outbox_gate *gate) {
    return gate ? gate->open(gate->arg, i) : !i->needs_sign_in && !(i->sign && *i->sign);
}

struct outbox_plan outbox_next(const struct outbox_list *list, when_ms now, when_ms reachable_since,
                               const struct outbox_gate *gate, int64_t sending) {
    struct outbox_plan plan = {0};
    if (sending || reachable_since < 0)
        return plan; // the answer, or the way coming back, is the change to look again after
    for (size_t n = 0; n < list->count; n++) {
        const struct outbox_item *i = &list->items[n];
        if (!is_out(i) || !is_free(i, gate))
            continue;
        when_ms at = due(i, reachable_since);
        // A clock that was set back by days must not hold a submission for days.
        if (at > now + OUTBOX_HORIZON_MS)
            at = now;
        if (at <= now)
            return (struct outbox_plan){.send = i};
        if (!plan.at || at < plan.at)
            plan.at = at;
    }
    return plan;
}

struct outbox_change outbox_started(const struct outbox_item *i, when_ms now) {
    return (struct outbox_change){.id = i->id, .state = OUTBOX_SENDING, .attempts = i->attempts + 1, .next_at = now,
                                  .why = i->why};
}

struct outbox_change outbox_failed(const struct outbox_item *i, int status, enum err err, int64_t retry_after_ms,
                                   when_ms now, uint32_t dice) {
    int64_t top = OUTBOX_PAUSE_MS;
    for (int n = 1; n < i->attempts && top < OUTBOX_PAUSE_CAP_MS; n++)
        top *= 2;
    if (top > OUTBOX_PAUSE_CAP_MS)
        top = OUTBOX_PAUSE_CAP_MS;
    // Half for certain, half by chance: a million boxes do not come back in the same second.
    int64_t pause = top / 2 + (int64_t)(dice % (uint64_t)(top / 2 + 1));
    if (retry_after_ms >= 0) {
        if (retry_after_ms > OUTBOX_HORIZON_MS / 2)
            retry_after_ms = OUTBOX_HORIZON_MS / 2;
        int64_t asked = retry_after_ms + (int64_t)(dice % (uint64_t)(retry_after_ms / 5 + 1000));
        pause = asked > pause || status == 429 || status == 503 ? asked : pause;
    }
    return (struct outbox_change){.id = i->id, .state = OUTBOX_WAITING, .attempts = i->attempts,
                                  .next_at = now + pause, .why = err ? err : ERR_REMOTE,
                                  .needs_sign_in = status == 401};
}

enum outbox_verdict outbox_judge(int status, enum err err) {
    if (status >= 200 && status <= 299)
        return err ? OUTBOX_AGAIN : OUTBOX_ACCEPTED; // a receipt that cannot be read: the same key asks for it again
    switch (status) {
    case 401: // sign in again
    case 408:
    case 409: // the first sending is still being worked on
    case 425:
    case 429:
        return OUTBOX_AGAIN;
    default:
        return status >= 400 && status <= 499 ? OUTBOX_DENIED : OUTBOX_AGAIN;
    }
}
