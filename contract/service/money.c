// SPDX-License-Identifier: Apache-2.0
// Amounts as people write them.
#include "contract/service/money.h"
#include "base/str.h"
#include <inttypes.h>
#include <stdio.h>

static const int64_t READ_CAP = INT64_C(1000000000000000);

// ISO 4217:2015 table A.1: the current codes, grouped by their digits.
static const char two_digits[] =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP "
    "CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS "
    "KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD "
    "PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
    "TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW XTS ";
static const char no_digits[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ";
static const char three_digits[] = "BHD IQD JOD KWD LYD OMR TND ";

static bool listed(const char *codes, const char *currency) {
    for (; *codes; codes += 4)
        if (!memcmp(codes, currency, 3))
            return true;
    return false;
}

int money_digits(const char *currency) {
    if (!currency || strlen(currency) != 3)
        return -1;
    return listed(two_digits, currency) ? 2 : listed(no_digits, currency) ? 0 : listed(three_digits, currency) ? 3 : -1;
}

// How languages write numbers that do not write 1,234.50 (CLDR, symbols-numberSystem-latn).
static const struct marks {
    const char *language, *point, *group;
} marks[] = {
    {"da", ",", "."},      {"de", ",", "."},      {"el", ",", "."},      {"es", ",", "."},      {"id", ",", "."},
    {"is", ",", "."},      {"it", ",", "."},      {"nl", ",", "."},      {"pt", ",", "."},      {"ro", ",", "."},
    {"tr", ",", "."},      {"vi", ",", "."},      {"bg", ",", "\u00a0"}, {"cs", ",", "\u00a0"}, {"et", ",", "\u00a0"},
    {"fi", ",", "\u00a0"}, {"fr", ",", "\u202f"}, {"hu", ",", "\u00a0"}, {"lt", ",", "\u00a0"}, {"lv", ",", "\u00a0"},
    {"nb", ",", "\u00a0"}, {"nn", ",", "\u00a0"}, {"no", ",", "\u00a0"}, {"pl", ",", "\u00a0"}, {"ru", ",", "\u00a0"},
    {"sk", ",", "\u00a0"}, {"sv", ",", "\u00a0"}, {"uk", ",", "\u00a0"},
};

static struct marks marks_of(const char *language) {
    size_t len = language ? strcspn(language, "-") : 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (len == strlen(marks[i].language) && !strncmp(language, marks[i].language, len))
            return marks[i];
    return (struct marks){"", ".", ","};
}

static enum err write(int64_t amount, const char *currency, const char *language, bool brief, char *to, size_t room) {
    int digits = money_digits(currency);
    if (digits < 0)
        return ERR_REFERENCE;
    struct marks m = marks_of(language);
    uint64_t unit = digits == 0 ? 1 : digits == 2 ? 100 : 1000;
    uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    char whole[24], grouped[MONEY_TEXT_MAX];
    int len = snprintf(whole, sizeof whole, "%" PRIu64, size / unit);
    size_t at = 0;
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            at += (size_t)snprintf(grouped + at, sizeof grouped - at, "%s", m.group);
        grouped[at++] = whole[i];
    }
    grouped[at] = '\0';
    const char *sign = amount < 0 ? "-" : "";
    int wrote = digits && !(brief && size % unit == 0)
                    ? snprintf(to, room, "%s%s%s%0*" PRIu64, sign, grouped, m.point, digits, size % unit)
                    : snprintf(to, room, "%s%s", sign, grouped);
    return wrote < 0 || (size_t)wrote >= room ? ERR_LIMIT : ERR_NONE;
}

enum err money_write(int64_t amount, const char *currency, const char *language, char *to, size_t room) {
    return write(amount, currency, language, false, to, room);
}

enum err money_write_short(int64_t amount, const char *currency, const char *language, char *to, size_t room) {
    return write(amount, currency, language, true, to, room);
}

enum err money_read(const char *text, const char *currency, int64_t *out) {
    int digits = money_digits(currency), behind = -1;
    if (digits < 0)
        return ERR_REFERENCE;
    int64_t value = 0;
    size_t i = 0;
    for (; text[i]; i++) {
        if (text[i] == '.' && behind < 0 && i && digits) {
            behind = 0;
        } else if (text[i] < '0' || text[i] > '9') {
            return ERR_SYNTAX;
        } else {
            if (behind >= 0 && ++behind > digits)
                return ERR_SYNTAX;
            value = value * 10 + (text[i] - '0');
        }
        if (value > READ_CAP)
            return ERR_LIMIT;
    }
    if (!i || behind == 0)
        return ERR_SYNTAX;
    for (int left = digits - (behind > 0 ? behind : 0); left > 0; left--)
        value *= 10;
    if (value > READ_CAP)
        return ERR_LIMIT;
    *out = value;
    return ERR_NONE;
}
