// SPDX-License-Identifier: Apache-2.0
// All screens, sorted by their id: a new screen is one line here and one in enum screen_id.
#include "app/screens/table.h"

const struct screen_def *const screen_table[SCREEN_COUNT] = {
    &screen_boot,
    &screen_case,
    &screen_cases,
    &screen_catalogue,
    &screen_clip,
    &screen_curtain,
    &screen_follow,
    &screen_form,
    &screen_hand,
    &screen_help,
    &screen_home,
    &screen_log,
    &screen_mandates,
    &screen_people,
    &screen_person,
    &screen_phones,
    &screen_receipt,
    &screen_search,
    &screen_service,
    &screen_settings,
    &screen_setup,
    &screen_sign,
    &screen_sign_in,
    &screen_write,
};
