// SPDX-License-Identifier: Apache-2.0
// Amounts: Form.io stores "12.5", everything else of Tgov counts 1250 cents. ISO 4217 says how many digits a currency has.
#include "contract/form/form.h"

#include <math.h>

int form_currency_digits(const char *currency) {
    static const char none[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
    static const char three[] = "BHD IQD JOD KWD LYD OMR TND ";
    if (!currency || strlen(currency) != 3 || strchr(currency, ' '))
        return 2;
    return strstr(none, currency) ? 0 : strstr(three, currency) ? 3 : 2;
}

bool form_minor_units(const struct question *q, const struct val *value, int64_t *out) {
    if (!value || value->type != VAL_NUMBER || q->kind != ASK_MONEY || !(fabs(value->number) < 1e12))
        return false;
    double minor = value->number * pow(10, form_currency_digits(q->currency));
    *out = (int64_t)llround(minor);
    return fabs(minor - (double)*out) < 1e-4;
}
