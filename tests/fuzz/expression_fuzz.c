// SPDX-License-Identifier: Apache-2.0
// Any text as a script: refused with an offset inside the text, or a rule that compiles and evaluates within the caps.
#include "base/json.h"
#include "contract/logic/expression.h"

#include <stdint.h>
#include <stdlib.h>

static const char answers[] = "{\"data\":{\"a\":\"x\",\"b\":3,\"list\":[{\"n\":1,\"on\":true},{\"n\":2}],\"day\":"
                              "\"2008-02-29\"},\"row\":{\"a\":1},"
                              "\"value\":7,\"input\":\"abc\",\"now\":\"2026-03-10\"}";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    static const char *const results[] = {"show", "value", "valid"};
    struct arena a;
    struct val rule, data, got;
    struct fault f;
    arena_init(&a, 64u << 20);
    char *source = arena_copy(&a, (const char *)bytes, len);
    if (source && strlen(source) == len && !json_read(&a, answers, sizeof answers - 1, JSON_LIMITS, &data, &f)) {
        for (size_t i = 0; i < 3; i++) {
            struct logic *l;
            const struct expression_want want = {.result = results[i]};
            enum err e = expression_translate(&a, source, &want, &rule, &f);
            if (e == ERR_NONE) {
                e = logic_compile(&a, &rule, &l, &f);
                if (e == ERR_UNSUPPORTED) {
                    abort(); // the translator may use only operators that exist
                }
                if (!e && logic_eval(l, &data, &a, &got, &f) == ERR_NONE) {
                    logic_truthy(&got);
                }
            } else if (strncmp(f.place, "offset ", 7) != 0 || strtoul(f.place + 7, NULL, 10) > len) {
                abort();
            }
        }
    }
    arena_finish(&a);
    return 0;
}
