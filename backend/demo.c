// SPDX-License-Identifier: Apache-2.0
// The demonstration's bearer names.
#include "backend/demo.h"
#include "backend/identity/identity.h"
#include <strings.h>

static bool is_demo_token(struct str token) {
    bool ok = token.len > 5 && token.len <= DEMO_TOKEN_MAX && str_starts(token, "demo-");
    for (size_t i = 5; ok && i < token.len; i++)
        ok = (token.p[i] >= 'a' && token.p[i] <= 'z') || (token.p[i] >= '0' && token.p[i] <= '9') || token.p[i] == '-';
    return ok;
}

enum status demo_authenticate(void *self, const struct req *req, struct resp *resp, struct caller *out) {
    (void)self;
    const char *header = req_header(req, "authorization");
    if (!header)
        return STATUS_OK;
    struct str token = str_of(header), scheme = str_cut(&token, ' ');
    token = str_trim(token);
    if (scheme.len != 6 || strncasecmp(scheme.p, "Bearer", 6) != 0 || !is_demo_token(token)) {
        if (!resp_header(resp, "WWW-Authenticate", "Bearer error=\"invalid_token\""))
            return STATUS_INTERNAL;
        return resp_problem(resp, STATUS_UNAUTHORIZED, "sign-in",
                            "These credentials are not valid. Please sign in again.");
    }
    const char *subject = arena_copy(req->arena, token.p, token.len);
    char *person = arena_alloc(req->arena, IDENTITY_PERSON + 1);
    if (!subject || !person)
        return STATUS_INTERNAL;
    identity_person("demo:", subject, person);
    *out = (struct caller){
        .known = true, .roles = ROLE_CITIZEN, .subject = subject, .name = subject + 5, .organisation = "",
        .organisation_number = "", .issuer = "demo:", .jkt = "", .person = person};
    if (str_starts(token, "demo-firm-"))
        out->roles |= ROLE_BUSINESS;
    return STATUS_OK;
}
