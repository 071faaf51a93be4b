// SPDX-License-Identifier: Apache-2.0
// Any JSON as an export of a form: refused, or turned into a form that contract/form reads, with counts that make sense.
#include "contract/form/form.h"
#include "contract/forms_tool/import.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    struct arena a;
    struct val json;
    struct fault f;
    struct import_result r;
    struct dialect d = {0};
    arena_init(&a, 64u << 20);
    struct json_limits limits = {.bytes = 1 << 18, .depth = 200, .values = 20000};
    if (!json_read(&a, (const char *)bytes, len, limits, &json, &f) && !import_form(&a, &json, &d, &r, &f)) {
        struct form *form;
        struct buf b;
        buf_init(&b, 16u << 20);
        json_write(&b, &r.form);
        bool counts = r.components_kept >= 0 && r.components_kept <= r.components && r.expressions_kept >= 0 &&
                      r.expressions_kept <= r.expressions;
        if (!counts || b.err || form_read_bytes(&a, buf_text(&b), b.len, &form, &f) == ERR_SYNTAX) {
            abort();
        }
        buf_finish(&b);
    }
    arena_finish(&a);
    return 0;
}
