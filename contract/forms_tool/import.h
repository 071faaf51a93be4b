// SPDX-License-Identifier: Apache-2.0
// Turns a Form.io export of some administration into the plain Form.io that contract/form reads: component types by the
// dialect table, scripts as JsonLogic, everything else as it was. What could not be taken is listed.
//
//     struct import_result r;
//     if (!import_form(&arena, &json, &dialect, &r, &f)) write(r.form);
#ifndef TGOV_CONTRACT_FORMS_TOOL_IMPORT_H
#define TGOV_CONTRACT_FORMS_TOOL_IMPORT_H

#include "base/json.h"
#include "contract/forms_tool/dialect.h"

#define IMPORT_COMPONENTS_CAP 5000
#define IMPORT_LOSSES_CAP 2000
#define IMPORT_DEPTH_CAP 60 // nested components

struct import_loss {
    const char *place, *what; // JSON path in the export, and why
    const struct import_loss *next;
};
struct import_result {
    struct val form;
    const char *title, *number,
        *language;                     // `number` of the form with its authority, "" when it has none; language guessed
    int components, components_kept;   // that ask, show or group something
    int expressions, expressions_kept; // JavaScript or JsonLogic
    const struct import_loss *losses;  // in the order of the form
    const struct import_loss *notes;   // taken, but not quite as it was
};

// `a` must hold the result as long as it is used, and so must `json`. ERR_MISSING: there is nothing usable in it.
enum err import_form(struct arena *a, const struct val *json, const struct dialect *d, struct import_result *out,
                     struct fault *f) TGOV_CHECKED;
// A service.json for it, as text. `id` must be a valid service id.
enum err import_service(struct arena *a, const char *id, const struct import_result *r, struct val *out) TGOV_CHECKED;

#endif
