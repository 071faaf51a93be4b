// SPDX-License-Identifier: Apache-2.0
// A form with files: the first line is the Content-Type, the rest the body.
#include "backend/phone/multipart.h"
#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct multipart m;
    arena_init(&a, 1 << 20);
    struct str rest = {(const char *)data, size}, line = str_cut(&rest, '\n');
    const char *type = line.p ? arena_copy(&a, line.p, line.len) : "";
    if (type && multipart_read(&a, type, rest, &m) == ERR_NONE)
        for (size_t i = 0; i < m.count; i++) {
            const struct multipart_part *p = &m.parts[i];
            assert(p->bytes.p >= rest.p && p->bytes.p + p->bytes.len <= rest.p + rest.len);
            assert(utf8_valid(p->name, strlen(p->name)) && (!p->file || utf8_valid(p->file, strlen(p->file))));
            (void)multipart_text(&m, &a, p->name);
        }
    arena_finish(&a);
    return 0;
}
