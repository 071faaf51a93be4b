// SPDX-License-Identifier: Apache-2.0
// The product's own table of routes: sorted, unique, well-formed.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "backend/route.h"

static void table_is_in_order(void **state) {
    struct fault f = {0};
    const struct router t = {route_table, route_table_count};
    if (!route_table_check(&t, &f))
        fail_msg("%s: %s", f.place, f.what);
}

// Whoever may send a new case must send a key with it, or a retry after a power cut makes a second case.
static void new_cases_need_a_key(void **state) {
    for (size_t i = 0; i < route_table_count; i++) {
        const struct route *r = &route_table[i];
        // Elsewhere a second one does no harm, or the answer holds a secret that must not be kept for a repetition.
        if (r->method == METHOD_POST && (r->flags & ROUTE_JSON) && strstr(r->path, "/cases"))
            assert_true(r->flags & (ROUTE_IDEMPOTENT | ROUTE_KEY_NEEDED));
        if (strstr(r->path, "/services/{id}/cases"))
            assert_true((r->flags & ROUTE_KEY_NEEDED) && !(r->flags & ROUTE_IDEMPOTENT)); // no receipt with its secret is kept
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(table_is_in_order), cmocka_unit_test(new_cases_need_a_key)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
