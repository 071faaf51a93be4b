// SPDX-License-Identifier: Apache-2.0
// The closed vocabularies. Their titles in the languages of a district are in district.json.
#include "contract/service/service.h"

const char *const audience_names[] = {"citizen", "business", "government", NULL};
const char *const channel_names[] = {"tv", "web", "call", "office", NULL};
const char *const sign_in_names[] = {"none", "optional", "required", NULL};
const char *const state_kind_names[] = {"waiting", "running", "answered", "closed", NULL};
const char *const actor_names[] = {"citizen", "officer", "system", "office", NULL};
const char *const clock_effect_names[] = {"keeps", "stops", "ends", "restarts", NULL};
const char *const needs_names[] = {"no", "optional", "yes", NULL};

const struct vocabulary_term life_events[] = {
    {"new-baby", "baby", false},
    {"moving", "box", false},
    {"lost-job", "work", false},
    {"retiring", "chair", false},
    {"death", "candle", false},
    {"starting-business", "shop", true},
    {"growing-business", "plus", true},
    {"closing-business", "lock", true},
    {0}};

const struct vocabulary_term categories[] = {
    {"home-and-street", "house", false},
    {"papers", "doc", false},
    {"money-and-tax", "tax", false},
    {"health", "heart", false},
    {"work", "work", false},
    {"voting", "ballot", false},
    {"nature", "tree", false},
    {"trade", "shop", true},
    {"office-work", "hall", false},
    {0}};

const struct vocabulary_term *vocabulary_find(const struct vocabulary_term *terms, const char *id) {
    for (; terms->id; terms++)
        if (text_same(terms->id, id))
            return terms;
    return NULL;
}

bool service_id_valid(const char *id) {
    if (!id || id[0] < 'a' || id[0] > 'z')
        return false;
    size_t len = 0;
    for (; id[len]; len++) {
        char c = id[len];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
    }
    return len <= SERVICE_ID_CAP && id[len - 1] != '-';
}

const struct service_state *service_state(const struct service *s, const char *id) {
    for (size_t i = 0; i < s->procedure.state_count; i++)
        if (text_same(s->procedure.states[i].id, id))
            return &s->procedure.states[i];
    return NULL;
}

const struct service_move *service_move(const struct service *s, const char *id) {
    for (size_t i = 0; i < s->procedure.move_count; i++)
        if (text_same(s->procedure.moves[i].id, id))
            return &s->procedure.moves[i];
    return NULL;
}

bool service_move_from(const struct service_move *m, const char *state) {
    for (size_t i = 0; i < m->from_count; i++)
        if (text_same(m->from[i], state))
            return true;
    return false;
}

bool service_on_tv(const struct service *s) {
    for (size_t i = 0; i < s->channel_count; i++)
        if (s->channels[i].type == CHANNEL_TV)
            return true;
    return false;
}
