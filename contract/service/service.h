// SPDX-License-Identifier: Apache-2.0
// `service.json`: one public service as data, in the terms of CPSV-AP 3.2 (`context.jsonld` maps our names to theirs),
// and the procedure that every case of it follows. Texts are language maps (contract/service/texts.h).
//
//     {"id": "report-street-light", "languages": ["en", "ko"], "title": {…}, "summary": {…},
//      "authority": {"id": "lighting"}, "audiences": ["citizen"], "category": "home-and-street", "icon": "lamp", …
//      "procedure": {"start": "received", "days": 7, "states": […], "moves": […]}}
//
// Those members of the first two lines are required, everything else may be left out.
//
// A service is read once and never changes; all of it lives in the arena it was read into. An office that is described
// in `district.json` may be given by its id alone.
#ifndef TGOV_CONTRACT_SERVICE_SERVICE_H
#define TGOV_CONTRACT_SERVICE_SERVICE_H

#include "base/json.h"
#include "contract/service/procedure.h"
#include "contract/service/vocabulary.h"

enum {
    SERVICE_FILE_CAP = 512 * 1024,
    SERVICE_ID_CAP = 64, // a to z, 0 to 9 and "-", begins with a letter
    SERVICE_ITEMS_CAP = 32,    // requirements, evidence, outputs, channels, laws, steps
    SERVICE_KEYWORDS_CAP = 64, // per language
    SERVICE_PREFILL_CAP = 64,
    SERVICE_CLIP_SECONDS = 3600,
};

// ---- The description ----
struct service_office { // competent authority
    const char *id, *icon, *phone, *email, *url;
    struct val name, address, hours, work; // texts; `work`: what it does, in a line
};
struct service_item { // a requirement, a paper, a thing you get, a law, a step
    const char *id, *url;
    struct val title, detail; // texts
};
struct service_cost {
    int64_t amount;       // minor units; 0: no fee
    const char *currency; // ISO 4217, required when amount > 0
    struct val words;     // texts: "24 crowns a year"; required with an amount
};
struct service_channel {
    int type; // enum channel_type
    const char *url, *phone, *office; // by type; `office` is an id
    struct val words;                 // texts, optional
};
struct service_time {
    int working_days;  // 0: at once
    struct val words;  // texts: "you have it at once"
};
struct service_prefill { // kept for the registers: which answer comes from where, and with what consent
    const char *answer, *source, *field; // answer key, register, field in it
    bool consent;                        // ask before fetching
    struct val words;                    // texts: what is fetched and why
};

// The same in easy words, for people who do not read well. In JSON either the texts of the summary alone, or
// {"title": texts, "summary": texts, "who": texts, "steps": [texts, ...]}, each of which may be left out.
struct service_easy {
    struct val title, summary, who; // texts; VAL_NULL: as written
    struct val steps;               // a list of texts; VAL_NULL: as written
};
// A film in sign language, from the office's own site.
struct service_clip {
    const char *url, *poster; // https; NULL: none
    struct val title;         // texts: in which sign language, what it tells
    int seconds;
};

struct service {
    const char *id, *icon, *category, *version;
    const char *const *languages; // the service speaks all of these; the first is its own
    size_t language_count;
    struct val title, summary;             // texts
    struct val easy_written;               // as in the file; use `easy`
    struct service_easy easy;
    struct service_clip sign_language;     // url NULL: none
    bool signature;                        // sending it needs the person's approval of exactly what is sent
    bool sensitive;                        // answers that do not belong on a shared screen: filled in on the phone only
    struct val who, who_detail;            // texts: who can apply
    struct val note;                       // texts: behind the office in lists, optional
    struct val send;                       // texts: the verb, "Send report"
    struct val answer_words;               // texts: "They get your report and your name", optional
    struct val case_title, case_detail;    // texts with {answer keys}: "Street light, {where}"
    struct val keywords;                   // {"en": ["lamp", …], …}
    struct service_office authority;
    const char *const *audiences; // names; also as a mask of 1 << enum audience
    size_t audience_count;
    unsigned audience_mask;
    const char *const *events;
    size_t event_count;
    const struct service_item *requirements, *evidence, *outputs, *laws, *steps; // no evidence: no papers needed
    size_t requirement_count, evidence_count, output_count, law_count, step_count;
    struct service_cost cost;
    struct service_time processing;
    int minutes; // to fill it in
    int rank;    // lower ones come first in lists; 0 counts as 1000
    int sign_in; // enum sign_in
    const struct service_channel *channels;
    size_t channel_count;
    const struct service_prefill *prefill;
    size_t prefill_count;
    struct service_procedure procedure;
};

// Reads and checks the whole of a service.json into `a`. The fault's place is the JSON path. ERR_SYNTAX, ERR_TYPE,
// ERR_MISSING (also a translation), ERR_DUPLICATE (an id), ERR_REFERENCE (an unknown state, word of a vocabulary or
// currency; a state that no move reaches), ERR_LIMIT, ERR_MEMORY.
enum err service_read(struct arena *a, const char *bytes, size_t len, struct service *out, struct fault *f) TGOV_CHECKED;
// The same for an office, used by district.json. `path` is where it stands.
extern const struct json_shape service_office_shape;
enum err service_office_check(const struct service_office *o, const char *const *languages, size_t count,
                              const char *path, struct fault *f) TGOV_CHECKED;

// The generic procedure as JSON text, for tools that write a service.json.
const char *service_generic_procedure(struct arena *a) TGOV_CHECKED;

bool service_id_valid(const char *id);
const struct service_state *service_state(const struct service *s, const char *id); // NULL: no such
const struct service_move *service_move(const struct service *s, const char *id);   // NULL: no such
bool service_move_from(const struct service_move *m, const char *state);
bool service_on_tv(const struct service *s); // has the channel tv
static inline bool service_free(const struct service *s) { return s->cost.amount == 0; }

#endif
