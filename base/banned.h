// SPDX-License-Identifier: Apache-2.0
// Functions that do not compile here, and what to use. Forced into every source by the build.
#ifndef TGOV_BASE_BANNED_H
#define TGOV_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// Fortified headers define some of these as macros; poisoning a macro is a warning.
#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok // text_copy, buf_printf, str_cut
#pragma GCC poison atoi atol atof                                            // text_integer
#pragma GCC poison asctime ctime gmtime localtime                            // base/when.h
#pragma GCC poison rand srand random                                         // base/random.h

#endif
