// SPDX-License-Identifier: Apache-2.0
// Which component types administrations have invented, and what each is in plain Form.io. A table, so that a further
// administration is a further row, or a row of a file given with --dialect:
//
//     {"components": {"mySelect": {"type": "select", "does": "asks", "pair": true, "set": {"dataSrc": "values"}},
//                     "myMap": {"does": "lost", "why": "a map cannot be drawn"}},
//      "scripts": {"instance.validateThing(input)": {"==": [{"length": [{"var": "input"}]}, 9]}}}
#ifndef TGOV_CONTRACT_FORMS_TOOL_DIALECT_H
#define TGOV_CONTRACT_FORMS_TOOL_DIALECT_H

#include "base/value.h"

enum dialect_does {
    DOES_ASK,    // a question
    DOES_SHOW,   // a text
    DOES_GROUP,  // holds others
    DOES_VALUE,  // never shown, carried along
    DOES_IGNORE, // means nothing on a television: a button
    DOES_LOSE,   // cannot be taken; `set` says why
};
enum dialect_flags {
    DIALECT_PAIR = 1,       // its answers were {"label", "value"}: what reads ".value" of it reads the answer itself
    DIALECT_COUNTRIES = 2,  // chooses a country: its options are the codes of ISO 3166
    DIALECT_ATTACHMENT = 4, // NAV: "attachmentValues" are the options
    DIALECT_ACCORDION = 8,  // NAV: "accordionValues" are titles with texts
};

struct dialect_row {
    const char *from, *to;
    int does;
    int flags;
    const char
        *set; // JSON object of members that replace those of the component; with DOES_LOSE the reason; may be NULL
};

struct dialect {
    const struct val *components, *scripts; // of --dialect, may be NULL
};
// NULL when neither the file nor the table knows the type. `room` holds a row that comes from the file.
const struct dialect_row *dialect_find(const struct dialect *d, const char *type, struct dialect_row *room,
                                       struct val *set);
// The rule that stands for a whole script, as JSON text in *text or as a value in *rule; false when there is none.
bool dialect_script(const struct dialect *d, const char *script, const char **text, const struct val **rule);

#endif
