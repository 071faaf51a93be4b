#include "contract/form/form.h"
int form_currency_digits(const char *c);
__attribute__((weak)) int form_currency_digits(const char *c){return 2;}
__attribute__((weak)) enum err form_walk(const struct form_run *run, uint64_t seed, struct val *answers, struct fault *f){return ERR_UNSUPPORTED;}
__attribute__((weak)) enum err form_check(const struct form_run *run, const struct val *answers, struct violation *out, uint32_t room, uint32_t *count){return ERR_UNSUPPORTED;}
__attribute__((weak)) enum err form_clean(const struct form_run *run, const struct val *answers, struct val *out){return ERR_UNSUPPORTED;}
__attribute__((weak)) const char *const violation_names[1];
__attribute__((weak)) const struct question *form_question(const struct form *form, const char *path){return 0;}
__attribute__((weak)) enum err form_start(const struct form_run *run, const struct val *given, struct val *out){return ERR_UNSUPPORTED;}
__attribute__((weak)) enum err form_steps(const struct form_run *run, const struct val *answers, struct form_steps *out){return ERR_UNSUPPORTED;}
