// SPDX-License-Identifier: Apache-2.0
// Brings the schema up to date: every module's migrations in order, each in its own transaction, each once.
#ifndef TGOV_STORE_MIGRATE_H
#define TGOV_STORE_MIGRATE_H

#include "backend/store/store.h"

enum err migrate(struct db *db, const struct store_module *modules, size_t count, when_ms now,
                 struct fault *f) TGOV_CHECKED;

#endif
