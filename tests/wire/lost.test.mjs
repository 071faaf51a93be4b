#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A browser that went astray gets a page in its language with a next step; programs get the problem they know. Exit 77: the
// program or the browser is not there.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { ask, catalogue, program, scratchFolder, startBackend } from "../tools/phone.mjs";
import { judge, phonePage } from "../tools/browser.mjs";

if (!fs.existsSync(program) || !fs.existsSync(path.join(catalogue, "district.json"))) {
  console.log("SKIP: tgov-backend or its catalogue is not built");
  process.exit(77);
}
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const scratch = scratchFolder("lost");
const s = await startBackend({ store: path.join(scratch, "store.db") });
const away = await startBackend({ store: path.join(scratch, "away.db"), extra: ["--issuer", "off"] });
const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const get = (to, target, accept, language = "en") => ask(to, "GET", target, { headers: { ...(accept ? { Accept: accept } : {}), "Accept-Language": language } });
const isPage = (r) => (r.headers["content-type"] ?? "").startsWith("text/html");

console.log("which answer for whom");
for (const accept of [browser, "text/html", "application/json;q=0.5, text/html;q=0.8"]) {
  const r = await get(s, "/nothing", accept);
  assert.deepEqual([r.status, isPage(r)], [404, true], accept);
  assert.match(r.headers["content-security-policy"], /default-src 'none'/);
  assert.match(r.text, /There is nothing at this address\. Perhaps it was typed wrongly, or the link is old\./);
  assert.match(r.text, /<a href="\/">Go to the start page<\/a>/);
}
for (const accept of [undefined, "*/*", "application/json", "application/problem+json, text/html;q=0.9", "application/json, text/html", "text/html;q=0", "text/event-stream", "text/htmlx"]) {
  const r = await get(s, "/nothing", accept);
  assert.deepEqual([r.status, r.headers["content-type"]], [404, "application/problem+json"], accept);
  assert.equal(r.json.type, "urn:tgov:problem:no-such-address");
}

console.log("in the browser's language");
const korean = await get(s, "/nothing", browser, "ko");
assert.match(korean.text, /<html lang="ko"/);
assert.doesNotMatch(korean.text, /There is nothing/);
assert.match((await get(s, "/nothing", browser, "ar")).text, /dir="rtl"/);

console.log("the front page greets in every language of the pages");
const tags = ["en", "ko", "ar", "vi", "zh-CN", "es", "pt-BR", "hi", "th"], greetings = new Set();
for (const tag of tags) {
  const front = await get(s, "/", browser, tag);
  assert.match(front.text, new RegExp(`<html lang="${tag}"`));
  greetings.add(/<p>([^<]*)<\/p><ul/.exec(front.text)[1]);
}
assert.equal(greetings.size, tags.length);

console.log("a page that was loaded again leads to where it goes on; an issuer that is not here says so");
const again = await get(s, "/account/password", browser);
assert.deepEqual([again.status, isPage(again), again.headers.allow], [405, true, "POST, OPTIONS"]);
assert.match(again.text, /<a href="\/account">Go on here<\/a>/);
assert.equal((await get(s, "/account", browser)).status, 200);
const foreign = await get(away, "/device", browser);
assert.deepEqual([foreign.status, isPage(foreign)], [404, true]);
assert.match(foreign.text, /People of this service sign in somewhere else\./);
assert.equal((await get(away, "/device", "application/json")).headers["content-type"], "application/problem+json");
const escaped = await get(s, "/%3Cscript%3Ealert(1)%3C/script%3E", browser);
assert.doesNotMatch(escaped.text, /<script>alert/);

console.log("a browser's eyes");
const page = await phonePage(s.url);
for (const target of ["/nothing", "/account/password", "/nothing?lang=ar"]) {
  await page.goto(target);
  assert.deepEqual(await judge(page), [], target);
  assert.equal(await page.locator("main a").count(), 1);
}
await page.goto("/nothing");
await page.click("main a");
assert.equal(new URL(page.url()).pathname, "/");
await page.context().close();
await s.stop();
await away.stop();
console.log("ok");
process.exit(0);
