// SPDX-License-Identifier: Apache-2.0
// Upload-Metadata of a resumable upload, and names of files.
#include "backend/phone/inside.h"
#include "backend/phone/tus.h"
#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct tus_metadata m;
    arena_init(&a, 1 << 20);
    const char *text = arena_copy(&a, (const char *)data, size);
    if (text && tus_metadata_read(&a, text, &m) == ERR_NONE)
        for (size_t i = 0; i < m.count; i++)
            assert(m.pairs[i].key[0] && utf8_valid(m.pairs[i].value, strlen(m.pairs[i].value)) &&
                   strlen(m.pairs[i].value) <= TUS_VALUE_MAX);
    const char *name = text && utf8_valid(text, strlen(text)) ? file_name_clean(&a, text, ".jpg") : NULL;
    if (name) {
        assert(utf8_valid(name, strlen(name)) && strlen(name) <= FILE_NAME_MAX && str_ends(str_of(name), ".jpg"));
        assert(!strpbrk(name, "/\\\r\n\"<>|") && name[0] != '.');
    }
    arena_finish(&a);
    return 0;
}
