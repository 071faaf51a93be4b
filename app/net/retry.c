// SPDX-License-Identifier: Apache-2.0
// When to try again.
#include "app/net/retry.h"
#include "base/str.h"
#include <curl/curl.h>

int64_t retry_pause(int failures, int base_ms, int cap_ms, uint32_t dice) {
    int64_t top = base_ms;
    for (int i = 1; i < failures && top < cap_ms; i++)
        top *= 2;
    if (top > cap_ms)
        top = cap_ms;
    return top <= 0 ? 0 : (int64_t)(dice % (uint64_t)(top + 1));
}

int64_t retry_after_ms(const char *value, when_ms now) {
    if (!value || !value[0])
        return -1;
    int64_t wait = 0;
    if (value[strspn(value, "0123456789")] == '\0') {
        long seconds = 0;
        if (!text_integer(value, 0, RETRY_AFTER_CAP_MS / 1000, &seconds))
            seconds = RETRY_AFTER_CAP_MS / 1000; // a number too large is still a wish for "much later"
        wait = (int64_t)seconds * 1000;
    } else {
        time_t at = curl_getdate(value, NULL);
        if (at == (time_t)-1)
            return -1;
        wait = (int64_t)at * 1000 - now;
    }
    if (wait < 0)
        return 0;
    return wait > RETRY_AFTER_CAP_MS ? RETRY_AFTER_CAP_MS : wait;
}

int64_t retry_after_jitter(int64_t asked_ms, uint32_t dice) {
    int64_t spread = asked_ms / 5;
    if (spread < 250)
        spread = 250;
    return asked_ms + (int64_t)(dice % (uint64_t)(spread + 1));
}

bool retry_helps(int status, enum err err) {
    if (status == 0)
        return err == ERR_OFFLINE || err == ERR_TIMEOUT || err == ERR_REMOTE;
    return status == 408 || status == 425 || status == 429 || status == 500 || (status >= 502 && status <= 504);
}

static const struct {
    int status;
    enum err err;
} meanings[] = {
    {400, ERR_TYPE},     {401, ERR_DENIED},   {403, ERR_DENIED},      {404, ERR_NOT_FOUND}, {405, ERR_UNSUPPORTED},
    {406, ERR_UNSUPPORTED}, {408, ERR_TIMEOUT}, {409, ERR_CONFLICT},  {410, ERR_NOT_FOUND}, {412, ERR_CONFLICT},
    {413, ERR_LIMIT},    {415, ERR_UNSUPPORTED}, {422, ERR_TYPE},     {425, ERR_BUSY},      {428, ERR_CONFLICT},
    {429, ERR_BUSY},     {501, ERR_UNSUPPORTED}, {503, ERR_BUSY},
};

enum err retry_err_of_status(int status) {
    if ((status >= 200 && status <= 299) || status == 304)
        return ERR_NONE;
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (meanings[i].status == status)
            return meanings[i].err;
    return status >= 400 && status <= 499 ? ERR_TYPE : ERR_REMOTE;
}
