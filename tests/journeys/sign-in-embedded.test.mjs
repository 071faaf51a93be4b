#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A household signs in at the backend's own issuer: the television shows a code, somebody approves it on a phone, and the
// evening goes on as that person; after a power cut too. Denied, run out and stopped codes lead to a next step. Nothing
// secret lies anywhere in clear, a state folder that is carried away opens nowhere else, and "erase everything" erases it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { rows, work, certificates } = await import("../tools/programs.mjs");
const { Phone, startBackend } = await import("../tools/phone.mjs");
const { approveOnPhone, demoPassword, assertArgumentsClean, assertNowhere, codeOf, endsWell, tvAt } = await import("../tools/sign_in.mjs");

certificates(); // the television wants an authority's file, also where plain http to this machine is allowed
let s = await startBackend({ store: `${work}/tgov.db` });
const open = ["wait-screen home", 'wait "All services"', "open sign-in for=change-address&title=Change-of-address", 'wait "Good for 10 more minutes"', "tree"];
const signIn = async (box, lines, login = "kim", extra = []) => {
  const tv = tvAt(s, box, [...open, "wait-screen home", ...lines], extra);
  const shown = await codeOf(tv);
  assertArgumentsClean(tv, [shown.code]);
  await approveOnPhone(s, shown, login);
  await endsWell(tv);
  tv.shown = shown;
  return tv;
};

console.log("a code, a phone, and home as A. Kim");
let tv = await signIn("sofa", ['wait "A. Kim"', "tree", "quit"]);
assert.equal(tv.shown.pictures.length, 3);
assertNowhere("sofa", tv.err, [tv.shown.code, "A. Kim", tv.shown.code.replace("-", "")]);
assert.match(tv.err, /session signed-in state=4 dpop=1/);

console.log("the power goes, the evening goes on");
tv = tvAt(s, "sofa", ["wait-screen home", 'wait "A. Kim"', "open form report-street-light", 'wait "What is wrong?"', "press 3", 'wait "Where is the light?"',
  'type "Mill Lane 14"', 'choose "Next"', 'wait "Since when?"', 'choose "Yesterday"', 'wait "How should we answer you?"', "press 1", 'wait "Check your answers"',
  "press OK", "wait-screen receipt", 'wait "Case number"', "quit"]);
await endsWell(tv);
const [profile] = rows(path.join(work, "sofa/keep.db"), "SELECT id, used, locked FROM profiles");
assert.ok(profile.id);
assert.deepEqual(rows(path.join(work, "sofa/keep.db"), "SELECT profile, state FROM outbox"), [{ profile: profile.id, state: 2 }], "sent in her name");
assertNowhere("sofa", tv.err, ["A. Kim"]);

console.log("new keys at the office: the old token is refused once, renewed, and the request repeated");
await s.stop();
s = await startBackend({ store: `${work}/tgov.db`, listen: `127.0.0.1:${s.port}`, extra: ["--new-signing-key"] });
tv = tvAt(s, "sofa", ["wait-screen home", 'wait "A. Kim"', "open form report-street-light", 'wait "What is wrong?"', "press 3", 'wait "Where is the light?"',
  'type "Mill Lane 16"', 'choose "Next"', 'wait "Since when?"', 'choose "Yesterday"', 'wait "How should we answer you?"', "press 1", 'wait "Check your answers"',
  "press OK", "wait-screen receipt", 'wait "Case number"', "quit"]);
await endsWell(tv);
assert.match(tv.err, /session renewed rotated=1/);
assert.equal(rows(path.join(work, "sofa/keep.db"), "SELECT count(*) AS n FROM outbox WHERE state = 2").at(0).n, 2);

console.log("somebody else in the same household; a guest's draft becomes theirs");
tv = tvAt(s, "sofa", ["wait-screen home", 'wait "A. Kim"', ...open.slice(2), 'wait "S. Lee"', "quit"]);
await approveOnPhone(s, await codeOf(tv), "lee");
await endsWell(tv);
assert.equal(rows(path.join(work, "sofa/keep.db"), "SELECT count(*) AS n FROM profiles").at(0).n, 2);

console.log("the same person again is the same profile");
tv = tvAt(s, "sofa", ["wait-screen home", ...open.slice(2), 'wait "A. Kim"', "quit"]);
await approveOnPhone(s, await codeOf(tv));
await endsWell(tv);
assert.equal(rows(path.join(work, "sofa/keep.db"), "SELECT count(*) AS n FROM profiles").at(0).n, 2);

console.log("ten minutes without a key: the profile is locked, behind the curtain");
tv = tvAt(s, "sofa", ["wait-screen home", 'wait "A. Kim"', "advance 540000ms", "expect-screen home", "advance 61000ms", "wait-screen curtain", 'expect-not "A. Kim"',
  "press OK", "wait-screen home", 'expect-not "A. Kim"', 'expect "Guest"', "quit"]);
await endsWell(tv);
tv = tvAt(s, "sofa", ["wait-screen home", 'wait "Guest"', 'expect-not "A. Kim"', "quit"]);
await endsWell(tv);

console.log("a guest begins a form and signs in: the draft goes on as hers");
tv = tvAt(s, "kitchen", ["wait-screen home", 'wait "All services"', "open form report-street-light", 'wait "What is wrong?"', "press 3", 'wait "Where is the light?"',
  'type "Mill Lane 18"', 'wait "Saved"', "press HOME", "wait-screen home", "open sign-in for=report-street-light", 'wait "Good for"', "tree", "wait-screen home",
  'wait "A. Kim"', "open form report-street-light", 'wait "Mill Lane 18"', "quit"]);
await approveOnPhone(s, await codeOf(tv));
await endsWell(tv);
assert.deepEqual(rows(path.join(work, "kitchen/keep.db"), "SELECT count(*) AS n FROM drafts WHERE profile = ''"), [{ n: 0 }]);

console.log("a signature: the lines on the television are the lines on the phone, and only then it is sent");
tv = tvAt(s, "kitchen", ["wait-screen home", 'wait "A. Kim"', "open form report-street-light", 'wait "Mill Lane 18"', 'choose "Next"', 'wait "Since when?"', 'choose "Yesterday"',
  'wait "How should we answer you?"', "press 1", 'wait "Check your answers"', "fault offline", "press OK", "wait-screen receipt", 'wait "Kept safe on this TV"', "quit"]);
await endsWell(tv);
{ // what fx_submit keeps for a service that wants a signature
  const file = path.join(work, "kitchen/keep.db"), [item] = rows(file, "SELECT id, key, body FROM outbox WHERE state < 2");
  const digest = createHash("sha256").update(item.body).digest("base64url");
  const details = JSON.stringify([{ type: "tgov_sign", service: "report-street-light", title: "Report a broken street light", lines: [["Where is the light?", "Mill Lane 18"]], digest }]);
  assert.equal(spawnSync("sqlite3", [file, `INSERT INTO signatures VALUES('${item.key}', '${details}')`]).status, 0);
  tv = tvAt(s, "kitchen", ["wait-screen home", 'wait "A. Kim"', `open sign ${item.id}`, 'wait "Good for"', 'expect "Mill Lane 18"', 'expect "Compare the lines"', "tree", "shot sign",
    "text-scale 200", "shot sign-200", "text-scale 100", "wait-screen receipt", 'wait "Case number"', "quit"], process.env.TGOV_SHOTS ? ["--shots", process.env.TGOV_SHOTS] : []);
  const shown = await codeOf(tv);
  assert.equal(rows(file, "SELECT count(*) AS n FROM outbox WHERE state < 2").at(0).n, 1, "nothing is sent before it is signed");
  const phone = new Phone(s);
  await phone.open(`/device?user_code=${shown.code}`);
  await phone.send("/device", { user_code: shown.code });
  await phone.send("/device/sign-in", { login: "kim", password: demoPassword });
  assert.match(phone.page.text, /Where is the light\?[^]*Mill Lane 18/, "the phone shows what is signed");
  for (const picture of shown.pictures) await phone.send("/device/pictures", { picture });
  await phone.send("/device/approve");
  await endsWell(tv);
  assert.match(tv.err, /session signed state=4/);
  assert.equal(rows(file, "SELECT count(*) AS n FROM signatures").at(0).n, 0);
}

console.log("denied, then a new code");
tv = tvAt(s, "hall", [...open, 'wait "It was not approved"', 'expect-focus "New code"', 'expect "Nothing was signed in"', "press OK", 'wait "Good for"', "press BACK",
  "wait-screen home", 'expect "Guest"', "quit"]);
await approveOnPhone(s, await codeOf(tv), "kim", "deny");
await endsWell(tv);

console.log("run out; a new code by the yellow key; stopped by BACK");
tv = tvAt(s, "hall", [...open, "advance 301000ms", 'expect "Good for 5 more minutes"', "advance 300000ms", 'wait "The code has run out"', 'expect-focus "New code"',
  "press YELLOW", 'wait "Good for 10 more minutes"', "press BACK", "wait-screen home", "quit"]);
await endsWell(tv);

console.log("a folder that is carried to another box opens nothing: sign in again, and nothing is lost");
fs.cpSync(path.join(work, "kitchen"), path.join(work, "stolen"), { recursive: true });
fs.writeFileSync(path.join(work, "stolen/box.key"), Buffer.alloc(32, 7), { mode: 0o600 }); // what the machine's id does on a real one
tv = tvAt(s, "stolen", ["wait-screen home", 'wait "All services"', 'expect-not "A. Kim"', "quit"]);
await endsWell(tv);
assert.match(tv.err, /session cannot-open/);
assert.equal(rows(path.join(work, "stolen/keep.db"), "SELECT count(*) AS n FROM cases").at(0).n, 1, "the case is there");

console.log("erased is erased");
tv = tvAt(s, "kitchen", ["wait-screen home", 'wait "A. Kim"', "press BLUE", "wait-screen settings", 'choose "Erase everything from this TV"', "press RIGHT", "press OK",
  "press HOME", "wait-screen home", 'expect-not "A. Kim"', "quit"]);
await endsWell(tv);
assert.ok(!fs.existsSync(path.join(work, "kitchen/box.key")));
assert.equal(rows(path.join(work, "kitchen/keep.db"), "SELECT (SELECT count(*) FROM profiles) + (SELECT count(*) FROM vault) AS n").at(0).n, 0);
await s.stop();
console.log("ok");
process.exit(0);
