// SPDX-License-Identifier: Apache-2.0
// What stands and is said around the field of a date or a time. Nothing, for any other field.
#ifndef TGOV_APP_SCREENS_FORM_DATE_H
#define TGOV_APP_SCREENS_FORM_DATE_H

#include "app/typing/typing.h"

// "Day", "Month", "Year" in the order of the field, the one that comes next in bold; the year with the name of its calendar
// where that is not the Gregorian one. Children of the open row.
void form_date_parts(struct ui *u, const struct typing *t);
// For the digit before the caret: "Day, 0", with the last one of a part what the part is: "Month, 3. March". NULL: nothing.
const char *form_date_echo(struct ui *u, const struct typing *t);

#endif
