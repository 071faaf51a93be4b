// SPDX-License-Identifier: Apache-2.0
// Private to contract/service: what reading a service.json is made of.
#ifndef TGOV_CONTRACT_SERVICE_INSIDE_H
#define TGOV_CONTRACT_SERVICE_INSIDE_H

#include "contract/service/service.h"
#include "contract/service/texts.h"

extern const struct json_shape service_shape;

// The value of the generic procedure, and `v` (a whole service.json) with it put in where it is asked for.
enum err service_generic_value(struct arena *a, struct val *out, struct fault *f) TGOV_CHECKED;
enum err service_generic_put(struct arena *a, struct val *v, struct fault *f) TGOV_CHECKED;

// What a check needs to know: the languages that every text must have, and where it is.
struct check {
    const char *const *languages;
    size_t language_count;
    struct fault *f;
};
// `path` is printf-like and the place of the fault.
enum err service_check_text(const struct check *c, const struct val *texts, bool required, const char *path, ...)
    TGOV_PRINTF(4, 5) TGOV_CHECKED;
enum err service_check_id(const struct check *c, const char *id, const char *path, ...) TGOV_PRINTF(3, 4) TGOV_CHECKED;
enum err service_check_office(const struct check *c, const struct service_office *o, const char *path) TGOV_CHECKED;
// Easy words and the film in sign language (reading.c); fills s->easy.
enum err service_check_reading(const struct check *c, struct service *s) TGOV_CHECKED;
enum err service_check_procedure(const struct check *c, const struct service *s) TGOV_CHECKED;

#endif
