#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A person types on the phone and the television hears it: in a real browser at 320 px, in three languages, with and
// without a script, with a phone that is removed while it is used. Exit 77: a tool is missing.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { browser, judge, phonePage, shot, weight } from "../tools/browser.mjs";
import { Box, ask, damage, program, scratchFolder, startBackend, until } from "../tools/phone.mjs";

if (!fs.existsSync(program)) {
  console.log("SKIP: tgov-backend is not built");
  process.exit(77);
}
const scratch = scratchFolder("phone-keyboard");
const s = await startBackend({ store: path.join(scratch, "store.db"), extra: ["--assets", process.env.TGOV_BUILD ?? "build"] });
const wish = (field, more = {}) => ({ kind: "text", field, label: "Where is the light?", hint: "A house number, or something close by.", text: "", next: "Next", ...more });

async function connect(options) {
  const box = await Box.make(s), events = await box.listen(), page = await phonePage(s.url, options);
  await page.goto(new URL((await box.invite(options?.locale)).url).href);
  const judged = options?.script === false ? [] : await judge(page);
  await shot(page, `connect-${options?.locale ?? "en"}${options?.dark ? "-dark" : ""}`);
  await page.click("main form button.main");
  await page.waitForURL(/\/phone/);
  await events.next("phone");
  return { box, events, page, judged };
}

const tests = {
  async "typing, pasting and dictating arrive; Next leads on; the page stays small and good"() {
    for (const locale of ["en", "ko", "ar"]) {
      const { box, events, page, judged } = await connect({ locale });
      assert.deepEqual(judged, [], locale);
      assert.deepEqual(await judge(page), [], locale);
      assert.equal(await page.evaluate(() => document.documentElement.dir), locale === "ar" ? "rtl" : "ltr");
      await events.next("phone", (p) => p.connected);
      await box.wish(wish("q1", { text: "Mill" }));
      await page.waitForSelector("#text");
      assert.equal(await page.inputValue("#text"), "Mill");
      assert.ok(await page.evaluate(() => document.activeElement.id === "text"), "the field has the focus");
      const bytes = await weight(page);
      assert.ok(bytes > 10000 && bytes < 30 * 1024, `${bytes} bytes`);
      if (locale === "en") console.log(`  the page with everything: ${bytes} bytes`);
      await page.fill("#text", "");
      await page.locator("#text").pressSequentially("Mill Lane 14", { delay: 15 });
      const typed = await events.next("text", (t) => t.text === "Mill Lane 14");
      assert.equal(typed.data.field, "q1");
      // Pasted: one change with the whole text. Dictated or composed: the same, from an input method.
      await page.evaluate(() => { const t = document.getElementById("text"); t.setRangeText(", 밀 길 ", t.value.length, t.value.length, "end"); t.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" })); });
      await events.next("text", (t) => t.text === "Mill Lane 14, 밀 길 ");
      await page.locator("#text").focus();
      await page.keyboard.insertText("حيث المصباح");
      await events.next("text", (t) => t.text === "Mill Lane 14, 밀 길 حيث المصباح");
      await until("said", async () => (await page.textContent("#state")).length > 0);
      await shot(page, `keyboard-${locale}`);
      await page.click("#next");
      await events.next("text", (t) => t.done);
      await page.evaluate(() => { window.same = document.getElementById("text"); });
      await box.wish(wish("q2", { label: "Phone number", hint: "With area code", input: "tel", max: 20 }));
      await page.waitForFunction(() => document.getElementById("label").textContent === "Phone number");
      assert.deepEqual(await page.evaluate(() => [document.getElementById("text") === window.same, window.same.inputMode, window.same.value, window.same.maxLength, document.activeElement === window.same]),
        [true, "tel", "", 20, true], "the keyboard stays open from one question to the next");
      await page.locator("#text").pressSequentially("0123");
      await page.keyboard.press("Enter");
      const last = await events.next("text", (t) => t.done);
      assert.deepEqual([last.data.field, last.data.text], ["q2", "0123"]);
      assert.deepEqual(await judge(page), [], locale);
      assert.deepEqual(page.problems, []);
      await page.context().close();
      events.close();
    }
  },

  async "a private text is masked until it is shown, and nowhere kept"() {
    const { box, events, page } = await connect({ dark: true });
    await box.wish(wish("pin", { label: "Your citizen number", private: true }));
    await page.waitForSelector("#text[type=password]");
    await page.locator("#text").pressSequentially("880101");
    await events.next("text", (t) => t.text === "880101");
    await page.click("#show");
    assert.deepEqual(await page.evaluate(() => [document.getElementById("text").type, document.getElementById("show").getAttribute("aria-pressed")]), ["text", "true"]);
    await page.click("#show");
    assert.equal(await page.getAttribute("#text", "type"), "password");
    assert.deepEqual(await judge(page), []);
    await shot(page, "private-dark");
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
    for (const f of fs.readdirSync(scratch)) assert.ok(!fs.readFileSync(path.join(scratch, f)).includes("880101"), f);
    await page.context().close();
    events.close();
  },

  async "without a network the text waits and then goes"() {
    const { box, events, page } = await connect();
    await box.wish(wish("q1"));
    await page.waitForSelector("#text");
    await page.context().setOffline(true);
    await page.locator("#text").pressSequentially("written offline");
    await until("said", async () => /network/.test(await page.textContent("#state")));
    await page.context().setOffline(false);
    await events.next("text", (t) => t.text === "written offline");
    await page.context().close();
    events.close();
  },

  async "the typed number: a picture on both, then the question"() {
    const box = await Box.make(s), events = await box.listen(), { code } = await box.invite(), page = await phonePage(s.url);
    await box.wish(wish("q1"));
    await page.goto("/p");
    assert.deepEqual(await judge(page), []);
    await page.fill("#code", "000 000");
    await page.click("button.main");
    await page.waitForSelector(".error");
    assert.deepEqual(await judge(page), []);
    await shot(page, "number-wrong");
    await page.fill("#code", code);
    await page.click("button.main");
    await page.waitForURL(/\/phone/);
    const asks = (await events.next("asks")).data;
    assert.match((await page.textContent("#ask")).toLowerCase(), new RegExp(asks.picture));
    assert.deepEqual(await judge(page), []);
    await shot(page, "number-picture");
    assert.equal((await box.ask("POST", `/phones/${asks.phone}/allow`)).status, 204);
    await page.waitForSelector("#text");
    await page.context().close();
    events.close();
  },

  async "a phone that is removed says so at once"() {
    const { box, events, page } = await connect();
    await events.next("phone", (p) => p.connected);
    const [one] = await box.phones();
    await box.ask("DELETE", `/phones/${one.id}`);
    await page.waitForFunction(() => /not connected any more/.test(document.querySelector("h1").textContent));
    assert.deepEqual(await judge(page), []);
    await shot(page, "removed");
    await page.context().close();
    events.close();
  },

  async "a case is followed, written to and read in every language, without the television"() {
    const r = await ask(s, "POST", "/v1/services/damage-report/cases", { headers: { "Content-Type": "application/json", "Idempotency-Key": "journey" },
      body: JSON.stringify({ language: "en", answers: damage }) });
    assert.equal(r.status, 201, r.text);
    for (const locale of ["en", "ko", "ar"]) {
      const page = await phonePage(s.url, { locale });
      await page.goto("/follow");
      assert.deepEqual(await judge(page), [], locale);
      await page.fill("#number", r.json.number);
      await page.click("button.main");
      await page.waitForSelector("#secret");
      assert.deepEqual(await judge(page), [], locale);
      // The link of the receipt: number in the path, secret behind the #, which the script fills in.
      await page.goto("about:blank");
      await page.goto(new URL(r.json.follow_url).pathname + new URL(r.json.follow_url).hash);
      await page.waitForSelector("#message-text");
      assert.doesNotMatch(page.url(), /#./);
      assert.ok((await weight(page)) < 30 * 1024);
      await page.fill("#message-text", `From ${locale}: it is deeper now.`);
      await page.click("section form button.main");
      await page.waitForSelector(".notice.ok");
      assert.match(await page.textContent("ol.list"), new RegExp(`From ${locale}: it is deeper now`));
      assert.deepEqual(await judge(page), [], locale);
      await shot(page, `follow-${locale}`);
      assert.deepEqual(page.problems, []);
      await page.context().close();
    }
  },

  async "without a script everything is done by buttons"() {
    const { box, events, page } = await connect({ script: false });
    await box.wish(wish("q1", { multiline: true }));
    await page.click("text=See what the television asks");
    await page.fill("#text", "by hand");
    await shot(page, "no-script");
    await page.click("#only");
    assert.deepEqual((await events.next("text")).data.done, false);
    await page.click("#next");
    assert.deepEqual((await events.next("text")).data.done, true);
    await page.context().close();
    events.close();
  },
};

for (const [name, test] of Object.entries(tests)) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  try {
    await test();
    console.log("ok", name);
  } catch (e) {
    console.log("FAILED", name, "\n", e.stack, "\n", s.log.split("\n").slice(-15).join("\n"));
    process.exitCode = 1;
  }
}
await browser.close();
await s.stop();
process.exit();
