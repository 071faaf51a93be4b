// SPDX-License-Identifier: Apache-2.0
// What counts as proof of who the office is, and why a proof failed.
#ifndef TGOV_APP_NET_TLS_H
#define TGOV_APP_NET_TLS_H

#include "app/net/message.h"
#include <curl/curl.h>

// Sets on a handle: TLS 1.2 or newer, chain and name verified, security level 2 (RSA from 2048 bits, no SHA-1).
// `trust_nobody` empties the set of authorities, for the emulator. False when libcurl refuses an option.
bool tls_demand(CURL *easy, const char *ca_file, bool trust_nobody) TGOV_CHECKED;

// Whether a libcurl result is a failure of proof, and which. `verify` is CURLINFO_SSL_VERIFYRESULT (an X509_V_ code of
// OpenSSL), `words` libcurl's error text. `clock_wrong`: the office's own clock, seen earlier over a verified
// connection, disagrees with the box's. NET_TLS_NONE when it failed in another way.
enum net_tls tls_reason(CURLcode code, long verify, const char *words, bool clock_wrong);

#endif
