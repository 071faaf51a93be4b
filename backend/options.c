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
    {"--store", "WHERE", "sqlite:FILE (sqlite:tgov.db)", TEXT, offsetof(struct options, store)},
    {"--store-mb", "N", "the database file may not grow beyond N megabytes", NUMBER, offsetof(struct options, store_mb),
     1, 1 << 24},
    {"--tls-cert", "FILE", "certificate chain, PEM; without it plain HTTP", TEXT, offsetof(struct options, tls_cert)},
    {"--tls-key", "FILE", "its private key, PEM", TEXT, offsetof(struct options, tls_key)},
    {"--base-url", "URL", "how the world reaches this backend, for links (the listening address)", TEXT,
     offsetof(struct options, base_url)},
    {"--office-password-file", "FILE", "gets the officers' first password instead of the screen", TEXT,
     offsetof(struct options, office_password_file)},
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
    if (!o->catalogue)
        what = "--catalogue DIR is needed";
    else if (!o->tls_cert != !o->tls_key)
        what = "--tls-cert and --tls-key go together";
    else if (fault_plan_any(&o->fault) && !o->demo)
        what = "--fault is for demonstrations: it needs --demo";
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
    return check(o, mistake, room);
}

void options_help(FILE *to) {
    fputs("usage: tgov-backend --catalogue DIR [options]\n\n", to);
    for (size_t r = 0; r < ROWS; r++) {
        char left[48];
        snprintf(left, sizeof left, "%s %s", rows[r].name, rows[r].value ? rows[r].value : "");
        fprintf(to, "  %-30s %s\n", left, rows[r].help);
    }
    fputs("\nSIGHUP reads the catalogue again, SIGTERM and SIGINT stop cleanly.\n"
          "Exit: 0 success, 1 failure, 2 wrong usage.\n", to);
}
