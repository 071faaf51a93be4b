// SPDX-License-Identifier: Apache-2.0
// The system's clock on the wall and its time zone.
#include "platform/host.h"
#include <time.h>

when_ms host_wall(struct platform *p) {
    (void)p;
    return when_now();
}

int host_zone_minutes(struct platform *p) {
    time_t now = (time_t)(when_now() / 1000);
    struct tm local;
    (void)p;
    tzset(); // a tester may move the box to another zone while it runs
    return localtime_r(&now, &local) ? (int)(local.tm_gmtoff / 60) : 0;
}
