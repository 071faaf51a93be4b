// SPDX-License-Identifier: Apache-2.0
// People of a test's television, signed in with tokens that are nobody's: cut it off from the network first.
#ifndef TGOV_TESTS_APP_HELPER_PEOPLE_H
#define TGOV_TESTS_APP_HELPER_PEOPLE_H

#include "app/identity/inside.h"
#include "helper_viewer.h"

void people_cut_off(struct viewer *v);
// Somebody new, kept, in front of the TV. Moves nobody else.
struct resident *people_new(struct viewer *v, const char *name, const char *subject);
// By the name that the TV shows; fails when there is none.
struct resident *people_named(struct viewer *v, const char *name);

#endif
