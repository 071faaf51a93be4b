// SPDX-License-Identifier: Apache-2.0
// Any JSON as a rule, compiled in both manners and evaluated over itself and over some answers: every run must end within
// the caps, and a rule must give the same twice.
#include "base/json.h"
#include "contract/logic/logic.h"

#include <stdint.h>
#include <stdlib.h>

static const char answers[] =
    "{\"data\":{\"a\":\"x\",\"n\":3,\"l\":[{\"n\":1},{\"n\":\"2\"},null],\"d\":\"2026-03-10\",\"e\":\"\"},"
    "\"row\":{},\"now\":\"2026-03-10\"}";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    struct arena a, scratch;
    struct val rule, data, first, again;
    struct logic *l;
    struct fault f;
    arena_init(&a, 16u << 20);
    arena_init(&scratch, 8u << 20);
    struct json_limits limits = {.bytes = 1 << 16, .depth = 80, .values = 5000};
    if (!json_read(&a, (const char *)bytes, len, limits, &rule, &f) &&
        !json_read(&a, answers, sizeof answers - 1, limits, &data, &f)) {
        for (int manner = LOGIC_FORMS; manner <= LOGIC_STRICT; manner++) {
            if (logic_compile_as(&a, &rule, (enum logic_manner)manner, &l, &f)) {
                continue;
            }
            enum err e = logic_eval(l, &data, &scratch, &first, &f);
            if (logic_eval(l, &data, &scratch, &again, &f) != e && scratch.failed == false) {
                abort();
            }
            struct buf b;
            buf_init(&b, 8u << 20);
            json_write(&b, &first);
            buf_finish(&b);
            arena_reset(&scratch);
            e = logic_eval(l, &rule, &scratch, &first, &f);
            arena_reset(&scratch);
        }
    }
    arena_finish(&scratch);
    arena_finish(&a);
    return 0;
}
