// SPDX-License-Identifier: Apache-2.0
// The command line of tgov-backend: one table that parses, prints --help and documents.
#ifndef TGOV_BACKEND_OPTIONS_H
#define TGOV_BACKEND_OPTIONS_H

#include "backend/fault.h"
#include "backend/identity/identity.h"
#include <stdio.h>

struct options { // texts are argv's
    const char *listen, *catalogue, *store, *tls_cert, *tls_key, *office_password_file, *base_url, *assets, *add_person;
    bool demo, behind_proxy, quiet, new_signing_key, help, version;
    long threads, connections, connections_per_address, rate, burst, store_mb;
    const char *issuer, *bearer; // as typed
    bool issuer_off;             // nobody signs in here
    struct identity_options identity; // `issuer` NULL: the embedded one, unless issuer_off
    struct fault_plan fault;
};

// Fills `o` with defaults and then the arguments. On a mistake false, with a sentence for the user.
bool options_read(struct options *o, int argc, char **argv, char *mistake, size_t room) TGOV_CHECKED;
void options_help(FILE *to);

#endif
