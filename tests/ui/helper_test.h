// SPDX-License-Identifier: Apache-2.0
// What every test of the toolkit includes.
#ifndef TGOV_TESTS_UI_TEST_H
#define TGOV_TESTS_UI_TEST_H

#include "helper_scene.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#endif
