#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A form goes on by phone and comes back: the television before a stand-in that speaks the hand-over's part of the API and
// passes everything else on. The code is read from the picture; newer answers are in the form, and on the box after the power
// went; what was sent from the phone is among the household's cases; a sensitive service begins on the phone and none of its
// answers is asked for here. Exit 77: a tool is missing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { browser, phonePage } from "../tools/browser.mjs";
import { startBackend, until } from "../tools/phone.mjs";
import { certificates, rows, skip, source, television, work } from "../tools/programs.mjs";

if (spawnSync("zbarimg", ["--version"]).error) skip("zbarimg is not installed");
certificates();
const folder = path.join(work, "catalogue"), service = path.join(folder, "noise-complaint/service.json");
fs.cpSync(path.join(source, "backend/catalogue"), folder, { recursive: true });
fs.writeFileSync(service, JSON.stringify({ ...JSON.parse(fs.readFileSync(service, "utf8")), sensitive: true }));
const s = await startBackend({ store: path.join(work, "store.db"), folder });

// ---- The stand-in ----
const hands = new Map();
let count = 0;
function answer(res, status, body) {
  res.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  res.end(JSON.stringify(body));
}
function handover(req, res, body) {
  if (req.method === "POST") {
    const id = `hand${++count}`, given = JSON.parse(body);
    hands.set(id, { given, secret: `secret-${id}`, state: "waiting", answers: given.answers, step: given.step, listeners: [], closed: false });
    return answer(res, 201, { id, secret: `secret-${id}`, url: `http://127.0.0.1:${port}/h/${id}`, at: `http://127.0.0.1:${port}/h`, code: "BCDF-GHJK", expires: new Date(Date.now() + 600e3).toISOString() });
  }
  const [, id, events] = /^\/v1\/handovers\/([^/]+)(\/events)?$/.exec(req.url), h = hands.get(id);
  if (!h || req.headers["tgov-handover"] !== h.secret) return answer(res, 404, { type: "about:blank", title: "No", status: 404 });
  if (req.method === "DELETE") { h.closed = true; res.writeHead(204); return res.end(); }
  if (events) { res.writeHead(200, { "Content-Type": "text/event-stream" }); res.write("retry: 1000\n\n"); h.listeners.push(res); return; }
  const { state, step, number, case_secret } = h;
  answer(res, 200, { state, step, number, case_secret, ...(h.given.sensitive ? {} : { answers: h.answers }) });
}
const front = http.createServer((req, res) => {
  const parts = [];
  req.on("data", (d) => parts.push(d));
  req.on("end", () => {
    const body = Buffer.concat(parts);
    if (req.url.startsWith("/v1/handovers")) return handover(req, res, body.toString());
    const up = http.request({ host: "127.0.0.1", port: s.port, method: req.method, path: req.url, headers: req.headers }, (r) => { res.writeHead(r.statusCode, r.headers); r.pipe(res); });
    up.on("error", () => res.destroy());
    res.on("close", () => up.destroy());
    up.end(body);
  });
});
await new Promise((done) => front.listen(0, "127.0.0.1", done));
const { port } = front.address();
function change(id, to) {
  const h = hands.get(id);
  Object.assign(h, to);
  for (const l of h.listeners) l.write('event: changed\ndata: {}\n\n');
}

const viewer = (box, lines) => television(box, `http://127.0.0.1:${port}`, lines, ["--allow-http"]);
const file = (name, end) => path.join(work, `${name}.${end}`);
async function camera(tv, name) {
  await until(`the picture ${name}`, () => fs.existsSync(file(name, "txt")) || tv.code !== null, 6000);
  const read = spawnSync("zbarimg", ["-q", "--raw", file(name, "png")], { encoding: "utf8" });
  assert.equal(read.status, 0, `no code in ${name}: ${tv.err}`);
  return read.stdout.trim();
}
const ended = async (tv) => assert.equal(await tv.ended, 0, tv.err.split("\n").filter((l) => !/ info /.test(l)).join("\n"));
const listening = (id) => until("the television listens", () => hands.get(id)?.listeners.length);

const tests = {
  async "answers go to the phone and come back"() {
    const tv = viewer("back", ["wait-screen home", "open form report-street-light", 'wait "What is wrong?"', "press YELLOW", "wait-screen hand", 'wait "Waiting for your phone"', "shot h-code", "audit",
      'wait "The form is open on your phone"', 'wait "New answers came from the phone"', "shot h-open", "press BACK", "wait-screen form", 'wait "Since when?"', "press BACK", 'wait "Mill Lane 14"', "shot h-back"]);
    const id = /\/h\/(\w+)$/.exec(await camera(tv, "h-code"))[1];
    assert.deepEqual(hands.get(id).given, { service: "report-street-light", answers: {}, step: "what", language: "en", easy: false, sensitive: false });
    await listening(id);
    change(id, { state: "open" });
    change(id, { answers: { what: "off", where: "Mill Lane 14" }, step: "since" });
    await ended(tv);
    assert.equal(hands.get(id).closed, true, "the phone has it no longer");
    const [draft] = rows(path.join(work, "back", "keep.db"), "SELECT answers FROM drafts");
    assert.deepEqual(JSON.parse(draft.answers), { what: "off", where: "Mill Lane 14" });
  },

  async "sent from the phone: a case of this household"() {
    const tv = viewer("sent", ["wait-screen home", "open form report-street-light", 'wait "What is wrong?"', "press 1", 'wait "Where is the light?"', "press BACK", "press YELLOW", "wait-screen hand",
      'wait "Waiting for your phone"', "shot s-code", 'wait "It was sent from your phone"', "shot s-sent", 'expect-focus "See how it stands"', "press BACK", "wait-screen home"]);
    const id = /\/h\/(\w+)$/.exec(await camera(tv, "s-code"))[1];
    assert.equal(hands.get(id).given.answers.what, "off");
    await listening(id);
    change(id, { state: "sent", number: "RS-2026-0001", case_secret: "BCDFGHJK" });
    await ended(tv);
    assert.deepEqual(rows(path.join(work, "sent", "keep.db"), "SELECT number FROM cases"), [{ number: "RS-2026-0001" }]);
    assert.deepEqual(rows(path.join(work, "sent", "keep.db"), "SELECT * FROM drafts"), []);
  },

  async "with the real office and a real phone"() {
    const tv = television("real", s.url, ["wait-screen home", "open form report-street-light", 'wait "What is wrong?"', "press YELLOW", "wait-screen hand", 'wait "Waiting for your phone"', "shot r-code",
      'wait "The form is open on your phone"', 'wait "New answers came from the phone"', "shot r-open", "press BACK", "wait-screen form", "wait-ready"], ["--allow-http"]);
    const page = await phonePage(s.url);
    await page.goto(await camera(tv, "r-code"));
    await page.click("main form button.main");
    await page.waitForSelector("input[type=radio]");
    await page.check("input[type=radio] >> nth=2", { force: true });
    await page.click("main form button.main");
    await ended(tv);
    const [draft] = rows(path.join(work, "real", "keep.db"), "SELECT answers FROM drafts");
    assert.equal(JSON.parse(draft.answers).what, "flickers");
    await page.context().close();
  },

  async "a phone without a camera: the code of the picture, typed"() {
    const tv = television("typed", s.url, ["wait-screen home", "open form report-street-light", 'wait "What is wrong?"', "press YELLOW", "wait-screen hand", 'wait "Waiting for your phone"', `wait "127.0.0.1:${s.port}/h"`,
      "shot t-code", 'wait "The form is open on your phone"'], ["--allow-http"]);
    await camera(tv, "t-code");
    const code = /"([B-Z]{4}-[B-Z]{4})"/.exec(fs.readFileSync(file("t-code", "txt"), "utf8"))[1];
    const page = await phonePage(s.url);
    await page.goto("/h");
    await page.fill("input[name=code]", code.replace("-", " ").toLowerCase());
    await page.click("main form button");
    await page.waitForSelector("input[type=radio]");
    await ended(tv);
    await page.context().close();
  },

  async "a sensitive service begins on the phone"() {
    const tv = viewer("private", ["wait-screen home", "open form noise-complaint", "wait-screen hand", 'wait "This is filled in on your phone"', 'wait "Waiting for your phone"', "shot v-code", "audit",
      'wait "Go on there. Nothing of it is shown on this TV."', "expect-not \"very loud\"", "text-scale 200", "wait-ready", "audit", "press BACK", "wait-screen home"]);
    const id = /\/h\/(\w+)$/.exec(await camera(tv, "v-code"))[1];
    assert.equal(hands.get(id).given.sensitive, true);
    assert.deepEqual(hands.get(id).given.answers, {});
    await listening(id);
    change(id, { state: "open", answers: { what: "very loud" } });
    await ended(tv);
    assert.deepEqual(rows(path.join(work, "private", "keep.db"), "SELECT * FROM drafts"), []);
    assert.equal(hands.get(id).closed, false, "going away from the television does not end it");
  },
};

for (const [name, test] of Object.entries(tests)) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  try {
    await test();
    console.log("ok", name);
  } catch (e) {
    console.log("FAILED", name, "\n", e.stack);
    process.exitCode = 1;
  }
}
await browser.close();
front.closeAllConnections();
await s.stop();
process.exit();
