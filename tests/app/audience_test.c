// SPDX-License-Identifier: Apache-2.0
// Who a service is for: what the television says before the first question is what the office does at the end.
#include "app/screens/audience.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

static enum audience_fit fit(const char *audience, int sign_in, const char *id, const char *roles, bool locked) {
    const char *list[2];
    struct api_service v = {.sign_in = sign_in, .audiences = list};
    struct str rest = str_of(audience);
    static char words[2][16];
    while (rest.len && v.audience_count < 2) {
        struct str one = str_cut(&rest, ' ');
        snprintf(words[v.audience_count], sizeof *words, "%.*s", (int)one.len, one.p);
        list[v.audience_count] = words[v.audience_count];
        v.audience_count++;
    }
    return audience_fit(&v, &(struct person){.id = id, .roles = roles, .locked = locked});
}

static void as_the_office_decides(void **state) {
    static const struct { const char *audience; int sign_in; const char *id, *roles; bool locked; enum audience_fit fit; } cases[] = {
        {"citizen", SIGN_IN_REQUIRED, "", "", false, AUDIENCE_FITS},
        {"citizen business", SIGN_IN_REQUIRED, "a", "citizen", false, AUDIENCE_FITS},
        {"business", SIGN_IN_REQUIRED, "", "", false, AUDIENCE_GUEST},
        {"business", SIGN_IN_REQUIRED, "a", "citizen", false, AUDIENCE_NOT},
        {"business", SIGN_IN_REQUIRED, "a", "citizen business", false, AUDIENCE_FITS},
        {"business", SIGN_IN_REQUIRED, "a", "citizen officer", false, AUDIENCE_NOT},
        {"business", SIGN_IN_REQUIRED, "a", "citizen business", true, AUDIENCE_GUEST}, // locked: nobody is here
        {"business", SIGN_IN_REQUIRED, "a", "", false, AUDIENCE_FITS},                  // not known: the office decides
        {"business", SIGN_IN_OPTIONAL, "a", "citizen", false, AUDIENCE_FITS},           // everybody may send it
        {"government", SIGN_IN_REQUIRED, "a", "citizen", false, AUDIENCE_NOT},
        {"government", SIGN_IN_REQUIRED, "a", "citizen officer", false, AUDIENCE_FITS},
        {"government", SIGN_IN_REQUIRED, "a", "citizen admin", false, AUDIENCE_FITS},
        {"government business", SIGN_IN_REQUIRED, "a", "citizen business", false, AUDIENCE_FITS},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (fit(cases[i].audience, cases[i].sign_in, cases[i].id, cases[i].roles, cases[i].locked) != cases[i].fit)
            fail_msg("%s with roles \"%s\"", cases[i].audience, cases[i].roles);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_the_office_decides)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
