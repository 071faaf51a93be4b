#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The television on boxes that bring a voice of their own: RDK's Thunder (org.rdk.TextToSpeech) and Firebolt (TextToSpeech,
// Accessibility), each a stand-in that speaks their JSON-RPC over WebSocket, written with other people's library (ws). One
// utterance at a time, cut by cancel, the end told by events; the box's own setting turns reading on; a lost connection comes
// back; whatever the other side sends, the television goes on.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const build = process.env.TGOV_BUILD ?? "build/debug", source = process.env.TGOV_SOURCE ?? ".";
const skip = (why) => { console.log(`SKIP: ${why}`); process.exit(77); };
if (!fs.existsSync(path.join(build, "tgov"))) skip("tgov is not built");
const { WebSocketServer } = await import("ws").catch(() => skip("the npm module ws is not installed"));
const work = fs.mkdtempSync(path.join(os.tmpdir(), "tgov-box-"));
const children = new Set();
process.on("exit", () => { for (const c of children) c.kill("SIGKILL"); fs.rmSync(work, { recursive: true, force: true }); });
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
async function until(what, done) {
  for (let i = 0; i < 2000; i++) { if (done()) return; await sleep(10); }
  assert.fail(`waited in vain: ${what()}`);
}

// ---- The box
class Box {
  constructor(kind, { talks = true, settings = { enabled: false, rate: 1, navigationHints: true } } = {}) {
    Object.assign(this, { kind, talks, settings, calls: [], spoken: [], cancelled: [], sockets: new Set(), next: 0, now: null, listeners: new Map() });
  }
  async open(port = 0) {
    this.server = new WebSocketServer({ host: "127.0.0.1", port, maxPayload: 1 << 20 });
    await new Promise((done) => this.server.on("listening", done));
    this.port = this.server.address().port;
    this.server.on("connection", (ws, req) => {
      this.path = req.url;
      this.sockets.add(ws);
      ws.on("close", () => this.sockets.delete(ws));
      ws.on("message", (data) => this.take(ws, JSON.parse(data)));
    });
    return this;
  }
  send(ws, message) { ws.send(JSON.stringify({ jsonrpc: "2.0", ...message })); }
  event(name, params) {
    for (const ws of this.sockets)
      this.send(ws, { method: this.kind === "rdk" ? `tgov.${name.toLowerCase()}` : name, params });
  }
  finish() {
    const id = this.now;
    this.now = null;
    if (id !== null) this.event(this.kind === "rdk" ? "onspeechcomplete" : "TextToSpeech.onSpeechcomplete", { speechid: id });
  }
  take(ws, { id, method, params }) {
    this.calls.push([method, params]);
    if (/\.speak$/.test(method)) {
      const speechid = ++this.next;
      this.spoken.push(params.text);
      this.now = speechid;
      this.send(ws, { id, result: { speechid, TTS_Status: 0, success: true } });
      if (this.talks) setTimeout(() => this.now === speechid && this.finish(), 5);
    } else if (/\.cancel$/.test(method)) {
      this.cancelled.push(params.speechid);
      this.now = null;
      this.send(ws, { id, result: { TTS_Status: 0, success: true } });
      this.event(this.kind === "rdk" ? "onspeechinterrupted" : "TextToSpeech.onSpeechinterrupted", { speechid: params.speechid });
    } else if (/isttsenabled$/.test(method)) {
      this.send(ws, { id, result: { isenabled: this.settings.enabled, TTS_Status: 0, success: true } });
    } else if (method === "Accessibility.voiceGuidanceSettings") {
      this.send(ws, { id, result: this.settings });
    } else if (params?.listen) {
      this.send(ws, { id, result: { listening: true, event: method } });
    } else {
      this.send(ws, { id, result: { success: true } });
    }
  }
  close() { for (const ws of this.sockets) ws.terminate(); return new Promise((done) => this.server.close(done)); }
}

// ---- The television
function television(kind, port) {
  const env = { ...process.env };
  for (const name of ["FIREBOLT_ENDPOINT", "THUNDER_ACCESS", "SPEECHD_ADDRESS"]) delete env[name];
  if (kind === "rdk") env.THUNDER_ACCESS = `127.0.0.1:${port}`;
  else env.FIREBOLT_ENDPOINT = `ws://127.0.0.1:${port}/`;
  const child = spawn(path.join(build, "tgov"), ["--backend", "https://localhost:1", "--platform", "headless", "--speech", "auto", "--assets", "assets",
    "--language", "en", "--state", fs.mkdtempSync(path.join(work, "box")), "--script", "-"], { cwd: source, env, stdio: ["pipe", "pipe", "pipe"] });
  const tv = { child, out: "", err: "", code: null, say: (line) => child.stdin.write(`${line}\n`) };
  children.add(child);
  child.stdout.on("data", (d) => (tv.out += d));
  child.stderr.on("data", (d) => (tv.err += d));
  child.on("close", (code) => { tv.code = code; children.delete(child); });
  return tv;
}
async function ends(tv) {
  tv.child.stdin.end("quit\n");
  await until(() => "the end of the television", () => tv.code !== null);
  assert.equal(tv.code, 0, tv.err);
}

for (const kind of ["rdk", "firebolt"]) {
  const box = await new Box(kind).open();
  const tv = television(kind, box.port);
  tv.say("open settings\npress GREEN");
  await until(() => `the screen in ${kind}: ${tv.err}`, () => box.spoken.some((t) => t.includes("Press green to stop")));
  assert.ok(box.spoken[0].startsWith("Language and text"), box.spoken[0]);
  assert.equal(box.path, kind === "rdk" ? "/jsonrpc" : "/");
  if (kind === "rdk") {
    const configured = box.calls.find(([m]) => m.endsWith("setttsconfiguration"));
    assert.deepEqual(configured[1], { language: "en", volume: "100.0", rate: "50" });
    assert.ok(box.calls.some(([m, p]) => m.endsWith("register") && p.event === "onspeechcomplete"));
    assert.ok(box.calls.some(([m]) => m.endsWith("enabletts")));
  }
  assert.ok(box.calls.filter(([m]) => m.endsWith(".speak")).every(([, p]) => p.callsign === "tgov"));
  // What goes on talking is cut by the next focus, with the id that the box gave it.
  box.talks = false;
  const before = box.spoken.length;
  tv.say("wait-silence\nadvance 100000ms\npress DOWN");
  await until(() => "the first focus", () => box.spoken.length === before + 1);
  tv.say("press DOWN");
  await until(() => "the second focus", () => box.spoken.length === before + 2);
  assert.deepEqual(box.cancelled, [before + 1]);
  box.talks = true;
  box.finish();
  // Quotes, line ends and any script arrive as they are.
  tv.say('wait-silence\nlanguage ko\npress UP');
  await until(() => "Korean", () => /[가-힣]/.test(box.spoken.at(-1)));
  // The connection is lost: the television goes on, and speaks again when the box is back.
  await box.close();
  tv.say("press DOWN\npress UP");
  const back = await new Box(kind).open(box.port);
  await until(() => `the box again: ${tv.err}`, () => back.sockets.size > 0);
  tv.say("wait-silence\npress DOWN");
  await until(() => "a word after the loss", () => back.spoken.length > 0);
  await ends(tv);
  await back.close();
  console.log(`${kind}: ${box.spoken.length} utterances, one cut, one connection lost`);
}

// The box's own setting: reading is on from the start, in the box's speed, and follows changes.
{
  const box = await new Box("firebolt", { settings: { enabled: true, rate: 1.5, navigationHints: false } }).open();
  const tv = television("firebolt", box.port);
  tv.say("open settings\nlisten \"Language and text\"");
  await until(() => `reading by itself: ${tv.err}`, () => box.spoken.some((t) => t.includes("Language and text")));
  box.event("Accessibility.onVoiceGuidanceSettingsChanged", { value: { enabled: false, rate: 1.5, navigationHints: false } });
  await sleep(300);
  tv.say("wait-silence\nlisten\npress DOWN\npress DOWN\nlisten");
  await until(() => "two silent keys", () => tv.out.split("\n").filter((l) => l === ".").length >= 2);
  assert.equal(tv.out.trim().split("\n").at(-1), ".");
  assert.equal(tv.out.trim().split("\n").at(-2) ?? ".", ".", "nothing is said after the box turned reading off");
  box.event("Accessibility.onVoiceGuidanceSettingsChanged", { enabled: true, speed: 2 });
  tv.say('listen "Language and text"');
  await until(() => "reading again", () => box.spoken.filter((t) => t.includes("Language and text")).length >= 2);
  await ends(tv);
  await box.close();
  console.log("firebolt: the box's setting is followed");
}

// A box that breaks every rule: the television neither ends nor hangs.
const nonsense = [
  (ws) => ws.send("not json"), (ws) => ws.send("[1,2,3]"), (ws) => ws.send(Buffer.from([0xff, 0xfe])),
  (ws) => ws.send('{"jsonrpc":"2.0","id":1e99,"result":{"speechid":-5}}'), (ws) => ws.send('{"method":"TextToSpeech.onSpeechcomplete","params":[]}'),
  (ws) => ws.send('{"method":".","params":{"value":{"value":{}}}}'), (ws) => ws.send('{"id":6,"result":{"enabled":"yes","rate":"fast"}}'),
  (ws) => ws.send('{"id":6,"result":{"enabled":true,"rate":1e308}}'), (ws) => ws.send(`{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`),
  (ws) => ws.send("x".repeat(200000)), (ws) => ws.ping("are you there"), (ws) => ws._socket.write(Buffer.from([0xc1, 0x01, 0x61])),
  (ws) => ws._socket.write(Buffer.from([0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])), (ws) => ws.close(1000), (ws) => ws.terminate(),
];
for (const [i, bad] of nonsense.entries()) {
  const box = await new Box("firebolt").open();
  box.server.on("connection", (ws) => setTimeout(() => bad(ws), 5));
  const tv = television("firebolt", box.port);
  tv.say("open settings\npress GREEN\npress DOWN");
  await sleep(120);
  tv.say("press UP\nlisten");
  await until(() => `an answer after nonsense ${i}: ${tv.err}`, () => /^\.\n/m.test(tv.out) || tv.code !== null);
  await ends(tv);
  await box.close();
}
console.log(`${nonsense.length} broken boxes were survived`);
process.exit(0);
