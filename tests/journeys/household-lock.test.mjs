#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Several people and guests on one TV: who left is locked and opens with the phone only, the name that the TV was given
// stays, standby hides everything, a guest's form does not run over somebody's answers, nobody is thrown out for somebody
// new, and who is removed is forgotten by the issuer, too.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { rows, work, certificates } = await import("../tools/programs.mjs");
const { startBackend } = await import("../tools/phone.mjs");
const { approveOnPhone, codeOf, endsWell, tvAt } = await import("../tools/sign_in.mjs");

certificates();
const s = await startBackend({ store: `${work}/tgov.db` });
const pick = (label) => [`wait "${label}"`, `choose "${label}"`]; // when it is there
const home = ["wait-screen home", 'wait "All services"'];
const code = ['wait "Good for 10 more minutes"', "tree"];
const play = async (box, login, lines) => {
  const tv = tvAt(s, box, lines);
  if (login) await approveOnPhone(s, await codeOf(tv), login);
  await endsWell(tv);
  return tv;
};
const where = ["open form report-street-light", 'wait "What is wrong?"', "press 2", 'wait "Where is the light?"'];
const chains = () => rows(path.join(work, "tgov.db"), "SELECT count(*) AS n FROM issuer_refresh").at(0).n;

console.log("Kim is Mama on this TV; a guest takes over, and after ten minutes of the guest's keys Mama is locked");
await play("sofa", "kim", [...home, "open sign-in", ...code, "wait-screen home", 'wait "A. Kim"', "open people", 'wait "Here now"', "press YELLOW", "press OK", ...pick("Change the name"),
  'wait "What name should stand here?"', "press YELLOW YELLOW YELLOW YELLOW YELLOW YELLOW", 'type "Mama"', ...pick("Done"), 'wait "Mama"', "press HOME", "wait-screen home",
  "open people", ...pick("Guest"), "wait-screen home", "advance 360000ms", "press DOWN", "advance 241000ms", "expect-screen home", "open people", 'wait "Mama"', 'expect "Locked"', 'expect "Opens with the phone"',
  'expect-not "Lock now"', ...pick("Mama"), "wait-screen sign-in", "quit"]);

console.log("her phone opens her again, with the name of this TV; standby hides and locks; HOME shows nothing");
await play("sofa", "kim", [...home, 'expect "Guest"', "open people", 'wait "Locked"', ...pick("Mama"), ...code, "wait-screen home", 'wait "Mama"', "press POWER", "wait-screen curtain",
  "press HOME", "expect-screen curtain", 'expect-not "Mama"', "press OK", "wait-screen home", 'expect "Guest"', "open people", 'wait "Locked"', "quit"]);

console.log("what is removed is named; the focus is on keeping; the issuer forgets this TV with the person");
const before = chains();
await play("sofa", null, [...home, "open people", 'wait "Locked"', "press YELLOW", 'wait "Whose name or picture?"', "press OK", "wait-screen person", 'wait "Remove from this TV"', 'expect-not "Change the name"',
  ...pick("Remove from this TV"), 'wait "Remove Mama from this TV?"', 'expect-focus "No, keep it"', "press OK", 'expect-not "Remove Mama from this TV?"', ...pick("Remove from this TV"), 'wait "Remove Mama from this TV?"',
  "press RIGHT", "press OK", "wait-screen home", "open people", 'wait "Somebody else"', 'expect-not "Mama"', "advance 3000ms", "quit"]);
for (let i = 0; i < 50 && chains() >= before; i++) await new Promise((r) => setTimeout(r, 100));
assert.ok(chains() < before, "the issuer still knows this TV");

console.log("a guest fills in what Kim began before, and she signs in on top of it: both are there, and she is asked");
await play("kitchen", "kim", [...home, "open sign-in", ...code, "wait-screen home", 'wait "A. Kim"', ...where, 'type "Hidden Street 5"', 'wait "Saved"', "press POWER", "wait-screen curtain", "quit"]);
await play("kitchen", "kim", [...home, 'expect "Guest"', ...where, 'type "Guest Alley 7"', 'wait "Saved"', "open sign-in", ...code, 'wait "You began this before"', 'expect-focus "Keep mine"', "press 1", "press OK",
  'wait "Hidden Street 5"', "press HOME", "wait-screen home", 'wait "A. Kim"', "open form report-street-light", 'wait "Hidden Street 5"', "quit"]);
const drafts = () => rows(path.join(work, "kitchen/keep.db"), "SELECT profile = '' AS guest, answers FROM drafts ORDER BY guest");
assert.match(drafts()[0].answers, /Hidden Street 5/);
assert.match(drafts()[1].answers, /Guest Alley 7/);

console.log("the 13th is told, and nobody goes");
const added = spawnSync("sqlite3", [path.join(work, "kitchen/keep.db"), "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i+1 FROM n WHERE i<11) INSERT INTO profiles SELECT 'p'||i,'boat','?',1,1 FROM n"]);
assert.equal(added.status, 0, String(added.stderr));
const given = chains();
await play("kitchen", "mia", [...home, "open people", ...pick("Guest"), "wait-screen home", "open sign-in", ...code, 'wait "This TV knows 12 people. Remove one first."', "press OK", "wait-screen home", 'expect "Guest"',
  "open people", ...pick("Somebody else"), "expect-screen people", 'expect "This TV knows 12 people. Remove one first."', "quit"]);
assert.equal(rows(path.join(work, "kitchen/keep.db"), "SELECT count(*) AS n FROM profiles").at(0).n, 12);
for (let i = 0; i < 50 && chains() > given; i++) await new Promise((r) => setTimeout(r, 100));
assert.equal(chains(), given, "what was given for the 13th is given back");
await s.stop();
