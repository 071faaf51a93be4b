// SPDX-License-Identifier: Apache-2.0
// The answer of an address question on one line: as it was typed, or put together from its parts.
#include "contract/form/words.h"

#include "base/locale_address.h"

static const char *first_of(const struct val *v, const char *const *names) {
    for (; *names; names++)
        if (*val_get_text(v, *names, ""))
            return val_get_text(v, *names, "");
    return "";
}

// Parts as form.io's manual mode writes them, OpenStreetMap's Nominatim, and Azure Maps: the geocoders that it offers.
static struct locale_address parts_of(const struct val *v, struct arena *a) {
    static const char *const road[] = {"road", "streetName", "pedestrian", NULL}, *const number[] = {"house_number", "streetNumber", NULL};
    static const char *const district[] = {"borough", "city_district", "suburb", "neighbourhood", "municipalitySubdivision", NULL};
    static const char *const city[] = {"city", "town", "village", "municipality", NULL}, *const state[] = {"state", "province", "countrySubdivision", NULL};
    static const char *const postcode[] = {"postcode", "zip", "postalCode", NULL}, *const code[] = {"country_code", "countryCode", NULL};
    const char *street = val_get_text(v, "address1", ""), *country = val_get_text(v, "country", "");
    bool coded = strlen(country) == 2 && !*first_of(v, code); // "KR" where others write the name
    if (*street && *val_get_text(v, "address2", ""))
        street = arena_printf(a, "%s, %s", street, val_get_text(v, "address2", ""));
    return (struct locale_address){.street = street, .road = first_of(v, road), .number = first_of(v, number), .unit = val_get_text(v, "unit", ""),
                                   .district = first_of(v, district), .city = first_of(v, city), .state = first_of(v, state),
                                   .postcode = first_of(v, postcode), .country = country, .code = coded ? country : first_of(v, code)};
}

const char *form_address(const struct val *v, const char *lang, struct arena *a) {
    static const char *const typed[] = {"formatted_address", "formattedAddress", NULL}, *const found[] = {"display_name", "freeformAddress", NULL};
    const char *label = "";
    const struct val *inner = v;
    for (; v && v->type == VAL_OBJECT; v = val_get(v, "address")) {
        if (*first_of(v, typed))
            return first_of(v, typed);
        label = *first_of(v, found) ? first_of(v, found) : label;
        inner = v;
    }
    const struct locale_address parts = parts_of(inner, a);
    const char *text = locale_address(&parts, lang, a);
    return *text ? text : label;
}
