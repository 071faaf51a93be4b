// SPDX-License-Identifier: Apache-2.0
// How far a sign-in is.
#ifndef TGOV_APP_IDENTITY_STATE_H
#define TGOV_APP_IDENTITY_STATE_H

enum oauth_state {
    OAUTH_ASKING,      // first answers are on their way
    OAUTH_WAITING,     // the code can be shown
    OAUTH_UNREACHABLE, // there is no code yet, and no way to the issuer; it goes on trying
    OAUTH_CLOCK,       // the box's clock is so wrong that nobody's certificate is valid; it goes on trying
    // ---- ends
    OAUTH_DONE, OAUTH_DENIED, OAUTH_EXPIRED, OAUTH_FAULTY, OAUTH_NOT_OFFERED,
    OAUTH_FULL,          // this TV knows as many people as it can
    OAUTH_SOMEBODY_ELSE, // another person approved what this person was to sign
};

#endif
