// SPDX-License-Identifier: Apache-2.0
// Who a service is for, and whether whoever is in front of the TV is one of them: said before the first question, because the
// office refuses everybody else at the end.
#ifndef TGOV_APP_SCREENS_AUDIENCE_H
#define TGOV_APP_SCREENS_AUDIENCE_H

#include "app/screens/parts.h"
#include "contract/service/api.h"

enum audience_fit {
    AUDIENCE_FITS,  // also who cannot be judged here: the office decides
    AUDIENCE_GUEST, // nobody signed in, and it is not for everybody
    AUDIENCE_NOT,   // somebody signed in for whom it is not
};
enum audience_fit audience_fit(const struct api_service *service, const struct person *person);
// "This service is for businesses", and what to do; nothing when it fits.
void audience_notice(struct ui *u, const struct api_service *service, enum audience_fit fit);

#endif
