// SPDX-License-Identifier: Apache-2.0
// The look of the phone pages: the television's colours by day and after dark, one column, large targets. Without this
// file the pages are plain and still work.
#include "backend/digest.h"
#include "backend/pages/page.h"

static const char css[] =
    ":root{--ground:#e4e4d9;--card:#fdfbf5;--edge:#bfc4b4;--line:#c3c8b9;--ctl:#66756e;--ink:#13211d;--ink2:#384842;"
    "--act:#0c3f39;--on:#fffbf0;--ring:#f2ac20;--seal:#982b17;--bad:#8c1616;--badt:#f9dcd5;--wait:#653d00;--waitt:#f8e6bf;"
    "--ok:#14532f;--okt:#d9ebd9;--info:#17437a;--infot:#d9e6f3;color-scheme:light dark}"
    "@media(prefers-color-scheme:dark){:root{--ground:#0c1f1c;--card:#19332e;--edge:#0a1715;--line:#3a5650;--ctl:#8aa198;"
    "--ink:#f6f1e4;--ink2:#c9d5cd;--act:#f6f0de;--on:#10231f;--seal:#b53a21;--bad:#ffc2b5;--badt:#551f18;--wait:#f7d084;"
    "--waitt:#46350f;--ok:#a5dfb6;--okt:#17402a;--info:#bbd9f7;--infot:#1c3a59}}"
    "*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}"
    "body{margin:0;background:var(--ground);color:var(--ink);overflow-wrap:break-word;"
    "font:1.125rem/1.5 \"Noto Sans\",\"Noto Sans KR\",\"Noto Sans Arabic\",system-ui,sans-serif}"
    ":lang(ko){word-break:keep-all}"
    "header,main{max-width:38rem;margin:0 auto;padding:.75rem 1rem}"
    "header{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;justify-content:space-between;border-bottom:4px double var(--act)}"
    ".brand{display:flex;gap:.6rem;align-items:center;margin:0;font-size:1.25rem}.brand svg{inline-size:2rem;block-size:2rem;"
    "fill:#fff6e6}.brand .seal{fill:var(--seal)}"
    "h1{font-size:1.75rem;line-height:1.25;margin:.75rem 0}h2{font-size:1.25rem;line-height:1.3;margin:1.5rem 0 .5rem}"
    "p{margin:.5rem 0}a{color:var(--act);text-underline-offset:.2em}main p>a,main li>a{display:inline-block;padding:.6rem 0}"
    ".hint,small{color:var(--ink2)}.hint{font-size:1rem}.error{color:var(--bad);font-weight:700}"
    ".card{background:var(--card);border-bottom:4px solid var(--edge);border-radius:20px;padding:1rem;margin:0 0 1rem}"
    ".notice{border-radius:16px;padding:.8rem 1rem;margin:0 0 1rem;background:var(--infot);color:var(--info);"
    "border-inline-start:8px solid var(--info)}"
    ".notice.ok{background:var(--okt);color:var(--ok);border-color:var(--ok)}"
    ".notice.wait{background:var(--waitt);color:var(--wait);border-color:var(--wait)}"
    ".notice.bad{background:var(--badt);color:var(--bad);border-color:var(--bad)}"
    ".code{font-size:2rem;font-weight:700;letter-spacing:.06em;unicode-bidi:isolate;direction:ltr;text-align:center;margin:.25rem 0}"
    ".card>h2:first-child,.list h3{margin-top:.2rem}dl.facts{margin:0}.facts div{padding:.5rem 0;border-bottom:2px solid var(--line)}.facts div:last-child{border:0}"
    "dt{color:var(--ink2);font-size:1rem}dd{margin:0;font-weight:700}"
    "label,legend{display:block;font-weight:700;margin:1rem 0 .25rem;padding:0}fieldset{border:0;margin:0;padding:0;min-inline-size:0}"
    "input,select,textarea{inline-size:100%;min-block-size:3.25rem;font:inherit;color:inherit;background:var(--card);"
    "border:2px solid var(--ctl);border-radius:16px;padding:.6rem .9rem}"
    "input[type=checkbox],input[type=radio]{inline-size:1.5rem;min-block-size:1.5rem;margin:0;padding:0;accent-color:var(--act)}"
    "input[type=file]{padding:.8rem}textarea{min-block-size:9rem}input.spell{font-size:1.6rem;letter-spacing:.06em;direction:ltr;"
    "text-transform:uppercase}[aria-invalid=true]{border:3px solid var(--bad)}"
    "button,.button{display:block;inline-size:100%;min-block-size:3.5rem;font:inherit;font-weight:700;text-align:center;"
    "text-decoration:none;cursor:pointer;color:var(--act);background:var(--card);border:3px solid var(--act);border-radius:16px;"
    "padding:.7rem 1rem;margin:1rem 0 0}button.quiet{border:2px solid var(--ctl);color:var(--ink)}"
    "button:hover,.button:hover,button:focus-visible,.button:focus-visible{background:var(--act);color:var(--on);border-color:var(--act)}"
    "button:disabled{background:var(--ground);color:var(--ink2);border-style:dashed}"
    ":focus-visible{outline:5px solid var(--ring);outline-offset:2px}:focus:not(:focus-visible){outline:0}"
    ".languages{position:relative}.languages summary{cursor:pointer;padding:.7rem .9rem;min-block-size:3rem;border:2px solid var(--ctl);"
    "border-radius:16px;background:var(--card)}.languages nav{display:grid;grid-template-columns:1fr 1fr;gap:.25rem;padding-top:.5rem}"
    ".languages[open]{flex:1 1 100%}.languages a{padding:.7rem .9rem;border-radius:12px;background:var(--card)}"
    ".languages [aria-current]{font-weight:700;border-inline-start:6px solid var(--act)}"
    ".pictures{display:grid;grid-template-columns:repeat(3,1fr);gap:.75rem;margin:.5rem 0}"
    ".pictures button{margin:0;padding:.5rem .1rem;font-size:1rem;line-height:1.25}"
    ".pictures svg{display:block;inline-size:3rem;block-size:3rem;margin:0 auto}"
    ".taken{display:flex;gap:.5rem;list-style:none;padding:0;margin:.5rem 0}.taken li{flex:1;border:2px dashed var(--ctl);"
    "border-radius:16px;text-align:center;min-block-size:4.5rem;padding:.3rem;font-size:1rem}.taken svg{display:block;inline-size:2.2rem;"
    "block-size:2.2rem;margin:0 auto}.taken .there{border-style:solid;background:var(--card)}"
    ".list{list-style:none;padding:0;margin:0}.list>li{background:var(--card);border-radius:20px;border-bottom:4px solid var(--edge);"
    "padding:1rem;margin:0 0 1rem}.row{display:flex;gap:.75rem;flex-wrap:wrap}.row>*{flex:1 1 8rem}"
    "table{inline-size:100%;border-collapse:collapse}th,td{text-align:start;vertical-align:top;padding:.5rem .25rem;"
    "border-bottom:2px solid var(--line)}progress{inline-size:100%;block-size:1.25rem;accent-color:var(--act)}"
    "fieldset{border:0;padding:0;margin:1rem 0}fieldset small{display:block;color:var(--ink2)}canvas{display:block;inline-size:100%;"
    "background:#fff;border:2px solid var(--ctl);border-radius:16px;touch-action:none}.unit{color:var(--ink2);font-weight:700}.rule{border-bottom:2px solid var(--ctl);min-block-size:2.5rem}"
    "main details{margin:.75rem 0}main summary{padding:.7rem 0;min-block-size:3rem;cursor:pointer}"
    "[dir=rtl] [dir=auto]{text-align:right}[dir=ltr] [dir=auto]{text-align:left}" // of the page: lines of two languages begin at one edge
    "[hidden]{display:none!important}.tick{display:flex;gap:.75rem;align-items:center;min-block-size:3rem}.unseen{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}"
    "footer{color:var(--ink2);font-size:1rem;margin-top:2rem;border-top:2px solid var(--line);padding-top:.5rem}"
    "@media(max-width:17rem){body{overflow-wrap:anywhere}header,main{padding:.75rem .5rem}h1{font-size:1.4rem}.code{font-size:1.3rem}"
    ".pictures,.languages nav{grid-template-columns:1fr}.taken{flex-wrap:wrap}.card,.notice{padding:.6rem}}"
    "@media(forced-colors:active){.card,.notice,.list>li{border:2px solid}.pictures svg,.taken svg{forced-color-adjust:auto}"
    "button:focus-visible{outline-color:Highlight}.brand .seal{fill:CanvasText}.brand svg{fill:Canvas}}"
    "@media(prefers-reduced-motion:no-preference){button{transition:background .1s}}";

enum status page_asset(struct resp *resp, const char *type, struct str bytes) {
    char *etag = arena_alloc(resp->arena, DIGEST_ETAG);
    if (!etag)
        return STATUS_INTERNAL;
    digest_etag(bytes, etag);
    resp->etag = etag;
    resp->cache_control = "public, max-age=3600";
    return resp_bytes(resp, STATUS_OK, type, bytes);
}

enum status page_look(const struct req *req, struct resp *resp, struct store *store) {
    (void)req, (void)store;
    return page_asset(resp, "text/css; charset=utf-8", STR(css));
}
