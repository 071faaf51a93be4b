// SPDX-License-Identifier: Apache-2.0
// The system's time zone.
#include "platform/host.h"
#include <time.h>

int host_zone_minutes(void) {
    time_t now = (time_t)(when_now() / 1000);
    struct tm local;
    tzset(); // a tester may move the box to another zone while it runs
    return localtime_r(&now, &local) ? (int)(local.tm_gmtoff / 60) : 0;
}
