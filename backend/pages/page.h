// SPDX-License-Identifier: Apache-2.0
// The frame of every page that a phone opens: head and foot, language, words, headers, forms, the visitor's cookie. No
// framework; every page works without a script, and is under 30 KB with all it needs.
//
//     enum status lamp_ask(const struct req *req, struct resp *resp, struct store *store) {
//         struct page p;
//         page_open(&p, req, resp);
//         page_head(&p, page_tr(&p, "Switch on the lamp"));
//         page_form(&p, "/lamp");                        // <form method=post>, with the token that page_post wants back
//         page_field(&p, &(struct page_field){.label = page_tr(&p, "Which lamp"), .name = "lamp", .max = 40});
//         page_button(&p, page_tr(&p, "Switch on"), NULL, NULL);
//         page_form_end(&p);
//         return page_close(&p, STATUS_OK);
//     }
//     enum status lamp_do(const struct req *req, struct resp *resp, struct store *store) {
//         struct page p;
//         struct html_fields fields;
//         enum status status = page_post(&p, req, resp, &fields);
//         if (status != STATUS_OK)
//             return status;
//         ... html_field(&fields, "lamp") ...
//         page_head(&p, page_tr(&p, "The lamp is on"));
//         return page_close(&p, STATUS_OK);               // or page_go(&p, "/lamp/on")
//     }
//
// Route rows: {"/lamp", METHOD_POST, lamp_do, AUTH_NONE, PAGE_FORM_CAP, 0}. No GET changes anything. Everything lives in
// the request's arena. Writing never fails visibly: page_close answers 500 when something did not fit.
//
// The language is ?lang=TAG (carried on by page_href, page_form and page_go), else the best for Accept-Language.
#ifndef TGOV_BACKEND_PAGES_PAGE_H
#define TGOV_BACKEND_PAGES_PAGE_H

#include "backend/pages/html.h"
#include "backend/response.h"
#include "backend/route.h"
#include "base/i18n.h"

enum {
    PAGE_MAX = 256 << 10, // one page
    PAGE_FORM_CAP = 8192,   // body of an ordinary form
    PAGE_SECRET = 52,       // letters of a visitor's secret and of other secrets in cookies (base32, 260 bits)
    PAGE_CSRF = 43,         // letters of a form's token
};

// ---- The words of all pages, loaded once (process); in site->pages. NULL there: English only ----
struct pages;
// From ASSETS/i18n/TAG.mo; with NULL they are looked for beside the program and where it was installed. What cannot be
// read is left out and logged. NULL without memory.
struct pages *pages_load(const char *assets) TGOV_CHECKED;
void pages_destroy(struct pages *p); // NULL is fine

// The words for whoever sends this Accept-Language (NULL: English), and the language they are in (`tag` may be NULL).
const struct i18n *pages_words(const struct pages *p, const char *accept, const char **tag);

// ---- One page ----
struct page {
    const struct req *req;
    struct resp *resp;
    struct buf b;           // what is written so far; html_text(&p->b, …) is fine
    const char *language;   // BCP 47
    const struct i18n *words;
    bool chosen;            // the language came from ?lang
    const char *self;       // where the language switch leads, path and query without lang; req->path unless set
    const char *script;     // "/assets/keyboard.js"; set before page_head. NULL: no script may run on this page
    const char *visitor;    // once known
    const char *foreign;    // language of a service's texts when it does not speak the page's; else NULL
    bool ended;             // page_close or page_go was there
};

void page_open(struct page *p, const struct req *req, struct resp *resp);
// Head, header with the language switch, <main> and <h1>. `title` is escaped.
void page_head(struct page *p, const char *title);
// The same for a title that is a service's own text.
void page_head_of(struct page *p, const char *title);
// The foot, headers (strict Content-Security-Policy, no frames, no referrer, no store), the body. Returns the status.
enum status page_close(struct page *p, enum status status);
// Instead of writing a page: 303 to a path of ours ("/account").
enum status page_go(struct page *p, const char *path);
// A whole page of one sentence, and a link when `label` is not NULL.
enum status page_say(struct page *p, enum status status, const char *title, const char *text, const char *label,
                     const char *path);

// A problem that is on its way to a browser (Accept prefers text/html) becomes a page in its language with a next step; every
// other answer stays as it is. Returns the status.
enum status page_in_place(const struct req *req, struct resp *resp, enum status status);

// ---- Words ----
const char *page_tr(const struct page *p, const char *english) __attribute__((format_arg(2)));
const char *page_trn(const struct page *p, const char *one, const char *many, long n)
    __attribute__((format_arg(2), format_arg(3)));
// What a television is called; "TV without a name" for "".
const char *page_television(const struct page *p, const char *name);
// "Fri 13 March 2026 18:00" as the language writes it, in the district's time.
const char *page_when(const struct page *p, when_ms at);

// Like arena_printf, with counts in the digits of the language. "" at the arena's cap.
const char *page_format(const struct page *p, const char *fmt, ...) TGOV_PRINTF(2, 3);
// One count in the digits of the language.
const char *page_count(const struct page *p, long n);

// ---- Writing ----
void page_raw(struct page *p, const char *html); // our own markup only
void page_text(struct page *p, const char *text); // escaped
void page_printf(struct page *p, const char *fmt, ...) TGOV_PRINTF(2, 3); // the result is escaped
// <TAG class="CLASS">text</TAG>, escaped; `class` may be NULL. page_person isolates what somebody wrote (<bdi>).
void page_line(struct page *p, const char *tag, const char *class, const char *text);
void page_person(struct page *p, const char *text);
// A paragraph that stands out. BAD is announced at once by screen readers.
enum page_tone { PAGE_INFO, PAGE_OK, PAGE_WAIT, PAGE_BAD };
void page_notice(struct page *p, enum page_tone tone, const char *text);
// ---- Texts of a service, which may speak fewer languages than the pages
// Before page_head: what the service speaks, its own language first.
void page_speaks(struct page *p, const char *const *languages, size_t count);
// "This service is in English", when it does not speak the page's language.
void page_speaks_note(struct page *p);
// ' lang="en" dir="auto"' of an element that holds such a text.
void page_lang(struct page *p);
void page_line_of(struct page *p, const char *tag, const char *class, const char *text); // page_line of such a text
// A row of a <dl class="facts">; opened and closed with page_raw.
void page_fact(struct page *p, const char *label, const char *value);
// A path of ours with the chosen language added. "" at the arena's cap.
const char *page_href(const struct page *p, const char *path);
void page_link(struct page *p, const char *path, const char *label);

// ---- Forms ----
struct page_field {
    const char *label, *name;
    const char *value, *hint, *error;  // NULL: none
    const char *type;                  // of <input>; NULL: text
    const char *autocomplete;          // NULL: off
    const char *extra;                 // further attributes, our own markup: "inputmode=numeric"
    int max;                           // letters; 0: no limit
    bool optional, focus;
};
// Sends to a path of ours by POST.
void page_form(struct page *p, const char *path);
void page_form_end(struct page *p);
void page_hidden(struct page *p, const char *name, const char *value);
void page_field(struct page *p, const struct page_field *f);
// `name` and `value` may be NULL.
void page_button(struct page *p, const char *label, const char *name, const char *value);
void page_button_quiet(struct page *p, const char *label, const char *name, const char *value); // the lesser choice
// Opens the page and reads the form of a POST that a page of ours sent: right media type, same origin (Sec-Fetch-Site,
// Origin), the token that belongs to the visitor's cookie. STATUS_OK; else the answer is finished: a page with 403, 400,
// 413 or 415 that says what to do.
enum status page_post(struct page *p, const struct req *req, struct resp *resp, struct html_fields *fields);

// ---- Cookies and visitors ----
// Names are written without prefix; on the wire they are "__Host-NAME" with Secure, except where the backend is reached
// by plain http (loopback, tests). HttpOnly, SameSite=Strict, path "/".
// The value when it is a secret of PAGE_SECRET letters, else NULL.
const char *page_cookie(const struct req *req, const char *name);
// seconds 0 forgets it. False at a cap.
bool page_cookie_set(const struct req *req, struct resp *resp, const char *name, const char *value, int seconds)
    TGOV_CHECKED;
// A fresh secret for a cookie, in the arena; NULL at its cap. Store only its hash.
char *page_secret(struct arena *a);
// Who visits: the secret in the cookie "tgov", made and set when there is none. For rate limits, and for keeping what
// this browser did apart. NULL at a cap.
const char *page_visitor(struct page *p);
// What a form of this visitor must send as "csrf"; for scripts, too, which send it as header Tgov-Csrf.
void page_csrf(const char *visitor, char out[PAGE_CSRF + 1]);
// For handlers that take other bodies than forms (a script's fetch, an upload): same origin and the header Tgov-Csrf that
// belongs to the cookie. `*visitor` gets the visitor's secret.
bool page_proved(const struct req *req, const char **visitor) TGOV_CHECKED;
// The request came from another site's page. Cookies of ours did not come along (SameSite), so nothing should be concluded
// from their absence: show a link that leads on.
bool page_from_elsewhere(const struct req *req);

// A style sheet or script of ours, the same for everybody: with an ETag, kept for an hour. `bytes` live for ever.
enum status page_asset(struct resp *resp, const char *type, struct str bytes);
route_handler page_look; // GET /assets/phone.css

#endif
