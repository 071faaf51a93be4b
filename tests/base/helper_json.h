// SPDX-License-Identifier: Apache-2.0
// Documents that several tests read.
#ifndef TGOV_TESTS_BASE_HELPER_JSON_H
#define TGOV_TESTS_BASE_HELPER_JSON_H

// Every kind of value, escapes, and characters of one to four bytes.
#define SAMPLE                                                                                                         \
    "{\"id\":\"birth-certificate\",\"title\":\"\xEC\xB6\x9C\xEC\x83\x9D \\u00e9\\ud83d\\ude00\\n\\\"x\\\"\","             \
    "\"minutes\":12,\"cost\":-0.25e+1,\"open\":true,\"closed\":false,\"none\":null,"                                    \
    "\"steps\":[{\"name\":\"ask\",\"days\":1},{\"name\":\"\xF0\x9F\x98\x80\",\"days\":20}],\"tags\":[\"a\",\"b\"],\"empty\":[{},[]]}"

#endif
