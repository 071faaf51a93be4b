// SPDX-License-Identifier: Apache-2.0
// A verified chain is the only way in: every kind of bad proof is refused, with the reason that the screen tells.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/net/tls.h"
#include "helper_cert.h"
#include "helper_net.h"
#include <openssl/x509_vfy.h>
#include <stdio.h>

static const char good_san[] = "DNS:localhost,IP:127.0.0.1";

struct world {
    struct cert ca, stranger, middle, not_ca;
    char folder[128], ca_file[192];
};

static int make_world(void **state) {
    struct world *w = calloc(1, sizeof *w);
    scratch_make(w->folder, sizeof w->folder);
    snprintf(w->ca_file, sizeof w->ca_file, "%s/ca.pem", w->folder);
    w->ca = cert_authority("Test authority");
    w->stranger = cert_authority("Somebody else");
    w->middle = cert_make(&(struct cert_wish){.name = "Middle", .usage = "", .constraints = "critical,CA:TRUE", .issuer = &w->ca});
    w->not_ca = cert_make(&(struct cert_wish){.name = "Not an authority", .usage = "", .issuer = &w->ca});
    cert_write_pem(&w->ca, w->ca_file);
    *state = w;
    return 0;
}

static int end_world(void **state) {
    struct world *w = *state;
    scratch_remove(w->folder);
    cert_free(&w->ca);
    cert_free(&w->stranger);
    cert_free(&w->middle);
    cert_free(&w->not_ca);
    free(w);
    return 0;
}

static void say_hello(void *arg, struct wire *w, const struct asked *a) {
    const char *date = arg;
    char headers[256];
    snprintf(headers, sizeof headers, "Content-Type: application/json\r\n%s%s%s", date ? "Date: " : "", date ? date : "",
             date ? "\r\n" : "");
    wire_answer(w, 200, headers, "{\"hello\":true}");
    wire_close(w);
}

struct proof {
    const char *label;
    struct cert_wish wish;
    enum { BY_CA, BY_STRANGER, BY_SELF, BY_MIDDLE, BY_MIDDLE_UNSENT, BY_NOT_CA } by;
    int max_version;
    enum net_tls want;
};

static const struct proof proofs[] = {
    {"good", {.san = good_san}, BY_CA, 0, NET_TLS_NONE},
    {"good, TLS 1.2", {.san = good_san}, BY_CA, TLS1_2_VERSION, NET_TLS_NONE},
    {"good, RSA 2048", {.san = good_san, .rsa_bits = 2048}, BY_CA, 0, NET_TLS_NONE},
    {"good, by way of an intermediate", {.san = good_san}, BY_MIDDLE, 0, NET_TLS_NONE},
    {"another name", {.san = "DNS:other.example"}, BY_CA, 0, NET_TLS_HOST},
    {"another address", {.san = "IP:127.0.0.2"}, BY_CA, 0, NET_TLS_HOST},
    {"run out", {.san = good_san, .from_days = -60, .to_days = -1}, BY_CA, 0, NET_TLS_EXPIRED},
    {"not valid yet", {.san = good_san, .from_days = 2, .to_days = 60}, BY_CA, 0, NET_TLS_CLOCK},
    {"self-signed", {.san = good_san}, BY_SELF, 0, NET_TLS_SELF_SIGNED},
    {"unknown authority", {.san = good_san}, BY_STRANGER, 0, NET_TLS_UNKNOWN_CA},
    {"intermediate not sent", {.san = good_san}, BY_MIDDLE_UNSENT, 0, NET_TLS_UNKNOWN_CA},
    {"signed by what is no authority", {.san = good_san}, BY_NOT_CA, 0, NET_TLS_PURPOSE},
    {"not for a server", {.san = good_san, .usage = "clientAuth"}, BY_CA, 0, NET_TLS_PURPOSE},
    {"short key", {.san = good_san, .rsa_bits = 1024}, BY_CA, 0, NET_TLS_WEAK},
    {"SHA-1 signature", {.san = good_san, .sha1 = true}, BY_CA, 0, NET_TLS_WEAK},
    {"TLS 1.1 only", {.san = good_san}, BY_CA, TLS1_1_VERSION, NET_TLS_VERSION},
    {"TLS 1.0 only", {.san = good_san}, BY_CA, TLS1_VERSION, NET_TLS_VERSION},
};

static void check_proof(struct world *w, const struct proof *p) {
    const struct cert *issuers[] = {&w->ca, &w->stranger, NULL, &w->middle, &w->middle, &w->not_ca};
    struct cert_wish wish = p->wish;
    wish.name = "office";
    wish.issuer = issuers[p->by];
    struct cert leaf = cert_make(&wish);
    const struct cert *also = p->by == BY_MIDDLE ? &w->middle : p->by == BY_NOT_CA ? &w->not_ca : NULL;
    SSL_CTX *tls = cert_server(&leaf, also, p->max_version);
    struct server *s = server_start(&(struct server_options){.tls = tls, .answer = say_hello});
    struct client c;
    char base[64];
    snprintf(base, sizeof base, "https://127.0.0.1:%d", server_port(s));
    client_start(&c, s, &(struct net_options){.base_url = base, .ca_file = w->ca_file});
    struct net_message *m = client_get(&c, "/");
    if (m->tls != p->want || m->err != (p->want ? ERR_TLS : ERR_NONE))
        fail_msg("%s: err %s, tls %s (%s)", p->label, err_name(m->err), net_tls_name(m->tls), m->fault.what);
    // A refusal is final: nothing was asked of the server, and it was not tried again.
    assert_int_equal(server_requests(s), p->want ? 0 : 1);
    assert_int_equal(m->attempts, 1);
    net_message_free(m);
    client_stop(&c);
    server_stop(s);
    SSL_CTX_free(tls);
    cert_free(&leaf);
}

static void every_bad_proof_is_refused(void **state) {
    for (size_t i = 0; i < sizeof proofs / sizeof proofs[0]; i++)
        check_proof(*state, &proofs[i]);
}

static void no_tls_at_all_is_refused(void **state) {
    struct world *w = *state;
    struct server *s = server_start(&(struct server_options){.answer = say_hello, .blurt = true});
    struct client c;
    char base[64];
    snprintf(base, sizeof base, "https://127.0.0.1:%d", server_port(s));
    client_start(&c, s, &(struct net_options){.base_url = base, .ca_file = w->ca_file});
    struct net_message *m = client_get(&c, "/");
    assert_int_equal(m->err, ERR_TLS);
    assert_int_equal(m->tls, NET_TLS_OTHER);
    net_message_free(m);
    client_stop(&c);
    server_stop(s);
}

// Once the office told its own time over a verified connection, an expired certificate is known to be the box's clock.
static void a_clock_that_is_known_to_be_wrong_is_blamed(void **state) {
    struct world *w = *state;
    struct cert good = cert_make(&(struct cert_wish){.name = "office", .san = good_san, .issuer = &w->ca});
    struct cert old = cert_make(&(struct cert_wish){.name = "office", .san = good_san, .issuer = &w->ca, .from_days = -60, .to_days = -1});
    SSL_CTX *tls = cert_server(&good, NULL, 0), *old_tls = cert_server(&old, NULL, 0);
    static char date[] = "Mon, 02 Mar 2026 10:00:00 GMT";
    struct server *s = server_start(&(struct server_options){.tls = tls, .answer = say_hello, .arg = date});
    struct client c;
    char base[64];
    snprintf(base, sizeof base, "https://127.0.0.1:%d", server_port(s));
    client_start(&c, s, &(struct net_options){.base_url = base, .ca_file = w->ca_file});
    struct net_message *m = client_get(&c, "/");
    assert_int_equal(m->err, ERR_NONE);
    net_message_free(m);
    server_set_tls(s, old_tls);
    m = client_get(&c, "/");
    assert_int_equal(m->err, ERR_TLS);
    assert_int_equal(m->tls, NET_TLS_CLOCK);
    net_message_free(m);
    client_stop(&c);
    server_stop(s);
    SSL_CTX_free(tls);
    SSL_CTX_free(old_tls);
    cert_free(&good);
    cert_free(&old);
}

static void the_emulators_distrust_is_real(void **state) {
    struct world *w = *state;
    struct cert good = cert_make(&(struct cert_wish){.name = "office", .san = good_san, .issuer = &w->ca});
    SSL_CTX *tls = cert_server(&good, NULL, 0);
    struct server *s = server_start(&(struct server_options){.tls = tls, .answer = say_hello});
    struct client c;
    char base[64];
    snprintf(base, sizeof base, "https://127.0.0.1:%d", server_port(s));
    client_start(&c, s, &(struct net_options){.base_url = base, .ca_file = w->ca_file});
    const enum net_fault faults[] = {NET_FAULT_NONE, NET_FAULT_BAD_CERTIFICATE, NET_FAULT_NONE};
    for (size_t i = 0; i < 3; i++) {
        net_set_fault(c.net, faults[i]);
        struct net_message *m = client_get(&c, "/");
        assert_int_equal(m->err, faults[i] ? ERR_TLS : ERR_NONE);
        assert_int_equal(m->tls, faults[i] ? NET_TLS_UNKNOWN_CA : NET_TLS_NONE);
        net_message_free(m);
    }
    assert_int_equal(server_requests(s), 2);
    client_stop(&c);
    server_stop(s);
    SSL_CTX_free(tls);
    cert_free(&good);
}

// The numbers in app/net/tls.c against OpenSSL's header.
static void codes_are_those_of_openssl(void **state) {
    static const struct {
        long code;
        enum net_tls want;
    } cases[] = {
        {X509_V_OK, NET_TLS_HOST},
        {X509_V_ERR_UNSPECIFIED, NET_TLS_HOST},
        {X509_V_ERR_HOSTNAME_MISMATCH, NET_TLS_HOST},
        {X509_V_ERR_IP_ADDRESS_MISMATCH, NET_TLS_HOST},
        {X509_V_ERR_CERT_NOT_YET_VALID, NET_TLS_CLOCK},
        {X509_V_ERR_CERT_HAS_EXPIRED, NET_TLS_EXPIRED},
        {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, NET_TLS_SELF_SIGNED},
        {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, NET_TLS_UNKNOWN_CA},
        {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, NET_TLS_UNKNOWN_CA},
        {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, NET_TLS_UNKNOWN_CA},
        {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, NET_TLS_UNKNOWN_CA},
        {X509_V_ERR_CERT_UNTRUSTED, NET_TLS_UNKNOWN_CA},
        {X509_V_ERR_CERT_SIGNATURE_FAILURE, NET_TLS_UNKNOWN_CA},
        {X509_V_ERR_EE_KEY_TOO_SMALL, NET_TLS_WEAK},
        {X509_V_ERR_CA_KEY_TOO_SMALL, NET_TLS_WEAK},
        {X509_V_ERR_CA_MD_TOO_WEAK, NET_TLS_WEAK},
        {X509_V_ERR_CERT_REVOKED, NET_TLS_REVOKED},
        {X509_V_ERR_INVALID_PURPOSE, NET_TLS_PURPOSE},
        {X509_V_ERR_INVALID_CA, NET_TLS_PURPOSE},
        {X509_V_ERR_CERT_REJECTED, NET_TLS_PURPOSE},
        {X509_V_ERR_KEYUSAGE_NO_CERTSIGN, NET_TLS_PURPOSE},
        {X509_V_ERR_CRL_HAS_EXPIRED, NET_TLS_OTHER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(tls_reason(CURLE_PEER_FAILED_VERIFICATION, cases[i].code, "", false), cases[i].want);
    assert_int_equal(tls_reason(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_HAS_EXPIRED, "", true), NET_TLS_CLOCK);
    assert_int_equal(tls_reason(CURLE_COULDNT_CONNECT, 0, "", false), NET_TLS_NONE);
    for (int i = 0; i < NET_TLS_COUNT; i++)
        assert_non_null(net_tls_name((enum net_tls)i));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_openssl),
        cmocka_unit_test(every_bad_proof_is_refused),
        cmocka_unit_test(no_tls_at_all_is_refused),
        cmocka_unit_test(a_clock_that_is_known_to_be_wrong_is_blamed),
        cmocka_unit_test(the_emulators_distrust_is_real),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
