// SPDX-License-Identifier: Apache-2.0
// A person's name from claims (OpenID Connect Core, 5.1).
#ifndef TGOV_CONTRACT_TOKEN_PERSON_H
#define TGOV_CONTRACT_TOKEN_PERSON_H

#include "base/arena.h"
#include "base/value.h"

// From given_name, middle_name and family_name, in the order of the name's own language (base/locale_name.h); "locale" helps
// with names in Latin letters. Issuers that put "name" together themselves mostly do so in one order for everybody ("민준 김"),
// so this goes before their "name". "" when given_name and family_name are not both there, or when the name is longer than
// `max` bytes: then "name" stays as it is. NULL at the arena's cap.
const char *claims_person_name(struct arena *a, const struct val *claims, size_t max) TGOV_CHECKED;

#endif
