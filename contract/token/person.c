// SPDX-License-Identifier: Apache-2.0
#include "contract/token/person.h"

#include "base/locale_name.h"
#include "contract/token/jwt.h"

enum { LOCALE_MAX = 35 }; // bytes of a language tag

const char *claims_person_name(struct arena *a, const struct val *claims, size_t max) {
    struct locale_person p = {.given = jwt_claim_text(a, claims, "given_name", max), .given2 = jwt_claim_text(a, claims, "middle_name", max),
                              .surname = jwt_claim_text(a, claims, "family_name", max)};
    const char *reads = jwt_claim_text(a, claims, "locale", LOCALE_MAX);
    if (!p.given || !p.given2 || !p.surname || !reads)
        return NULL;
    if (!*p.given || !*p.surname)
        return "";
    p.language = locale_name_language(&p, reads);
    const char *name = locale_person_name(&p, NULL, a);
    return strlen(name) > max ? "" : *name || !a->failed ? name : NULL;
}
