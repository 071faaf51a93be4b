// SPDX-License-Identifier: Apache-2.0
// What drivers that run on a real system share.
#ifndef TGOV_PLATFORM_HOST_H
#define TGOV_PLATFORM_HOST_H

#include "base/when.h"

// What the system's local time is ahead of UTC now, in minutes.
int host_zone_minutes(void);

#endif
