// SPDX-License-Identifier: Apache-2.0
#include "app/words.h"

#include "app/net/message.h"
#include "app/screen.h"
#include "base/locale.h"

struct sentence {
    const char *title, *what, *next;
};

static struct words translated(struct ui *u, const struct sentence *s) {
    return (struct words){tr(u, s->title), *s->what ? tr(u, s->what) : "", *s->next ? tr(u, s->next) : ""};
}

// Why the office could not prove who it is, and what a household can do about it.
static const struct sentence *tls_sentence(int reason) {
    static const struct sentence table[NET_TLS_COUNT] = {
        [NET_TLS_CLOCK] = {"This TV's clock is wrong", "So it cannot check that the office is genuine. Nothing was sent.",
                           "Set the date and time of this TV, then try again."},
        [NET_TLS_EXPIRED] = {"The office's proof of identity has run out", "To be safe, nothing was sent.",
                             "Try again later. The office has to renew it."},
        [NET_TLS_HOST] = {"Someone else answered in the office's place", "Their proof of identity is for another name. Nothing was sent.",
                          "Check the internet connection of this TV, then try again."},
        [NET_TLS_SELF_SIGNED] = {"We cannot tell who answered", "Nobody vouches for the one who answered. Nothing was sent.",
                                 "Check the internet connection of this TV, then try again."},
        [NET_TLS_UNKNOWN_CA] = {"We cannot tell who answered", "The one who answered is vouched for by somebody this TV does not trust. Nothing was sent.",
                                "Check the internet connection of this TV, then try again."},
        [NET_TLS_WEAK] = {"The connection is not safe enough", "The office's proof of identity is too weak. Nothing was sent.",
                          "Try again later. The office has to renew it."},
        [NET_TLS_VERSION] = {"The connection is not safe enough", "The office answered with an outdated protection. Nothing was sent.",
                             "Try again later. The office has to renew it."},
        [NET_TLS_REVOKED] = {"The office's proof of identity was withdrawn", "To be safe, nothing was sent.", "Try again later."},
        [NET_TLS_PURPOSE] = {"We cannot tell who answered", "Their proof of identity is not meant for this. Nothing was sent.",
                             "Try again later."},
    };
    static const struct sentence other = {"No safe connection could be made", "To be safe, nothing was sent.", "Try again later."};
    return reason > 0 && reason < NET_TLS_COUNT && table[reason].title ? &table[reason] : &other;
}

static const struct sentence *err_sentence(enum err err) {
    static const struct sentence table[ERR_COUNT] = {
        [ERR_OFFLINE] = {"No connection", "We cannot reach the office. What you entered is kept.",
                         "We try again by ourselves. You can also check the internet connection of this TV."},
        [ERR_TIMEOUT] = {"The office takes too long to answer", "What you entered is kept.", "Try again in a few minutes."},
        [ERR_BUSY] = {"Very many people are asking just now", "What you entered is kept.", "Try again in a few minutes."},
        [ERR_REMOTE] = {"The office's computer has a fault", "What you entered is kept.", "Try again in a few minutes."},
        [ERR_NOT_FOUND] = {"This is not there", "It may have been moved or closed.", "Go back and choose again."},
        [ERR_DENIED] = {"This is not open to you", "It is for somebody else, or only after signing in.", "Go back and choose again."},
        [ERR_CONFLICT] = {"This is no longer possible", "Something has changed in the meantime.", "Go back and look again."},
        [ERR_TYPE] = {"The office could not take it", "An answer does not fit.", "Go back and look again."},
        [ERR_FULL] = {"This TV has no room left", "What is shown was not saved on this TV.", "Free some space in Settings, then go on."},
        [ERR_LIMIT] = {"The answer is too large for this TV", "Nothing was lost.", "Use another way to the office."},
        [ERR_MEMORY] = {"This TV is short of memory", "What you entered is kept.", "Close other apps and try again."},
    };
    static const struct sentence other = {"Something went wrong", "What you entered is kept.", "Try again in a few minutes."};
    return err > ERR_NONE && err < ERR_COUNT && table[err].title ? &table[err] : &other;
}

struct words words_of_err(struct ui *u, enum err err) { return translated(u, err_sentence(err)); }

// The problems that a television meets (backend/response.h), where the status alone would not say what to do. A sentence that
// says it already needs no other behind it.
static const struct {
    const char *type;
    struct sentence sentence;
} problems[] = {
    {"already-sent", {"This was sent already", "It came from another TV first. It was not sent twice.", ""}},
    {"answers", {"An answer does not fit.", "Your answers are kept. Change them and send again.", ""}},
    {"audience", {"This is not open to you", "It is for other people: a company, or the staff of an office.", "Sign in as the right person."}},
    {"conflict", {"This is no longer possible", "Something has changed in the meantime.", "Go back and look again."}},
    {"files", {"A file is missing", "A file is not there any more. Nothing was sent. Please send the file again from your phone.", ""}},
    {"mandate", {"This is not open to you", "The permission to act for this person is over, or does not cover this. Please ask them for a new one.", ""}},
    {"no-such-case", {"This is not open to you", "The number and the secret do not fit together.", "Check both and try again."}},
    {"no-such-code", {"This code is not right", "This code is not right, or older than ten minutes. Please ask for a new one.", ""}},
    {"not-now", {"This is no longer possible", "Something has changed in the meantime.", "Go back and look again."}},
    {"own-code", {"This code is not right", "This is your own code. The person who helps you types it, signed in as themselves.", ""}},
    {"phone-only", {"This is filled in on your phone", "Its questions are private. They are not shown on this TV.", ""}},
    {"rate", {"Too many tries", "", "Please wait a few minutes."}},
    {"sign-in", {"Please sign in", "This opens only for people who have signed in.", "Go to Home and sign in with your phone."}},
    {"signature", {"Not signed yet", "This needs your signature on the phone. Nothing was sent.", ""}},
    {"too-many", {"There are too many already", "", "Please end or finish one first."}},
    {"too-many-boxes", {"Too many tries", "Many TVs were set up from here. Please wait an hour.", ""}},
    {"too-many-forms", {"Too many tries", "Many forms were handed to phones from here. Please wait an hour, or go on at the television.", ""}},
    {"too-many-tries", {"Too many tries", "There were too many wrong tries. Please wait an hour, or call the office.", ""}},
};

static const struct sentence *problem_sentence(const char *type) {
    static const char ours[] = "urn:tgov:problem:";
    const char *slug = type && !strncmp(type, ours, sizeof ours - 1) ? type + sizeof ours - 1 : "";
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
        if (text_same(problems[i].type, slug))
            return &problems[i].sentence;
    return NULL;
}

static bool viewers_language(struct ui *u, const char *language) {
    const char *mine = ui_world(u)->language ? ui_world(u)->language : "en";
    size_t len = strcspn(mine, "-");
    return language && strcspn(language, "-,") == len && !strncmp(language, mine, len) && !strchr(language, ',');
}

struct words words_of_reply(struct ui *u, const struct reply *r) {
    if (r->err == ERR_TLS)
        return translated(u, tls_sentence(r->tls_reason));
    const struct sentence *known = problem_sentence(r->type);
    struct words w = known ? translated(u, known) : words_of_err(u, r->err);
    bool refused = r->status >= 400 && r->status < 500, said = r->title && *r->title && r->detail && *r->detail;
    if (refused && said && viewers_language(u, r->language)) // the office tells it best; its sentence says what to do
        w = (struct words){r->title, r->detail, ""};
    return w;
}

const char *words_rest(struct ui *u, const struct words *w) {
    return !*w->what ? w->next : !*w->next ? w->what : ui_printf(u, "%s %s", w->what, w->next);
}

static const struct locale *locale_here(struct ui *u) { return locale_of(ui_world(u)->language); }

// The year is said when it is not the present one.
static const char *day_words(struct ui *u, when_day day, enum locale_style style, enum locale_style with_year) {
    struct when_date d = when_to_date(day);
    int this_year = when_to_date(when_day_of(ui_world(u)->wall, ui_world(u)->zone)).year;
    return locale_date(locale_here(u), ui_arena(u), d.year == this_year ? style : with_year, d);
}

const char *words_day(struct ui *u, when_day day) { return day_words(u, day, LOCALE_WEEKDAY, LOCALE_WEEKDAY_DATE); }

const char *words_day_short(struct ui *u, when_day day) {
    return day_words(u, day, LOCALE_WEEKDAY_SHORT, LOCALE_WEEKDAY_DATE_SHORT);
}

const char *words_time(struct ui *u, when_ms t) {
    struct when_clock c = when_clock_of(t, ui_world(u)->zone);
    return locale_time(locale_here(u), ui_arena(u), c.hour, c.minute);
}

const char *words_when(struct ui *u, when_ms t) {
    const struct ui_world *w = ui_world(u);
    when_day day = when_day_of(t, w->zone), today = when_day_of(w->wall, w->zone);
    if (day == today)
        return ui_printf(u, tr(u, "Today %s"), words_time(u, t));
    return words_day_short(u, day);
}

const char *words_age(struct ui *u, int64_t ms) {
    int minutes = (int)(ms / 60000), hours = minutes / 60, days = hours / 24;
    if (minutes < 1)
        return tr(u, "a moment ago");
    if (hours < 1)
        return ui_printf(u, trn(u, "%d minute ago", "%d minutes ago", minutes), minutes);
    if (days < 1)
        return ui_printf(u, trn(u, "%d hour ago", "%d hours ago", hours), hours);
    return ui_printf(u, trn(u, "%d day ago", "%d days ago", days), days);
}


const char *words_address(const char *url) {
    const char *host = strstr(url, "://");
    return host ? host + 3 : url;
}
