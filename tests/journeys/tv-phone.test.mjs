#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The television and real phones: paired by the code that is read from the television's picture, a text typed in a browser
// appears on the television, photos arrive with their picture, a phone out of reach is waited for, a second phone asks to be
// let in, one is removed; and what is private is nowhere. Exit 77: a tool is missing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { browser, phonePage } from "../tools/browser.mjs";
import { catalogueWithPhotos, listen, Phone, png, pngChunk, startBackend, until } from "../tools/phone.mjs";
import { certificates, rows, skip, television, work } from "../tools/programs.mjs";

if (spawnSync("zbarimg", ["--version"]).error) skip("zbarimg is not installed");

certificates(); // the television wants one, also where it is not asked for
const s = await startBackend({ store: path.join(work, "store.db"), folder: catalogueWithPhotos(work), extra: ["--assets", process.env.TGOV_BUILD ?? "build"] });
const viewer = (box, lines, more = []) => television(box, s.url, lines, ["--allow-http", "--files", path.join(work, "nothing"), ...more]);
const picture = (name) => path.join(work, `${name}.png`);
const tree = (name) => fs.readFileSync(path.join(work, `${name}.txt`), "utf8");

// What a phone's camera reads from the television's screen.
async function camera(tv, name) {
  await until(`the picture ${name}`, () => fs.existsSync(path.join(work, `${name}.txt`)) || tv.code !== null, 6000);
  const read = spawnSync("zbarimg", ["-q", "--raw", picture(name)], { encoding: "utf8" });
  assert.equal(read.status, 0, `no code is seen in ${name}: ${tv.err}`);
  return read.stdout.trim();
}
async function seen(tv, name) {
  await until(`the picture ${name}`, () => fs.existsSync(path.join(work, `${name}.txt`)) || tv.code !== null, 6000);
  assert.ok(fs.existsSync(path.join(work, `${name}.txt`)), `${name} did not come: ${tv.err.split("\n").filter((l) => !/ info /.test(l)).join("\n")}`);
}
async function ended(tv) {
  assert.equal(await tv.ended, 0, tv.err.split("\n").filter((l) => !/ info /.test(l)).join("\n"));
}
async function connect(tv, name) {
  const page = await phonePage(s.url);
  await page.goto(await camera(tv, name));
  await page.click("main form button.main");
  await page.waitForURL(/\/phone/);
  return page;
}

// A picture in two colours, so that it can be found again on the screen of the television.
function flag(width, height) {
  const head = Buffer.alloc(13), row = Buffer.alloc(width * 3 + 1);
  head.writeUInt32BE(width, 0); head.writeUInt32BE(height, 4); head[8] = 8; head[9] = 2;
  for (let x = 0; x < width; x++) row.set(x < width / 2 ? [250, 10, 200] : [10, 240, 230], 1 + x * 3);
  const all = Buffer.concat(Array.from({ length: height }, () => row));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), pngChunk("IHDR", head), pngChunk("IDAT", zlib.deflateSync(all)), pngChunk("IEND", Buffer.alloc(0))]);
}
function pixels(name, colour) {
  const got = spawnSync("convert", [picture(name), "-fuzz", "6%", "-fill", "black", "+opaque", colour, "-format", "%[fx:int(mean.g*0+w*h*(mean.r+mean.g+mean.b)/3)]", "info:"], { encoding: "utf8" });
  return Number(got.stdout);
}

const tests = {
  async "a phone is paired by the code on the screen and types"() {
    const day = new Date(Date.now() - 3 * 86400e3).toISOString().slice(0, 10), [y, m, d] = day.split("-");
    const tv = viewer("typing", ["wait-screen home", "open form report-street-light", 'wait "What is wrong?"', "press 1", 'wait "Where is the light?"',
      'wait "go to"', "shot t-code", 'wait "Your phone is connected"', "shot t-here", 'wait "Mill Lane 14, 밀 길"', "shot t-typed",
      'wait "Since when?"', `wait "${d}.${m}.${y}"`, "shot t-date", 'choose "Next"', 'wait "How should we answer you?"', "press 2", 'wait "Your phone number"',
      'wait "•47"', "shot t-private", 'choose "Show"', "shot t-shown", "advance 21000ms", 'wait "Show"', "shot t-hidden", 'choose "Next"',
      'wait "Check your answers"', "shot t-review", 'choose "Show: Your phone number"', "shot t-review-shown", "press BACK BACK", 'wait "How should we answer you?"',
      "press HOME", "wait-screen home"]);
    const page = await connect(tv, "t-code");
    await seen(tv, "t-here");
    assert.match(tree("t-here"), /status "Your phone is connected"/);
    assert.doesNotMatch(tree("t-here"), /image "Type on your phone"/); // nobody needs a code any more
    await page.waitForSelector("#text");
    await page.locator("#text").pressSequentially("Mill Lane 14, ", { delay: 5 });
    await page.keyboard.insertText("밀 길");
    await seen(tv, "t-typed");
    assert.match(tree("t-typed"), /field "Where is the light\?" = "Mill Lane 14, 밀 길"/);
    await page.click("#next");
    await page.waitForFunction(() => document.getElementById("label")?.textContent === "Since when?");
    await page.fill("#text", day);
    await seen(tv, "t-date");
    await page.waitForFunction(() => document.getElementById("label")?.textContent === "Your phone number");
    await page.locator("#text").pressSequentially("+1 555 0147", { delay: 5 });
    await seen(tv, "t-shown");
    await seen(tv, "t-review");
    for (const name of ["t-private", "t-hidden", "t-review"]) assert.ok(!tree(name).includes("555 01"), name);
    assert.match(tree("t-shown"), /field "Your phone number" = "\+1 555 01/);
    await seen(tv, "t-review-shown");
    assert.match(tree("t-review-shown"), /\+1 555 0147/);
    await ended(tv);
    // The backend relays and forgets: nothing of it is in its store. The box keeps it as the draft it is.
    for (const f of fs.readdirSync(work).filter((n) => n.startsWith("store.db"))) assert.ok(!fs.readFileSync(path.join(work, f)).includes("0147"), f);
    await page.context().close();
  },

  async "photos arrive with their picture, one is refused, one is removed, a phone out of reach is waited for"() {
    const tv = viewer("photos", ["wait-screen home", "open form damage-report", "wait-ready", "press 1", 'wait "Where"', 'type "Mill Lane 14"', 'choose "Next"', "wait-ready",
      "press 2", "wait-ready", "press 1", 'wait "Photos"', 'wait "go to"', "shot p-code", 'wait "Your phone is connected"', 'wait "flag.png"', 'wait "from your phone"',
      'wait-ready', "shot p-one", 'wait "sending"', "advance 9000ms", 'wait "waiting for the phone"', "shot p-waits", 'wait "second.png"', 'wait "Remove second.png"', "shot p-two", 'choose "Remove second.png"',
      'wait-not "Remove second.png"', 'wait "was not taken"', "shot p-refused", 'choose "Next"', 'wait "Check your answers"', 'wait "flag.png"', "shot p-review",
      'choose "Send report"', "wait-screen receipt", 'wait "Case number"', "shot p-sent"]);
    const page = await connect(tv, "p-code");
    await page.waitForSelector("input[type=file]", { state: "attached" });
    await page.setInputFiles("input[type=file]", { name: "flag.png", mimeType: "image/png", buffer: flag(640, 480) });
    await seen(tv, "p-one");
    await until("the thumbnail on the glass", () => pixels("p-one", "rgb(250,10,200)") > 0, 2);
    assert.match(tree("p-one"), /image "Picture: flag.png"/);
    // The rest by a plain client with this phone's cookies, so that it can stop in the middle.
    const phone = new Phone(s);
    for (const c of await page.context().cookies()) phone.cookies.set(c.name, c.value);
    await phone.open("/phone");
    const bytes = Buffer.concat([flag(300, 200)]);
    const made = await phone.create(bytes.length, "second.png");
    assert.equal(made.status, 201, made.text);
    assert.equal((await phone.patch(made.headers.location, 0, bytes.subarray(0, 100))).status, 204);
    await page.context().close(); // the phone is gone in the middle of it
    await seen(tv, "p-waits");
    assert.equal((await phone.patch(made.headers.location, 100, bytes.subarray(100))).status, 204);
    await seen(tv, "p-two");
    const bad = await phone.create(30, "evil.png");
    await phone.patch(bad.headers.location, 0, Buffer.from("<svg onload=alert(1)></svg>   "));
    await seen(tv, "p-refused");
    await seen(tv, "p-sent");
    await ended(tv);
    const [kept] = rows(path.join(work, "store.db"), "SELECT answers FROM cases ORDER BY rowid DESC LIMIT 1");
    const photos = JSON.parse(kept.answers).photos;
    assert.equal(photos.length, 1);
    assert.equal(photos[0].storage, "tgov");
    assert.equal(photos[0].originalName, "flag.png");
  },

  async "two phones: the second types the code and is let in; one is removed"() {
    const tv = viewer("two", ["wait-screen home", "open phones", 'wait "go to"', "shot d-code", 'wait "iPhone"', 'wait "go to"', 'expect "TV without a name"', "shot d-second", 'wait "Connected now"', 'wait "Is this your phone?"',
      "shot d-asks", 'choose "Yes, it is mine"', 'wait-not "Is this your phone?"', "shot d-two", 'choose "iPhone"', 'wait "Remove iPhone?"', 'choose "Remove it"', 'wait-not "iPhone"', "shot d-one",
      'choose "Name of this TV"', 'wait "What is this TV called?"', "press DELETE*20", 'type "Kitchen"', 'choose "Done"', 'wait "Kitchen"', "shot d-named",
      "open write RS-2026-0001|BCDFGHJK||the office", 'wait "Your phone is connected"', 'wait "from the second"', "shot d-write"]);
    const first = new Phone(s, "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)");
    await first.open(new URL(await camera(tv, "d-code")).pathname);
    await first.send(new URL(await camera(tv, "d-code")).pathname);
    await seen(tv, "d-second");
    const code = /"(\d{3} \d{3})"/.exec(tree("d-second"))[1];
    const page = await phonePage(s.url);
    const listening = listen(s, "/phone/events", first.headers()); // now the television goes on
    await listening.opened;
    await page.goto("/p");
    await page.fill("#code", code);
    const [asks] = await Promise.all([page.waitForResponse((r) => /\/phone(\?|$)/.test(r.url()) && r.status() === 200), page.click("button.main")]);
    const said = await asks.text(); // as it was sent: the television allows it soon
    await seen(tv, "d-asks");
    assert.match(said, /<h1[^>]*>TV without a name/);
    const shown = /It shows: (\w+)/.exec(tree("d-asks"))[1];
    assert.match(said.toLowerCase(), new RegExp(`<section[^]*${shown.toLowerCase()}`), "both show the same picture");
    assert.match(said, /choose &quot;Yes, it is mine&quot; there/);
    await seen(tv, "d-two");
    await seen(tv, "d-one");
    await until("the removed phone is told", () => listening.closed || listening.events.some((e) => e.name === "removed"));
    await until("the field on the second phone", async () => tv.code !== null || await page.$("#text"), 6000);
    assert.equal(tv.code, null, tv.err);
    await page.locator("#text").pressSequentially("from the second", { delay: 5 });
    await ended(tv);
    assert.equal((await first.ask("GET", "/phone")).status === 200 && /id="text"/.test((await first.ask("GET", "/phone")).text), false, "the removed one cannot type");
    await page.context().close();
  },
};

for (const [name, test] of Object.entries(tests)) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  try {
    await test();
    console.log("ok", name);
  } catch (e) {
    console.log("FAILED", name, "\n", e.stack, "\n", s.log.split("\n").slice(-25).join("\n"));
    process.exitCode = 1;
  }
}
// With TGOV_SHOTS=FOLDER the television's pictures are kept, to be looked at.
if (process.env.TGOV_SHOTS) for (const f of fs.readdirSync(work).filter((n) => n.endsWith(".png"))) fs.copyFileSync(path.join(work, f), path.join(process.env.TGOV_SHOTS, f));
await browser.close();
await s.stop();
process.exit();
