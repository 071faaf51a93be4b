// SPDX-License-Identifier: Apache-2.0
// What watches the service: GET /v1/health (application/health+json; 503 with Retry-After while the store cannot be
// read or written or no catalogue is loaded) and GET /metrics (Prometheus text; for callers on this machine only).
#ifndef TGOV_BACKEND_HEALTH_H
#define TGOV_BACKEND_HEALTH_H

#include "backend/route.h"

enum status health_show(const struct req *req, struct resp *resp, struct store *store);
enum status metrics_show(const struct req *req, struct resp *resp, struct store *store);

#endif
