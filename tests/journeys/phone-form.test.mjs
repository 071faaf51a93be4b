#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A form goes on by phone: the television hands it over, a real browser at 320 px opens it once, answers question by
// question, and sends; the television hears of every answer. Exit 77: a tool is missing.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { browser, judge, phonePage, shot, weight } from "../tools/browser.mjs";
import { png, program, scratchFolder, startBackend, until } from "../tools/phone.mjs";
import { rows } from "../tools/programs.mjs";

if (!fs.existsSync(program)) {
  console.log("SKIP: tgov-backend is not built");
  process.exit(77);
}
const scratch = scratchFolder("phone-form");
const s = await startBackend({ store: path.join(scratch, "store.db"), extra: ["--assets", process.env.TGOV_BUILD ?? "build"] });

const json = async (method, url, { body, secret, headers = {} } = {}) => {
  const r = await fetch(s.url + url, { method, headers: { ...(body ? { "content-type": "application/json" } : {}), ...(secret ? { "tgov-handover": secret } : {}), ...headers },
    body: body && JSON.stringify(body) });
  const text = await r.text();
  return { status: r.status, ...(text.startsWith("{") ? JSON.parse(text) : {}) };
};
const hand = async (service, more = {}, headers = {}) => {
  const h = await json("POST", "/v1/handovers", { body: { service, answers: {}, step: "", language: "en", ...more }, headers });
  assert.equal(h.status, 201);
  return { ...h, state: () => json("GET", `/v1/handovers/${h.id}`, { secret: h.secret }) };
};
const open = async (h, options) => {
  const page = await phonePage(s.url, options);
  await page.goto(new URL(h.url).pathname);
  return page;
};
const next = (page) => page.click("button[value=next]");

const tests = {
  async "from the television to the phone, question by question, and sent"() {
    const h = await hand("report-street-light", { answers: { what: "off" }, step: "where" });
    assert.equal((await h.state()).state, "waiting");
    const page = await open(h);
    assert.deepEqual(await judge(page), []);
    await shot(page, "form-open");
    assert.equal((await h.state()).state, "waiting", "looking at the link changes nothing");
    await page.click("main form button");
    await page.waitForURL(/\/hand/);
    assert.equal((await h.state()).state, "open");
    assert.match(await page.textContent("h1"), /Where is the light/);
    assert.deepEqual(await judge(page), []);
    const bytes = await weight(page);
    assert.ok(bytes > 5000 && bytes < 30 * 1024, `${bytes} bytes`);
    await shot(page, "form-text");
    await next(page);
    await page.waitForSelector("[role=alert]");
    assert.deepEqual(await judge(page), []);
    await page.fill("input[name=answer]", "Mill Lane 14 <b>&");
    await next(page);
    await page.waitForURL(/step=/);
    assert.equal((await h.state()).answers.where, "Mill Lane 14 <b>&");
    for (let i = 0; i < 12 && !/review/.test(page.url()); i++) { // the rest, whatever is asked
      const before = page.url();
      if (await page.$("input[type=date]")) await page.fill("input[type=date]", new Date(Date.now() - 86400e3).toISOString().slice(0, 10));
      if (await page.$("input[type=radio]")) await page.check("input[type=radio] >> nth=0");
      await shot(page, `form-${i}`);
      assert.deepEqual(await judge(page), []);
      await ((await page.$("button[value=skip]")) && !(await page.$("input[type=radio]")) && !(await page.$("input[type=date]")) ? page.click("button[value=skip]") : next(page));
      await page.waitForURL((u) => u.href !== before);
    }
    assert.match(page.url(), /review/);
    assert.match(await page.textContent("table"), /Mill Lane 14 <b>&/);
    assert.deepEqual(await judge(page), []);
    await shot(page, "form-review");
    await page.click("main form button");
    await page.waitForURL(/done/);
    assert.deepEqual(await judge(page), []);
    await shot(page, "form-done");
    const sent = await h.state();
    assert.equal(sent.state, "sent");
    assert.match(await page.textContent("main"), new RegExp(sent.number));
    const c = await fetch(`${s.url}/v1/cases/${sent.number}`, { headers: { "tgov-case-secret": sent.case_secret } });
    assert.equal(c.status, 200);
    assert.match((await c.json()).title, /Mill Lane 14/);
    await page.goto("/hand");
    assert.match(page.url(), /done/, "it is not sent twice");
    assert.deepEqual(page.problems, []);
  },
  async "a code opens one phone only; the television takes the form back"() {
    const h = await hand("report-street-light"), page = await open(h);
    await page.click("main form button");
    await page.waitForURL(/\/hand/);
    const second = await open(h);
    assert.match(await second.textContent("h1"), /used up/);
    assert.deepEqual(await judge(second), []);
    assert.equal((await json("GET", `/v1/handovers/${h.id}`, { secret: "x".repeat(52) })).status, 404);
    assert.equal((await json("DELETE", `/v1/handovers/${h.id}`, { secret: h.secret })).status, 204);
    await page.check("input[type=radio] >> nth=0");
    await next(page);
    await page.waitForSelector("h1");
    assert.match(await page.textContent("h1"), /went back to the television/);
    assert.deepEqual(await judge(page), []);
  },
  async "the typed code opens it once, and the link no more; wrong ones are counted"() {
    const h = await hand("report-street-light", { answers: { what: "off" }, step: "where" }), page = await phonePage(s.url);
    assert.match(h.code, /^[B-Z]{4}-[B-Z]{4}$/);
    assert.match(h.at, /\/h$/);
    const type = async (page, code) => {
      await page.goto("/h");
      await page.fill("input[name=code]", code);
      await Promise.all([page.waitForNavigation(), page.click("main form button")]);
    };
    await page.goto("/h");
    assert.deepEqual(await judge(page), []);
    await shot(page, "form-code");
    await type(page, "no code");
    assert.match(await page.textContent("form"), /not right, or it is too old/);
    assert.deepEqual(await judge(page), []);
    assert.equal((await h.state()).state, "waiting");
    await type(page, h.code.toLowerCase().replace("-", " "));
    assert.match(await page.textContent("h1"), /Where is the light/);
    assert.equal((await h.state()).state, "open");
    assert.match(await (await open(h)).textContent("h1"), /used up/, "the link went with the code");
    const second = await phonePage(s.url);
    await type(second, h.code);
    assert.match(await second.textContent("form"), /not right, or it is too old/);
    const scanned = await hand("report-street-light"), first = await open(scanned);
    await first.click("main form button");
    await first.waitForURL(/\/hand/);
    await type(second, scanned.code);
    assert.match(await second.textContent("form"), /not right, or it is too old/, "the code went with the link");
    for (let i = 0; i < 8; i++) await type(second, "BCDF-GHJK");
    assert.match(await second.textContent("h1"), /wait/);
    const last = await hand("report-street-light");
    await type(second, last.code);
    assert.match(await second.textContent("h1"), /wait/, "not even the right one, for an hour");
    const camera = await open(last);
    await camera.click("main form button");
    await camera.waitForURL(/\/hand/);
  },
  async "two windows do not undo each other"() {
    const h = await hand("report-street-light"), one = await open(h);
    await one.click("main form button");
    await one.waitForURL(/\/hand/);
    const two = await one.context().newPage();
    await two.goto("/hand");
    await one.check("input[type=radio] >> nth=0");
    await next(one);
    await one.waitForURL(/step=/);
    await two.check("input[type=radio] >> nth=1");
    await next(two);
    await until("refused", async () => /changed meanwhile/.test(await two.textContent("h1")));
    await two.close();
  },
  async "every language, right to left, without a script"() {
    for (const locale of ["ko", "ar", "vi", "zh-CN", "es", "pt-BR", "hi", "th"]) {
      const h = await hand("report-street-light"), page = await open(h, { locale, script: locale === "ko" });
      const lang = await page.getAttribute("html", "lang");
      assert.ok(lang.toLowerCase().startsWith(locale.slice(0, 2)), `${locale}: ${lang}`);
      assert.equal((await page.getAttribute("html", "dir")) ?? "ltr", locale === "ar" ? "rtl" : "ltr");
      await page.click("main form button");
      await page.waitForURL(/\/hand/);
      await shot(page, `form-${locale}`);
      await page.check("input[type=radio] >> nth=0");
      await next(page);
      await page.waitForURL(/step=/);
      await page.context().close();
    }
  },
  async "photos go up from the page: listed, removed, refused, and sent with the form"() {
    const h = await hand("damage-report", { answers: { what: "hole", where: "Mill Lane 14", danger: "no", reply: "tv" }, step: "photos", easy: true }), page = await open(h);
    await page.click("main form button");
    await page.waitForURL(/\/hand/);
    assert.equal(await page.textContent("h1"), "Do you have a photo?", "in easy words, as on the television");
    assert.deepEqual(await judge(page), []);
    await shot(page, "form-files-none");
    const up = async (name, buffer, mimeType = "image/png") => {
      await page.setInputFiles("#file", { name, mimeType, buffer });
      await Promise.all([page.waitForNavigation(), page.click("form[enctype] button")]);
    };
    await up("../../hole.png", png(64, 48));
    await up("other.png", png(32, 32));
    assert.deepEqual(await page.locator("main li bdi").allTextContents(), ["hole.png", "other.png"]);
    assert.deepEqual(await judge(page), []);
    await shot(page, "form-files");
    await up("letter.png", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"));
    assert.match(await page.textContent("[role=alert]"), /contain a program/);
    assert.deepEqual(await judge(page), []);
    assert.equal((await h.state()).answers.photos.length, 2, "the two that are there stay");
    await Promise.all([page.waitForNavigation(), page.click("button[aria-label='Remove: other.png']")]);
    assert.deepEqual(await page.locator("main li bdi").allTextContents(), ["hole.png"]);
    await up("b.png", png(8, 8));
    await up("c.png", png(8, 8));
    assert.equal(await page.locator("#file").count(), 0, "three are the most");
    await next(page);
    await page.goto("/hand/review");
    assert.match(await page.textContent("table"), /hole.png, b.png, c.png/);
    await page.click("main form button");
    await page.waitForURL(/done/);
    const sent = await h.state();
    assert.equal(sent.state, "sent");
    const [one] = rows(path.join(scratch, "store.db"), `SELECT count(*) AS n FROM phone_file WHERE number = '${sent.number}'`);
    assert.equal(one.n, 3, "the case holds them");
    assert.equal(rows(path.join(scratch, "store.db"), "SELECT count(*) AS n FROM phone_file WHERE number IS NULL")[0].n, 0, "what was removed is gone");
  },
  async "files sent from the page are the television's, which takes the form back and sends it"() {
    const box = await json("POST", "/v1/boxes", { body: { name: "Living room" } }), proof = { "tgov-box": `${box.id}.${box.secret}` };
    const answers = { what: "hole", where: "Mill Lane 15", danger: "no", reply: "tv" };
    const h = await hand("damage-report", { answers, step: "photos" }, proof), page = await open(h);
    await page.click("main form button");
    await page.waitForURL(/\/hand/);
    await page.setInputFiles("#file", { name: "hole.png", mimeType: "image/png", buffer: png(64, 48) });
    await Promise.all([page.waitForNavigation(), page.click("form[enctype] button")]);
    const back = (await h.state()).answers;
    assert.equal(back.photos[0].storage, "tgov");
    assert.equal((await json("DELETE", `/v1/handovers/${h.id}`, { secret: h.secret })).status, 204);
    const send = (key, headers) => json("POST", "/v1/services/damage-report/cases", { body: { answers: back, language: "en" }, headers: { "idempotency-key": key, ...headers } });
    assert.equal((await send("without", {})).status, 422, "nobody else may send it");
    assert.equal((await send("with", proof)).status, 201);
  },
  async "a service that does not speak the language of the page says so, and its texts say what they are"() {
    const h = await hand("report-street-light", { language: "th" }), page = await open(h, { locale: "th" });
    assert.match(await page.textContent("main"), /English/);
    await page.click("main form button");
    await page.waitForURL(/\/hand/);
    assert.match(await page.textContent("main .hint ~ .hint"), /English/);
    assert.equal(await page.getAttribute("h1", "lang"), "en");
    assert.equal(await page.getAttribute("h1", "dir"), "auto");
    assert.equal(await page.getAttribute("label.tick span", "lang"), "en");
    assert.deepEqual(await judge(page), []);
    const own = await open(await hand("report-street-light", { language: "ko" }), { locale: "ko" });
    await own.click("main form button");
    await own.waitForURL(/\/hand/);
    assert.equal(await own.getAttribute("h1", "lang"), null);
    assert.equal(await own.locator("text=한국어로").count(), 0);
  },
  async "what must be signed is sent at the television"() {
    const h = await json("POST", "/v1/handovers", { body: { service: "change-address", answers: {}, step: "", language: "en" } });
    assert.equal(h.status, 401, "and only for somebody who signed in");
  },
  async "a sensitive service stays on the phone"() {
    const h = await hand("tax-letter"), page = await open(h);
    assert.match(await page.textContent("main"), /this phone only/);
    await page.click("main form button");
    await page.waitForURL(/\/hand/);
    const now = await h.state();
    assert.equal(now.state, "open");
    assert.equal(now.answers, undefined);
    assert.equal(now.step, undefined);
  },
  async "other sites and machines are refused"() {
    const h = await hand("report-street-light");
    const post = (body, headers = {}) => fetch(new URL(h.url).href.replace(/^.*?\/go/, `${s.url}/go`), { method: "POST", redirect: "manual", body,
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers } });
    assert.equal((await post("")).status, 403);
    assert.equal((await post("csrf=x", { origin: "https://evil.example", "sec-fetch-site": "cross-site" })).status, 403);
    assert.equal((await h.state()).state, "waiting");
    const page = await fetch(`${s.url}/hand`);
    assert.equal(page.status, 404);
    assert.match(page.headers.get("content-security-policy"), /frame-ancestors 'none'/);
    assert.equal((await json("POST", "/v1/handovers", { body: { service: "none", answers: {} } })).status, 404);
    assert.equal((await json("POST", "/v1/handovers", { body: { service: "tax-letter", answers: [] } })).status, 422);
  },
  async "a blank form to print"() {
    const page = await phonePage(s.url);
    await page.goto("/v1/services/report-street-light/blank");
    assert.match(await page.textContent("main"), /Where is the light/);
    assert.deepEqual(await judge(page), []);
    await shot(page, "form-blank");
  },
};

let failed = 0;
for (const [name, run] of Object.entries(tests)) {
  try { await run(); console.log(`ok ${name}`); } catch (e) { failed++; console.log(`FAILED ${name}\n${e.stack}`); }
}
await browser.close();
const code = await s.stop();
if (code !== 0) { failed++; console.log(`the backend ended with ${code}\n${s.log}`); }
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
