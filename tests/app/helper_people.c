// SPDX-License-Identifier: Apache-2.0
#include "helper_people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char bearer[] = "{\"issuer\":\"https://sign.example\",\"client\":\"tv\",\"resource\":\"x\",\"token_url\":\"https://sign.example/token\","
                             "\"access\":\"t\",\"expires\":4102444800000}";

void people_cut_off(struct viewer *v) {
    assert_true(headless_push(v->p, &(struct input){.type = INPUT_COMMAND, .command = COMMAND_FAULT, .text = "offline"}));
    viewer_settle(v);
}

struct resident *people_new(struct viewer *v, const char *name, const char *subject) {
    struct resident *r = people_add(v->app);
    assert_non_null(r);
    text_copy(r->name, sizeof r->name, name);
    text_copy(r->issuer, sizeof r->issuer, "https://sign.example");
    text_copy(r->subject, sizeof r->subject, subject);
    assert_int_equal(grant_read(&r->grant, str_of(bearer)), ERR_NONE);
    assert_true(people_equip(v->app, r));
    people_used(v->app, r);
    assert_int_equal(people_save(v->app, r, true), ERR_NONE);
    people_set_current(v->app, (int)(r - v->app->session->people));
    return r;
}

struct resident *people_named(struct viewer *v, const char *name) {
    struct session *s = v->app->session;
    for (int i = 0; i < s->count; i++)
        if (!strcmp(people_name(&s->people[i]), name))
            return &s->people[i];
    fail_msg("there is no %s", name);
    return NULL;
}
