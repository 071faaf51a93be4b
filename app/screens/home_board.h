// SPDX-License-Identifier: Apache-2.0
// The board of the place on home: what is on there today.
#ifndef TGOV_APP_SCREENS_HOME_BOARD_H
#define TGOV_APP_SCREENS_HOME_BOARD_H

#include "contract/service/api.h"
#include "ui/ui.h"

bool home_packed(const struct ui *u); // at 125 % everything is packed closer, so that no door stands below the edge
void home_board(struct ui *u, const struct api_home *home);

#endif
