// SPDX-License-Identifier: Apache-2.0
// Any bytes as service.json, holidays.json and as what people type; what is read is then used.
#include "contract/service/case.h"
#include "contract/service/texts.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(struct arena *a, const struct service *s, const struct calendar *c) {
    struct case_rules r = {.service = s, .calendar = c};
    struct case_file file, after;
    if (case_open(a, &r, "RS-2026-0001", "t", "d", 1772614800000, &file, NULL))
        return;
    for (int step = 0; step < 20; step++) {
        const struct service_move *m = &s->procedure.moves[(size_t)step % s->procedure.move_count];
        struct case_act act = {.kind = ACT_MOVE, .by = (enum actor)m->by, .move = m->id, .reason = "r", .answer = "a",
                               .office = s->authority.id, .at = file.opened + step * 86400000LL};
        if (!case_apply(a, &r, &file, &act, &after, NULL))
            file = after;
        const struct case_event *e = &file.events[file.event_count - 1];
        (void)!case_event_title(a, &r, e, "ko");
        (void)!case_event_detail(a, &r, e, "en");
        (void)case_clock_at(&r, &file, act.at);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct service s;
    struct calendar c;
    struct zone zone = {60, 120, {3, 5, 0, 120}, {10, 5, 0, 180}}, other;
    char text[128], clean[CASE_NUMBER_MAX];
    const char *bytes = (const char *)data;
    static const char *const tags[] = {"en", "ko", "zh-Hans"};
    arena_init(&a, 16 << 20);
    if (calendar_read(&a, "{\"years\":[]}", 12, &zone, &c, NULL))
        return 0;
    if (!service_read(&a, bytes, size, &s, NULL) && s.procedure.move_count)
        use(&a, &s, &c);
    if (!calendar_read(&a, bytes, size, &zone, &c, NULL))
        (void)calendar_deadline(&c, 1772614800000, 7);
    size_t len = size < sizeof text - 1 ? size : sizeof text - 1;
    memcpy(text, bytes, len);
    text[len] = '\0';
    (void)case_number_clean(text, clean, sizeof clean);
    (void)case_secret_clean(text, clean);
    (void)texts_choose(text, tags, 3);
    if (!zone_read(text, &other))
        (void)zone_minutes(&other, 1772614800000);
    arena_finish(&a);
    return 0;
}
