#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Signing in at an issuer that nobody here wrote (npm oidc-provider), with everything that real issuers do: no interval,
// slow_down, no whole address, denied, run out and used codes, errors without a body, odd discovery, bearer tokens, new
// keys, being away in the middle, and a power cut while tokens are renewed. The television always says what to do next, and
// nothing is lost. Exit 77: npm ci was not run in tests/.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { certificates, kill, rows, skip, source, startBackend, work } from "../tools/programs.mjs";
import { until } from "../tools/phone.mjs";
import { assertNowhere, codeOf, endsWell, tvAt } from "../tools/sign_in.mjs";

if (!fs.existsSync(path.join(source, "tests/node_modules/oidc-provider"))) skip("tests/node_modules lacks oidc-provider: npm ci in tests");
const { API, startPeer } = await import("../tools/peer.mjs");
const { default: Adapter } = await import("../node_modules/oidc-provider/lib/adapters/memory_adapter.js");
const tls = certificates();
const peer = await startPeer({ tls });
const options = ["--issuer", peer.issuer, "--issuer-ca", path.join(tls, "ca.pem"), "--issuer-name", "Riverside sign-in", "--audience", API];
let backend = await startBackend(0, options);
const url = () => ({ url: `https://localhost:${backend.port}` });
const usual = { interval: 1, slowDown: true, complete: true, expiresIn: null, emptyErrors: false, replayDenied: false, down: false, slowMs: 0, discovery: "ok", jwks: "ok", dpop: true };
const open = ["wait-screen home", 'wait "All services"', "open sign-in"];
const shown = ['wait "Good for"', "tree"];
const home = ["wait-screen home", 'wait "A. Kim"'];
const db = (box) => path.join(work, box, "keep.db");
let boxes = 0;
// A new box: shows a code, `act` happens, the viewer sees `lines`.
async function play(what, switches, act, lines, extra = []) {
  console.log(what);
  peer.set({ ...usual, ...switches });
  const box = `box-${++boxes}`, tv = tvAt(url(), box, [...open, ...shown, ...lines, "quit"], extra);
  tv.box = box;
  const { code, pictures } = await codeOf(tv, what);
  assert.equal(pictures.length, 0, "a foreign issuer has no pictures");
  await act(code, tv);
  await endsWell(tv);
  assertNowhere(box, tv.err, [code, "A. Kim"]);
  return tv;
}
const approve = (code) => peer.approve(code);
const polls = () => peer.counts["/token"] ?? 0;
// Somebody else got the tokens of this code: it is looked up in the provider's own store.
let store, shared;
Object.defineProperty(Adapter.prototype, "storage", { get() { return (shared ??= this.store); } }); // and outlives new keys
const find = Adapter.prototype.findByUserCode;
Adapter.prototype.findByUserCode = function (code) { store = this; return find.call(this, code); };
async function consume(code) {
  await peer.approve(code);
  await store.consume((await store.findByUserCode(code.replace(/[^A-Z]/g, ""))).jti);
}
const send = (where) => ["open form report-street-light", 'wait "What is wrong?"', "press 3", 'wait "Where is the light?"', `type "${where}"`, 'choose "Next"',
  'wait "Since when?"', 'choose "Yesterday"', 'wait "How should we answer you?"', "press 1", 'wait "Check your answers"', "press OK", "wait-screen receipt"];

// ---- What issuers do
await play("two steps, no pictures; then a report in her name", {}, approve, ['expect-not "Tap these three pictures"', ...home, ...send("Mill Lane 1"), 'wait "Case number"']);
await play("no interval and no whole address", { interval: null, complete: false }, approve, home);
await play("slow_down", {}, async (code) => {
  const from = polls();
  peer.set({ interval: 3 }); // more than it said: the second poll comes too early
  await until("it is told to be slower, and is", () => polls() >= from + 2);
  await peer.approve(code);
}, home);
await play("denied", {}, (code) => peer.deny(code), ['wait "It was not approved"', 'expect-focus "New code"', "press OK", 'wait "Good for"']);
await play("run out at the issuer", {}, (code) => peer.expire(code), ['wait "The code has run out"', 'expect-focus "New code"']);
for (const replayDenied of [false, true])
  await play(`a used code (${replayDenied ? "access_denied" : "invalid_grant"})`, { replayDenied }, consume,
    [replayDenied ? 'wait "It was not approved"' : 'wait "The code has run out"', 'expect-focus "New code"']);
await play("errors without a body", { emptyErrors: true }, async (code) => { const from = polls(); await until("a poll", () => polls() > from); await peer.approve(code); }, home);
await play("double slashes in every address", { discovery: "slashes" }, approve, home);
await play("grants missing in the discovery", { discovery: "grants" }, approve, home);
const bearer = await play("no proofs of possession", { dpop: false }, approve, [...home, ...send("Mill Lane 2"), 'wait "Case number"']);
assert.match(bearer.err, /signed-in state=4 dpop=0/);
for (const minutes of [10, -10])
  await play(`the clock ${minutes} minutes off`, {}, approve, [...home, ...send("Mill Lane 3"), 'wait "Case number"'],
    ["--time", new Date(Date.now() + minutes * 60000).toISOString().replace(/\.\d+Z/, "Z")]);

console.log("odd discovery: said plainly, with a next step");
for (const discovery of ["404", "garbage", "other"]) {
  peer.set({ ...usual, discovery });
  const tv = tvAt(url(), `odd-${discovery}`, [...open, 'wait "The sign-in office does not answer as it should"', 'expect-focus "Try again"', "press BACK", "wait-screen home", "quit"]);
  await endsWell(tv);
}

console.log("the issuer is away: it is said, and it goes on by itself");
{
  peer.set({ ...usual, down: true });
  const tv = tvAt(url(), "away", [...open, 'wait "The sign-in office cannot be reached"', 'expect "We keep trying by ourselves."', "tree", 'wait "Good for"', "tree",
    'wait "No answer from the sign-in office just now"', "tree", ...home, "quit"]);
  await until("it says that nobody is there", () => /cannot be reached/.test(tv.out), 8000);
  peer.set({ down: false });
  const { code } = await codeOf(tv);
  peer.set({ down: true });
  await until("it says that nobody answers", () => /No answer from the sign-in office/.test(tv.out), 8000);
  peer.set({ down: false });
  await peer.approve(code);
  await endsWell(tv);
}

console.log("new keys: the old token is refused, renewed once, and the report sent");
async function otherKeys() {
  await peer.rotate();
  const port = backend.port;
  backend.child.kill("SIGTERM");
  await backend.ended;
  const asked = peer.counts["/jwks"];
  backend = await startBackend(port, options);
  await until("the backend has the keys", () => peer.counts["/jwks"] > asked); // so that what is slow later is the renewal alone
}
peer.set(usual);
const sofa = (await play("a box that stays signed in", {}, approve, home)).box;
await otherKeys();
let tv = tvAt(url(), sofa, [...home, ...send("Mill Lane 4"), 'wait "Case number"', "quit"]);
await endsWell(tv);
assert.match(tv.err, /session renewed rotated=1/);

console.log("the power goes while tokens are renewed");
await otherKeys();
const before = peer.counts["/token"];
peer.set({ slowMs: 3000 });
tv = tvAt(url(), sofa, [...home, ...send("Mill Lane 5"), 'wait "Kept safe on this TV"', "tree", 'wait "never"']);
await until("the renewal is out", () => peer.counts["/token"] > before || tv.code !== null, 8000);
assert.equal(tv.code, null, tv.err);
assert.equal(await kill(tv), "SIGKILL");
peer.set(usual);
const number = rows(db(sofa), "SELECT count(*) AS n FROM outbox WHERE state < 2").at(0).n;
assert.equal(number, 1, "the report waits");
tv = tvAt(url(), sofa, ["wait-screen home", 'wait "All services"', "open sign-in", ...shown, ...home, 'wait "All services"', "quit"]);
await peer.approve((await codeOf(tv)).code);
await endsWell(tv);
const waiting = () => rows(db(sofa), "SELECT count(*) AS n FROM outbox WHERE state < 2").at(0).n;
if (waiting()) {
  tv = tvAt(url(), sofa, [...home, 'wait "never"']);
  await until("the report is delivered", () => waiting() === 0 || tv.code !== null, 4000);
  await kill(tv);
}
assert.equal(waiting(), 0, "and is sent once she is signed in");
assert.equal(rows(path.join(work, "tgov.db"), "SELECT count(*) AS n FROM cases WHERE answers LIKE '%Mill Lane 5%'").at(0).n, 1, "exactly once");

console.log("erasing gives the tokens back");
tv = tvAt(url(), sofa, [...home, "press BLUE", "wait-screen settings", 'choose "Erase everything from this TV"', "press RIGHT", "press OK", 'wait "never"']);
await until("the issuer is told", () => peer.counts["/token/revocation"] > 0 || tv.code !== null, 4000);
await kill(tv);
assert.ok(peer.counts["/token/revocation"] > 0, "the tokens are given back");
await peer.stop();
console.log("ok");
process.exit(0);
