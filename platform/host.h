// SPDX-License-Identifier: Apache-2.0
// What drivers that run on a real system share.
#ifndef TGOV_PLATFORM_HOST_H
#define TGOV_PLATFORM_HOST_H

#include "platform/platform.h"

// Entries of platform_ops: the system's time, and what its local time is ahead of UTC now. Neither needs the platform.
when_ms host_wall(struct platform *p);
int host_zone_minutes(struct platform *p);

#endif
