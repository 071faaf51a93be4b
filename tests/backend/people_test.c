// SPDX-License-Identifier: Apache-2.0
// What belongs to people who signed in: their cases without a secret, help by mandate, who looked, roles and signatures.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "backend/digest.h"
#include "backend/people/people.h"
#include "backend/services/handlers.h"
#include "base/json.h"
#include "backend/services/parts.h"
#include "contract/token/base64url.h"
#include "tests/backend/helper_cases.h"
#include <stdio.h>

static const char light[] = "{\"answers\":{\"what\":\"off\",\"where\":\"Mill Lane 14\",\"since\":\"2026-03-01\",\"reply\":\"tv\"}}";
static const char post_light[] = "/v1/services/report-street-light/cases";

static int begin(void **state) {
    static struct world w;
    world_start(&w);
    *state = &w;
    return 0;
}

static int end(void **state) {
    world_stop(*state);
    return 0;
}

static int ask_as(struct world *w, const char *who, const char *method, const char *target, const char *body) {
    w->who = who;
    return world_ask(w, method, target, body);
}

static void send_as(struct world *w, const char *who, const char *key, char number[CASE_NUMBER_MAX]) {
    w->key = key;
    assert_int_equal(ask_as(w, who, "POST", post_light, light), 201);
    w->key = NULL;
    assert_true(text_copy(number, CASE_NUMBER_MAX, world_text(w, "number")));
}

static const char *case_at(const char *number) {
    static char target[64];
    snprintf(target, sizeof target, "/v1/cases/%s", number);
    return target;
}

static void test_own_cases_need_no_secret(void **state) {
    struct world *w = *state;
    char mine[CASE_NUMBER_MAX], theirs[CASE_NUMBER_MAX], guests[CASE_NUMBER_MAX];
    send_as(w, "citizen:kim", "k1", mine);
    send_as(w, "citizen:lee", "k2", theirs);
    send_as(w, NULL, "k3", guests);
    assert_int_equal(ask_as(w, "citizen:kim", "GET", "/v1/me/cases", NULL), 200);
    assert_int_equal(val_get_number(&w->json, "total", -1), 1);
    assert_string_equal(world_text(w, "items.0.number"), mine);
    assert_string_equal(world_text(w, "items.0.state_title"), "Received");
    assert_int_equal(ask_as(w, "citizen:kim", "GET", case_at(mine), NULL), 200);
    assert_int_equal(ask_as(w, "citizen:kim", "GET", case_at(theirs), NULL), 404);
    assert_int_equal(ask_as(w, "citizen:kim", "GET", case_at(guests), NULL), 404);
    assert_int_equal(ask_as(w, NULL, "GET", case_at(mine), NULL), 401);
    assert_int_equal(ask_as(w, NULL, "GET", "/v1/me/cases", NULL), 401);
}

// Sent in one language, read in another: the words of the case are made anew, what the person wrote stays.
static void test_a_case_speaks_the_readers_language(void **state) {
    struct world *w = *state;
    char number[CASE_NUMBER_MAX];
    w->language = "en";
    send_as(w, "citizen:noor", "tongue", number);
    assert_string_equal(world_text(w, "language"), "en");
    w->language = "ko";
    assert_int_equal(ask_as(w, "citizen:noor", "GET", case_at(number), NULL), 200);
    assert_string_equal(world_text(w, "title"), "가로등, Mill Lane 14");
    assert_string_equal(world_text(w, "timeline.0.title"), "신고를 보냈습니다");
    assert_non_null(strstr(world_text(w, "timeline.0.detail"), "밤에 불이 꺼져 있어요")); // the label of what was chosen
    assert_non_null(strstr(world_text(w, "timeline.0.detail"), "Mill Lane 14"));
    assert_string_equal(world_text(w, "language"), "ko");
    assert_string_equal(world_text(w, "office.language"), "ko");
    assert_int_equal(ask_as(w, "citizen:noor", "GET", "/v1/me/cases", NULL), 200);
    assert_string_equal(world_text(w, "items.0.title"), "가로등, Mill Lane 14");
    assert_string_equal(world_text(w, "items.0.language"), "ko");
    w->language = "es"; // nobody speaks it here: it says so
    assert_int_equal(ask_as(w, "citizen:noor", "GET", case_at(number), NULL), 200);
    assert_string_equal(world_text(w, "language"), "en");
    assert_non_null(strstr(world_text(w, "title"), "Street light, Mill Lane 14"));
    assert_int_equal(ask_as(w, NULL, "GET", "/v1/home", NULL), 200);
    assert_string_equal(world_text(w, "language"), "en");
    assert_int_equal(ask_as(w, NULL, "GET", "/v1/services", NULL), 200);
    assert_string_equal(world_text(w, "items.0.language"), "en");
    w->language = NULL;
}

static void test_the_same_key_of_two_people_is_two_cases(void **state) {
    struct world *w = *state;
    char one[CASE_NUMBER_MAX], two[CASE_NUMBER_MAX], again[CASE_NUMBER_MAX];
    send_as(w, "citizen:kim", "same", one);
    send_as(w, "citizen:lee", "same", two);
    send_as(w, "citizen:kim", "same", again);
    assert_string_not_equal(one, two);
    assert_string_equal(one, again);
}

// Mia lets Kim help; gives the mandate's id.
static void give(struct world *w, const char *wish, char id[64], char code[32]) {
    assert_int_equal(ask_as(w, "citizen:mia", "POST", "/v1/me/mandates", wish), 201);
    assert_true(text_copy(id, 64, world_text(w, "id")));
    assert_true(text_copy(code, 32, world_text(w, "code")));
}

static int take(struct world *w, const char *who, const char *code) {
    char body[64];
    snprintf(body, sizeof body, "{\"code\":\"%s\"}", code);
    return ask_as(w, who, "POST", "/v1/mandates", body);
}

static void test_help_my_mother(void **state) {
    struct world *w = *state;
    char number[CASE_NUMBER_MAX], id[64], code[32], target[128];
    send_as(w, "citizen:mia", "k1", number);
    give(w, "{\"scopes\":[\"see\"],\"until\":\"2026-06-30\"}", id, code);
    assert_int_equal(take(w, "citizen:mia", code), 409);
    assert_int_equal(take(w, "citizen:kim", code), 201);
    assert_string_equal(world_text(w, "name"), "mia");
    assert_int_equal(take(w, "citizen:eve", code), 404); // single use
    assert_int_equal(ask_as(w, "citizen:kim", "GET", case_at(number), NULL), 404); // for oneself
    w->mandate = id;
    assert_int_equal(ask_as(w, "citizen:kim", "GET", "/v1/me/cases", NULL), 200);
    assert_string_equal(world_text(w, "items.0.number"), number);
    assert_int_equal(ask_as(w, "citizen:kim", "GET", case_at(number), NULL), 200);
    assert_int_equal(ask_as(w, "citizen:eve", "GET", case_at(number), NULL), 403);
    snprintf(target, sizeof target, "/v1/cases/%s/messages", number);
    assert_int_equal(ask_as(w, "citizen:kim", "POST", target, "{\"text\":\"hello\"}"), 403); // seeing is not writing
    w->key = "k2";
    assert_int_equal(ask_as(w, "citizen:kim", "POST", post_light, light), 403);
    assert_string_equal(world_text(w, "type"), "urn:tgov:problem:mandate"); // it goes on for what it covers
    w->key = w->mandate = NULL;
    // Both read what was done.
    snprintf(target, sizeof target, "/v1/me/mandates/%s/log", id);
    assert_int_equal(ask_as(w, "citizen:kim", "GET", target, NULL), 200);
    assert_int_equal(val_get_number(&w->json, "total", -1), 3);
    assert_int_equal(ask_as(w, "citizen:mia", "GET", "/v1/me/log", NULL), 200);
    assert_string_equal(world_text(w, "items.0.name"), "kim");
    assert_string_equal(world_text(w, "items.0.what"), "case");
    assert_string_equal(world_text(w, "items.0.about"), number);
    assert_int_equal(ask_as(w, "citizen:eve", "GET", target, NULL), 404);
    // One key revokes.
    snprintf(target, sizeof target, "/v1/me/mandates/%s", id);
    assert_int_equal(ask_as(w, "citizen:eve", "DELETE", target, NULL), 404);
    assert_int_equal(ask_as(w, "citizen:mia", "DELETE", target, NULL), 204);
    w->mandate = id;
    assert_int_equal(ask_as(w, "citizen:kim", "GET", case_at(number), NULL), 403);
    assert_string_equal(world_text(w, "type"), "urn:tgov:problem:mandate-over");
    assert_int_equal(ask_as(w, "citizen:eve", "GET", case_at(number), NULL), 403);
    assert_string_equal(world_text(w, "type"), "urn:tgov:problem:mandate"); // not hers to know
    w->mandate = NULL;
    assert_int_equal(ask_as(w, "citizen:mia", "GET", "/v1/me/mandates", NULL), 200);
    assert_string_equal(world_text(w, "given.0.state"), "over");
    assert_string_equal(world_text(w, "given.0.name"), "kim");
}

static void test_a_mandate_to_send_makes_her_case(void **state) {
    struct world *w = *state;
    char id[64], code[32], number[CASE_NUMBER_MAX];
    give(w, "{\"scopes\":[\"see\",\"send\"],\"service\":\"report-street-light\",\"until\":\"2026-03-10\"}", id, code);
    assert_int_equal(take(w, "citizen:kim", code), 201);
    w->mandate = id;
    send_as(w, "citizen:kim", "k1", number);
    w->key = "k2";
    assert_int_equal(ask_as(w, "citizen:kim", "POST", "/v1/services/noise-complaint/cases", "{\"answers\":{}}"), 403);
    w->key = w->mandate = NULL;
    assert_int_equal(ask_as(w, "citizen:mia", "GET", case_at(number), NULL), 200);
    assert_int_equal(ask_as(w, "citizen:kim", "GET", case_at(number), NULL), 404);
    w->mandate = id;
    w->now = world_time("2026-03-10T22:30:00Z"); // still the last day there
    assert_int_equal(ask_as(w, "citizen:kim", "GET", case_at(number), NULL), 200);
    w->now = world_time("2026-03-11T00:30:00Z");
    assert_int_equal(ask_as(w, "citizen:kim", "GET", case_at(number), NULL), 403);
    assert_string_equal(world_text(w, "type"), "urn:tgov:problem:mandate-over");
    w->mandate = NULL;
}

static void test_a_mandate_for_one_service_shows_nothing_else(void **state) {
    struct world *w = *state;
    char id[64], code[32], number[CASE_NUMBER_MAX];
    send_as(w, "citizen:mia", "k1", number);
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", "/v1/me/drafts/report-street-light", "{\"title\":\"Light\",\"answers\":{}}"), 200);
    give(w, "{\"scopes\":[\"see\",\"prepare\"],\"service\":\"noise-complaint\",\"until\":\"2026-06-30\"}", id, code);
    assert_int_equal(take(w, "citizen:kim", code), 201);
    w->mandate = id;
    assert_int_equal(ask_as(w, "citizen:kim", "GET", "/v1/me/cases", NULL), 200);
    assert_int_equal(val_get_number(&w->json, "total", -1), 0);
    assert_int_equal(ask_as(w, "citizen:kim", "GET", "/v1/me/drafts", NULL), 200);
    assert_string_equal(world_text(w, "items.0.service"), "");
    assert_int_equal(ask_as(w, "citizen:kim", "GET", case_at(number), NULL), 403);
    assert_int_equal(ask_as(w, "citizen:kim", "GET", "/v1/me/drafts/report-street-light", NULL), 403);
    w->mandate = NULL;
}

static void test_offers_end_and_guesses_are_counted(void **state) {
    struct world *w = *state;
    char id[64], code[32];
    give(w, "{\"scopes\":[\"see\"],\"until\":\"2026-06-30\"}", id, code);
    w->now += API_MANDATE_CODE_S * 1000 + 1;
    assert_int_equal(take(w, "citizen:kim", code), 404);
    for (int i = 0; i < 9; i++)
        assert_int_equal(take(w, "citizen:kim", "BBBB-BBBB"), 404);
    assert_int_equal(take(w, "citizen:kim", "BBBB-BBBB"), 429);
    give(w, "{\"scopes\":[\"see\"],\"until\":\"2026-06-30\"}", id, code);
    assert_int_equal(take(w, "citizen:kim", code), 429); // the right one, too late
    assert_int_equal(take(w, "citizen:lee", code), 201); // others are not shut out
    w->now += 3600 * 1000 + 1;
    assert_int_equal(take(w, "citizen:kim", "BBBB-BBBB"), 404); // the count was forgotten
    static const char *const wrong[] = {
        "{\"scopes\":[],\"until\":\"2026-06-30\"}", "{\"scopes\":[\"all\"],\"until\":\"2026-06-30\"}",
        "{\"scopes\":[\"see\"],\"until\":\"2026-02-30\"}", "{\"scopes\":[\"see\"],\"until\":\"2026-03-03\"}",
        "{\"scopes\":[\"see\"],\"until\":\"2030-01-01\"}", "{\"scopes\":[\"see\"],\"until\":\"2026-06-30\",\"service\":\"none\"}", "{}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(ask_as(w, "citizen:mia", "POST", "/v1/me/mandates", wrong[i]), 422);
}

static void test_drafts_travel_and_never_undo_each_other(void **state) {
    struct world *w = *state;
    char id[64], code[32], first[64];
    static const char at[] = "/v1/me/drafts/report-street-light";
    assert_int_equal(ask_as(w, "citizen:mia", "GET", at, NULL), 404);
    assert_int_equal(ask_as(w, NULL, "PUT", at, "{\"title\":\"Light\",\"answers\":{}}"), 401);
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", at, "{\"title\":\"Light\",\"answers\":[]}"), 422);
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", "/v1/me/drafts/none", "{\"title\":\"x\",\"answers\":{}}"), 404);
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", at, "{\"title\":\"Light\",\"step\":\"where\",\"answers\":{\"what\":\"off\"}}"), 200);
    assert_true(text_copy(first, sizeof first, w->resp.etag));
    assert_int_equal(ask_as(w, "citizen:mia", "GET", at, NULL), 200);
    assert_string_equal(world_text(w, "answers.what"), "off");
    assert_string_equal(world_text(w, "step"), "where");
    assert_string_equal(w->resp.etag, first);
    w->now += 1000;
    w->match = first;
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", at, "{\"title\":\"Light\",\"answers\":{\"what\":\"flicker\"}}"), 200);
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", at, "{\"title\":\"Light\",\"answers\":{\"what\":\"other\"}}"), 412);
    assert_int_equal(ask_as(w, "citizen:mia", "DELETE", at, NULL), 412);
    w->match = NULL;
    assert_int_equal(ask_as(w, "citizen:mia", "GET", at, NULL), 200);
    assert_string_equal(world_text(w, "answers.what"), "flicker");
    assert_int_equal(ask_as(w, "citizen:mia", "GET", "/v1/me/drafts", NULL), 200);
    assert_string_equal(world_text(w, "items.0.service"), "report-street-light");
    assert_int_equal(ask_as(w, "citizen:kim", "GET", at, NULL), 404);
    w->none_match = "*"; // only where there is none
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", at, "{\"title\":\"Light\",\"answers\":{\"what\":\"other\"}}"), 412);
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", "/v1/me/drafts/parking-permit", "{\"title\":\"Parking\",\"answers\":{}}"), 200);
    w->none_match = NULL;
    w->now += 1000;
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", at, "{\"title\":\"Light\",\"answers\":{\"what\":\"flicker\"}}"), 200);
    assert_int_equal(ask_as(w, "citizen:mia", "GET", "/v1/me/drafts", NULL), 200);
    assert_string_equal(world_text(w, "items.1.service"), "parking-permit");
    give(w, "{\"scopes\":[\"prepare\"],\"until\":\"2026-06-30\"}", id, code);
    assert_int_equal(take(w, "citizen:kim", code), 201);
    w->mandate = id;
    assert_int_equal(ask_as(w, "citizen:kim", "GET", at, NULL), 200);
    w->mandate = NULL;
    assert_int_equal(ask_as(w, "citizen:mia", "DELETE", at, NULL), 204);
    assert_int_equal(ask_as(w, "citizen:mia", "GET", at, NULL), 404);
}

static struct entry *entry_of(struct world *w, const char *id) { return (struct entry *)catalogue_find(w->catalogue, id); }

// Which service it is marked on makes no difference to the rest of it, so that only the mark can be what refuses.
static void test_sensitive_answers_are_the_phones(void **state) {
    struct world *w = *state;
    static const char at[] = "/v1/me/drafts/report-street-light", some[] = "{\"title\":\"Light\",\"answers\":{\"what\":\"off\"}}";
    struct service *s = &entry_of(w, "report-street-light")->service;
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", at, some), 200);
    s->sensitive = true; // marked after the draft was begun
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", at, some), 403);
    assert_string_equal(world_text(w, "type"), "urn:tgov:problem:phone-only");
    assert_string_equal(world_text(w, "detail"), "This form is filled in on the phone only. Please open it there. Nothing was kept or sent.");
    assert_int_equal(ask_as(w, "citizen:mia", "GET", at, NULL), 403);
    assert_false(world_has(w, "\"what\""));
    assert_int_equal(ask_as(w, "citizen:mia", "GET", "/v1/me/drafts", NULL), 200);
    assert_true(val_get_bool(val_at(&w->json, "items.0"), "sensitive", false)); // televisions leave it there
    const char *const who[] = {NULL, "citizen:mia"};
    for (size_t i = 0; i < 2; i++) {
        w->key = "typed-on-the-tv";
        assert_int_equal(ask_as(w, who[i], "POST", post_light, light), 403);
        assert_string_equal(world_text(w, "type"), "urn:tgov:problem:phone-only");
        w->key = NULL;
        assert_int_equal(ask_as(w, who[i], "POST", "/v1/handovers", "{\"service\":\"report-street-light\",\"answers\":{}}"), 201); // the way to it
    }
    assert_int_equal(ask_as(w, "citizen:mia", "GET", "/v1/me/cases", NULL), 200);
    assert_int_equal(val_get_number(&w->json, "total", -1), 0);
    assert_int_equal(ask_as(w, "citizen:mia", "DELETE", at, NULL), 204); // what is there can go
}

static int send_draft(struct world *w, const char *who, const char *key, const char *body) {
    w->key = key;
    int status = ask_as(w, who, "POST", post_light, body);
    w->key = NULL;
    return status;
}

static void draft_key(struct world *w, const char *who, char out[REQ_KEY_MAX]) {
    assert_int_equal(ask_as(w, who, "GET", "/v1/me/drafts/report-street-light", NULL), 200);
    assert_true(text_copy(out, REQ_KEY_MAX, world_text(w, "key")) && *out);
}

// Two televisions of one person were offline with the same draft and send it both.
static void test_one_draft_is_one_case(void **state) {
    struct world *w = *state;
    static const char at[] = "/v1/me/drafts/report-street-light", some[] = "{\"title\":\"Light\",\"answers\":{\"what\":\"off\"},\"key\":\"mine\"}",
                      other[] = "{\"answers\":{\"what\":\"off\",\"where\":\"Mill Lane 9\",\"since\":\"2026-03-01\",\"reply\":\"tv\"},\"language\":\"en\"}";
    char key[REQ_KEY_MAX], again[REQ_KEY_MAX], number[CASE_NUMBER_MAX], secret[CASE_SECRET_MAX], id[64], code[32];
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", at, some), 200);
    draft_key(w, "citizen:mia", key);
    assert_string_not_equal(key, "mine"); // the office makes it
    assert_int_equal(ask_as(w, "citizen:mia", "PUT", at, "{\"title\":\"Light\",\"answers\":{\"what\":\"flicker\"}}"), 200);
    draft_key(w, "citizen:mia", again);
    assert_string_equal(again, key); // of the draft, not of its answers
    assert_int_equal(send_draft(w, "citizen:mia", key, light), 201);
    assert_true(text_copy(number, sizeof number, world_text(w, "number")) && text_copy(secret, sizeof secret, world_text(w, "secret")));
    assert_int_equal(send_draft(w, "citizen:mia", key, light), 201); // from the other television
    assert_string_equal(world_text(w, "number"), number);
    assert_string_equal(world_text(w, "secret"), secret);
    assert_int_equal(send_draft(w, "citizen:mia", key, other), 422); // there with other answers
    assert_string_equal(world_text(w, "type"), "urn:tgov:problem:already-sent");
    assert_string_equal(world_text(w, "number"), number);
    give(w, "{\"scopes\":[\"prepare\",\"send\"],\"until\":\"2026-06-30\"}", id, code);
    assert_int_equal(take(w, "citizen:kim", code), 201);
    w->mandate = id;
    assert_int_equal(send_draft(w, "citizen:kim", key, light), 201); // whoever sends it for her
    assert_string_equal(world_text(w, "number"), number);
    w->mandate = NULL;
    assert_int_equal(ask_as(w, "citizen:mia", "GET", "/v1/me/cases", NULL), 200);
    assert_int_equal(val_get_number(&w->json, "total", -1), 1);
    // Another person's same key is another thing, and nothing is told of hers.
    assert_int_equal(send_draft(w, "citizen:kim", key, other), 201);
    assert_string_not_equal(world_text(w, "number"), number);
    assert_int_equal(send_draft(w, NULL, key, other), 201);
    assert_int_equal(send_draft(w, NULL, key, light), 422);
    assert_string_equal(world_text(w, "number"), "");
    // What goes on as a draft after that becomes another case.
    draft_key(w, "citizen:mia", again);
    assert_string_not_equal(again, key);
    assert_int_equal(send_draft(w, "citizen:mia", again, other), 201);
    assert_string_not_equal(world_text(w, "number"), number);
    assert_int_equal(ask_as(w, "citizen:mia", "DELETE", at, NULL), 204);
}

static void test_roles_open_services(void **state) {
    struct world *w = *state;
    struct service *s = &entry_of(w, "report-street-light")->service;
    s->sign_in = SIGN_IN_REQUIRED;
    w->key = "k1";
    assert_int_equal(ask_as(w, NULL, "POST", post_light, light), 401);
    s->audience_mask = 1u << AUDIENCE_GOVERNMENT;
    assert_int_equal(ask_as(w, "citizen:kim", "POST", post_light, light), 403);
    assert_int_equal(ask_as(w, "officer:park", "POST", post_light, light), 201);
    s->audience_mask = 1u << AUDIENCE_BUSINESS;
    assert_int_equal(ask_as(w, "citizen:kim", "POST", post_light, light), 403);
    assert_int_equal(ask_as(w, "business:lee", "POST", post_light, light), 201);
    assert_int_equal(ask_as(w, "business:lee", "GET", "/v1/me", NULL), 200);
    assert_string_equal(world_text(w, "organisation.name"), "Harbour Tools");
    assert_string_equal(world_text(w, "roles.1"), "business");
    w->key = NULL;
}

static void approve(struct world *w, struct arena *a, struct val *out, const char *service, const char *body) {
    unsigned char hash[DIGEST_BYTES];
    char json[256];
    digest_sha256(str_of(body), hash);
    snprintf(json, sizeof json, "[{\"type\":\"tgov_sign\",\"service\":\"%s\",\"digest\":\"%s\"}]", service, base64url_write(a, hash, sizeof hash));
    const char *kept = arena_string(a, json);
    assert_int_equal(json_read(a, kept, strlen(kept), JSON_LIMITS, out, NULL), ERR_NONE);
    w->authorization = out;
}

static void test_a_signature_covers_what_is_sent(void **state) {
    struct world *w = *state;
    struct arena a;
    struct val approved;
    arena_init(&a, 1 << 20);
    entry_of(w, "report-street-light")->service.signature = true;
    w->key = "k1";
    assert_int_equal(ask_as(w, "citizen:kim", "POST", post_light, light), 401);
    approve(w, &a, &approved, "report-street-light", "{\"answers\":{\"what\":\"flicker\"}}");
    assert_int_equal(ask_as(w, "citizen:kim", "POST", post_light, light), 401);
    approve(w, &a, &approved, "noise-complaint", light);
    assert_int_equal(ask_as(w, "citizen:kim", "POST", post_light, light), 401);
    approve(w, &a, &approved, "report-street-light", light);
    assert_int_equal(ask_as(w, "citizen:kim", "POST", post_light, light), 201);
    w->key = NULL;
    arena_finish(&a);
}

#define fresh(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        fresh(test_own_cases_need_no_secret), fresh(test_a_case_speaks_the_readers_language), fresh(test_the_same_key_of_two_people_is_two_cases), fresh(test_help_my_mother),
        fresh(test_a_mandate_to_send_makes_her_case), fresh(test_a_mandate_for_one_service_shows_nothing_else), fresh(test_offers_end_and_guesses_are_counted),
        fresh(test_roles_open_services), fresh(test_drafts_travel_and_never_undo_each_other),
        fresh(test_sensitive_answers_are_the_phones), fresh(test_one_draft_is_one_case), fresh(test_a_signature_covers_what_is_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
