// SPDX-License-Identifier: Apache-2.0
// A translation file with any bytes: it is refused, or every answer is a terminated text that printf may be given.
#include "base/format.h"
#include "base/i18n.h"
#include "base/plural.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const ids[] = {"Send", "Hello, %s", "%d of %d", ""};
    struct arena a;
    struct fault f = {0};
    arena_init(&a, 1 << 20);
    char *copy = size < 1 << 18 ? arena_copy(&a, (const char *)data, size) : NULL;
    const struct i18n *t = copy ? i18n_read(&a, (struct str){copy, size}, "fuzz", &f) : NULL;
    for (size_t i = 0; t && i < sizeof ids / sizeof *ids; i++)
        if (!format_agrees(ids[i], i18n_text(t, i % 2 ? "key" : NULL, ids[i])))
            abort();
    for (long n = 0; t && n < 30; n++)
        if (!format_agrees("%d days", i18n_plural(t, "%d day", "%d days", n)))
            abort();
    long form;
    if (copy)
        (void)plural_form(copy, 7, &form);
    arena_finish(&a);
    return 0;
}
