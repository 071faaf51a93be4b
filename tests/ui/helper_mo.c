// SPDX-License-Identifier: Apache-2.0
#include "helper_mo.h"

static void number(struct buf *out, uint32_t n, bool swapped) {
    n = swapped ? __builtin_bswap32(n) : n;
    buf_add(out, &n, sizeof n);
}

void mo_write(struct buf *out, const struct mo_text *texts, size_t count, bool swapped) {
    uint32_t header = 28, table = (uint32_t)count * 8, at = header + 2 * table;
    const uint32_t fields[] = {0x950412de, 0, (uint32_t)count, header, header + table, 0, 0};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        number(out, fields[i], swapped);
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < count; i++) {
            size_t len = side ? texts[i].text.len : texts[i].id.len;
            number(out, (uint32_t)len, swapped);
            number(out, at, swapped);
            at += (uint32_t)len + 1;
        }
    }
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < count; i++) {
            struct str s = side ? texts[i].text : texts[i].id;
            buf_add(out, s.p, s.len);
            buf_char(out, '\0');
        }
    }
}
