// SPDX-License-Identifier: Apache-2.0
// Reading the command line.
#include "backend/options.h"
#include "base/str.h"

enum kind { TEXT, NUMBER, FLAG, FAULT };

struct row {
    const char *name, *value, *help;
    enum kind kind;
    size_t at;
    long min, max;
};

static const struct row rows[] = {
    {"--listen", "ADDR:PORT", "where to serve (127.0.0.1:8080; port 0 takes a free one)", TEXT,
     offsetof(struct options, listen)},
    {"--catalogue", "DIR", "the folder of services; read again on SIGHUP", TEXT, offsetof(struct options, catalogue)},
    {"--assets", "DIR", "words of the phone pages (found beside the program)", TEXT, offsetof(struct options, assets)},
    {"--store", "WHERE", "sqlite:FILE (sqlite:tgov.db)", TEXT, offsetof(struct options, store)},
    {"--store-mb", "N", "the database file may not grow beyond N megabytes", NUMBER, offsetof(struct options, store_mb),
     1, 1 << 24},
    {"--tls-cert", "FILE", "certificate chain, PEM; without it plain HTTP", TEXT, offsetof(struct options, tls_cert)},
    {"--tls-key", "FILE", "its private key, PEM", TEXT, offsetof(struct options, tls_key)},
    {"--base-url", "URL", "how the world reaches this backend, for links (the listening address)", TEXT,
     offsetof(struct options, base_url)},
    {"--office-password-file", "FILE", "gets an officer's first password (admin; with --demo park) instead of the screen", TEXT,
     offsetof(struct options, office_password_file)},
    {"--add-person", "SPEC", "makes an account, prints its password, ends: LOGIN:ROLES[:NAME[:COMPANY[:NUMBER[:LANGUAGE]]]];"
     " NAME in parts is \"FAMILY, GIVEN\", LANGUAGE its own", TEXT, offsetof(struct options, add_person)},
    {"--new-signing-key", NULL, "throws away the keys that sign-ins are signed with and makes a new one", FLAG,
     offsetof(struct options, new_signing_key)},
    {"--issuer", "URL", "who signs people in: an OpenID issuer, or off (this backend itself)", TEXT,
     offsetof(struct options, issuer)},
    {"--issuer-ca", "FILE", "authorities for the issuer's certificate, PEM (the system's)", TEXT,
     offsetof(struct options, identity.ca_file)},
    {"--issuer-keys", "URL", "the issuer's JWKS (found by discovery)", TEXT, offsetof(struct options, identity.jwks_url)},
    {"--issuer-refresh", "N", "seconds between two looks at the issuer's keys (300)", NUMBER,
     offsetof(struct options, identity.refresh_s), 1, 3600},
    {"--issuer-name", "TEXT", "what people call that sign-in (the issuer's host)", TEXT,
     offsetof(struct options, identity.display_name)},
    {"--audience", "LIST", "what access tokens must be for, with commas (the base URL and a slash)", TEXT,
     offsetof(struct options, identity.audiences)},
    {"--token-types", "LIST", "accepted \"typ\" of access tokens, with commas (at+jwt)", TEXT,
     offsetof(struct options, identity.types)},
    {"--bearer", "yes|no", "whether tokens count that are not bound to a key of their sender (yes)", TEXT,
     offsetof(struct options, bearer)},
    {"--client-id", "ID", "of the televisions at the issuer (tgov-tv)", TEXT, offsetof(struct options, identity.client_id)},
    {"--scope", "TEXT", "what televisions ask for (openid profile offline_access tgov)", TEXT,
     offsetof(struct options, identity.scope)},
    {"--claim-subject", "PATH", "where a token says who it is (sub)", TEXT, offsetof(struct options, identity.claim_subject)},
    {"--claim-name", "PATH", "the name to show (name)", TEXT, offsetof(struct options, identity.claim_name)},
    {"--claim-roles", "PATH", "citizen, business, officer, admin (roles)", TEXT,
     offsetof(struct options, identity.claim_roles)},
    {"--claim-organisation", "PATH", "the company or office (organisation.name)", TEXT,
     offsetof(struct options, identity.claim_organisation)},
    {"--claim-organisation-number", "PATH", "its registration (organisation.number)", TEXT,
     offsetof(struct options, identity.claim_organisation_number)},
    {"--behind-proxy", NULL, "a proxy on this machine tells addresses in X-Forwarded-For", FLAG,
     offsetof(struct options, behind_proxy)},
    {"--rate", "N", "requests per second from one address, 0: no limit (50)", NUMBER, offsetof(struct options, rate), 0,
     1000000},
    {"--burst", "N", "so many at once before the rate counts (200)", NUMBER, offsetof(struct options, burst), 1,
     1000000},
    {"--threads", "N", "threads that serve (one a core)", NUMBER, offsetof(struct options, threads), 1, 64},
    {"--connections", "N", "open connections at most (8192)", NUMBER, offsetof(struct options, connections), 1, 8192},
    {"--connections-per-address", "N", "of one address, 0: no limit (256; behind a proxy 0)", NUMBER,
     offsetof(struct options, connections_per_address), 0, 8192},
    {"--quiet", NULL, "no log line per request", FLAG, offsetof(struct options, quiet)},
    {"--demo", NULL, "demonstration: sample cases, sign in as demo-NAME; never in production", FLAG,
     offsetof(struct options, demo)},
    {"--fault", "PLAN", "with --demo: latency=MS, status=503, drop, every=N; several with commas", FAULT,
     offsetof(struct options, fault)},
    {"--help", NULL, "this text", FLAG, offsetof(struct options, help)},
    {"--version", NULL, "the version", FLAG, offsetof(struct options, version)},
};
enum { CONNECTIONS_PER_ADDRESS = 256, ROWS = sizeof rows / sizeof *rows };

static bool take(const struct row *row, struct options *o, const char *value) {
    void *at = (char *)o + row->at;
    switch (row->kind) {
    case TEXT: *(const char **)at = value; return *value != 0;
    case NUMBER: return text_integer(value, row->min, row->max, at);
    case FLAG: *(bool *)at = true; return true;
    case FAULT: return fault_plan_read(at, value) == ERR_NONE;
    }
    return false;
}

static bool check(const struct options *o, char *mistake, size_t room) {
    if (o->help || o->version)
        return true;
    const char *what = NULL;
    if (!o->catalogue && !o->add_person)
        what = "--catalogue DIR is needed";
    else if (!o->tls_cert != !o->tls_key)
        what = "--tls-cert and --tls-key go together";
    else if (fault_plan_any(&o->fault) && !o->demo)
        what = "--fault is for demonstrations: it needs --demo";
    else if (o->bearer && strcmp(o->bearer, "yes") != 0 && strcmp(o->bearer, "no") != 0)
        what = "--bearer is yes or no";
    else if (o->identity.jwks_url && !o->identity.issuer)
        what = "--issuer-keys needs --issuer";
    snprintf(mistake, room, "%s", what ? what : "");
    return !what;
}

bool options_read(struct options *o, int argc, char **argv, char *mistake, size_t room) {
    *o = (struct options){
        .listen = "127.0.0.1:8080", .store = "sqlite:tgov.db", .rate = 50, .burst = 200, .connections_per_address = -1};
    for (int i = 1; i < argc; i++) {
        const struct row *row = NULL;
        for (size_t r = 0; r < ROWS; r++)
            if (!strcmp(rows[r].name, argv[i]))
                row = &rows[r];
        if (!row) {
            snprintf(mistake, room, "unknown argument %s", argv[i]);
            return false;
        }
        if (row->value && i + 1 == argc) {
            snprintf(mistake, room, "%s needs %s", row->name, row->value);
            return false;
        }
        const char *value = row->value ? argv[++i] : NULL;
        if (!take(row, o, value)) {
            snprintf(mistake, room, "%s %s: expected %s: %s", row->name, value ? value : "", row->value, row->help);
            return false;
        }
    }
    if (o->connections_per_address < 0) // a proxy is one address for everybody
        o->connections_per_address = o->behind_proxy ? 0 : CONNECTIONS_PER_ADDRESS;
    o->issuer_off = text_same(o->issuer, "off");
    o->identity.issuer = o->issuer_off ? NULL : o->issuer;
    o->identity.bound_only = text_same(o->bearer, "no");
    o->identity.any_host = !o->base_url;
    return check(o, mistake, room);
}

void options_help(FILE *to) {
    fputs("usage: tgov-backend --catalogue DIR [options]\n\n", to);
    for (size_t r = 0; r < ROWS; r++) {
        char left[48];
        snprintf(left, sizeof left, "%s %s", rows[r].name, rows[r].value ? rows[r].value : "");
        fprintf(to, "  %-32s %s\n", left, rows[r].help);
    }
    fputs("\nSIGHUP reads the catalogue again, SIGTERM and SIGINT stop cleanly.\n"
          "Exit: 0 success, 1 failure, 2 wrong usage.\n", to);
}
