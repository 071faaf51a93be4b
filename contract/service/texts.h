// SPDX-License-Identifier: Apache-2.0
// Texts in several languages, as catalogue files write them: {"en": "Send report", "ko": "신고 보내기"}. Keys are BCP 47
// tags. In JSON-LD this is a language map, so a catalogue file stays linked data.
#ifndef TGOV_CONTRACT_SERVICE_TEXTS_H
#define TGOV_CONTRACT_SERVICE_TEXTS_H

#include "base/value.h"

enum {
    TEXTS_LANGUAGES_CAP = 40, // of one text
    TEXTS_BYTES_CAP = 4096,   // one translation
    TEXTS_TAG_CAP = 35,       // bytes of a language tag (RFC 5646, 4.4.1)
};

// The text in `language`: the tag itself, then without its last parts ("ko-KR", "ko"), then "en", then the first there
// is. Never NULL: "" when there is none. Lives as long as `texts`.
const char *texts_pick(const struct val *texts, const char *language);
// Of which of its translations texts_pick takes the text: "en" for a text that has no "ko". "" when there is none.
const char *texts_language(const struct val *texts, const char *language);
// The same, NULL when it is not there in exactly this language or a shorter form of its tag.
const char *texts_exact(const struct val *texts, const char *language);
// True for a well-formed, short language tag.
bool texts_tag_valid(const char *tag);
// Every value is a non-empty string under the cap, every key a tag, and all of `languages` are there. ERR_TYPE,
// ERR_LIMIT or ERR_MISSING with `path` (and the language) in the fault. An absent (null) text is ERR_MISSING.
enum err texts_check(const struct val *texts, const char *const *languages, size_t count, const char *path,
                     struct fault *f) TGOV_CHECKED;

// Which of `available` fits an Accept-Language header best (RFC 4647 lookup, weights honoured): its index, or 0 when
// none fits or `header` is NULL. A header longer than 1 KiB or with more than 32 ranges is cut there.
size_t texts_choose(const char *header, const char *const *available, size_t count);

#endif
