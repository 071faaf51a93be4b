#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A real browser of a phone approves a television: 320 and 390 px, without script, by keyboard alone, in three languages,
// dark and with forced colours, over TLS. Every page is checked by axe-core, for overflow, for the size of its targets and
// for its weight. TGOV_PICTURES=FOLDER keeps a picture of each page. Exit 77: no backend, no Chromium or no Playwright.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import https from "node:https";
import os from "node:os";
import path from "node:path";

const build = process.env.TGOV_BUILD ?? "build";
const source = process.env.TGOV_SOURCE ?? ".";
const program = path.join(build, "tgov-backend");
const skip = (why) => { console.log(`SKIP: ${why}`); process.exit(77); };
if (!fs.existsSync(program)) skip("tgov-backend is not built");
const browserProgram = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((p) => fs.existsSync(p)) ?? skip("no Chromium");
const { chromium } = await import("playwright-core").catch(() => skip("playwright-core is not installed"));
const { default: AxeBuilder } = await import("@axe-core/playwright").catch(() => skip("@axe-core/playwright is not installed"));

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "tgov-approve-"));
const password = "four quiet words here";
assert.equal(spawnSync("sh", [path.join(source, "tests/tools/certificates.sh"), path.join(scratch, "tls")]).status, 0);
const backend = spawn(program, ["--listen", "127.0.0.1:0", "--catalogue", path.join(source, "backend/catalogue"), "--store", `sqlite:${scratch}/tgov.db`,
  "--tls-cert", `${scratch}/tls/server.pem`, "--tls-key", `${scratch}/tls/server.key`, "--rate", "0", "--demo", "--quiet"],
  { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, TGOV_DEMO_PASSWORD: password } });
let browser;
process.on("exit", () => {
  backend.kill("SIGKILL");
  fs.rmSync(scratch, { recursive: true, force: true });
});
let said = "", log = "";
backend.stderr.on("data", (d) => (log += d));
await new Promise((done, fail) => {
  backend.stdout.on("data", (d) => { said += d; if (/^ready$/m.test(said)) done(); });
  backend.on("exit", (c) => fail(new Error(`the backend ended with ${c}: ${log}`)));
});
const url = /^(https:\/\/\S+)$/m.exec(said)[1];

// ---- the television ----
function post(p, fields) {
  const body = new URLSearchParams({ client_id: "tgov-tv", ...fields }).toString();
  return new Promise((done, fail) => {
    const r = https.request(url + p, { method: "POST", ca: fs.readFileSync(`${scratch}/tls/ca.pem`), headers: { "content-type": "application/x-www-form-urlencoded" } }, (res) => {
      let text = "";
      res.on("data", (d) => (text += d));
      res.on("end", () => done(JSON.parse(text)));
    });
    r.on("error", fail);
    r.end(body);
  });
}
const ask = (more = {}) => post("/oauth/device_authorization", { tgov_box: "Living room", tgov_place: "Riverside 4", tgov_for: "Your tax return", ...more });
const poll = (tv) => post("/oauth/token", { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: tv.device_code });
const details = JSON.stringify([{ type: "tgov_sign", service: "tax-return", title: "Tax return 2025", amount: "12.00 EUR",
  lines: [["You get back", "812.40 EUR"], ["Paid to", "account ending in 71"], ["A long answer", "word ".repeat(60).trim()]],
  digest: crypto.createHash("sha256").update("form").digest("base64url") }]);

// ---- the phone ----
const pictures = process.env.TGOV_PICTURES;
async function phone(width, locale, more = {}) {
  const context = await browser.newContext({ viewport: { width, height: 640 }, locale, ignoreHTTPSErrors: true, ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  page.weight = 0;
  page.on("response", async (r) => (page.weight += (await r.body().catch(() => "")).length));
  page.mistakes = [];
  page.on("console", (m) => m.type() === "error" && !/Failed to load resource/.test(m.text()) && page.mistakes.push(m.text()));
  return page;
}
async function look(page, name, { axe = true } = {}) {
  const { width } = page.viewportSize();
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name}-${width}.png`), fullPage: true });
  const found = await page.evaluate(() => {
    const seen = (e) => e.getClientRects().length && getComputedStyle(e).visibility !== "hidden" && !e.closest(".unseen");
    const small = [...document.querySelectorAll("button, input:not([type=hidden]), summary, main a")].filter(seen)
      .filter((e) => { const r = e.getBoundingClientRect(); return r.height < 44 && e.type !== "checkbox"; }).map((e) => e.outerHTML.slice(0, 80));
    return { wide: document.documentElement.scrollWidth - document.documentElement.clientWidth, small, h1: document.querySelectorAll("h1").length };
  });
  assert.ok(found.wide <= 0, `${name}: ${found.wide} px wider than the phone`);
  assert.deepEqual(found.small, [], `${name}: targets too small`);
  assert.equal(found.h1, 1, name);
  assert.deepEqual(page.mistakes, [], name);
  if (!axe) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`), [], name);
}
async function tap(page, name) {
  await Promise.all([page.waitForNavigation(), page.locator(`button[value="${name}"]`).click()]);
}

async function flow(page, tv, name, { axe = true } = {}) {
  await page.goto(tv.verification_uri_complete);
  await look(page, `${name}-1-code`, { axe });
  assert.ok(page.weight < 30 * 1024, `${page.weight} bytes`);
  await Promise.all([page.waitForNavigation(), page.locator("main form button").click()]);
  if (await page.locator("input[name=password]").count()) {
    await look(page, `${name}-2-sign-in`, { axe });
    await page.fill("input[name=login]", "kim");
    await page.fill("input[name=password]", password);
    await Promise.all([page.waitForNavigation(), page.locator('form[action^="/device/sign-in"] button').click()]);
  }
  page.weight = 0;
  await look(page, `${name}-3-approve`, { axe });
  const text = await page.innerText("main");
  for (const part of [tv.user_code, "Living room", "Riverside 4", "Your tax return", "A. Kim"]) assert.ok(text.includes(part), `${name}: ${part}`);
  await tap(page, tv.tgov_pictures[0]);
  assert.ok(await page.evaluate(() => document.querySelector("#pictures").getBoundingClientRect().top < innerHeight), "the pictures are in sight again");
  await tap(page, tv.tgov_pictures[1]);
  await look(page, `${name}-4-pictures`, { axe });
  await tap(page, tv.tgov_pictures[2]);
  await look(page, `${name}-5-pictures-right`, { axe });
  assert.equal((await poll(tv)).error, "authorization_pending");
  await Promise.all([page.waitForNavigation(), page.locator('form[action^="/device/approve"] button').click()]);
  await look(page, `${name}-6-done`, { axe });
  assert.ok((await poll(tv)).access_token, name);
}

const tests = {
  "320 px, English, with axe on every page": async () => {
    const page = await phone(320, "en-GB");
    await flow(page, await ask(), "en");
    const cookies = await page.context().cookies();
    assert.deepEqual(cookies.map((c) => [c.name, c.secure, c.httpOnly, c.sameSite]).sort(),
      [["__Host-tgov", true, true, "Strict"], ["__Host-tgov-in", true, true, "Strict"]]);
  },
  "390 px, Korean": async () => {
    const page = await phone(390, "ko-KR");
    await flow(page, await ask(), "ko");
    assert.equal(await page.getAttribute("html", "lang"), "ko");
  },
  "390 px, Arabic: right to left, the code stays left to right": async () => {
    const page = await phone(390, "ar-EG");
    await flow(page, await ask(), "ar");
    assert.equal(await page.getAttribute("html", "dir"), "rtl");
    const tv = await ask();
    await page.goto(tv.verification_uri_complete);
    await Promise.all([page.waitForNavigation(), page.locator("main form button").click()]);
    assert.equal(await page.locator(".code").evaluate((e) => getComputedStyle(e).direction), "ltr");
    assert.equal(await page.locator("h1").evaluate((e) => ["start", "right"].includes(getComputedStyle(e).textAlign) && getComputedStyle(e).direction), "rtl");
  },
  "320 px without script": async () => {
    const page = await phone(320, "en-GB", { javaScriptEnabled: false });
    await flow(page, await ask(), "noscript", { axe: false });
  },
  "dark, and with forced colours": async () => {
    const dark = await phone(390, "en-GB", { colorScheme: "dark" });
    await flow(dark, await ask(), "dark");
    const forced = await phone(390, "en-GB", { forcedColors: "active" });
    await flow(forced, await ask(), "forced", { axe: false });
  },
  "200 % zoom at 320 px": async () => {
    const page = await phone(320, "en-GB");
    const tv = await ask();
    await page.setViewportSize({ width: 160, height: 320 }); // what 200 % leaves of 320
    const fits = async (name) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (pictures) await page.screenshot({ path: path.join(pictures, `zoom-${name}.png`), fullPage: true });
      assert.ok(wide <= 0, `${name}: ${wide} px too wide`);
    };
    await page.goto(tv.verification_uri_complete);
    await fits("1-code");
    await Promise.all([page.waitForNavigation(), page.locator("main form button").click()]);
    await page.fill("input[name=login]", "kim");
    await page.fill("input[name=password]", password);
    await fits("2-sign-in");
    await Promise.all([page.waitForNavigation(), page.locator('form[action^="/device/sign-in"] button').click()]);
    await fits("3-approve");
    await page.goto(`${url}/account`);
    await fits("account");
  },
  "a payment shows every line; keyboard alone": async () => {
    const page = await phone(390, "en-GB");
    const tv = await ask({ authorization_details: details });
    await page.goto(tv.verification_uri);
    const tabTo = async (selector) => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((s) => document.activeElement.matches(s), selector)) {
          const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
          assert.ok(parseInt(ring) >= 3, `focus is seen: ${ring}`);
          return;
        }
      }
      throw new Error(`the keyboard does not reach ${selector}`);
    };
    const enter = () => Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    await tabTo("input[name=user_code]");
    await page.keyboard.type(tv.user_code.toLowerCase().replace("-", " "));
    await enter();
    await tabTo("input[name=login]");
    await page.keyboard.type("kim");
    await tabTo("input[name=password]");
    await page.keyboard.type(password);
    await enter();
    await look(page, "pay-3-approve");
    const text = await page.innerText("main");
    for (const part of ["Tax return 2025", "12.00 EUR", "812.40 EUR", "account ending in 71"]) assert.ok(text.includes(part), part);
    for (const picture of tv.tgov_pictures) {
      await tabTo(`button[value="${picture}"]`);
      await enter();
    }
    await tabTo('form[action^="/device/approve"] button');
    await enter();
    assert.ok((await poll(tv)).access_token);
  },
  "wrong pictures, deny, the account page, a new password": async () => {
    const page = await phone(320, "en-GB");
    const tv = await ask();
    await page.goto(tv.verification_uri_complete);
    await Promise.all([page.waitForNavigation(), page.locator("main form button").click()]);
    await page.fill("input[name=login]", "kim");
    await page.fill("input[name=password]", "not it, sorry");
    await Promise.all([page.waitForNavigation(), page.locator('form[action^="/device/sign-in"] button').click()]);
    await look(page, "wrong-2-password");
    await page.fill("input[name=password]", password);
    await Promise.all([page.waitForNavigation(), page.locator('form[action^="/device/sign-in"] button').click()]);
    for (const p of [...tv.tgov_pictures].reverse()) await tap(page, p);
    await look(page, "wrong-4-pictures");
    await Promise.all([page.waitForNavigation(), page.locator('form[action^="/device/deny"] button').click()]);
    await look(page, "wrong-6-denied");
    assert.equal((await poll(tv)).error, "access_denied");
    await page.goto(`${url}/account`);
    await look(page, "account");
    await page.goto(`${url}/account?password=1`);
    await look(page, "password");
    await page.locator("summary").click();
    await look(page, "languages");
    await page.goto(`${url}/device`);
    await page.fill("input[name=user_code]", "BCDF-GHJK");
    await Promise.all([page.waitForNavigation(), page.locator("main form button").click()]);
    await look(page, "wrong-1-code");
  },
  "framed or sent by another website: nothing": async () => {
    const page = await phone(390, "en-GB");
    const tv = await ask();
    await page.route("https://evil.example/**", (r) => r.fulfill({ contentType: "text/html",
      body: `<iframe src="${url}/device"></iframe><a id="go" href="${tv.verification_uri_complete}">go</a>
        <form method="post" action="${url}/device"><input name="user_code" value="${tv.user_code}"><button>send</button></form>` }));
    await page.goto("https://evil.example/");
    const frame = page.frames()[1];
    await frame?.waitForLoadState().catch(() => {});
    assert.equal(await frame?.locator("form").count().catch(() => 0) ?? 0, 0, "not shown in a frame");
    await Promise.all([page.waitForNavigation(), page.locator("form button").click()]);
    assert.match(await page.innerText("main"), /Nothing was done|opened by another website/);
    await page.goto("https://evil.example/");
    await Promise.all([page.waitForNavigation(), page.locator("#go").click()]);
    await look(page, "elsewhere");
    assert.match(await page.innerText("main"), /Another website led you here/);
    await Promise.all([page.waitForNavigation(), page.locator("main p a").click()]);
    assert.equal(await page.inputValue("input[name=user_code]"), tv.user_code);
  },
};

const folder = fs.mkdtempSync(path.join(scratch, "browser-"));
browser = await chromium.launch({ executablePath: browserProgram, env: { ...process.env, HOME: folder },
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
for (const [name, run] of Object.entries(tests)) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (e) {
    console.log(`FAILED ${name}\n${e.stack}`);
    process.exitCode = 1;
  }
}
await browser.close();
backend.removeAllListeners("exit");
backend.kill("SIGTERM");
await new Promise((done) => backend.on("exit", (c) => { if (c) { console.log(`the backend ended with ${c}: ${log}`); process.exitCode = 1; } done(); }));
