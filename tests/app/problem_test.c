// SPDX-License-Identifier: Apache-2.0
// What a viewer reads when the office refuses: the office's own words only in the viewer's language, else those of the
// television for that problem, and advice that fits it.
#include "app/net/message.h"
#include "app/screen.h"
#include "app/words.h"
#include "ui/inside.h"

#include "base/i18n.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void speak(struct ui *u, const char *language) {
    const char *build = getenv("TGOV_BUILD");
    char folder[512];
    struct fault f = {0};
    snprintf(folder, sizeof folder, "%s/i18n", build ? build : "build/debug");
    *u = (struct ui){.world = {.language = language}};
    arena_init(&u->arena, 8 << 20);
    if (strcmp(language, "en") != 0 && !(u->world.words = i18n_load(&u->arena, folder, language, &f)))
        fail_msg("%s: %s", language, f.what);
}

static struct reply refusal(int status, enum err err, const char *type, const char *language) {
    return (struct reply){.status = status, .err = err, .title = "The title", .detail = "The detail.", .type = type, .language = language};
}

static void the_office_is_quoted_in_the_viewers_language_only(void **state) {
    static const struct { const char *viewer, *office; bool quoted; } cases[] = {
        {"en", "en", true}, {"en", "en-GB", true}, {"pt-BR", "pt", true}, {"ko", "ko", true}, {"ko", "en", false}, {"es", "en", false}, {"es", "", false},
        {"es", NULL, false}, {"en", "ko", false}, {"es", "es, en", false}, {"es", "est", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ui u;
        struct reply known = refusal(401, ERR_DENIED, "urn:tgov:problem:sign-in", cases[i].office);
        struct reply other = refusal(418, ERR_DENIED, "https://office.example/problems/tea", cases[i].office);
        struct reply fault = refusal(500, ERR_REMOTE, "urn:tgov:problem:internal", cases[i].office);
        speak(&u, cases[i].viewer);
        assert_int_equal(!strcmp(words_of_reply(&u, &known).title, "The title"), cases[i].quoted);
        assert_int_equal(!strcmp(words_of_reply(&u, &other).what, "The detail."), cases[i].quoted);
        assert_string_not_equal(words_of_reply(&u, &fault).title, "The title"); // a broken office has nothing to tell
        arena_finish(&u.arena);
    }
}

static void the_advice_fits_the_problem(void **state) {
    static const struct { int status; enum err err; const char *type, *what, *next; } cases[] = {
        {401, ERR_DENIED, "urn:tgov:problem:sign-in", "This opens only for people who have signed in.", "Go to Home and sign in with your phone."},
        {404, ERR_NOT_FOUND, "urn:tgov:problem:no-such-case", "The number and the secret do not fit together.", "Check both and try again."},
        {404, ERR_NOT_FOUND, "urn:tgov:problem:no-such-service", "It may have been moved or closed.", "Go back and choose again."},
        {422, ERR_TYPE, "urn:tgov:problem:answers", "Your answers are kept. Change them and send again.", ""},
        {403, ERR_DENIED, "", "It is for somebody else, or only after signing in.", "Go back and choose again."},
        {409, ERR_CONFLICT, "urn:tgov:problem:unheard-of", "Something has changed in the meantime.", "Go back and look again."},
        {503, ERR_BUSY, "urn:tgov:problem:busy", "What you entered is kept.", "Try again in a few minutes."},
    };
    static const char *const languages[] = {"en", "es", "ko"};
    (void)state;
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        struct ui u;
        speak(&u, languages[l]);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            struct reply r = refusal(cases[i].status, cases[i].err, cases[i].type, "de");
            struct words w = words_of_reply(&u, &r);
            assert_string_equal(w.what, i18n_text(u.world.words, NULL, cases[i].what));
            assert_string_equal(w.next, *cases[i].next ? i18n_text(u.world.words, NULL, cases[i].next) : "");
            if (l && (!strcmp(w.what, cases[i].what) || (*w.next && !strcmp(w.next, cases[i].next))))
                fail_msg("%s: \"%s\" is not translated", languages[l], cases[i].what);
            const char *rest = words_rest(&u, &w);
            assert_true(*rest && rest[strlen(rest) - 1] != ' ');
        }
        arena_finish(&u.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_office_is_quoted_in_the_viewers_language_only), cmocka_unit_test(the_advice_fits_the_problem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
