// SPDX-License-Identifier: Apache-2.0
// Reading service.json: the catalogue's own files, every mistake with its place, memory that runs out, the API's tables.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "contract/service/api.h"
#include "contract/service/texts.h"
#include <stdio.h>
#include <stdlib.h>

// A small service with its own procedure, in pieces that tests exchange.
static const char good[] =
    "{'id':'lamp','languages':['en','ko'],'title':{'en':'Lamp','ko':'등'},'summary':{'en':'s','ko':'s'},"
    "'authority':{'id':'light','name':{'en':'L','ko':'L'}},'audiences':['citizen','business'],'category':'home-and-street',"
    "'icon':'lamp','events':['moving'],'cost':{'amount':2400,'currency':'EUR','words':{'en':'24','ko':'24'}},"
    "'keywords':{'en':['light']},'channels':[{'type':'tv'},{'type':'web','url':'https://a.example/'}],"
    "'procedure':{'start':'new','days':7,'reopen_days':30,'extension':{'count':1,'days':5},'sent':{'en':'x','ko':'x'},'states':["
    "{'id':'new','kind':'waiting','title':{'en':'x','ko':'x'},'tells':{'en':'x','ko':'x'}},"
    "{'id':'done','kind':'answered','title':{'en':'x','ko':'x'},'tells':{'en':'x','ko':'x'}}],'moves':["
    "{'id':'answer','from':['new'],'to':'done','by':'officer','title':{'en':'x','ko':'x'},'verb':{'en':'x','ko':'x'}},"
    "{'id':'again','from':['done'],'to':'new','by':'citizen','reopens':true,'title':{'en':'x','ko':'x'},"
    "'verb':{'en':'x','ko':'x'}}]}}";

// `good` with one piece replaced and ' as ".
static const char *changed(struct arena *a, const char *from, const char *to) {
    const char *at = from ? strstr(good, from) : good;
    assert_non_null(at);
    char *text = from ? arena_printf(a, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from)) : arena_string(a, good);
    assert_non_null(text);
    for (char *c = text; *c; c++)
        if (*c == '\'')
            *c = '"';
    return text;
}

static enum err read_changed(const char *from, const char *to, struct fault *f) {
    struct arena a;
    struct service s;
    arena_init(&a, 4 << 20);
    const char *text = changed(&a, from, to);
    enum err err = service_read(&a, text, strlen(text), &s, f);
    arena_finish(&a);
    return err;
}

static void test_mistakes(void **state) {
    static const struct row {
        const char *from, *to, *place;
        enum err err;
    } rows[] = {
        {"'id':'lamp'", "'id':'Lamp'", "$.id", ERR_TYPE},
        {"'id':'lamp',", "", "$.id", ERR_MISSING},
        {"'languages':['en','ko']", "'languages':[]", "$.languages", ERR_MISSING},
        {"'languages':['en','ko']", "'languages':['en','ko','en']", "$.languages[2]", ERR_DUPLICATE},
        {"'languages':['en','ko']", "'languages':['en','k o']", "$.languages[1]", ERR_TYPE},
        {"'languages':['en','ko']", "'languages':['en','ko','ar']", "$.title", ERR_MISSING},
        {"'title':{'en':'Lamp','ko':'등'}", "'title':{'en':'Lamp'}", "$.title", ERR_MISSING},
        {"'title':{'en':'Lamp','ko':'등'}", "'title':'Lamp'", "$.title", ERR_TYPE},
        {"'title':{'en':'Lamp','ko':'등'}", "'title':{'en':'','ko':'등'}", "$.title", ERR_TYPE},
        {"'audiences':['citizen','business']", "'audiences':[]", "$.audiences", ERR_MISSING},
        {"'audiences':['citizen','business']", "'audiences':['dogs']", "$.audiences[0]", ERR_REFERENCE},
        {"'audiences':['citizen','business']", "'audiences':['citizen','citizen']", "$.audiences[1]", ERR_DUPLICATE},
        {"'home-and-street'", "'heaven'", "$.category", ERR_REFERENCE},
        {"'events':['moving']", "'events':['moving','flying']", "$.events[1]", ERR_REFERENCE},
        {"'EUR'", "'EUX'", "$.cost.currency", ERR_REFERENCE},
        {"'currency':'EUR',", "", "$.cost.currency", ERR_REFERENCE},
        {"'icon':'lamp',", "'icon':'lamp','sensitive':true,'signature':true,", "$.signature", ERR_CONFLICT},
        {"'amount':2400", "'amount':-1", "$.cost.amount", ERR_TYPE},
        {"'amount':2400", "'amount':24.5", "$.cost.amount", ERR_TYPE},
        {"'keywords':{'en':['light']}", "'keywords':{'en':'light'}", "$.keywords.en", ERR_TYPE},
        {"'https://a.example/'", "'javascript:alert(1)'", "$.channels[1].url", ERR_TYPE},
        {"'type':'tv'", "'type':'radio'", "$.channels[0].type", ERR_TYPE},
        {"'start':'new'", "'start':'nowhere'", "$.procedure.start", ERR_REFERENCE},
        {"'start':'new'", "'start':'done'", "$.procedure.start", ERR_TYPE},
        {"{'id':'done'", "{'id':'new'", "$.procedure.states[1].id", ERR_DUPLICATE},
        {"'id':'again'", "'id':'answer'", "$.procedure.moves[1].id", ERR_DUPLICATE},
        {"'from':['new'],'to':'done'", "'from':['new'],'to':'gone'", "$.procedure.moves[0].to", ERR_REFERENCE},
        {"'from':['new'],'to':'done'", "'from':['old'],'to':'done'", "$.procedure.moves[0].from[0]", ERR_REFERENCE},
        {"'from':['new'],'to':'done'", "'from':[],'to':'done'", "$.procedure.moves[0].from", ERR_MISSING},
        {"'from':['new'],'to':'done'", "'from':['done'],'to':'done'", "$.procedure.states[0]", ERR_REFERENCE},
        {"'from':['done'],'to':'new'", "'from':['done'],'to':'done'", "$.procedure.moves[1].to", ERR_TYPE},
        {"'kind':'answered'", "'kind':'closed'", NULL, ERR_NONE},
        {"'kind':'answered'", "'kind':'running'", "$.procedure.moves[1].from[0]", ERR_TYPE},
        {"'reopens':true,", "'transfers':true,", "$.procedure.moves[1].by", ERR_TYPE},
        {"'by':'officer',", "'by':'officer','transfers':true,", "$.procedure.moves[0].reason", ERR_TYPE},
        {"'by':'officer',", "'by':'system',", "$.procedure.moves[0].from[0]", ERR_TYPE},
        {"'by':'officer',", "'by':'ghost',", "$.procedure.moves[0].by", ERR_TYPE},
        {"'reopen_days':30,", "", "$.procedure.moves[1].reopens", ERR_TYPE},
        {"'days':7", "'days':-7", "$.procedure.days", ERR_TYPE},
        {"'count':1,'days':5", "'count':1,'days':0", "$.procedure.extension.days", ERR_TYPE},
        {"'verb':{'en':'x','ko':'x'}},{'id':'again'", "'verb':{'en':'x'}},{'id':'again'", "$.procedure.moves[0].verb", ERR_MISSING},
        {"'sent':{'en':'x','ko':'x'}", "'sent':{'ko':'x'}", "$.procedure.sent", ERR_MISSING},
        {"'procedure':{", "'procedure':{'like':'mine',", "$.procedure.like", ERR_REFERENCE},
        {"{'id':'lamp'", "{'id':'lamp','id':'lamp'", NULL, ERR_DUPLICATE},
        {"'icon':'lamp',", "'icon':'lamp','easy':{'en':'e','ko':'e'},", NULL, ERR_NONE},
        {"'icon':'lamp',", "'icon':'lamp','easy':{'en':'e'},", "$.easy", ERR_MISSING},
        {"'icon':'lamp',", "'icon':'lamp','easy':'e',", "$.easy", ERR_TYPE},
        {"'icon':'lamp',", "'icon':'lamp','easy':{},", "$.easy", ERR_TYPE},
        {"'icon':'lamp',", "'icon':'lamp','easy':{'title':{'en':'e','ko':'e'},'summary':{'en':'e','ko':'e'},'who':{'en':'e','ko':'e'}},", NULL, ERR_NONE},
        {"'icon':'lamp',", "'icon':'lamp','easy':{'title':{'en':'e'}},", "$.easy.title", ERR_MISSING},
        {"'icon':'lamp',", "'icon':'lamp','easy':{'titel':{'en':'e','ko':'e'}},", "$.easy", ERR_TYPE},
        {"'icon':'lamp',", "'icon':'lamp','easy':{'steps':[{'en':'e','ko':'e'}]},", "$.easy.steps", ERR_TYPE},
        {"'icon':'lamp',", "'icon':'lamp','steps':[{'title':{'en':'x','ko':'x'}}],'easy':{'steps':[{'en':'e','ko':'e'}]},", NULL, ERR_NONE},
        {"'icon':'lamp',", "'icon':'lamp','steps':[{'title':{'en':'x','ko':'x'}}],'easy':{'steps':[{'en':'e'}]},", "$.easy.steps[0]", ERR_MISSING},
        {"'icon':'lamp',", "'icon':'lamp','sign_language':{'url':'https://a.example/s','title':{'en':'x','ko':'x'},'seconds':80},", NULL, ERR_NONE},
        {"'icon':'lamp',", "'icon':'lamp','sign_language':{'url':'http://a.example/s','title':{'en':'x','ko':'x'},'seconds':80},", "$.sign_language.url", ERR_TYPE},
        {"'icon':'lamp',", "'icon':'lamp','sign_language':{'url':'https://a.example/s','title':{'en':'x'},'seconds':80},", "$.sign_language.title", ERR_MISSING},
        {"'icon':'lamp',", "'icon':'lamp','sign_language':{'url':'https://a.example/s','title':{'en':'x','ko':'x'},'seconds':0},", "$.sign_language.seconds", ERR_TYPE},
        {"'icon':'lamp',", "'icon':'lamp','sign_language':{'url':'https://a.example/s','poster':'p.png','title':{'en':'x','ko':'x'},'seconds':8},", "$.sign_language.poster", ERR_TYPE},
        {"'icon':'lamp',", "'icon':'lamp','sign_language':{'title':{'en':'x','ko':'x'},'seconds':80},", "$.sign_language.url", ERR_MISSING},
    };
    struct fault f;
    assert_int_equal(read_changed(NULL, NULL, &f), ERR_NONE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        f = (struct fault){0};
        enum err err = read_changed(rows[i].from, rows[i].to, &f);
        if (err != rows[i].err || (rows[i].place && strcmp(f.place, rows[i].place)))
            print_message("row %zu: %s at %s: %s\n", i, err_name(err), f.place, f.what);
        assert_int_equal(err, rows[i].err);
        if (rows[i].place)
            assert_string_equal(f.place, rows[i].place);
    }
}

static void test_unreachable(void **state) {
    struct fault f = {0};
    assert_int_equal(read_changed("'moves':[", "'moves':[{'id':'z','from':['island'],'to':'done','by':'officer','title':{'en':'x','ko':'x'},'verb':{'en':'x','ko':'x'}},", &f), ERR_REFERENCE);
    assert_int_equal(read_changed("'states':[", "'states':[{'id':'island','kind':'running','title':{'en':'x','ko':'x'},'tells':{'en':'x','ko':'x'}},", &f), ERR_REFERENCE);
    assert_string_equal(f.place, "$.procedure.states[0]");
    assert_non_null(strstr(f.what, "no move leads to"));
    // Reachable, but without a way out: a case could never be answered.
    assert_int_equal(read_changed("'states':[{'id':'new'", "'states':[{'id':'trap','kind':'running','title':{'en':'x','ko':'x'},'tells':{'en':'x','ko':'x'}},{'id':'new'", &f), ERR_REFERENCE);
}

static void test_values(void **state) {
    struct arena a;
    struct service s;
    struct fault f = {0};
    arena_init(&a, 4 << 20);
    const char *text = changed(&a, NULL, NULL);
    assert_int_equal(service_read(&a, text, strlen(text), &s, &f), ERR_NONE);
    assert_int_equal(s.audience_mask, 1 << AUDIENCE_CITIZEN | 1 << AUDIENCE_BUSINESS);
    assert_string_equal(texts_pick(&s.title, "ko"), "등");
    assert_true(service_on_tv(&s));
    assert_false(service_free(&s));
    assert_int_equal(s.procedure.moves[0].by, ACTOR_OFFICER);
    assert_true(service_move_from(&s.procedure.moves[1], "done"));
    assert_null(service_move(&s, "nothing"));
    arena_finish(&a);
}

// A service without a procedure gets the generic one; one in a language that it does not speak, too.
static void test_generic(void **state) {
    static const char *const bodies[] = {
        "{\"id\":\"a\",\"languages\":[\"nb\"],\"title\":{\"nb\":\"x\"},\"summary\":{\"nb\":\"x\"},\"authority\":{\"id\":\"o\"},"
        "\"audiences\":[\"citizen\"],\"category\":\"papers\",\"icon\":\"doc\"}",
        "{\"id\":\"a\",\"languages\":[\"nb\"],\"title\":{\"nb\":\"x\"},\"summary\":{\"nb\":\"x\"},\"authority\":{\"id\":\"o\"},"
        "\"audiences\":[\"citizen\"],\"category\":\"papers\",\"icon\":\"doc\",\"procedure\":{\"like\":\"generic\",\"days\":3}}"};
    for (int i = 0; i < 2; i++) {
        struct arena a;
        struct service s;
        struct fault f = {0};
        arena_init(&a, 4 << 20);
        assert_int_equal(service_read(&a, bodies[i], strlen(bodies[i]), &s, &f), ERR_NONE);
        assert_int_equal(s.procedure.days, i ? 3 : 10);
        assert_non_null(service_state(&s, "reopened"));
        assert_string_equal(texts_pick(&service_state(&s, "received")->title, "nb"), "Received");
        arena_finish(&a);
    }
}

static void test_own_catalogue(void **state) {
    const char *root = getenv("TGOV_SOURCE");
    struct arena a;
    struct fault f = {0};
    const char *const *names;
    size_t count, services = 0;
    arena_init(&a, 64 << 20);
    const char *folder = arena_printf(&a, "%s/backend/catalogue", root ? root : ".");
    assert_int_equal(file_list(&a, folder, 1000, &names, &count, &f), ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        const char *path = arena_printf(&a, "%s/%s/service.json", folder, names[i]);
        struct str bytes;
        struct service s;
        if (!file_exists(path))
            continue;
        assert_int_equal(file_read(&a, path, SERVICE_FILE_CAP, &bytes, &f), ERR_NONE);
        if (service_read(&a, bytes.p, bytes.len, &s, &f))
            fail_msg("%s: %s: %s", names[i], f.place, f.what);
        assert_string_equal(s.id, names[i]);
        services++;
    }
    assert_true(services >= 10);
    arena_finish(&a);
}

static void test_no_memory(void **state) {
    struct arena text_arena;
    arena_init(&text_arena, 1 << 20);
    const char *text = changed(&text_arena, NULL, NULL);
    enum err err = ERR_MEMORY;
    long n = 0;
    for (; err && n < 5000; n++) {
        struct arena a;
        struct service s;
        struct fault f = {0};
        arena_init(&a, 4 << 20);
        mem_fail_after(n);
        err = service_read(&a, text, strlen(text), &s, &f);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        arena_finish(&a);
    }
    assert_int_equal(err, ERR_NONE);
    arena_finish(&text_arena);
    // The arena's own cap is no crash either.
    for (size_t cap = 64; cap < 40000; cap += 997) {
        struct arena a;
        struct service s;
        struct fault f = {0};
        arena_init(&a, cap);
        static const char small[] = "{\"id\":\"a\",\"languages\":[\"en\"],\"title\":{\"en\":\"x\"},\"summary\":{\"en\":\"x\"},"
                                    "\"authority\":{\"id\":\"o\"},\"audiences\":[\"citizen\"],\"category\":\"papers\",\"icon\":\"d\"}";
        err = service_read(&a, small, sizeof small - 1, &s, &f);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        arena_finish(&a);
    }
}

// What the backend writes is what the app reads, by the same table.
static void test_api_round_trip(void **state) {
    static const struct api_timeline lines[] = {{.at = "2026-03-04T09:00:00Z", .what = EVENT_MOVED, .who = ACTOR_OFFICER,
                                                 .title = "a \"quoted\" <b>", .icon = "move", .now = true}};
    struct api_case c = {.number = "RS-2026-0001", .service = "s", .service_title = "t", .title = "등 \n", .icon = "lamp",
                         .opened = "2026-03-04T09:00:00Z", .office = {.id = "o", .name = "O"},
                         .state = {.id = "new", .title = "New", .kind = STATE_RUNNING},
                         .clock = {.state = CASE_CLOCK_RUNS, .days = 7, .used = 4, .left = 3}, .timeline = lines,
                         .timeline_count = 1};
    struct arena a;
    struct buf b;
    struct val v;
    struct api_case back;
    struct fault f = {0};
    arena_init(&a, 1 << 20);
    buf_init(&b, 1 << 20);
    assert_true(api_write(&b, &api_case_shape, &c));
    assert_int_equal(json_read(&a, b.data, b.len, JSON_LIMITS, &v, &f), ERR_NONE);
    assert_int_equal(json_decode(&a, &v, &api_case_shape, &back, &f), ERR_NONE);
    assert_string_equal(back.title, c.title);
    assert_string_equal(back.timeline[0].title, lines[0].title);
    assert_int_equal(back.timeline[0].what, EVENT_MOVED);
    assert_int_equal(back.clock.left, 3);
    assert_null(back.officer);
    assert_int_equal(back.state.kind, STATE_RUNNING);
    assert_null(val_get(&v, "officer")); // absent, not null
    struct api_home home = {.district = "d", .short_name = "d", .zone = "UTC0"};
    buf_reset(&b);
    assert_true(api_write(&b, &api_home_shape, &home));
    assert_null(strstr(b.data, "featured"));
    buf_finish(&b);
    arena_finish(&a);
}

// A text and the language that it is in are picked alike.
static void test_languages_of_texts(void **state) {
    static const struct { const char *texts, *wanted, *language, *text; } cases[] = {
        {"{\"en\":\"a\",\"ko\":\"b\"}", "ko", "ko", "b"},     {"{\"en\":\"a\",\"ko\":\"b\"}", "ko-KR", "ko", "b"},
        {"{\"en\":\"a\",\"ko\":\"b\"}", "es", "en", "a"},     {"{\"nb\":\"a\",\"ko\":\"b\"}", "es", "nb", "a"},
        {"{\"en\":\"a\",\"pt-BR\":\"b\"}", "pt", "en", "a"},  {"{\"en\":\"a\"}", NULL, "en", "a"}, {"{}", "en", "", ""}, {"null", "en", "", ""},
    };
    struct arena a;
    arena_init(&a, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct val v;
        assert_int_equal(json_read(&a, cases[i].texts, strlen(cases[i].texts), JSON_LIMITS, &v, NULL), ERR_NONE);
        assert_string_equal(texts_language(&v, cases[i].wanted), cases[i].language);
        assert_string_equal(texts_pick(&v, cases[i].wanted), cases[i].text);
    }
    assert_string_equal(texts_language(NULL, "en"), "");
    arena_finish(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mistakes),      cmocka_unit_test(test_unreachable),   cmocka_unit_test(test_values),
        cmocka_unit_test(test_generic),       cmocka_unit_test(test_own_catalogue), cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_api_round_trip), cmocka_unit_test(test_languages_of_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
