// SPDX-License-Identifier: Apache-2.0
// The look of the pages (the colours of day and evening) and the few lines of script that take the secret from the
// address into the form: what stands behind '#' never leaves the phone by itself.
#include "backend/pages/page.h"
#include "backend/services/handlers.h"
#include "backend/services/parts.h"

static const char css[] =
    ":root{--ground:#e4e4d9;--card:#fdfbf5;--edge:#bfc4b4;--line:#c3c8b9;--ctl:#66756e;--ink:#13211d;--ink2:#384842;"
    "--act:#0c3f39;--on:#fffbf0;--ring:#f2ac20;--seal:#982b17;--bad:#8c1616;--badt:#f9dcd5;--wait:#653d00;--waitt:#f8e6bf;"
    "--ok:#14532f;--okt:#d9ebd9;--info:#17437a;--infot:#d9e6f3;color-scheme:light dark}"
    "@media(prefers-color-scheme:dark){:root{--ground:#0c1f1c;--card:#19332e;--edge:#0a1715;--line:#3a5650;--ctl:#8aa198;"
    "--ink:#f6f1e4;--ink2:#c9d5cd;--act:#f6f0de;--on:#10231f;--seal:#b53a21;--bad:#ffc2b5;--badt:#551f18;--wait:#f7d084;"
    "--waitt:#46350f;--ok:#a5dfb6;--okt:#17402a;--info:#bbd9f7;--infot:#1c3a59}}"
    "*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);"
    "font:1.05rem/1.5 \"Noto Sans\",\"Noto Sans KR\",\"Noto Sans Arabic\",system-ui,sans-serif}"
    "header,main{max-width:70rem;margin:0 auto;padding:1rem}"
    "header{display:flex;gap:.8rem;align-items:center;border-bottom:4px double var(--act);font-size:1.2rem}"
    "header form{margin-inline-start:auto}.seal{inline-size:2rem;block-size:2rem;border-radius:.5rem;background:var(--seal)}"
    "h1{font-size:1.9rem;line-height:1.2;margin:.4rem 0 1rem;overflow-wrap:anywhere}h2{font-size:1.3rem;margin:1.6rem 0 .6rem}"
    "h3{font-size:1.05rem;margin:0}p{margin:.3rem 0}a{color:var(--act)}"
    ".card{background:var(--card);border-bottom:4px solid var(--edge);border-radius:20px;padding:1rem 1.3rem;margin:0 0 1rem}"
    "label{display:block;font-weight:700;margin:.7rem 0 .2rem}"
    "input,select,textarea{inline-size:100%;font:inherit;color:inherit;background:var(--card);border:2px solid var(--ctl);"
    "border-radius:16px;padding:.6rem .9rem}textarea{min-block-size:7rem}"
    "button,summary{font:inherit;font-weight:700;cursor:pointer;color:var(--act);background:var(--card);"
    "border:3px solid var(--act);border-radius:16px;padding:.6rem 1.2rem;margin:.5rem .4rem .2rem 0}"
    "summary{display:inline-block;list-style-position:inside}details[open]>summary,button:hover,button:focus-visible,"
    "summary:focus-visible{background:var(--act);color:var(--on)}"
    ":focus-visible{outline:6px solid var(--ring);outline-offset:2px}"
    "table{inline-size:100%;border-collapse:collapse;background:var(--card);border-radius:20px;overflow:hidden}"
    "th,td{text-align:start;vertical-align:top;padding:.6rem .8rem;border-bottom:2px solid var(--line);overflow-wrap:anywhere}"
    "th{color:var(--ink2)}.mark{display:inline-block;border-radius:12px;padding:0 .6rem;font-weight:700;"
    "background:var(--infot);color:var(--info)}.mark.bad{background:var(--badt);color:var(--bad)}"
    ".mark.wait{background:var(--waitt);color:var(--wait)}.notice{border-radius:16px;padding:.8rem 1.2rem;"
    "background:var(--badt);color:var(--bad);font-weight:700}"
    "dl{margin:0}dt{color:var(--ink2);margin-top:.6rem}dd{margin:0;font-weight:700;overflow-wrap:anywhere}"
    ".timeline{list-style:none;margin:0;padding:0}.timeline li{border-inline-start:4px solid var(--act);padding:0 1rem 1.2rem;"
    "overflow-wrap:anywhere}.timeline .now{border-color:var(--ring)}time{color:var(--ink2);font-size:.95rem}"
    ".clock{font-size:1.15rem}.clock.bad b{color:var(--bad)}.bars{display:flex;gap:.4rem;flex-wrap:wrap}"
    ".bars i{flex:0 1 2.4rem;block-size:1rem;border:2px solid var(--act);border-radius:6px}.bars .on{background:var(--act)}"
    ".row{display:flex;gap:1rem;flex-wrap:wrap;align-items:end}.row>*{flex:1 1 12rem}.row button{flex:0 0 auto}"
    ".two{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));align-items:start}"
    ".hint{color:var(--ink2)}input.code{font-size:1.6rem;letter-spacing:.1em;text-transform:uppercase}";

static const char script[] = "(function(){var f=document.querySelector('form.follow'),s=location.hash.slice(1);"
                             "if(!f||!/^[A-Za-z]{4}-?[A-Za-z]{4}$/.test(s))return;f.elements.secret.value=s;"
                             "history.replaceState(null,'',location.pathname);f.submit();})();";

enum status page_style(const struct req *req, struct resp *resp, struct store *store) {
    return page_asset(resp, "text/css; charset=utf-8", STR(css));
}

enum status page_script(const struct req *req, struct resp *resp, struct store *store) {
    return page_asset(resp, "text/javascript; charset=utf-8", STR(script));
}
