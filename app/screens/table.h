// SPDX-License-Identifier: Apache-2.0
// What every screen's file defines; app/screens/table.c puts them in a row.
#ifndef TGOV_APP_SCREENS_TABLE_H
#define TGOV_APP_SCREENS_TABLE_H

#include "app/screen.h"

extern const struct screen_def screen_boot, screen_case, screen_cases, screen_catalogue, screen_clip, screen_curtain,
    screen_follow, screen_form, screen_hand, screen_help, screen_home, screen_log, screen_mandates, screen_people,
    screen_person, screen_phones, screen_receipt, screen_search, screen_service, screen_settings, screen_setup, screen_sign,
    screen_sign_in, screen_write;

#endif
