// SPDX-License-Identifier: Apache-2.0
// A field without a screen: keys in, text out. The clock stands still unless the keys say so.
//
//     assert_string_equal(typed_on(&t, "412 5"), "간");
//
// In a string of keys: 0-9 digits of the remote; a blank waits longer than the pause between two letters of a key; > and <
// are RIGHT and LEFT; - is DELETE; _ is the space key of the screen; #5 is the key 5 held. In `typed` every character is one
// event of a plugged-in keyboard; < is DELETE there.
#ifndef TGOV_TESTS_TYPING_HELPER_H
#define TGOV_TESTS_TYPING_HELPER_H

#include "app/typing/typing.h"

void field_open(struct typing *t, const char *language, enum keyboard keyboard, const char *text);
const char *pressed(struct typing *t, const char *keys);
const char *typed(struct typing *t, const char *keys);
enum typing_result act(struct typing *t, int action, int arg);

#endif
