// SPDX-License-Identifier: Apache-2.0
// What counts as proof of who the office is, and why a proof failed.
#include "app/net/tls.h"
#include <string.h>

// Codes of OpenSSL's openssl/x509_vfy.h (they are its stable interface; tests/net/tls_test.c compares each). That header
// names a parameter `rand`, which base/banned.h does not let through.
enum {
    V_OK = 0,
    V_UNSPECIFIED = 1,
    V_NO_ISSUER = 2,
    V_BAD_SIGNATURE = 7,
    V_NOT_YET = 9,
    V_EXPIRED = 10,
    V_SELF_SIGNED = 18,
    V_SELF_SIGNED_IN_CHAIN = 19,
    V_NO_LOCAL_ISSUER = 20,
    V_LEAF_NOT_VERIFIED = 21,
    V_REVOKED = 23,
    V_INVALID_PURPOSE = 26,
    V_UNTRUSTED = 27,
    V_REJECTED = 28,
    V_NO_CERTSIGN = 32,
    V_HOSTNAME = 62,
    V_ADDRESS = 64,
    V_KEY_TOO_SMALL = 66,
    V_CA_KEY_TOO_SMALL = 67,
    V_CA_DIGEST_TOO_WEAK = 68,
    V_INVALID_CA = 79,
};

bool tls_demand(CURL *easy, const char *ca_file, bool trust_nobody) {
    CURLcode bad = 0;
    bad |= curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    bad |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    bad |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    // Level 2: RSA and DH from 2048 bits, elliptic curves from 224, no SHA-1 in a chain, whatever the system's default.
    bad |= curl_easy_setopt(easy, CURLOPT_SSL_CIPHER_LIST, "DEFAULT:@SECLEVEL=2");
    if (trust_nobody)
        ca_file = "/dev/null";
    if (ca_file) {
        // libcurl of Debian also trusts the folder /etc/ssl/certs unless it is told not to.
        bad |= curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
        bad |= curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    }
    // A resumed session is not verified anew, so the emulator's distrust must not meet one.
    if (trust_nobody)
        bad |= curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    return bad == CURLE_OK;
}

static const struct {
    long code;
    enum net_tls reason;
} verdicts[] = {
    {V_NOT_YET, NET_TLS_CLOCK},           {V_EXPIRED, NET_TLS_EXPIRED},
    {V_HOSTNAME, NET_TLS_HOST},           {V_ADDRESS, NET_TLS_HOST},
    {V_SELF_SIGNED, NET_TLS_SELF_SIGNED}, {V_SELF_SIGNED_IN_CHAIN, NET_TLS_UNKNOWN_CA},
    {V_NO_ISSUER, NET_TLS_UNKNOWN_CA},    {V_NO_LOCAL_ISSUER, NET_TLS_UNKNOWN_CA},
    {V_UNTRUSTED, NET_TLS_UNKNOWN_CA},    {V_LEAF_NOT_VERIFIED, NET_TLS_UNKNOWN_CA},
    {V_REVOKED, NET_TLS_REVOKED},         {V_BAD_SIGNATURE, NET_TLS_UNKNOWN_CA},
    {V_KEY_TOO_SMALL, NET_TLS_WEAK},      {V_CA_KEY_TOO_SMALL, NET_TLS_WEAK},
    {V_CA_DIGEST_TOO_WEAK, NET_TLS_WEAK}, {V_INVALID_PURPOSE, NET_TLS_PURPOSE},
    {V_INVALID_CA, NET_TLS_PURPOSE},      {V_REJECTED, NET_TLS_PURPOSE},
    {V_NO_CERTSIGN, NET_TLS_PURPOSE},
};

static enum net_tls of_chain(long verify, bool clock_wrong) {
    // libcurl checks the name itself, after a good chain, and leaves no code of OpenSSL behind then.
    if (verify == V_OK || verify == V_UNSPECIFIED)
        return NET_TLS_HOST;
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++)
        if (verdicts[i].code == verify)
            return verdicts[i].reason == NET_TLS_EXPIRED && clock_wrong ? NET_TLS_CLOCK : verdicts[i].reason;
    return NET_TLS_OTHER;
}

// A handshake that ends before a certificate is looked at leaves only OpenSSL's words.
static enum net_tls of_handshake(const char *words) {
    static const struct {
        const char *part;
        enum net_tls reason;
    } known[] = {
        {"unsupported protocol", NET_TLS_VERSION}, {"alert protocol version", NET_TLS_VERSION},
        {"wrong ssl version", NET_TLS_VERSION},    {"too small", NET_TLS_WEAK},
        {"md too weak", NET_TLS_WEAK},             {"wrong signature type", NET_TLS_WEAK},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strstr(words, known[i].part))
            return known[i].reason;
    return NET_TLS_OTHER;
}

enum net_tls tls_reason(CURLcode code, long verify, const char *words, bool clock_wrong) {
    switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
        return of_chain(verify, clock_wrong);
    case CURLE_SSL_INVALIDCERTSTATUS:
        return NET_TLS_REVOKED;
    case CURLE_SSL_CONNECT_ERROR:
        return of_handshake(words);
    case CURLE_SSL_CACERT_BADFILE: // our own list of authorities cannot be read: nobody can be trusted
        return NET_TLS_UNKNOWN_CA;
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_USE_SSL_FAILED:
        return NET_TLS_OTHER;
    default:
        return NET_TLS_NONE;
    }
}

const char *net_tls_name(enum net_tls reason) {
    static const char *const names[NET_TLS_COUNT] = {"none", "clock", "expired", "host", "self-signed", "unknown-ca",
                                                     "weak", "version", "revoked", "purpose", "other"};
    return (unsigned)reason < NET_TLS_COUNT ? names[reason] : "other";
}
