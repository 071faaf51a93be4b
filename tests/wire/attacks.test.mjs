#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Attacks on a running backend, with two people who really signed in. Each ends in a refusal with a plain sentence, and the
// honest user has lost nothing. What other tests already attack stands in SECURITY.md beside them: uploads that break off,
// bombs, SVG, EXIF and guessed numbers in wire/phone.test.mjs; codes, passwords, replay and forged forms of the issuer in
// wire/issuer.test.mjs; foreign tokens in wire/identity.test.mjs; framing and log in wire/backend.test.mjs. Exit 77: not built.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import path from "node:path";
import { Person, Television, approveOnPhone, demoPasswords, openOnPhone } from "../tools/person.mjs";
import { Box, Phone, ask, catalogue, catalogueWithPhotos, exif, jpeg, listen, program, scratchFolder, startBackend } from "../tools/phone.mjs";

const source = process.env.TGOV_SOURCE ?? ".";
if (!fs.existsSync(program) || !fs.existsSync(path.join(catalogue, "district.json"))) {
  console.log("SKIP: tgov-backend or its catalogue is not built");
  process.exit(77);
}
const scratch = scratchFolder("attacks"), store = path.join(scratch, "store.db"), folder = catalogueWithPhotos(scratch);
const assets = ["--assets", process.env.TGOV_BUILD ?? "build"];
const routes = [...fs.readFileSync(path.join(source, "backend/routes.c"), "utf8").matchAll(/^ {4}\{"([^"]+)", METHOD_([A-Z]+),/gm)].map((m) => ({ path: m[1], method: m[2] }));
assert.ok(routes.length > 80);
let s = await startBackend({ store, folder, extra: assets });
const said = []; // logs of backends that ended
const secrets = new Set(); // none of these may be in a log
const keep = (...list) => { for (const x of list) secrets.add(x); return list[0]; };
Object.values(demoPasswords(s.out)).forEach((p) => keep(p));

// ---- tools ----
const json = (body) => ({ headers: { "Content-Type": "application/json" }, body: typeof body === "string" ? body : JSON.stringify(body) });
const formType = { "Content-Type": "application/x-www-form-urlencoded" };
const at = (template, values = {}) => template.replace(/\{(\w+)\}/g, (_, n) => values[n] ?? "aaaaaaaaaaaaaaaaaaaaaaaaaa");
// The answer to bytes as they are; "" when the connection was shut without one.
function raw(text, { until = /\r\n\r\n/, port = s.port, ms = 8000 } = {}) {
  return new Promise((done) => {
    let got = "";
    const c = net.connect(port, "127.0.0.1", () => c.write(text));
    const end = () => { clearTimeout(timer); c.destroy(); done(got); };
    const timer = setTimeout(end, ms);
    c.on("data", (d) => { got += d.toString("latin1"); if (until.test(got)) end(); }).on("close", end).on("error", () => {});
  });
}
const statusOf = (answer) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
// A refusal that a person can read, without a word of what is inside.
function refused(r, statuses, what) {
  assert.ok([statuses].flat().includes(r.status), `${what}: ${r.status} ${r.text.slice(0, 300)}`);
  const words = /problem\+json/.test(r.headers["content-type"]) ? r.json.detail : /"error_description"/.test(r.text) ? r.json.error_description : r.text.replace(/<[^>]*>/g, " ");
  assert.match(words, /[A-Z]\w* (\S+ ){2,}\S/, `${what} says nothing: ${r.text.slice(0, 200)}`);
  assert.doesNotMatch(r.text, /\.c:\d|sqlite|SELECT |0x[0-9a-f]{6}|\/home\/|\/tmp\//i, `${what} tells of the inside`);
  return r;
}
const light = { answers: { what: "off", where: keep("Quiet Street 77, third floor"), since: new Date(Date.now() - 864e5).toISOString().slice(0, 10), reply: "tv" }, language: "en" };
let sendings = 0;
const send = (who, more = {}) => who.ask("POST", "/v1/services/report-street-light/cases", { body: light, headers: { "Idempotency-Key": `attack-${++sendings}`, ...more } });
const lastDay = new Date(Date.now() + 5 * 864e5).toISOString().slice(0, 10);
async function mandate(giver, helper, scopes, service) {
  const offer = await giver.ask("POST", "/v1/me/mandates", { body: { scopes, until: lastDay, ...(service ? { service } : {}) } });
  const taken = await helper.ask("POST", "/v1/mandates", { body: { code: keep(offer.json.code) } });
  assert.equal(taken.status, 201, taken.text);
  return taken.json.id;
}
async function signIn(login, fields) {
  const p = await Person.signIn(s, login, fields);
  keep(p.tokens.access_token, p.tokens.refresh_token, p.tokens.id_token, p.tv.device_code, p.tv.user_code, ...p.phone.cookies.values());
  return p;
}
const kim = await signIn("kim", { tgov_box: keep("Kims Stube"), tgov_place: keep("Hinterhaus links") }), mia = await signIn("mia");
keep("A. Kim", "M. Kim");

const tests = {
  async "every test that SECURITY.md names is there and says so"() {
    const page = fs.readFileSync(path.join(source, "SECURITY.md"), "utf8");
    const named = [...page.matchAll(/`((?:app|backend|contract|fuzz|house|journeys|keep|net|token|wire)\/[\w-]+)(?:: ([^`]+))?`/g)];
    assert.ok(named.length > 80);
    for (const [, file, words] of named) {
      const at = ["_test.c", ".test.mjs", ".test.sh", "_fuzz.c"].map((end) => path.join(source, "tests", file + end)).find((f) => fs.existsSync(f));
      assert.ok(at, `${file} is not there`);
      if (words) assert.ok(fs.readFileSync(at, "utf8").includes(words), `${at} does not say "${words}"`);
    }
    for (const [, header] of page.matchAll(/`((?:app|backend|contract)\/[\w/]+\.[ch])`/g)) assert.ok(fs.existsSync(path.join(source, header)), header);
  },

  // ======== tokens ========
  async "a stolen token is worth nothing elsewhere, and the owner goes on"() {
    const token = kim.tokens.access_token, target = "/v1/me", thief = new Television(s);
    const proof = kim.tv.proof("GET", target, token);
    const get = (headers, where = target, method = "GET") => ask(s, method, where, { headers });
    refused(await get({ Authorization: `Bearer ${token}` }), 401, "as a bearer token");
    refused(await get({ Authorization: `DPoP ${token}` }), 401, "without a proof");
    refused(await get({ Authorization: `DPoP ${token}`, DPoP: thief.proof("GET", target, token) }), 401, "with the thief's key");
    assert.equal((await get({ Authorization: `DPoP ${token}`, DPoP: proof })).status, 200);
    refused(await get({ Authorization: `DPoP ${token}`, DPoP: proof }), 401, "with the same proof again");
    const seen = kim.tv.proof("GET", target, token); // overheard, for one address
    refused(await get({ Authorization: `DPoP ${token}`, DPoP: seen }, "/v1/me/cases"), 401, "with the proof of another address");
    refused(await ask(s, "POST", "/v1/me/mandates", { headers: { Authorization: `DPoP ${token}`, DPoP: seen, "Content-Type": "application/json" }, body: "{}" }), 401, "with the proof of another method");
    refused(await get({ Authorization: `DPoP ${token}`, DPoP: kim.tv.proof("GET", target, "another token") }), 401, "with the proof of another token");
    refused(await get({ Authorization: `DPoP ${kim.tokens.id_token}`, DPoP: kim.tv.proof("GET", target, kim.tokens.id_token) }), 401, "the identity token");
    const stolen = await thief.refresh(kim.tokens.refresh_token);
    assert.equal(stolen.error, "invalid_grant", "the refresh token at another television");
    const other = await startBackend({ store: path.join(scratch, "other.db"), extra: assets }); // another office with the same software
    refused(await ask(other, "GET", target, { headers: { Authorization: `DPoP ${token}`, DPoP: new Television(other).proof("GET", target, token) } }), 401, "at another backend");
    assert.equal(await other.stop(), 0);
    said.push(other.log);
    const next = await kim.tv.refresh(kim.tokens.refresh_token);
    assert.equal(next.status, 200, "the owner's television renews as if nothing had happened");
    kim.tokens = next;
    keep(next.access_token, next.refresh_token, next.id_token);
  },

  async "two televisions with one account: signing one out leaves the other, and drafts never undo each other"() {
    const second = await signIn("mia", { tgov_box: "Bedroom" }), draft = "/v1/me/drafts/report-street-light";
    const put = (p, body, match) => p.ask("PUT", draft, { body, headers: match ? { "If-Match": match } : {} });
    const a = await put(mia, { title: "Lamp", answers: { what: "off" } });
    const b = await second.ask("GET", draft);
    assert.equal(b.json.answers.what, "off");
    assert.equal((await put(second, { title: "Lamp", answers: { what: "damaged" } }, b.headers.etag)).status, 200);
    refused(await put(mia, { title: "Lamp", answers: { what: "flickers" } }, a.headers.etag), 412, "an older television");
    assert.equal((await mia.ask("GET", draft)).json.answers.what, "damaged");
    assert.equal((await second.tv.oauth("/oauth/revoke", { token: second.tokens.refresh_token })).status, 200);
    assert.equal((await second.tv.refresh(second.tokens.refresh_token)).error, "invalid_grant");
    assert.equal((await mia.ask("DELETE", draft)).status, 204);
    const next = await mia.tv.refresh(mia.tokens.refresh_token);
    assert.equal(next.status, 200, "the first is still signed in");
    mia.tokens = next;
    keep(next.access_token, next.refresh_token);
  },

  // ======== whose is it ========
  async "nobody reaches another person's things by their number"() {
    const sent = (await send(kim)).json, number = sent.number, box = await Box.make(s, "Their box"), mine = await Box.make(s, "My box");
    keep(sent.secret, box.secret, mine.secret);
    const offer = (await kim.ask("POST", "/v1/me/mandates", { body: { scopes: ["see"], until: lastDay } })).json;
    keep(offer.code);
    await kim.ask("PUT", "/v1/me/drafts/parking-permit", { body: { title: "Parking", answers: { a: 1 } } });
    const hand = (await kim.ask("POST", "/v1/handovers", { body: { service: "report-street-light", answers: light.answers } })).json;
    const foreign = (await mia.ask("POST", "/v1/handovers", { body: { service: "report-street-light", answers: {} } })).json;
    keep(hand.secret, foreign.secret);
    const rows = [
      ["GET", `/v1/cases/${number}`, 404], ["GET", `/v1/cases/${number}/events`, 404],
      ["POST", `/v1/cases/${number}/messages`, 404, { text: "I was here" }], ["POST", `/v1/cases/${number}/moves`, 404, { move: "withdraw" }],
      ["GET", "/v1/me/drafts/parking-permit", 404], ["GET", `/v1/me/mandates/${offer.id}/log`, 404], ["DELETE", `/v1/me/mandates/${offer.id}`, 404],
      ["GET", `/v1/handovers/${hand.id}`, 404], ["DELETE", `/v1/handovers/${hand.id}`, 404], ["GET", `/v1/handovers/${hand.id}/events`, 404],
      ["GET", `/v1/boxes/${box.id}`, 404], ["DELETE", `/v1/boxes/${box.id}`, 404], ["PUT", `/v1/boxes/${box.id}/wish`, 404, { kind: "none" }],
      ["POST", `/v1/boxes/${box.id}/invitations`, 404, {}], ["GET", `/v1/boxes/${box.id}/phones`, 404], ["GET", `/v1/boxes/${box.id}/events`, 404],
    ];
    const tricks = { "Tgov-Box": `${mine.id}.${mine.secret}`, "Tgov-Handover": foreign.secret };
    for (const [method, target, status, body] of rows) refused(await mia.ask(method, target, { body, headers: tricks }), status, `${method} ${target}`);
    for (const id of [offer.id, "x", "", "' OR 1=1 --", "%00", "../1"])
      for (const target of ["/v1/me/cases", `/v1/cases/${number}`]) {
        const r = await mia.ask("GET", target, { headers: { "Tgov-Mandate": id } });
        if (id || target !== "/v1/me/cases") refused(r, [403, 404], `${target} with the mandate ${JSON.stringify(id)}`);
        else assert.deepEqual(r.json.items.filter((c) => c.number === number), []);
      }
    assert.equal((await mia.ask("GET", "/v1/me/cases")).json.items.some((c) => c.number === number), false);
    // The same on the phone, where each is signed in, too.
    const page = `/account/cases/${number}`;
    assert.equal((await kim.phone.open(page)).status, 200);
    const csrf = kim.phone.fields(page).csrf, [mias] = [(await mia.phone.open("/account"), mia.phone.fields("/account/sign-out").csrf)];
    keep(csrf, mias);
    refused(await mia.phone.ask("GET", page), 404, "her phone, his case");
    assert.doesNotMatch((await mia.phone.open("/account/cases")).text, new RegExp(number));
    for (const token of [mias, csrf]) refused(await mia.phone.ask("POST", page, { headers: formType, body: new URLSearchParams({ csrf: token, act: "message", text: "I was here" }).toString() }), token === mias ? 404 : 403, "her phone writes to his case");
    assert.match((await new Phone(s).open(page)).text, /name="password"/, "nobody's phone");
    // Nothing happened to any of it.
    const c = (await kim.ask("GET", `/v1/cases/${number}`)).json;
    assert.deepEqual([c.messages.length, c.timeline.length], [0, 1]);
    assert.equal((await kim.ask("GET", "/v1/me/drafts/parking-permit")).status, 200);
    assert.equal((await ask(s, "GET", `/v1/handovers/${hand.id}`, { headers: { "Tgov-Handover": hand.secret } })).json.state, "waiting");
    assert.equal((await box.ask("GET")).json.name, "Their box");
    assert.ok((await kim.ask("GET", "/v1/me/mandates")).json.given.some((m) => m.id === offer.id && m.state === "offered"));
  },

  async "a mandate for one service shows nothing of the others"() {
    await send(kim);
    await kim.ask("PUT", "/v1/me/drafts/parking-permit", { body: { title: keep("My parking draft"), answers: { a: 1 } } });
    const id = await mandate(kim, mia, ["see", "prepare", "send"], "noise-complaint"), headers = { "Tgov-Mandate": id };
    assert.deepEqual((await mia.ask("GET", "/v1/me/cases", { headers })).json.items, []);
    assert.deepEqual((await mia.ask("GET", "/v1/me/drafts", { headers })).json.items, []);
    refused(await mia.ask("GET", "/v1/me/drafts/parking-permit", { headers }), 403, "a draft");
    refused(await send(mia, headers), 403, "sending");
    refused(await mia.ask("POST", "/v1/handovers", { headers, body: { service: "report-street-light", answers: {} } }), 403, "handing over");
  },

  async "who may only prepare does not send, not by the phone either"() {
    const id = await mandate(kim, mia, ["prepare"]), headers = { "Tgov-Mandate": id }, total = async () => (await kim.ask("GET", "/v1/me/cases")).json.total, before = await total();
    refused(await send(mia, headers), 403, "directly");
    const hand = await mia.ask("POST", "/v1/handovers", { headers, body: { service: "report-street-light", ...light } });
    if (hand.status === 201) {
      keep(hand.json.secret, hand.json.url.split("/").pop());
      const phone = new Phone(s), target = new URL(hand.json.url).pathname;
      await phone.open(target);
      await phone.send(target);
      await phone.open("/hand/review");
      if (/action="\/hand\/send/.test(phone.page.text)) await phone.send("/hand/send");
    }
    assert.equal(await total(), before, "and no case of hers was made");
  },

  async "a mandate that ends in mid-use is over at once, for open streams and open forms too"() {
    const id = await mandate(kim, mia, ["see", "prepare", "send"]), headers = { "Tgov-Mandate": id }, sent = (await send(mia, headers)).json;
    keep(sent.secret);
    const total = (await kim.ask("GET", "/v1/me/cases")).json.total;
    assert.equal((await mia.ask("GET", `/v1/cases/${sent.number}`, { headers })).status, 200);
    const hand = (await mia.ask("POST", "/v1/handovers", { headers, body: { service: "report-street-light", ...light } })).json;
    keep(hand.secret, hand.url.split("/").pop());
    const phone = new Phone(s), target = new URL(hand.url).pathname;
    await phone.open(target);
    await phone.send(target);
    await phone.open("/hand/review");
    assert.equal((await kim.ask("DELETE", `/v1/me/mandates/${id}`)).status, 204);
    for (const [method, where, body] of [["GET", "/v1/me/cases"], ["GET", "/v1/me/drafts"], ["GET", `/v1/cases/${sent.number}`], ["GET", `/v1/cases/${sent.number}/events`],
      ["POST", `/v1/cases/${sent.number}/messages`, { text: "x" }], ["PUT", "/v1/me/drafts/parking-permit", { title: "x", answers: {} }], ["POST", "/v1/handovers", { service: "tax-letter", answers: {} }]])
      refused(await mia.ask(method, where, { headers, body }), 403, `${method} ${where}`);
    refused(await send(mia, headers), 403, "sending");
    await phone.send("/hand/send");
    assert.equal((await kim.ask("GET", "/v1/me/cases")).json.total, total, "what was open on the phone is not sent any more");
    assert.ok((await kim.ask("GET", "/v1/me/log")).json.items.some((i) => i.what === "sent"), "what was done before stands in her log");
  },

  // ======== guessing ========
  async "codes of mandates and of forms on the phone cannot be guessed, and the owner is not shut out"() {
    const guesser = await signIn("lee"), offer = (await kim.ask("POST", "/v1/me/mandates", { body: { scopes: ["see"], until: lastDay } })).json;
    keep(offer.code, "Lee Street Foods");
    let last = 0;
    for (let i = 0; i < 30 && last !== 429; i++) last = (await guesser.ask("POST", "/v1/mandates", { body: { code: "BBBB-BBBB" } })).status;
    assert.equal(last, 429);
    const late = refused(await guesser.ask("POST", "/v1/mandates", { body: { code: offer.code } }), 429, "right, but too late");
    assert.equal(late.headers["retry-after"], "3600");
    assert.equal((await mia.ask("POST", "/v1/mandates", { body: { code: offer.code } })).status, 201, "the right helper takes it");
    for (const target of ["/go/aaaa", `/go/${"a".repeat(52)}`, `/p/${"a".repeat(26)}`, "/go/%00", "/go/..%2f..%2fetc"]) {
      const r = await ask(s, "GET", target);
      assert.ok([400, 404, 410].includes(r.status), `${target}: ${r.status}`);
    }
  },

  // ======== the browser ========
  async "every page: no frame, no sniffing, no foreign script, nothing kept, and no redirect to elsewhere"() {
    const evil = ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "en\r\nX-Evil: 1", "\"><script>alert(1)</script>", "..//evil.example"];
    const names = ["lang", "next", "return", "return_to", "redirect_uri", "url", "tv", "step", "user_code", "number", "wrong", "audience", "q"];
    for (const { path: template } of routes.filter((r) => r.method === "GET" && !/^\/(v1|oauth|\.well-known|metrics|assets|phone\/uploads|phone\/events)/.test(r.path)))
      for (const value of ["", ...evil]) {
        const query = value ? "?" + names.map((n) => `${n}=${encodeURIComponent(value)}`).join("&") : "";
        const r = await ask(s, "GET", at(template, { number: "RS-2026-0001" }) + query, { headers: { Host: "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", Forwarded: "host=evil.example" } });
        const what = `${template} ${value}`;
        assert.ok(r.status < 500, what);
        assert.equal(r.headers["x-evil"], undefined, what);
        if (r.headers.location) assert.match(r.headers.location, /^\/(?![/\\])[!-~]*$/, what);
        if (r.headers.location) assert.ok(!r.headers.location.slice(1).startsWith("/") && !/evil/.test(r.headers.location.split("?")[0]), `${what}: ${r.headers.location}`);
        if (!/html/.test(r.headers["content-type"] ?? "")) continue;
        assert.match(r.headers["content-security-policy"], /frame-ancestors 'none'/, what);
        assert.doesNotMatch(r.headers["content-security-policy"], /unsafe|\*|https?:|data:/, what);
        assert.match(r.headers["content-security-policy"], /form-action 'self'.*|base-uri 'none'/, what);
        assert.equal(r.headers["x-content-type-options"], "nosniff", what);
        assert.equal(r.headers["referrer-policy"], "no-referrer", what);
        assert.doesNotMatch(r.text, /<script>alert|<script(?! defer src="\/assets\/)|<style| on[a-z]+="|(href|src|action)="(https?:)?\/\//, what);
        if (!value) assert.equal(r.headers["cache-control"], /services/.test(template) ? r.headers["cache-control"] : "no-store", what);
      }
  },

  async "a form sent by another site does nothing, whatever the page"() {
    const visitor = new Phone(s);
    await visitor.open("/p");
    const csrf = visitor.fields("/p").csrf, stranger = new Phone(s);
    await stranger.open("/p");
    const theirs = stranger.fields("/p").csrf;
    keep(csrf, theirs);
    const pages = routes.filter((r) => r.method === "POST" && !/^\/(v1|oauth|phone\/uploads)/.test(r.path));
    assert.ok(pages.length > 20);
    for (const { path: template } of pages) {
      const target = at(template, { number: "RS-2026-0001" });
      const multipart = /\/file$/.test(template), type = multipart ? { "Content-Type": "multipart/form-data; boundary=b" } : formType;
      const body = (token) => multipart ? `--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${token}\r\n--b--\r\n` : new URLSearchParams({ csrf: token, token, act: "message", text: "x" }).toString();
      for (const [what, token, headers] of [["none", "", {}], ["another visitor's", theirs, {}], ["cross-site", csrf, { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }],
        ["same-site", csrf, { "Sec-Fetch-Site": "same-site" }], ["only Origin", csrf, { Origin: "https://evil.example" }], ["a text", csrf, { "Content-Type": "text/plain" }]]) {
        const r = await visitor.ask("POST", target, { headers: { ...type, ...headers }, body: body(token) });
        // The desk sends strangers to its own sign-in; the form for a secret has nothing to forge: it reads, with the secret.
        if (/^\/office\/(cases|sign-out)/.test(template)) assert.deepEqual([r.status, r.headers.location], [303, "/office/sign-in"], `${what} ${target}`);
        else if (/^\/f\//.test(template)) assert.ok(![200, 303].includes(r.status), `${what} ${target} ${r.status}`);
        else refused(r, what === "a text" ? [400, 403, 415] : [403], `${what} ${target}`);
      }
    }
    for (const method of ["GET", "HEAD"]) // nothing that acts answers to a link
      for (const { path: template } of pages.filter((p) => !routes.some((r) => r.method === "GET" && r.path === p.path)))
        assert.equal((await ask(s, method, at(template))).status, 405, `${method} ${template}`);
  },

  async "other origins get no leave to read the API"() {
    for (const { path: template, method } of routes.filter((r) => /^\/(v1|oauth|\.well-known)/.test(r.path) && r.method === "GET" && !/events/.test(r.path))) {
      const r = await ask(s, method, at(template), { headers: { Origin: "https://evil.example" } });
      assert.equal(r.headers["access-control-allow-origin"], undefined, template);
      const ahead = await ask(s, "OPTIONS", at(template), { headers: { Origin: "https://evil.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "tgov-box" } });
      assert.equal(ahead.headers["access-control-allow-origin"], undefined, template);
    }
  },

  async "a real browser: no frame shows a page of ours, and another site's form approves nothing"() {
    if (!["/usr/bin/chromium", "/usr/bin/chromium-browser"].some((f) => fs.existsSync(f)) || !fs.existsSync(path.join(source, "tests/node_modules/playwright-core"))) return "no browser here";
    const { browser, phonePage } = await import("../tools/browser.mjs");
    const tv = await new Television(s).begin({ tgov_box: "Target" }), page = await phonePage(s.url), login = "park", password = demoPasswords(s.out).park;
    keep(tv.device_code, tv.user_code);
    await page.goto(`${s.url}/device?user_code=${tv.user_code}`);
    await page.click("main form button.main");
    await page.fill("[name=login]", login);
    await page.fill("[name=password]", password);
    await page.click("main form button.main");
    await page.waitForSelector("#pictures");
    keep(...(await page.context().cookies()).map((c) => c.value));
    const csrf = await page.getAttribute("input[name=csrf]", "value");
    const site = http.createServer((req, res) => res.setHeader("Content-Type", "text/html").end(
      `<iframe src="${s.url}/device?user_code=${tv.user_code}"></iframe><form method="post" action="${s.url}/device/deny"><input name="user_code" value="${tv.user_code}"><input name="csrf" value="${csrf}"><button>Win</button></form>`));
    await new Promise((done) => site.listen(0, "127.0.0.1", done));
    const evil = await page.context().newPage();
    await evil.goto(`http://localhost:${site.address().port}/`); // another site: localhost is not 127.0.0.1
    assert.equal(await evil.frames()[1].$("[name=user_code]"), null, "the frame stays empty");
    await evil.click("button");
    await evil.waitForLoadState();
    assert.match(await evil.textContent("main"), /another website/);
    assert.equal((await tv.fetchTokens()).error, "authorization_pending", "nothing was decided");
    for (const picture of tv.tgov_pictures) { await page.click(`button[name=picture][value=${picture}]`); await page.waitForLoadState(); }
    await page.click("form[action^='/device/approve'] button");
    await page.waitForLoadState();
    const t = await tv.oauth("/oauth/token", { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: tv.device_code });
    assert.ok(t.access_token || t.error === "slow_down", JSON.stringify(t)); // the honest page still could
    site.close();
    await browser.close();
  },

  async "a session that was planted before the sign-in is worth nothing after it"() {
    const planted = keep("a".repeat(52)), phone = new Phone(s), attacker = new Phone(s);
    phone.cookies.set("tgov-in", planted);
    await phone.open("/account");
    assert.match(phone.page.text, /name="password"/, "a made-up session is none");
    await phone.send("/account/sign-in", { login: "kim", password: demoPasswords(s.out).kim });
    const session = keep(phone.cookies.get("tgov-in"));
    assert.notEqual(session, planted);
    // The attacker knows the visitor's cookie (it was theirs), not the session.
    attacker.cookies.set("tgov", phone.cookies.get("tgov"));
    attacker.cookies.set("tgov-in", planted);
    await attacker.open("/account");
    assert.match(attacker.page.text, /name="password"/);
    // Signing in again ends the session before.
    const copy = new Phone(s);
    for (const [k, v] of phone.cookies) copy.cookies.set(k, v);
    await phone.open("/account");
    await phone.send("/account/sign-out");
    await copy.open("/account");
    assert.match(copy.page.text, /name="password"/, "a copied session ends with the original");
  },

  // ======== what comes in ========
  async "paths that climb: encoded, doubled, in ids and in file names"() {
    const climbs = ["/../../../../etc/passwd", "/assets/../../../etc/passwd", "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/assets/..%5c..%5cboot.ini", "/%2e%2e/%2e%2e/etc/passwd", "/assets/phone.css/../../main.c",
      "/v1/services/..%2f..%2fdistrict", "/v1/services/..%2fdistrict/form", "/v1/services/%2e%2e/form", "/v1/services/..%00/form", "/v1/services/report-street-light%00/form", "//etc/passwd", "/v1//services", "/./v1/health",
      "/v1/cases/..%2f..%2f", "/office/cases/..%2f..%2f/files/..%2f", "/assets/%c0%ae%c0%ae/etc/passwd", "/assets/%252e%252e/x", "/v1/boxes/../boxes"];
    for (const target of climbs) {
      const answer = await raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, { until: /$^/ }), status = statusOf(answer);
      assert.ok([303, 400, 401, 404].includes(status), `${target}: ${status}`);
      assert.doesNotMatch(answer, /root:|#include|"components"|SPDX/, target);
    }
    const { box, phone } = await paired();
    await box.wish({ kind: "file", field: "photos", label: "A photo", max_files: 10 });
    await phone.open("/phone");
    for (const name of ["../../../../etc/passwd.jpg", "..\\..\\boot.jpg", "C:\\Windows\\x.jpg", "/etc/shadow", ".htaccess", "CON.jpg", "a\r\nX-Evil: 1.jpg", "a\"; filename=\"evil.exe", "\u202egpj.exe", "x".repeat(400) + ".jpg"]) {
      const r = await phone.upload(jpeg(), name);
      if (r.status !== 204) { refused(r, [400, 413], name); continue; }
      const file = (await box.ask("GET")).json.uploads.at(-1), got = await box.ask("GET", `/files/${file.id}`);
      assert.match(file.name, /^[^/\\:"\r\n\u202a-\u202e\u2066-\u2069]{1,200}$/u, name);
      assert.doesNotMatch(file.name, /^\.|\.\./, name);
      assert.equal(got.headers["x-evil"], undefined, name);
      assert.match(got.headers["content-disposition"], /^attachment; filename="file\.jpg"; filename\*=UTF-8''[A-Za-z0-9%._~-]+\.jpg$/, name);
      await box.ask("DELETE", `/files/${file.id}`);
    }
    assert.ok(!fs.readdirSync(scratch).some((f) => !/^(store|other|catalogue)/.test(f)), "nothing was written beside the database");
  },

  async "a photo of a draft goes along to the person's other TV, and to nobody else's"() {
    const { box, phone } = await paired(), bedroom = await Box.make(s, "Bedroom"), strangers = await Box.make(s, "Elsewhere");
    keep(box.secret, bedroom.secret, strangers.secret);
    await box.wish({ kind: "file", field: "photos", label: "A photo", max_files: 3 });
    await phone.open("/phone");
    assert.equal((await phone.upload(jpeg(), "hole.jpg")).status, 204);
    const [mine] = (await box.ask("GET")).json.uploads, item = { storage: "tgov", id: mine.id, name: mine.name, originalName: mine.name, size: mine.size, type: mine.type };
    const answers = { what: "hole", where: "Mill Lane 14", danger: "no", reply: "tv", photos: [item] }, draft = { title: "Damage", answers };
    const put = (who, from) => who.ask("PUT", "/v1/me/drafts/damage-report", { body: draft, headers: from.headers });
    const sendFrom = (who, from, key) => who.ask("POST", "/v1/services/damage-report/cases", { body: { answers }, headers: { ...from.headers, "Idempotency-Key": key } });
    assert.equal((await put(mia, strangers)).status, 200);
    refused(await sendFrom(mia, strangers, "photo-1"), 422, "who only knows the name of the file");
    assert.equal((await put(kim, box)).status, 200);
    assert.equal((await put(mia, strangers)).status, 200);
    refused(await sendFrom(mia, strangers, "photo-2"), 422, "after it is somebody's");
    const sent = await sendFrom(kim, bedroom, "photo-3");
    assert.equal(sent.status, 201, sent.text);
    keep(sent.json.secret);
    for (const who of [kim, mia]) await who.ask("DELETE", "/v1/me/drafts/damage-report");
  },

  async "a form on the phone takes no harmful file, and lets nobody take another's file along or away"() {
    const { box, phone: other } = await paired(), stranger = await Box.make(s, "Elsewhere"), answers = { what: "hole", where: "Mill Lane 14", danger: "no", reply: "tv" };
    keep(stranger.secret);
    await box.wish({ kind: "file", field: "photos", label: "A photo", max_files: 3 });
    await other.open("/phone");
    assert.equal((await other.upload(jpeg(), "mine.jpg")).status, 204);
    const [mine] = (await box.ask("GET")).json.uploads, item = { storage: "tgov", id: mine.id, name: mine.name, originalName: mine.name, size: mine.size, type: mine.type };
    const hand = (await ask(s, "POST", "/v1/handovers", { headers: { ...json({}).headers, ...stranger.headers }, body: JSON.stringify({ service: "damage-report", answers: { ...answers, photos: [item] }, step: "photos" }) })).json;
    keep(hand.secret, hand.url.split("/").pop());
    const phone = new Phone(s), go = new URL(hand.url).pathname;
    await phone.open(go);
    await phone.send(go);
    const give = async (name, bytes) => {
      await phone.open("/hand?step=photos");
      const head = Object.entries(phone.fields("/hand/file")).filter(([k]) => k !== "file").map(([k, v]) => `--b\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`).join("");
      return phone.ask("POST", "/hand/file", { headers: { "Content-Type": "multipart/form-data; boundary=b", "Sec-Fetch-Site": "same-origin" },
        body: Buffer.concat([Buffer.from(`${head}--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/jpeg\r\n\r\n`), bytes, Buffer.from("\r\n--b--\r\n")]) });
    };
    for (const [name, bytes] of [["a.jpg", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")], ["a.jpg", jpeg({ width: 65000, height: 65000 })], ["a.png", Buffer.from("PK\x03\x04aaaaaaaaaaaaaaaaaaaa")], ["a.jpg", jpeg().subarray(0, 150)]])
      refused(await give(name, bytes), [409, 413, 415, 422], name);
    // The stranger's form names a file of this box: it cannot send it, and removing it there leaves it here.
    await phone.open("/hand/review");
    if (/action="\/hand\/send/.test(phone.page.text)) await phone.send("/hand/send");
    assert.doesNotMatch(phone.page.text, /It was sent/);
    await phone.open("/hand?step=photos");
    if (/action="\/hand\/file\/forget/.test(phone.page.text)) await phone.send("/hand/file/forget");
    assert.equal((await box.ask("GET", `/files/${mine.id}`)).status, 200, "the owner still has it");
    assert.equal((await give("../../place.jpg", jpeg({ segments: [exif(6, "TAKEN AT HOME")] }))).status, 303);
    const [kept] = (await stranger.ask("GET")).json.uploads, bytes = (await stranger.ask("GET", `/files/${kept.id}`)).bytes;
    assert.equal(kept.name, "place.jpg");
    assert.ok(!bytes.includes("TAKEN"), "the place is gone");
  },

  async "10 GB, announced or without end, at every address that takes something"() {
    for (const { path: template, method } of routes.filter((r) => /POST|PUT|PATCH/.test(r.method))) {
      const answer = await raw(`${method} ${at(template)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: 10737418240\r\n\r\n`);
      assert.ok([400, 401, 403, 404, 413].includes(statusOf(answer)), `${method} ${template}: ${answer.slice(0, 80)}`);
    }
    for (const target of ["/v1/boxes", "/oauth/token", "/device", "/v1/handovers"]) {
      let sent = 0;
      const answer = await new Promise((done) => {
        let got = "";
        const c = net.connect(s.port, "127.0.0.1", () => { c.write(`POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`); more(); });
        const more = () => { while (!c.destroyed && sent < 64 << 20) { sent += 65536; if (!c.write(`10000\r\n${"x".repeat(65536)}\r\n`)) return c.once("drain", more); } };
        c.on("data", (d) => { got += d; }).on("close", () => done(got)).on("error", () => done(got));
      });
      assert.ok(sent < 64 << 20, `${target} took ${sent >> 20} MB`);
      assert.ok([0, 413].includes(statusOf(answer)), `${target} ${answer.slice(0, 60)}`);
    }
    assert.equal((await ask(s, "GET", "/v1/health")).status, 200);
  },

  async "bombs in JSON, forms and compression"() {
    const deep = "[".repeat(100000), wide = `[${"0,".repeat(200000)}0]`, key = { "Idempotency-Key": "bomb" };
    for (const [body, what] of [[deep, "deep"], [`{"answers":${deep}`, "deep answers"], [`{"answers":{"where":${wide}}}`, "wide"], [`{"answers":{"a":1e400}}`, "a number without end"],
      [`{"answers":{"a":1,"a":2}}`, "a name twice"], ["{\"answers\":{\"where\":\"\\ud800\"}}", "half a letter"], ["{\"answers\":{\"where\":\"\\u0000\"}}", "NUL"], [Buffer.from([0x7b, 0xff, 0xfe]), "no UTF-8"]])
      refused(await ask(s, "POST", "/v1/services/report-street-light/cases", { headers: { "Content-Type": "application/json", ...key }, body }), [400, 413, 422], what);
    const zipped = await ask(s, "POST", "/v1/boxes", { headers: { "Content-Type": "application/json", "Content-Encoding": "gzip" }, body: Buffer.from("1f8b0800000000000003ab56ca4bcc4d55b2524a54aa0500", "hex") });
    refused(zipped, [400, 415], "compressed");
    const many = Array.from({ length: 1000 }, (_, i) => `f${i}=1`).join("&");
    for (const target of ["/device", "/oauth/token", "/p", "/hand"]) refused(await ask(s, "POST", target, { headers: formType, body: many }), [400, 403, 413], `1000 fields at ${target}`);
    for (let i = 0; i < 3; i++) { // libmicrohttpd gives up on these by itself; the stop below would notice what stayed behind
      const r = await raw(`GET /v1/services?${many.slice(0, 3000)} HTTP/1.1\r\nHost: x\r\n\r\n`, { ms: 1000 });
      assert.ok([0, 400, 414, 431].includes(statusOf(r)), `very many parameters: ${r.slice(0, 60)}`);
    }
    refused(await ask(s, "GET", `/v1/services?${many.slice(0, 200)}`), [400, 431], "40 parameters");
    const r = await raw(`GET /v1/health HTTP/1.1\r\nHost: x\r\n${"X-A: b\r\n".repeat(5000)}\r\n`);
    assert.ok([400, 431].includes(statusOf(r)), r.slice(0, 80));
  },

  async "control characters, NUL and line ends in every place that becomes a header, a page or a name"() {
    for (const target of ["/v1/services?q=a%00b", "/v1/services?q=a%0d%0aX-Evil:1", "/device?lang=en%0d%0aX-Evil:%201", "/follow?number=%00", "/v1/services/%0a", "/v1/cases/%1b", "/device?user_code=%e2%80%ae%00"]) {
      const r = await ask(s, "GET", target);
      assert.equal(r.headers["x-evil"], undefined);
      refused(r, [400, 404], target);
    }
    for (const header of ["Accept-Language: en\u0001", "Tgov-Mandate: a\u0000b", "Tgov-Box: a\u001b[2J.b", "Cookie: tgov=\u0007"]) {
      const answer = await raw(`GET /v1/me/cases HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n`);
      assert.ok([0, 400, 401].includes(statusOf(answer)), `${JSON.stringify(header)} ${answer.slice(0, 60)}`);
    }
    for (const name of ["a\r\nSet-Cookie: x=1", "a\tb", "a\nb", "a\u0000b"]) { // refused, or made harmless
      const r = await ask(s, "POST", "/v1/boxes", json({ name }));
      if (r.status !== 201) { refused(r, [400, 422], JSON.stringify(name)); continue; }
      assert.doesNotMatch((await Object.assign(new Box(), r.json, { s }).ask("GET")).json.name, /[\u0000-\u001f]/, JSON.stringify(name));
      keep(r.json.secret);
    }
    const injected = await send(kim, { "Idempotency-Key": "key with blank" });
    refused(injected, 400, "a key with a blank");
    const sent = await kim.ask("POST", "/v1/services/report-street-light/cases", { body: { ...light, answers: { ...light.answers, where: "x\u001b[31m\u0007" } }, headers: { "Idempotency-Key": "escape" } });
    assert.ok([201, 400, 422].includes(sent.status));
    if (sent.status === 201) assert.doesNotMatch(sent.text, /\u001b|\u0007/);
  },

  async "letters that turn around or cannot be seen do not lie in the name of a television"() {
    for (const name of ["\u202eTV s'knaB", "a\u2066b", "a\u200bb", "Bank\u2028TV", "a\u0085b", "   ", "\u200b", "a\ufeff"]) {
      const r = await ask(s, "POST", "/v1/boxes", json({ name }));
      if (r.status !== 201) { refused(r, [400, 422], JSON.stringify(name)); continue; }
      keep(r.json.secret);
      const box = Object.assign(new Box(), r.json, { s }), { pathname } = new URL((await box.invite()).url), page = await ask(s, "GET", pathname);
      const shown = /<dd[^>]*>(.*?)<\/dd>/s.exec(page.text)[1].replace(/<[^>]*>/g, "");
      assert.doesNotMatch(shown, /[\u0000-\u001f\u0085\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u, JSON.stringify(name));
      assert.match(shown, /\S/, `${JSON.stringify(name)} shows no name at all`);
    }
    const tv = await new Television(s).begin({ tgov_box: "\u202eTV s'knaB", tgov_place: "\u2066x\u2069", tgov_for: "a\u200bb\u0007" }), phone = new Phone(s);
    await openOnPhone(phone, tv, "mia", demoPasswords(s.out).mia);
    assert.doesNotMatch(phone.page.text.replace(/\u2066[0-9: -]*\u2069/g, ""), /[\u0007\u200b\u202a-\u202e\u2066-\u2069]/u);
    keep(tv.device_code, tv.user_code, ...phone.cookies.values());
    const back = await kim.ask("POST", "/v1/me/mandates", { body: { scopes: ["see"], until: `${lastDay}\u202e` } });
    refused(back, 422, "a date that turns around");
  },

  // ======== wearing it down ========
  async "slow clients at several addresses hold up nobody"() {
    const slow = [], heads = ["GET /v1/home HTTP/1.1\r\nHost: x\r\nX-A: ", "POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\nc", "POST /device HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\nu",
      "POST /v1/boxes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "POST /v1/handovers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{", "PUT /v1/me/drafts/x HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n{", ""];
    for (let i = 0; i < 63; i++) {
      const c = net.connect(s.port, "127.0.0.1").on("error", () => {});
      c.write(heads[i % heads.length]);
      slow.push(c);
    }
    const timer = setInterval(() => slow.forEach((c) => !c.destroyed && c.write("x")), 40);
    const honest = await signIn("park"), sent = await send(mia);
    assert.equal(honest.tokens.token_type, "DPoP", "somebody signs in meanwhile");
    assert.equal(sent.status, 201, "and somebody sends");
    keep(sent.json.secret);
    const stream = listen(s, `/v1/cases/${sent.json.number}/events`, mia.headers("GET", `/v1/cases/${sent.json.number}/events`));
    assert.equal(await stream.opened, 200);
    assert.equal((await mia.ask("POST", `/v1/cases/${sent.json.number}/messages`, { body: { text: keep("Please ring twice") } })).status, 201);
    await stream.next("case");
    stream.close();
    clearInterval(timer);
    slow.forEach((c) => c.destroy());
  },

  async "one address alone cannot fill the database by handing over forms"() {
    const own = await startBackend({ store: path.join(scratch, "other-fill.db"), folder, extra: assets });
    const body = JSON.stringify({ service: "report-street-light", answers: { where: "x".repeat(1000) } });
    let status = 201, made = 0;
    for (; made < 400 && status === 201; made++) status = (await ask(own, "POST", "/v1/handovers", { headers: { "Content-Type": "application/json" }, body })).status;
    assert.equal(await own.stop(), 0);
    said.push(own.log);
    assert.equal(status, 429, `${made} forms were taken`);
    assert.ok(made > 20, "a family is not held up");
  },

  // ======== keys ========
  async "a compromised key goes: its tokens open nothing, televisions renew by themselves, nobody signs in anew"() {
    const listenAt = new URL(s.url).host, old = kim.tokens;
    assert.equal(await s.stop(), 0, s.log);
    said.push(s.log);
    s = Object.assign(await startBackend({ store, folder, listen: listenAt, extra: [...assets, "--new-signing-key"] }));
    for (const p of [kim, mia]) p.s = p.tv.s = p.phone.s = s;
    refused(await kim.ask("GET", "/v1/me"), 401, "what the old key signed");
    const next = await kim.tv.refresh(old.refresh_token);
    assert.equal(next.status, 200, JSON.stringify(next));
    kim.tokens = next;
    keep(next.access_token, next.refresh_token);
    assert.equal((await kim.ask("GET", "/v1/me")).json.name, "A. Kim");
    assert.ok((await kim.ask("GET", "/v1/me/cases")).json.total > 0, "and all is there");
  },

  // ======== HTTPS ========
  async "over HTTPS every cookie is Secure, of this host, unreadable to scripts; HSTS; plain HTTP gets nothing"() {
    if (spawnSync("openssl", ["version"]).error) return "openssl is not installed";
    const tls = path.join(scratch, "catalogue-tls");
    assert.equal(spawnSync("sh", [path.join(source, "tests/tools/certificates.sh"), tls]).status, 0);
    const extra = ["--tls-cert", `${tls}/server.pem`, "--tls-key", `${tls}/server.key`, "--base-url", "https://localhost", ...assets];
    const own = await startTls(extra), ca = fs.readFileSync(`${tls}/ca.pem`), jar = new Map(), cookies = [];
    const get = (target, options = {}) => new Promise((done, fail) => {
      const r = https.request({ host: "localhost", port: own.port, ca, path: target, method: options.method ?? "GET", headers: { ...options.headers, Cookie: [...jar].map(([k, v]) => `${k}=${v}`).join("; ") } }, (res) => {
        let text = "";
        for (const c of res.headers["set-cookie"] ?? []) { cookies.push(c); const [, k, v] = /^([^=]+)=([^;]*)/.exec(c); jar.set(k, v); }
        res.on("data", (d) => (text += d)).on("end", () => done({ status: res.statusCode, headers: res.headers, text }));
      });
      r.on("error", fail).end(options.body);
    });
    const first = await get("/device");
    assert.match(first.headers["strict-transport-security"], /max-age=\d{7,}/);
    const post = async (from, action, fields) => {
      const page = await get(from), csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1], token = /name="token" value="([^"]+)"/.exec(page.text)?.[1];
      return get(action, { method: "POST", headers: formType, body: new URLSearchParams({ ...fields, ...(csrf ? { csrf } : {}), ...(token ? { token } : {}) }).toString() });
    };
    const words = demoPasswords(own.out);
    Object.values(words).forEach((p) => keep(p));
    assert.equal((await post("/account", "/account/sign-in", { login: "kim", password: words.kim })).status, 303);
    assert.equal((await post("/office/sign-in", "/office/sign-in", { name: "park", password: words.park })).status, 303);
    const call = (method, target, body) => get(target, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const hand = JSON.parse((await call("POST", "/v1/handovers", { service: "report-street-light", answers: {} })).text), go = new URL(hand.url).pathname;
    assert.equal((await post(go, go, {})).status, 303);
    const box = JSON.parse((await call("POST", "/v1/boxes", { name: "Hall" })).text);
    const invitation = JSON.parse((await get(`/v1/boxes/${box.id}/invitations`, { method: "POST", headers: { "Content-Type": "application/json", "Tgov-Box": `${box.id}.${box.secret}` }, body: "{}" })).text);
    const pair = new URL(invitation.url).pathname;
    assert.equal((await post(pair, pair, {})).status, 303);
    const seen = new Set(cookies.map((c) => c.split("=")[0]));
    for (const name of ["__Host-tgov", "__Host-tgov-in", "__Host-hand", "__Host-phone", "tgov_desk", "tgov_try"]) assert.ok(seen.has(name), `${name} of ${[...seen]}`);
    for (const c of cookies) {
      assert.match(c, /; HttpOnly; SameSite=Strict; Secure$/, c);
      assert.doesNotMatch(c, /Domain=/i);
      assert.match(c, c.startsWith("tgov_") ? /; Path=\/office; / : /^__Host-[^;]+; Path=\/; /, c);
    }
    [...jar.values(), hand.secret, box.secret, invitation.code].forEach((v) => v && keep(v));
    const plain = await raw("GET /device HTTP/1.1\r\nHost: x\r\n\r\n", { port: own.port, ms: 1500 });
    assert.equal(statusOf(plain), 0, "no page in clear");
    // A cookie without the prefix, as a neighbour domain could set it, is not looked at.
    const tossed = await get("/account", { headers: {} });
    assert.doesNotMatch(tossed.text, /name="password"/);
    jar.set("tgov-in", jar.get("__Host-tgov-in"));
    jar.delete("__Host-tgov-in");
    assert.match((await get("/account")).text, /name="password"/);
    assert.equal(await own.stop(), 0, own.log);
    said.push(own.log);
  },
};

async function paired() {
  const box = await Box.make(s, keep("Wohnzimmer am Bach")), phone = new Phone(s), invitation = await box.invite();
  keep(box.secret, invitation.code, invitation.url.split("/").pop());
  assert.equal((await phone.pair(invitation)).status, 200);
  keep(...phone.cookies.values());
  return { box, phone };
}
// As startBackend, which knows plain HTTP only.
async function startTls(extra) {
  const { spawn } = await import("node:child_process");
  const child = spawn(program, ["--listen", "127.0.0.1:0", "--catalogue", folder, "--store", `sqlite:${path.join(scratch, "store-tls.db")}`, "--rate", "0", "--demo", ...extra], { stdio: ["ignore", "pipe", "pipe"] });
  const own = { child, out: "", log: "" };
  process.on("exit", () => child.kill("SIGKILL"));
  own.ended = new Promise((done) => child.on("exit", (code) => done(code)));
  child.stderr.on("data", (d) => (own.log += d));
  await new Promise((done, fail) => {
    child.stdout.on("data", (d) => { own.out += d; if (/^ready$/m.test(own.out)) done(); });
    child.on("exit", (code) => fail(new Error(`the backend ended with ${code}: ${own.log}`)));
  });
  own.port = Number(/^https:\/\/\S+:(\d+)$/m.exec(own.out)?.[1] ?? /https:\/\/127\.0\.0\.1:(\d+)/.exec(own.out + own.log)?.[1]);
  own.stop = () => { child.kill("SIGTERM"); return own.ended; };
  return own;
}

const only = process.argv[2];
for (const [name, test] of Object.entries(tests)) {
  if (only && !name.includes(only)) continue;
  try {
    const why = await test();
    console.log(why ? `-- ${name}: ${why}` : `ok ${name}`);
  } catch (e) {
    console.log(`FAILED ${name}\n${e.stack}\n${s.log.split("\n").filter((l) => !/ info /.test(l)).slice(-20).join("\n")}`);
    process.exitCode = 1;
  }
}
// The logs of all this hold no code, token, cookie, password, name or typed text. And every line is of one shape.
assert.equal(await s.stop(), 0, s.log);
said.push(s.log);
const log = said.join("");
assert.ok(only || log.split("\n").length > 300, "the log was kept");
const found = [...secrets].filter((x) => typeof x === "string" && x.length > 5 && log.includes(x));
assert.deepEqual(found, [], "the log holds a secret");
assert.doesNotMatch(log, /eyJ|evil|passwd|\u001b|Sanitizer|runtime error/);
for (const line of log.split("\n")) assert.match(line, /^$|^\d{4}-\d\d-\d\dT[\d:.]+Z (info|warn|error|debug) [a-z]+ [a-z-]+ [ -~]*$/, "a line that was broken");
console.log("ok the log");
process.exit();
