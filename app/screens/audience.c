// SPDX-License-Identifier: Apache-2.0
#include "app/screens/audience.h"

static bool is_for(const struct api_service *service, enum audience who) {
    for (size_t i = 0; i < service->audience_count; i++)
        if (text_same(service->audiences[i], audience_names[who]))
            return true;
    return false;
}

static bool has_role(const char *roles, const char *role) {
    struct str rest = str_of(roles);
    while (rest.len)
        if (str_is(str_cut(&rest, ' '), role))
            return true;
    return false;
}

// As the backend does when something is sent: everybody who signed in is a citizen.
enum audience_fit audience_fit(const struct api_service *service, const struct person *person) {
    if (service->sign_in != SIGN_IN_REQUIRED || !service->audience_count || is_for(service, AUDIENCE_CITIZEN))
        return AUDIENCE_FITS;
    if (!*person->id || person->locked)
        return AUDIENCE_GUEST;
    bool business = is_for(service, AUDIENCE_BUSINESS) && has_role(person->roles, "business");
    bool staff = is_for(service, AUDIENCE_GOVERNMENT) && (has_role(person->roles, "officer") || has_role(person->roles, "admin"));
    return business || staff || !*person->roles ? AUDIENCE_FITS : AUDIENCE_NOT;
}

void audience_notice(struct ui *u, const struct api_service *service, enum audience_fit fit) {
    bool business = is_for(service, AUDIENCE_BUSINESS);
    if (fit == AUDIENCE_FITS)
        return;
    w_notice(u, &(struct w_notice){.key = "audience", .kind = fit == AUDIENCE_NOT ? W_WAIT : W_INFO,
                                   .title = business ? tr(u, "This service is for businesses") : tr(u, "This service is for government staff"),
                                   .text = business ? tr(u, "Somebody who acts for a company has to sign in.") : tr(u, "Somebody with an office account has to sign in.")});
}
