#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Somebody sits on the remote: thousands of random keys, words, screens, languages, sizes and themes on several
// televisions, one of them signed in, while the line to the office fails in every way, the certificate changes, and
// office and televisions lose their power. Nothing may crash, hang, leak (the sanitizers watch), or damage a database.
//   TGOV_MONKEY_SEED     the same keys again (the timing of the network differs); default 1
//   TGOV_MONKEY_SECONDS  for how long; default 25
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import https from "node:https";
import http from "node:http";
import path from "node:path";
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { build, certificates, rows, sleep, source, work } = await import("../tools/programs.mjs");
const { startBackend, until } = await import("../tools/phone.mjs");
const { approveOnPhone, shownCode } = await import("../tools/sign_in.mjs");

const seed = Number(process.env.TGOV_MONKEY_SEED ?? 1), seconds = Number(process.env.TGOV_MONKEY_SECONDS ?? 25);
const LINES_A_LIFE = 400, BATCH = 8, PATIENCE_MS = 60000; // a television that says nothing for so long hangs

// Small, and the same everywhere (mulberry32).
function dice(state) {
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, chance: (p) => next() < p, pick: (list) => list[below(list.length)] };
}

// ---- The office, and the line to it
const tls = certificates(), file = (name) => fs.readFileSync(`${tls}/${name}`);
const good = { key: file("server.key"), cert: file("server.pem") };
function stranger() {
  const at = `${work}/stranger`;
  fs.mkdirSync(at);
  const made = spawnSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=localhost", "-addext",
    "subjectAltName=DNS:localhost", "-keyout", `${at}/key`, "-out", `${at}/pem`]);
  assert.equal(made.status, 0, String(made.stderr));
  return { key: fs.readFileSync(`${at}/key`), cert: fs.readFileSync(`${at}/pem`) };
}
const bad = stranger(), json = { "Content-Type": "application/json" };
let office = null, fault = "none";
const line = https.createServer(good, (q, s) => {
  s.on("error", () => {});
  q.on("error", () => {});
  if (fault === "hung up") return q.socket.destroy();
  if (fault === "500") return q.resume(), s.writeHead(500, json).end('{"title": "stack"}');
  if (fault === "503") return q.resume(), s.writeHead(503, { ...json, "Retry-After": "1" }).end();
  if (fault === "401") return q.resume(), s.writeHead(401, json).end();
  if (fault === "nonsense") return q.resume(), s.writeHead(200, json).end('{"items": 7, "title": [], "number": 5, "components": {}, "answers": [null');
  const on = http.request({ host: "127.0.0.1", port: office.port, path: q.url, method: q.method, headers: q.headers }, (r) => {
    r.on("error", () => s.destroy());
    s.writeHead(r.statusCode, r.headers);
    if (fault === "cut") r.once("data", (d) => { s.write(d.subarray(0, d.length / 2)); setTimeout(() => s.destroy(), 5); });
    else r.pipe(s);
  });
  on.on("error", () => s.destroy());
  s.on("close", () => on.destroy());
  if (fault === "slow") setTimeout(() => q.pipe(on), 700);
  else q.pipe(on);
});
line.on("clientError", (e, socket) => socket.destroy());
line.on("tlsClientError", () => {});
await new Promise((done) => line.listen(0, "127.0.0.1", done));
const url = `https://localhost:${line.address().port}`, store = `${work}/tgov.db`;
const open = async (listen = "127.0.0.1:0") => (office = await startBackend({ store, listen, extra: ["--base-url", url, "--quiet"] }));
await open();

function setFault(next) {
  line.setSecureContext(next === "stranger" ? bad : good);
  if (next === "stranger" || next === "hung up") line.closeAllConnections();
  fault = next;
}
async function trouble(until_) {
  const d = dice(seed * 7919 + 13);
  while (Date.now() < until_) {
    setFault(d.pick(["none", "none", "none", "none", "none", "hung up", "500", "503", "401", "nonsense", "cut", "slow", "stranger"]));
    await sleep(100 + d.below(900));
    if (!d.chance(0.06)) continue;
    office.child.kill("SIGKILL");
    await office.ended;
    await sleep(d.below(300));
    await open(`127.0.0.1:${office.port}`);
  }
  setFault("none");
}

// ---- A television that takes one step a line
const seen = new Map(); // how often each screen was there at the end of a batch
const now = new Date().toISOString().replace(/\.\d+Z/, "Z");
class Television {
  constructor(box, extra) {
    this.out = this.err = "";
    this.code = null;
    this.lines = [];
    this.child = spawn(path.join(build, "tgov"), ["--platform", "headless", "--script", "-", "--backend", url, "--ca", `${tls}/ca.pem`, "--state", path.join(work, box),
      "--assets", "assets", "--shots", work, "--files", `${work}/stick`, "--time", now, ...extra], { cwd: source });
    this.child.stdin.on("error", () => {});
    this.child.stdout.on("data", (d) => {
      this.out = (this.out + d).slice(-40000);
      for (const [, name] of String(d).matchAll(/^screen ([a-z][a-z-]*)$/gm)) this.trees++, seen.set(name, (seen.get(name) ?? 0) + 1);
    });
    this.child.stderr.on("data", (d) => (this.err = (this.err + d).slice(-20000)));
    this.trees = 0;
    this.ended = new Promise((done) => this.child.on("close", (code, signal) => done((this.code = signal ?? code))));
    process.on("exit", () => this.child.kill("SIGKILL"));
  }
  // Takes the steps and waits until all are done: each batch ends with a tree.
  async plays(lines) {
    const want = this.trees + 1 + lines.filter((l) => l === "tree").length;
    this.lines.push(...lines);
    this.child.stdin.write([...lines, "tree"].join("\n") + "\n");
    for (const end = Date.now() + PATIENCE_MS; this.trees < want && this.code === null; await sleep(5))
      if (Date.now() > end) {
        this.child.kill("SIGABRT");
        await this.ended;
        this.fails("hangs");
      }
  }
  fails(how) {
    assert.fail(`seed ${seed}: a television ${how}\nlast steps:\n${this.lines.slice(-60).join("\n")}\n${this.err.replace(/^.* (info|debug|warn) .*\n/gm, "").slice(-9000)}\n${this.out.slice(-2500)}`);
  }
}

const keys = ["UP", "DOWN", "LEFT", "RIGHT", "UP", "DOWN", "LEFT", "RIGHT", "DOWN", "RIGHT", "OK", "OK", "OK", "OK", "OK", "OK", "BACK", "RED", "GREEN", "YELLOW", "BLUE", "HOME", "HELP", "MENU",
  "INFO", "SEARCH", "PAGE_UP", "PAGE_DOWN", "DELETE", "PLAY", "STOP", "REWIND", "FORWARD", "VOLUME_UP", "VOLUME_DOWN", "MUTE", ..."0123456789"];
const words = ["Mill Lane 14", "a", "가나다 각힣", "ﺍﻟﻌﺮﺑﻴﺔ 123", "नमस्ते क्षि", "ภาษาไทยดี", "Tiếng Việt", "👩‍👩‍👧🏽‍❤️", "\u202e\u2066x\u2069", "1.5e309", "2024-02-30", "' OR 1=1 --", "{{x}}", "\u0301\u0301\u0301", "x".repeat(300), "-7", "a@b.c", "\ufeff\u200b"];
const services = fs.readdirSync(path.join(source, "backend/catalogue")).filter((s) => fs.existsSync(path.join(source, "backend/catalogue", s, "service.json")));
const languages = ["en", "ko", "ar", "hi", "th", "vi", "zh-Hans", "es", "pt-BR"];
const screens = ["home", "settings", "cases", "people", "phones", "search", "help", "sign-in", "mandates", "log", "hand", "write", "follow", "setup", "curtain", "catalogue audience=citizen", "case 1", "case 2",
  "receipt 1", "person", "clip", "sign"];

function step(d) {
  if (d.chance(0.82)) return `press ${Array.from({ length: 1 + d.below(6) }, () => d.pick(keys) + (d.chance(0.04) ? `*${2 + d.below(20)}` : "")).join(" ")}`;
  return d.pick([
    () => `type "${d.pick(words).replaceAll('"', "")}"`, () => `type "${d.pick(words).replaceAll('"', "")}"`, () => `advance ${d.below(4000)}ms`, () => `advance ${d.below(700000)}ms`,
    () => `language ${d.pick(languages)}`, () => `text-scale ${d.pick([100, 125, 150, 200])}`, () => `theme ${d.pick(["day", "evening", "contrast"])}`, () => `headphones ${d.pick(["in", "out"])}`,
    () => `resize ${d.pick(["1280 720", "1920 1080", "960 540"])}`, () => `open ${d.pick(screens)}`, () => `open form ${d.pick(services)}`, () => `open form ${d.pick(services)}`, () => `open service ${d.pick(services)}`,
  ])();
}

// One life of a television: it ends by its own `quit`, or by the power.
async function live(box, d, until_) {
  const tv = new Television(box, ["--language", d.pick(["en", "ko", "ar"]), "--text-scale", d.pick(["100", "200"]), "--size", d.pick(["1280x720", "1920x1080"])]);
  let steps = 0;
  for (; steps < LINES_A_LIFE && Date.now() < until_ && tv.code === null; steps += BATCH) {
    await tv.plays(Array.from({ length: BATCH }, () => step(d)));
    await sleep(d.below(20));
    if (!d.chance(0.01)) continue;
    tv.child.kill("SIGKILL");
    await tv.ended;
    return steps;
  }
  if (tv.code === null) tv.child.stdin.end("quit\n");
  const late = setTimeout(() => tv.child.kill("SIGABRT"), PATIENCE_MS);
  const code = await tv.ended;
  clearTimeout(late);
  if (code !== 0) tv.fails(`ended with ${code}`);
  return steps;
}

// Signed in once, for good: the box keeps it.
async function signIn(box) {
  const tv = new Television(box, ["--language", "en"]);
  await tv.plays(["wait-screen home", 'wait "All services"', "open sign-in", 'wait "Good for"']);
  const shown = await until("a code", () => shownCode(tv.out));
  tv.child.stdin.write('wait "A. Kim"\nquit\n');
  await approveOnPhone(office, shown);
  if ((await tv.ended) !== 0) tv.fails("does not sign in");
}

fs.mkdirSync(`${work}/stick`);
fs.copyFileSync(path.join(source, "LICENSE"), `${work}/stick/letter.pdf`);
await signIn("sofa");
const end = Date.now() + seconds * 1000;
let steps = 0, lives = 0;
const lane = async (box, n) => {
  for (const d = dice(seed * 1000003 + n); Date.now() < end; lives++) steps += await live(box, d, end);
};
await Promise.all([trouble(end), lane("sofa", 1), lane("kitchen", 2)]);

// ---- Afterwards: everything is whole, and the office still serves
for (const db of [store, `${work}/sofa/keep.db`, `${work}/kitchen/keep.db`]) {
  assert.equal(rows(db, "PRAGMA integrity_check")[0].integrity_check, "ok", db);
  assert.deepEqual(rows(db, "PRAGMA foreign_key_check"), [], db);
}
const last = new Television("sofa", []);
await last.plays(["press HOME", "wait-screen home"]);
last.child.stdin.end("quit\n");
if ((await last.ended) !== 0) last.fails("does not start again");
assert.equal(await office.stop(), 0, office.log.slice(-4000));
console.log(`seed ${seed}: ${steps} steps in ${lives} lives, ${seen.size} screens: ${[...seen].map((s) => s.join(" ")).join(", ")}`);
assert.ok(seen.size > 8, "it saw little");
console.log("ok");
process.exit(0);
