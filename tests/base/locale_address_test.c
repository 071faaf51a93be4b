// SPDX-License-Identifier: Apache-2.0
// Addresses in the order of their country and letters. Expected texts follow libaddressinput's fmt and lfmt of the country.
#include "base/locale_address.h"
#include "tests/base/helper_check.h"
#include <string.h>

static struct arena arena;

static void check(const char *what, struct locale_address p, const char *viewer, const char *expected) {
    const char *got = locale_address(&p, viewer, &arena);
    if (strcmp(got, expected))
        fail_msg("%s: \"%s\", expected \"%s\"", what, got, expected);
}

static void in_the_order_of_the_country(void **state) {
    static const struct {
        struct locale_address parts;
        const char *shown;
    } rows[] = {
        {{NULL, "세종대로", "110", "5층", "중구", "서울특별시", NULL, "04524", "대한민국", "KR"}, "대한민국 서울특별시 중구 세종대로 110 5층, 04524"},
        {{NULL, "Sejong-daero", "110", "Floor 5", "Jung-gu", "Seoul", NULL, "04524", "South Korea", "KR"},
         "110 Sejong-daero, Floor 5, Jung-gu, Seoul, 04524, South Korea"},
        {{NULL, "长安街", "1号", NULL, "西城区", "北京市", NULL, "100032", "中国", "CN"}, "100032 中国北京市西城区长安街1号"},
        {{NULL, "Tianhe Road", "1", NULL, "Tianhe", "Guangzhou", "Guangdong", "510620", "China", "CN"},
         "1 Tianhe Road, Tianhe, Guangzhou, Guangdong, 510620, China"},
        {{NULL, "Quay Road", "27", NULL, NULL, "Leeds", NULL, "LS1 4AB", "United Kingdom", "gb"}, "27 Quay Road, Leeds, LS1 4AB, United Kingdom"},
        {{NULL, "Main Street", "27", "Apt 4", NULL, "Springfield", "IL", "62701", "USA", "US"}, "27 Main Street, Apt 4, Springfield, IL 62701, USA"},
        {{NULL, "King Street", "27", NULL, NULL, "Toronto", "ON", "M5H 1A1", NULL, "CA"}, "27 King Street, Toronto ON M5H 1A1"},
        {{NULL, "महात्मा गांधी मार्ग", "12", NULL, NULL, "मुंबई", "महाराष्ट्र", "400001", "भारत", "IN"}, "12 महात्मा गांधी मार्ग, मुंबई 400001, महाराष्ट्र, भारत"},
        {{NULL, "Calle de Alcalá", "48", NULL, NULL, "Madrid", NULL, "28014", "España", "ES"}, "Calle de Alcalá, 48, 28014 Madrid, España"},
        {{NULL, "Avenida Juárez", "76", NULL, "Centro", "Ciudad de México", "CDMX", "06010", NULL, "MX"},
         "Avenida Juárez 76, Centro, 06010 Ciudad de México, CDMX"},
        {{NULL, "Rua Augusta", "1500", NULL, "Consolação", "São Paulo", "SP", "01304-001", "Brasil", "BR"},
         "Rua Augusta, 1500, Consolação, São Paulo-SP, 01304-001, Brasil"},
        {{NULL, "ถนนสุขุมวิท", "199/12", NULL, "แขวงคลองเตย", "เขตคลองเตย", "กรุงเทพมหานคร", "10110", NULL, "TH"},
         "199/12 ถนนสุขุมวิท แขวงคลองเตย เขตคลองเตย กรุงเทพมหานคร 10110"},
        {{NULL, "Nguyễn Du", "54", NULL, "Hai Bà Trưng", "Hà Nội", NULL, "100000", "Việt Nam", "VN"}, "54 Nguyễn Du, Hai Bà Trưng, Hà Nội, 100000, Việt Nam"},
        {{NULL, "شارع الإمام علي", "8228", NULL, "الشفا", "الرياض", NULL, "14713", "السعودية", "SA"}, "8228 شارع الإمام علي، الشفا، الرياض 14713، السعودية"},
        {{NULL, "شارع طلعت حرب", "12", NULL, NULL, "القاهرة", NULL, "11511", "مصر", "EG"}, "12 شارع طلعت حرب، القاهرة، 11511، مصر"},
        {{NULL, "Lindenstraße", "5", NULL, NULL, "Bonn", NULL, "53113", "Deutschland", "DE"}, "Lindenstraße 5, 53113 Bonn, Deutschland"},
        {{NULL, "شارع الحمراء", "5", NULL, NULL, "بيروت", NULL, NULL, NULL, "LB"}, "شارع الحمراء 5، بيروت"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(rows[i].parts.code, rows[i].parts, "en", rows[i].shown);
        check(rows[i].parts.code, rows[i].parts, "ar", rows[i].shown); // whoever reads it
    }
}

static void without_a_country(void **state) {
    const struct locale_address latin = {.road = "Rua Augusta", .number = "5", .city = "Sines", .postcode = "7520"};
    (void)state;
    check("letters tell", (struct locale_address){.road = "세종대로", .number = "110", .city = "서울특별시"}, "en", "서울특별시 세종대로 110");
    check("letters tell", (struct locale_address){.road = "长安街", .number = "1号", .city = "北京市"}, "ko", "北京市长安街1号");
    check("Latin", latin, "en", "5 Rua Augusta, Sines, 7520");
    check("Latin", latin, "pt-BR", "Rua Augusta, 5, Sines, 7520");
    check("Latin", latin, "es", "Rua Augusta, 5, 7520 Sines");
    check("Latin", latin, "ko", "5 Rua Augusta, Sines, 7520");
    check("no viewer", latin, NULL, "5 Rua Augusta, Sines, 7520");
    check("a name is no code", (struct locale_address){.road = "High Street", .city = "Bath", .code = "GBR"}, "en", "High Street, Bath");
    check("other letters", (struct locale_address){.road = "вул. Хрещатик", .number = "22", .city = "Київ", .postcode = "01001"}, "en", "вул. Хрещатик 22, 01001 Київ");
}

static void parts_that_are_missing(void **state) {
    (void)state;
    check("a street as one text", (struct locale_address){.street = "5 Mill Lane", .road = "x", .city = "Bath", .code = "GB"}, "en", "5 Mill Lane, Bath");
    check("no state", (struct locale_address){.road = "Main Street", .city = "Springfield", .postcode = "62701", .code = "US"}, "en", "Main Street, Springfield, 62701");
    check("no postcode", (struct locale_address){.road = "Main Street", .city = "Springfield", .state = "IL", .country = "USA", .code = "US"}, "en",
          "Main Street, Springfield, IL, USA");
    check("only a city", (struct locale_address){.city = "서울특별시", .code = "KR"}, "ko", "서울특별시");
    check("only a number", (struct locale_address){.number = "7"}, "en", "7");
    check("nothing", (struct locale_address){.city = ""}, "en", "");
}

static void without_memory_nothing(void **state) {
    static char endless[8192];
    struct arena tiny;
    (void)state;
    arena_init(&tiny, 4);
    assert_string_equal(locale_address(&(struct locale_address){.city = "Springfield"}, "en", &tiny), "");
    arena_finish(&tiny);
    memset(endless, 'a', sizeof endless - 1);
    check("too long", (struct locale_address){.city = endless}, "en", "");
    check("too long", (struct locale_address){.road = endless, .city = "Bath"}, "en", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(in_the_order_of_the_country), cmocka_unit_test(without_a_country),
                                       cmocka_unit_test(parts_that_are_missing), cmocka_unit_test(without_memory_nothing)};
    arena_init(&arena, 1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
