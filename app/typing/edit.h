// SPDX-License-Identifier: Apache-2.0
// The text of a field: inserting, removing, moving the caret, undo. Whatever happens, the text is UTF-8 in NFC (as far as
// marks.h goes) and the caret stands between two characters (UAX 29). For the files of app/typing.
#ifndef TGOV_APP_TYPING_EDIT_H
#define TGOV_APP_TYPING_EDIT_H

#include "app/typing/typing.h"

enum edit_kind { EDIT_NONE, EDIT_WRITE, EDIT_DELETE, EDIT_OTHER, EDIT_REPLACE };

// Before every change: begins a step of undo unless one of this kind is open (OTHER is always a step of its own).
void edit_step(struct typing *t, enum edit_kind kind);
void edit_step_end(struct typing *t);
bool edit_undo(struct typing *t); // false: there is no step

// Puts `bytes` in the place of the `before` bytes before the caret. False and `refused`: no room, not allowed here, no UTF-8.
bool edit_put(struct typing *t, int before, const char *bytes, int len);
bool edit_put_codes(struct typing *t, int before, const uint32_t *codes, int count);
bool edit_delete(struct typing *t);  // before the caret; false at the start
bool edit_delete_next(struct typing *t);
void edit_move(struct typing *t, bool forward);
// The character before byte `at`; 0 at the start.
uint32_t edit_before(const struct typing *t, int at);
// Does this field take digits only (with the signs that belong to numbers)?
bool edit_numeric(const struct typing *t);
// Is the text before the caret read from right to left?
bool edit_is_rtl(const struct typing *t);

#endif
