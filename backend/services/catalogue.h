// SPDX-License-Identifier: Apache-2.0
// All that the catalogue folder says, loaded whole or not at all, never changed afterwards. What a million televisions
// ask alike (home, lists without a search, services, forms) is made once per language at the load: shared bytes with
// their ETag (backend/blob.h), so that answering costs a table look-up.
//
//     CATALOGUE/district.json  holidays.json  context.jsonld  SERVICE/service.json  SERVICE/form.json
//
// A reload makes a second one and swaps it in (backend/holder.h); the old one stays while requests use it.
#ifndef TGOV_BACKEND_SERVICES_CATALOGUE_H
#define TGOV_BACKEND_SERVICES_CATALOGUE_H

#include "base/err.h"

struct catalogue;

enum {
    CATALOGUE_SERVICES_CAP = 2000,
    CATALOGUE_MEMORY_CAP = 512 << 20, // bytes, prepared bodies not counted
};

// NULL with the file and its JSON path in `f` ("bulky-waste/service.json: $.procedure.moves[2].to"). One wrong file
// fails the whole load.
struct catalogue *catalogue_load(const char *folder, struct fault *f) TGOV_CHECKED;
void catalogue_destroy(struct catalogue *c); // NULL is fine
size_t catalogue_count(const struct catalogue *c);

#endif
