// SPDX-License-Identifier: Apache-2.0
// The session: who lives with this box, who is in front of it now, and the requests made in their name. Only the files of
// app/identity and app/session.c include this; the rest of app/ uses the functions of app/inside.h.
#ifndef TGOV_APP_IDENTITY_INSIDE_H
#define TGOV_APP_IDENTITY_INSIDE_H

#include "app/identity/grant.h"
#include "app/identity/signer.h"
#include "app/identity/vault.h"
#include "app/inside.h"
#include "app/keep/profile.h"

enum {
    ERRANDS_MAX = 64,
    LOCK_MINUTES = 10, LOCK_MINUTES_MAX = 240,
    RENEW_EARLY_MS = 45000,   // a token that ends sooner is renewed before it is used
    ID_LETTERS = 16, NAME_ROOM = 128, LINE_ROOM = 520, SMALL_ROOM = 64,
    // Tags of the session's own requests; those of renewals and revocations are counted on from here.
    TAG_FLOW = 1, TAG_WHO, TAG_FIRST = 100,
    ACTING_ROOM = 40,
};

// A person of this box.
struct resident {
    char id[ID_LETTERS + 1], name[NAME_ROOM], picture[SMALL_ROOM], issuer[LINE_ROOM], subject[LINE_ROOM];
    char roles[SMALL_ROOM], organisation[NAME_ROOM], number[NAME_ROOM];
    char given[NAME_ROOM];  // how this TV calls them; "": by their name
    bool locked;
    int minutes;            // without a key, then they lock by themselves; 0: never, -1: as the box says
    when_ms touched;        // platform clock, of their last key
    when_ms used;           // wall clock, of about their last key: kept
    long turn;              // the one used last has the highest
    bool signed_in;         // `grant` and `signer` are there
    struct grant grant;
    struct signer *signer;  // for the backend
    struct signer *prover;  // for the issuer; NULL with bearer tokens
    int renewing;           // tag of the request that renews; 0: none
    bool with_older;        // it uses the older refresh token
    bool asked_later;       // nobody was there: requests go out with what we have until the next success
};

// A request in a person's name, copied so that it can be sent after a renewal, once more after a refused token.
struct errand {
    struct errand *next;
    struct arena arena;
    bool is_stream, held, repeated;
    struct net_request request; // or
    struct net_stream stream;
    char profile[ID_LETTERS + 1];
    when_ms with; // which token it was sent with, by its end
};

// The one sign-in or signature under way; a new one takes its place.
struct flow {
    bool used, told;           // told: the screen knows the present state
    uint64_t token;            // of the screen that waits for it
    int tag;
    struct arena arena, texts; // of the machine; of its configuration and key
    struct oauth oauth;
    const char *pem;
    char service[SMALL_ROOM * 2];
    int64_t outbox;            // what is to be signed; 0: an ordinary sign-in
    char signer_id[ID_LETTERS + 1]; // who is to sign it; "": whoever does
    struct signer *prover;
    enum oauth_state end;      // after OAUTH_DONE
    char who[ID_LETTERS + 1];  // whose name is being asked of the backend
};

// The right to send one submission, given by a signature.
struct warrant {
    int64_t outbox; // 0: none
    struct signer *signer;
    when_ms until;  // servers' clock
};

struct session {
    struct vault vault;
    char machine[SMALL_ROOM * 2];
    struct signer_clock clock;
    struct resident people[KEEP_PROFILES_MAX];
    int count;
    int current;        // index; -1: a guest
    struct person person;
    char acting[ACTING_ROOM];           // id of the mandate by which the person acts for somebody else; "": for themselves
    char acting_name[NAME_ROOM];        // for whom
    char acted_for[NAME_ROOM];          // whose permission has just ended, while the screens are told; ""
    char profile[ID_LETTERS + ACTING_ROOM + 2]; // what session_profile gives: ID, or ID@MANDATE
    struct flow flow;
    struct warrant warrant;
    struct errand *errands;
    int errand_count, next_tag;
    int minutes;        // of whoever chose none; 0: never
    long turns;         // of `turn`
};

// session.c
void session_act_for(struct app *app, const char *mandate, const char *name); // "": for themselves
void session_leave(struct app *app, bool curtain); // nothing of the person stays on the glass
// locks.c: who is open
void locks_load(struct app *app);
bool locks_open(const struct app *app, const struct resident *r);     // this TV takes whoever holds the remote for them
bool locks_at_start(const struct app *app, const struct resident *r); // it was too long ago, or nobody knows when
bool locks_due(struct app *app);                                      // locks whoever was away too long: somebody did
when_ms locks_next(const struct app *app);                            // when the next one is due; -1: nobody
void locks_after(struct app *app, long minutes);                      // the present person's choice, or the guest's
// people.c: who lives here
void people_load(struct app *app);
struct resident *people_find(struct app *app, const char *id); // also by ID@MANDATE; NULL for a guest
struct resident *people_present(const struct app *app);       // in front of the TV and open; NULL: a guest
const char *people_name(const struct resident *r);            // as this TV calls them
void people_used(struct app *app, struct resident *r);        // they hold the remote; not saved
void people_merge(struct app *app, struct resident **into);   // profiles of the same person become this one, which may move
struct resident *people_of_subject(struct app *app, const char *issuer, const char *subject);
struct resident *people_add(struct app *app); // room for a new one; NULL when this box knows KEEP_PROFILES_MAX people already
void people_set_current(struct app *app, int index);
enum err people_save(struct app *app, struct resident *r, bool grant_too) TGOV_CHECKED;
bool people_equip(struct app *app, struct resident *r) TGOV_CHECKED; // signers for the grant
void people_sign_off(struct app *app, struct resident *r);           // the grant goes, the person stays
void people_forget(struct app *app, struct resident *r);             // the person goes, with all that is theirs
void people_finish(struct app *app);
// renew.c: tokens
bool renew_needed(struct app *app, const struct resident *r);
void renew_start(struct app *app, struct resident *r);
bool renew_message(struct app *app, struct net_message *m);
void revoke(struct app *app, struct resident *r);
// sign_in.c: the flow
void flow_start(struct app *app, uint64_t screen, const struct effect *fx);
void flow_stop(struct app *app);
bool flow_message(struct app *app, struct net_message *m);
void flow_step(struct app *app);
when_ms flow_next(const struct app *app);
// errands.c
enum err errand_send(struct app *app, const struct net_request *r, const struct net_stream *s, struct resident *who) TGOV_CHECKED;
void errands_release(struct app *app, const char *profile); // those that waited for a renewal
bool errand_message(struct app *app, struct net_message *m); // true: taken, it is tried once more
void errands_forget(struct app *app);
// acting.c: true when the answer ended acting for somebody else: home says so, and whoever asked is gone or asks anew
bool acting_ended(struct app *app, const struct errand *e, const struct net_message *m);

#endif
