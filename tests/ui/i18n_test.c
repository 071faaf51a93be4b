// SPDX-License-Identifier: Apache-2.0
// Catalogues: what is found, which plural, and what a broken or hostile file can do (nothing).
#include "base/mem.h"
#include "helper_mo.h"
#include "helper_test.h"
#include "base/format.h"
#include "base/i18n.h"
#include "base/plural.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER(rule) MO("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: " rule "\n")
#define RUSSIAN "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
#define POLISH "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
#define ARABIC "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"

struct catalogue {
    struct arena arena;
    struct buf bytes;
    const struct i18n *words;
};

static void load(struct catalogue *c, const struct mo_text *texts, size_t count, bool swapped) {
    struct fault f = {0};
    arena_init(&c->arena, 1 << 20);
    buf_init(&c->bytes, 1 << 20);
    mo_write(&c->bytes, texts, count, swapped);
    c->words = i18n_read(&c->arena, (struct str){c->bytes.data, c->bytes.len}, "test.mo", &f);
    if (!c->words)
        fail_msg("%s: %s", f.place, f.what);
}

static void unload(struct catalogue *c) {
    buf_finish(&c->bytes);
    arena_finish(&c->arena);
}

static void texts_are_found(void **state) {
    (void)state;
    static const struct mo_text texts[] = {
        HEADER("nplurals=2; plural=(n != 1);"), MO("Empty", ""), MO("Send", "Senden"), MO("case\004Open", "Offen"), MO("verb\004Open", "Ansehen"),
    };
    for (int swapped = 0; swapped < 2; swapped++) {
        struct catalogue c;
        load(&c, texts, 5, swapped);
        assert_string_equal(i18n_text(c.words, NULL, "Send"), "Senden");
        assert_string_equal(i18n_text(c.words, "case", "Open"), "Offen");
        assert_string_equal(i18n_text(c.words, "verb", "Open"), "Ansehen");
        assert_string_equal(i18n_text(c.words, NULL, "Open"), "Open");
        assert_string_equal(i18n_text(c.words, NULL, "Empty"), "Empty"); // not translated yet
        assert_string_equal(i18n_text(c.words, NULL, "Unknown"), "Unknown");
        assert_string_equal(i18n_text(NULL, "verb", "Open"), "Open");
        unload(&c);
    }
}

struct plural_case {
    const char *name, *rule;
    int forms;
    const char *want; // the form for n = 0, 1, 2, ...
};
static const struct plural_case plurals[] = {
    {"ko", "0", 1, "00000000000000000000000000"},
    {"en", "n != 1", 2, "10111111111111111111111111"},
    {"fr", "(n > 1)", 2, "00111111111111111111111111"},
    {"ru", "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)", 3, "20111222222222222222201112"},
    {"pl", "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)", 3, "20111222222222222222221112"},
    {"ar", "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)", 6, "01233333333444444444444444"},
    {"lt", "n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2", 3, "20111111112222222222201111"},
    {"ga", "n==1 ? 0 : n==2 ? 1 : n<7 ? 2 : n<11 ? 3 : 4", 5, "20122223333444444444444444"},
};

static void plural_rules_of_languages(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++) {
        for (long n = 0; plurals[i].want[n]; n++) {
            long form = -1;
            if (!plural_form(plurals[i].rule, n, &form) || form != plurals[i].want[n] - '0')
                fail_msg("%s: %ld things take form %ld and not %c", plurals[i].name, n, form, plurals[i].want[n]);
        }
    }
}

static void plural_expressions(void **state) {
    (void)state;
    static const struct { const char *text; long n; bool ok; long want; } table[] = {
        {"1 + 2 * 3", 0, true, 7}, {"(1 + 2) * 3", 0, true, 9}, {"7 - 2 - 1", 0, true, 4}, {"n / 2 % 3", 10, true, 2}, {"!n", 0, true, 1},
        {"!!n", 5, true, 1}, {"n <= 3 && n >= 3", 3, true, 1}, {"n < 3 || n > 3", 3, true, 0}, {"1 ? 2 : 0 ? 3 : 4", 0, true, 2},
        {"n==1;", 1, true, 1}, {"  n  ", 8, true, 8}, {"n\n", 8, true, 8}, {"", 1, false, 0}, {"n +", 1, false, 0}, {"(n", 1, false, 0},
        {"n ? 1", 1, false, 0}, {"n / 0", 1, false, 0}, {"n % (n - 1)", 1, false, 0}, {"m", 1, false, 0}, {"n n", 1, false, 0},
        {"n; system", 1, true, 1}, {"((((((((((((((((((((((((((((((((((((((n))))))))))))))))))))))))))))))))))))))", 1, false, 0},
        {"!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!n", 1, false, 0}, {"99999999999999999999 * 99999999999999999999", 1, true, 1},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        long form = 0;
        bool ok = plural_form(table[i].text, table[i].n, &form);
        if (ok != table[i].ok || (ok && form != table[i].want && table[i].text[0] != '9'))
            fail_msg("\"%s\" for %ld: %d, %ld", table[i].text, table[i].n, ok, form);
    }
}

static void plurals_of_a_catalogue(void **state) {
    (void)state;
    static const struct mo_text russian[] = {HEADER(RUSSIAN), MO("%d day\0%d days", "%d день\0%d дня\0%d дней")};
    static const struct mo_text polish[] = {HEADER(POLISH), MO("%d day\0%d days", "%d dzień\0%d dni\0%d dni")};
    static const struct mo_text arabic[] = {HEADER(ARABIC), MO("%d day\0%d days", "لا أيام\0يوم\0يومان\0%d أيام\0%d يومًا\0%d يوم")};
    static const struct mo_text korean[] = {HEADER("nplurals=1; plural=0;"), MO("%d day\0%d days", "%d일")};
    static const struct mo_text short_of_forms[] = {HEADER(RUSSIAN), MO("%d day\0%d days", "%d день")};
    static const struct mo_text wild[] = {HEADER("nplurals=2; plural=n*7-3;"), MO("%d day\0%d days", "a\0b")};
    static const struct { const struct mo_text *texts; long n; const char *want; } table[] = {
        {russian, 1, "%d день"}, {russian, 3, "%d дня"}, {russian, 11, "%d дней"}, {russian, 21, "%d день"}, {polish, 1, "%d dzień"},
        {polish, 5, "%d dni"}, {arabic, 0, "لا أيام"}, {arabic, 2, "يومان"}, {arabic, 11, "%d يومًا"}, {arabic, 100, "%d يوم"},
        {korean, 1, "%d일"}, {korean, 7, "%d일"}, {short_of_forms, 1, "%d день"}, {short_of_forms, 5, "%d days"}, {wild, 1, "%d day"},
        {wild, 5, "%d days"}, {russian, -1, "%d день"}, {korean, LONG_MIN, "%d일"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct catalogue c;
        load(&c, table[i].texts, 2, false);
        assert_string_equal(i18n_plural(c.words, "%d day", "%d days", table[i].n), table[i].want);
        unload(&c);
    }
    assert_string_equal(i18n_plural(NULL, "%d day", "%d days", 1), "%d day");
    assert_string_equal(i18n_plural(NULL, "%d day", "%d days", 0), "%d days");
}

// A translation goes to printf, so it may not ask for what is not there.
static void formats_must_agree(void **state) {
    (void)state;
    static const struct { const char *english, *other; bool agrees; } table[] = {
        {"Hello, %s", "Hallo, %s", true}, {"%d of %d", "%2$d/%1$d", true}, {"%s: %d", "%2$d %1$s", true}, {"%d days", "a day", true},
        {"Hello, %s", "Hallo, %d", false}, {"Hello, %s", "%s %s", false}, {"%d of %d", "%3$d", false}, {"%s", "%n", false}, {"%s", "%*s", false},
        {"%s", "%1$", false}, {"%s", "100 %", false}, {"%s", "%%%s", true}, {"100 %", "100 %", true}, {"100 % done", "zu 100 % fertig", true}, {"%ld", "%d", false}, {"%5.1f", "%f", true},
        {"%s", "%99$s", false}, {"%s", "%llllld", false}, {"%s", "%0$s", true},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (format_agrees(table[i].english, table[i].other) != table[i].agrees)
            fail_msg("\"%s\" against \"%s\"", table[i].english, table[i].other);
    static const struct mo_text texts[] = {HEADER("nplurals=2; plural=n!=1;"), MO("%d day\0%d days", "%s Tag\0%d Tage"), MO("Hello, %s", "Hallo, %n")};
    struct catalogue c;
    load(&c, texts, 3, false);
    assert_string_equal(i18n_text(c.words, NULL, "Hello, %s"), "Hello, %s");
    assert_string_equal(i18n_plural(c.words, "%d day", "%d days", 1), "%d day");
    assert_string_equal(i18n_plural(c.words, "%d day", "%d days", 2), "%d Tage");
    unload(&c);
}

static void put(char *bytes, size_t at, uint32_t n) { memcpy(bytes + at, &n, sizeof n); }

static void broken_files_are_refused(void **state) {
    (void)state;
    static const struct mo_text texts[] = {HEADER("nplurals=2; plural=n!=1;"), MO("Send", "Senden")};
    static const struct { const char *name; size_t at; uint32_t n; enum err err; } table[] = {
        {"magic", 0, 0x12345678, ERR_SYNTAX}, {"count", 8, 3, ERR_SYNTAX}, {"huge count", 8, 0xFFFFFFFF, ERR_LIMIT}, {"ids", 12, 0xFFFFFFF8, ERR_SYNTAX},
        {"texts", 16, 0xFFFFFFF0, ERR_SYNTAX}, {"length", 28, 0xFFFFFFFF, ERR_SYNTAX}, {"offset", 32, 0xFFFFFFFF, ERR_SYNTAX},
        {"unterminated", 36, 3, ERR_SYNTAX}, {"length of a text", 52, 7, ERR_SYNTAX},
    };
    struct buf good;
    struct arena a;
    buf_init(&good, 4096);
    arena_init(&a, 1 << 16);
    mo_write(&good, texts, 2, false);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct fault f = {0};
        char *bytes = arena_copy(&a, good.data, good.len);
        assert_non_null(bytes);
        put(bytes, table[i].at, table[i].n);
        if (i18n_read(&a, (struct str){bytes, good.len}, "bad.mo", &f) || f.code != table[i].err)
            fail_msg("%s: err %d", table[i].name, (int)f.code);
    }
    for (size_t len = 0; len < good.len; len++) { // every truncation, in memory that ends there
        struct fault f = {0};
        char *bytes = malloc(len ? len : 1);
        memcpy(bytes, good.data, len);
        assert_null(i18n_read(&a, (struct str){bytes, len}, "short.mo", &f));
        free(bytes);
    }
    arena_finish(&a);
    buf_finish(&good);
}

static void write_file(const char *path, const struct buf *b) {
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(b->data, 1, b->len, out), b->len);
    fclose(out);
}

static void files_are_found_by_tag(void **state) {
    (void)state;
    static const struct mo_text texts[] = {HEADER("nplurals=2; plural=n!=1;"), MO("Send", "Enviar")};
    char folder[] = "/tmp/tgov-i18n-XXXXXX", path[64];
    struct buf b;
    struct fault f = {0};
    struct arena a;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/pt.mo", folder);
    buf_init(&b, 4096);
    arena_init(&a, 1 << 20);
    mo_write(&b, texts, 2, false);
    write_file(path, &b);
    assert_string_equal(i18n_text(i18n_load(&a, folder, "pt", &f), NULL, "Send"), "Enviar");
    assert_string_equal(i18n_text(i18n_load(&a, folder, "pt-BR", &f), NULL, "Send"), "Enviar");
    assert_null(i18n_load(&a, folder, "en", &f));
    assert_null(i18n_load(&a, folder, "en-GB", &f));
    assert_null(i18n_load(&a, folder, "fr", &f));
    assert_int_equal(f.code, ERR_NOT_FOUND);
    long n = 0;
    for (; n < 50; n++) { // every allocation fails in turn
        struct arena fresh;
        struct fault short_of = {0};
        arena_init(&fresh, 1 << 20);
        mem_fail_after(n);
        const struct i18n *words = i18n_load(&fresh, folder, "pt", &short_of);
        mem_fail_after(-1);
        assert_true(words || short_of.code == ERR_MEMORY);
        arena_finish(&fresh);
        if (words)
            break;
    }
    assert_in_range(n, 1, 49);
    unlink(path);
    rmdir(folder);
    arena_finish(&a);
    buf_finish(&b);
}

static void directions(void **state) {
    (void)state;
    static const struct { const char *tag; bool rtl; } table[] = {
        {"ar", true}, {"ar-EG", true}, {"AR-eg", true}, {"he", true}, {"fa", true}, {"ur-PK", true}, {"en", false}, {"arn", false}, {"", false}, {"ku", false},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_int_equal(i18n_right_to_left(table[i].tag), table[i].rtl);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_found),      cmocka_unit_test(plural_rules_of_languages), cmocka_unit_test(plural_expressions),
        cmocka_unit_test(plurals_of_a_catalogue), cmocka_unit_test(formats_must_agree),       cmocka_unit_test(broken_files_are_refused),
        cmocka_unit_test(files_are_found_by_tag), cmocka_unit_test(directions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
