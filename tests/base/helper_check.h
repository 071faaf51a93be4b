// SPDX-License-Identifier: Apache-2.0
// What every test of base includes: cmocka with the headers it wants before it.
#ifndef TGOV_TESTS_BASE_HELPER_CHECK_H
#define TGOV_TESTS_BASE_HELPER_CHECK_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

#endif
