#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A service that wants a signature, from the last answer to the case: the television shows what is signed with the private
// answer hidden, the phone shows exactly the same lines in full, and only what was approved is sent, once. Denied, power cut
// after the approval, and a body that was changed after the approval: nothing is lost and nothing else is sent.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { createHash } from "node:crypto";
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { kill, rows, work, certificates } = await import("../tools/programs.mjs");
const { ask, Phone, startBackend, until } = await import("../tools/phone.mjs");
const { approveOnPhone, assertNowhere, codeOf, demoPassword, endsWell, shownCode, tvAt } = await import("../tools/sign_in.mjs");

certificates();
const s = await startBackend({ store: `${work}/tgov.db` }), office = `${work}/tgov.db`, shots = process.env.TGOV_SHOTS;
const box = (name) => path.join(work, name, "keep.db");
const cases = () => rows(office, "SELECT number, answers FROM cases WHERE service = 'change-address' AND number NOT IN (SELECT number FROM cases WHERE owner = '') ORDER BY number");
const waiting = (name) => rows(box(name), "SELECT id, state, attempts, body FROM outbox WHERE state < 2");
const soon = new Date(Date.now() - 86400e3).toISOString().slice(0, 10).split("-");
const digits = (text) => `press ${[...text].join(" ")}`;
// English dates are typed day, month, year.
const date = ([y, m, d]) => digits(d + m + y);
const answers = (street) => ['wait "What is your full name?"', 'type "A. Kim"', 'choose "Next"', 'wait "When were you born?"', date(["1980", "05", "17"]), 'choose "Next"',
  'wait "What was your old address?"', 'type "Quay Road 2"', 'choose "Next"', 'wait "What is your new address?"', `type "${street}"`, 'choose "Next"',
  'wait "On which day did you move?"', date(soon), 'choose "Next"', 'wait "How many people move with you"', digits("2"), 'choose "Next"',
  'wait "How should we answer you?"', "press 1", 'wait "Check your answers"'];
const signed = ["wait-screen home", 'wait "A. Kim"'];
const sign = ['choose "Sign and send"', "wait-screen sign", 'wait "Good for"', "tree"];

// The lines as the television's tree and the phone's page have them.
const onTv = (out) => [...out.slice(out.lastIndexOf("screen sign")).matchAll(/row "([^"]+)"(?: = "([^"]*)")?[^\n]*/g)].map((m) => [m[1], m[2] ?? ""]);
// The code of the signature that is shown now; `not`: another than this.
const toSign = (tv, not) => until("a signature", () => {
  if (tv.code !== null) throw new Error(`the television ended with ${tv.code}\n${tv.err.replace(/^.* (info|debug) .*\n/gm, "")}\n${tv.out.slice(-5000)}`);
  const got = /screen sign(?!-)/.test(tv.out.slice(tv.out.lastIndexOf("screen sign"))) && shownCode(tv.out);
  return got && got.code !== not && got;
}, 8000);
async function onPhone(shown, login = "kim") {
  const phone = new Phone(s);
  await phone.open(`/device?user_code=${shown.code}`);
  await phone.send("/device", { user_code: shown.code });
  await phone.send("/device/sign-in", { login, password: demoPassword });
  phone.lines = [...phone.page.text.matchAll(/<dt><bdi>([^<]*)<\/bdi><\/dt><dd><bdi>([^<]*)/g)].map((m) => [m[1], m[2]]);
  return phone;
}
async function finish(phone, shown, verdict = "approve") {
  if (verdict === "approve") for (const picture of shown.pictures) await phone.send("/device/pictures", { picture });
  await phone.send(`/device/${verdict}`);
}

console.log("only for somebody who signed in; then the lines on both screens are the same, and it is sent once");
let tv = tvAt(s, "sofa", ["wait-screen home", 'wait "All services"', "open service change-address", 'wait "Sign in and start"', "press OK", "wait-screen sign-in", 'wait "Good for"', "tree",
  'wait-screen service', 'wait "Start"', "press OK", "wait-screen form", ...answers("Mill Lane 14"), 'expect "Sign and send"', 'expect "You will need your phone"', ...(shots ? ["shot sign-review"] : []),
  ...sign, ...(shots ? ["shot sign-lines", "text-scale 200", "shot sign-lines-200", "text-scale 100"] : []), "wait-screen receipt", 'wait "Case number"', "quit"], shots ? ["--shots", shots] : []);
await approveOnPhone(s, await codeOf(tv));
let shown = await toSign(tv);
const phone = await onPhone(shown), wanted = JSON.parse(rows(box("sofa"), "SELECT details FROM signatures")[0].details)[0];
const lines = wanted.lines;
assert.deepEqual(lines.map(([l]) => l), ["What is your full name?", "When were you born?", "What was your old address?", "What is your new address?", "On which day did you move?",
  "How many people move with you, you included?", "How should we answer you?"]);
assert.deepEqual(lines[0], ["What is your full name?", "A. Kim"]);
assert.match(lines[1][1], /1980/, "what is private is signed as it is sent");
for (const [label, value] of lines) assert.ok(phone.lines.some(([l, v]) => l === label && v === value), `the phone shows ${label}: ${value}: ${JSON.stringify(phone.lines)}`);
const tvLines = onTv(tv.out);
for (const [label, value] of lines) {
  const there = tvLines.find(([l]) => l === label);
  assert.ok(there, `the television shows ${label}`);
  if (label !== "When were you born?") assert.equal(there[1], value);
}
assert.ok(!/1980/.test(tv.out.slice(tv.out.lastIndexOf("screen sign")).replace(/speech[^\n]*/g, "")), "the private answer is not on the television's screen");
assert.equal(cases().length, 0, "nothing is sent before it is signed");
assert.equal(createHash("sha256").update(waiting("sofa")[0].body).digest("base64url"), wanted.digest, "what is signed are the bytes that are sent");
await finish(phone, shown);
await endsWell(tv);
assert.equal(cases().length, 1);
assert.equal(JSON.parse(cases()[0].answers).new, "Mill Lane 14");
assert.equal(rows(box("sofa"), "SELECT count(*) AS n FROM signatures")[0].n, 0);
assertNowhere("sofa", tv.err, [shown.code]);

console.log("denied: nothing is sent, the answers stay; changed, signed, sent");
tv = tvAt(s, "sofa", [...signed, "open form change-address", ...answers("Mill Lane 16"), ...sign, 'wait "It was not approved"', "press BACK", "wait-screen receipt", 'wait "Not signed yet"',
  'expect "Nothing is sent yet."', ...(shots ? ["shot sign-not-yet"] : []), 'choose "Change your answers"', "wait-screen form", 'wait "Check your answers"', 'expect "Mill Lane 16"',
  'choose "Change: What is your new address?"', 'wait "What is your new address?"', 'type "b"', 'choose "Next"', 'wait "Check your answers"', ...sign, "wait-screen receipt", 'wait "Case number"', "quit"],
  shots ? ["--shots", shots] : []);
shown = await toSign(tv);
await finish(await onPhone(shown), shown, "deny");
shown = await toSign(tv, shown.code);
assert.equal(cases().length, 1, "what was denied was not sent");
await finish(await onPhone(shown), shown);
await endsWell(tv);
assert.deepEqual(cases().map((c) => JSON.parse(c.answers).new), ["Mill Lane 14", "Mill Lane 16b"]);

console.log("the power goes between the approval and the sending: it asks again, and there is one case");
tv = tvAt(s, "sofa", [...signed, "open form change-address", ...answers("Mill Lane 18"), ...sign, "wait-screen receipt", 'wait "Case number"', "quit"]);
shown = await toSign(tv);
const third = await onPhone(shown);
for (const picture of shown.pictures) await third.send("/device/pictures", { picture });
tv.child.kill("SIGSTOP"); // it does not hear of the approval before the power is gone
await third.send("/device/approve");
await kill(tv);
assert.equal(cases().length, 2, "nothing was sent yet");
assert.equal(waiting("sofa").length, 1, "the answers are there");
tv = tvAt(s, "sofa", [...signed, "open cases", 'wait "Not signed yet"', 'choose "Change your address"', "wait-screen receipt", 'wait "Not signed yet"', 'choose "Sign and send"', "wait-screen sign",
  'wait "Good for"', "tree", "wait-screen receipt", 'wait "Case number"', "quit"]);
shown = await toSign(tv);
await finish(await onPhone(shown), shown);
await endsWell(tv);
assert.deepEqual(cases().map((c) => JSON.parse(c.answers).new), ["Mill Lane 14", "Mill Lane 16b", "Mill Lane 18"]);

console.log("killed at any moment around the approval: never two cases, never a lost answer");
for (const [i, ms] of [0, 150, 400, 900, 1300].entries()) {
  const before = cases().length, street = `Mill Lane 3${i}`;
  tv = tvAt(s, "sofa", [...signed, "open form change-address", ...answers(street), ...sign, "wait-screen receipt", 'wait "Case number"', "quit"]);
  shown = await toSign(tv);
  await finish(await onPhone(shown), shown);
  await new Promise((done) => setTimeout(done, ms)); // any moment will do
  await kill(tv);
  const left = waiting("sofa");
  assert.ok(cases().length - before <= 1);
  assert.ok(left.length === 1 || cases().length - before === 1, "sent, or kept");
  if (left.length) {
    tv = tvAt(s, "sofa", [...signed, `open sign ${left[0].id}`, 'wait "Good for"', "tree", "wait-screen receipt", 'wait "Case number"', "quit"]);
    shown = await toSign(tv);
    await finish(await onPhone(shown), shown);
    await endsWell(tv);
  }
  assert.equal(cases().filter((c) => JSON.parse(c.answers).new === street).length, 1, `${street}: exactly one case`);
}

console.log("a body that is not the one that was signed is refused");
const form = (o) => ({ headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: new URLSearchParams(o).toString() });
const body = waitingBody("Mill Lane 50"), forged = waitingBody("Thief Street 1"), offer = (await ask(s, "GET", "/v1/identity")).json;
function waitingBody(street) {
  return JSON.stringify({ answers: { name: "A. Kim", born: "1980-05-17", old: "Quay Road 2", new: street, day: soon.join("-"), people: 1, reply: "tv" }, language: "en" });
}
const details = JSON.stringify([{ type: "tgov_sign", service: "change-address", title: "Change your address", lines: [["New address", "Mill Lane 50"]],
  digest: createHash("sha256").update(body).digest("base64url") }]);
const device = (await ask(s, "POST", "/oauth/device_authorization", form({ client_id: offer.client_id, scope: offer.scope, ...(offer.resource ? { resource: offer.resource } : {}), authorization_details: details }))).json;
const pen = await onPhone({ code: device.user_code });
await finish(pen, { pictures: device.tgov_pictures });
const token = (await until("a token", async () => {
  const r = await ask(s, "POST", "/oauth/token", form({ grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: device.device_code, client_id: offer.client_id }));
  if (r.status !== 200) await new Promise((done) => setTimeout(done, 1100)); // the pace that it asks for
  return r.status === 200 && r.json;
}, 12)).access_token;
const send = (key, text, service = "change-address", bearer = token) => ask(s, "POST", `/v1/services/${service}/cases`, { headers: { "Content-Type": "application/json", "Idempotency-Key": key,
  ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}) }, body: text });
const before = cases().length;
for (const [what, text, service] of [["other answers", forged], ["one space more", `${body} `], ["the members in another order", body.replace(/^\{(.*),("language":"en")\}$/, "{$2,$1}")]]) {
  const r = await send(`forged-${what.length}`, text, service);
  assert.equal(r.status, 401, `${what}: ${r.text}`);
  assert.match(r.text, /signature/);
}
assert.equal((await send("no-token", body, "change-address", null)).status, 401, "a guest");
assert.equal(cases().length, before);
const good = await send("good", body);
assert.equal(good.status, 201, good.text);
assert.equal((await send("good", body)).json.number, good.json.number, "sent twice it is one case");
assert.equal(cases().length, before + 1);

await s.stop();
console.log("ok");
process.exit(0);
