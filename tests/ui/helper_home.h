// SPDX-License-Identifier: Apache-2.0
// The home screen of a guest, as the design shows it: the fullest ordinary screen, so tests and bench measure on it.
#ifndef TGOV_TESTS_UI_HOME_H
#define TGOV_TESTS_UI_HOME_H

#include "ui/widgets.h"

// `state` is not used.
void home_view(struct ui *u, const void *state);

#endif
