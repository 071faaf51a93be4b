// SPDX-License-Identifier: Apache-2.0
// Translations from gettext .mo files (GNU gettext manual, "The Format of GNU MO Files"), read whole and checked, with
// plural forms evaluated from the header. Own reader because libintl binds one language to the whole process and
// switching it needs an installed system locale, which a set-top does not have.
#ifndef TGOV_BASE_I18N_H
#define TGOV_BASE_I18N_H

#include "base/arena.h"
#include "base/str.h"

struct i18n;

// Loads FOLDER/TAG.mo, then FOLDER/LANG.mo of a tag like "pt-BR". English needs no file. On failure (`f` says why)
// the result is NULL and texts stay English. Everything lives in `a`.
const struct i18n *i18n_load(struct arena *a, const char *folder, const char *tag, struct fault *f);
// The same from bytes that live as long as `a`; `name` is for messages.
const struct i18n *i18n_read(struct arena *a, struct str bytes, const char *name, struct fault *f);
// The translation, or `english` itself: also when `t` is NULL, and when the translation would ask printf for other arguments.
const char *i18n_text(const struct i18n *t, const char *context, const char *english)
    __attribute__((format_arg(3)));
const char *i18n_plural(const struct i18n *t, const char *one, const char *many, long n)
    __attribute__((format_arg(2), format_arg(3)));
bool i18n_right_to_left(const char *tag); // ar, he, fa, ur, ...

#endif
