#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// What a television keeps stands in its settings, every kind of it; and after "Erase everything" the state folder holds no
// byte of it, the office has forgotten the box and its phones, and the sign-in was given back. The time after which a
// profile locks itself is the household's choice. With TGOV_SHOTS=FOLDER pictures.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { rows, work, certificates } = await import("../tools/programs.mjs");
const { Phone, startBackend, until } = await import("../tools/phone.mjs");
const { approveOnPhone, codeOf, endsWell, tvAt } = await import("../tools/sign_in.mjs");

certificates();
const s = await startBackend({ store: `${work}/tgov.db` });
const shot = (name) => (process.env.TGOV_SHOTS ? [`shot ${name}`, "text-scale 200", `shot ${name}-200`, "text-scale 100", "language ko", `shot ${name}-ko`, "language ar", `shot ${name}-ar`, "language en"] : []);
const extra = process.env.TGOV_SHOTS ? ["--shots", process.env.TGOV_SHOTS] : [];
const pick = (label) => [`wait "${label}"`, `choose "${label}"`];
const home = ["wait-screen home", 'wait "All services"'];
const office = (sql) => rows(path.join(work, "tgov.db"), sql);
const box = (sql) => rows(path.join(work, "sofa/keep.db"), sql);
const settings = ["press BLUE", "wait-screen settings", 'wait "What this TV keeps"'];

console.log("when it locks itself is chosen, and kept");
let tv = tvAt(s, "sofa", [...home, "open sign-in", 'wait "Good for 10 more minutes"', "tree", "wait-screen home", 'wait "A. Kim"', ...settings, ...pick("5 minutes"), "tree", ...shot("lock"), "press BACK",
  'wait "A. Kim"', "advance 240000ms", "expect-screen home", "advance 61000ms", "wait-screen curtain", 'expect-not "A. Kim"', "press OK", "wait-screen home", 'expect "Guest"', "quit"], extra);
await approveOnPhone(s, await codeOf(tv));
await endsWell(tv);
tv = tvAt(s, "sofa", [...home, "open sign-in", 'wait "Good for 10 more minutes"', "tree", "wait-screen home", 'wait "A. Kim"', "advance 301000ms", "wait-screen curtain", "press OK", ...home, ...settings,
  'expect "10 minutes"', 'expect-not "Never"', "quit"], extra); // hers are hers, and a guest does not loosen anything
await approveOnPhone(s, await codeOf(tv));
await endsWell(tv);

console.log("a draft, a case, something that waits, an earlier answer, a phone, a page");
const light = (where) => ["open form report-street-light", 'wait "What is wrong?"', "press 3", 'wait "Where is the light?"', `type "${where}"`, ...pick("Next")];
const rest = ['wait "Since when?"', ...pick("Yesterday"), 'wait "How should we answer you?"', "press 1", 'wait "Check your answers"'];
tv = tvAt(s, "sofa", [...home, "open sign-in", 'wait "Good for 10 more minutes"', "tree", "wait-screen home", 'wait "A. Kim"', ...settings, ...pick("Never"), "press BACK", 'wait "A. Kim"', "advance 7200000ms", "expect-screen home", 'expect "A. Kim"',
  ...light("Mill Lane 14"), ...rest, "press OK", "wait-screen receipt", 'wait "Case number"', "press HOME",
  "open phones", 'wait "go to"', "tree", 'wait "Is this your phone?"', ...pick("Yes, it is mine"), 'wait-not "Is this your phone?"', 'wait "iPhone"', "press HOME", "wait-screen home",
  ...light("Quay Road 2"), 'wait "Since when?"', "press HOME", "wait-screen home",
  "open form report-street-light", 'wait "Since when?"', ...pick("Yesterday"), 'wait "How should we answer you?"', "press 1", 'wait "Check your answers"', "fault offline", "press OK", "wait-screen receipt",
  'wait "Kept safe on this TV"', "press HOME", ...light("Harbour Steps 9"), 'wait "Since when?"', "press HOME", ...settings, "tree", ...shot("kept"), "quit"], extra);
await approveOnPhone(s, await codeOf(tv));
const [, code] = await until("a code for a phone", () => /screen phones[^]*"(\d{3,4} \d{2,3})"/.exec(tv.out), 4000);
const typist = new Phone(s, "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)");
await typist.open("/p");
await typist.send("/p", { code });
await endsWell(tv);
const page = tv.out.slice(tv.out.lastIndexOf("screen settings"));
const fact = (label) => { const m = new RegExp(`text "${label}"\\n\\s+text "([^"]*)"`).exec(page.slice(page.indexOf("What this TV keeps"))); assert.ok(m, `${label} is not listed\n${page}`); return m[1]; };
for (const kind of ["People and their sign-ins", "Unfinished answers", "Earlier answers, to suggest them", "Cases with their secrets", "Waiting to be sent", "Pages read before", "Settings", "This TV's registration with the office"])
  assert.match(fact(kind), /^[1-9]/, kind);
assert.match(fact("Connected phones"), /^1/);
assert.equal(office("SELECT count(*) AS n FROM box")[0].n + office("SELECT count(*) AS n FROM phone_pair")[0].n, 2);

console.log("erased: not a byte of it in the folder, and nothing at the office");
const [secret] = box("SELECT secret FROM cases").map((r) => r.secret), [profile] = box("SELECT id FROM profiles").map((r) => r.id);
const [proof] = box("SELECT value FROM settings WHERE name = 'box'").map((r) => r.value);
const words = ["Mill Lane 14", "Quay Road 2", "Harbour Steps 9", secret, profile, proof.split(".")[1], "report-street-light", "typed/", "A. Kim", "tgov_sign"].filter(Boolean);
tv = tvAt(s, "sofa", [...home, 'wait "A. Kim"', "open form report-street-light", 'wait "Since when?"', ...settings, ...pick("Erase everything from this TV"), 'wait "Erase everything?"', ...shot("erase"), "press RIGHT", "press OK",
  'wait "Everything was erased from this TV"', "tree", "press BACK", "wait-screen home", 'expect-not "Harbour"', 'expect-not "Not finished"', 'expect "Guest"', 'wait "Sign in with your phone"', "quit"], extra);
await endsWell(tv);
const walk = (f) => fs.readdirSync(f, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? walk(path.join(f, e.name)) : [path.join(f, e.name)]));
const left = walk(path.join(work, "sofa"));
for (const file of left) {
  const bytes = fs.readFileSync(file), publicPage = file.includes("/cache/"); // home was read again since: everybody's
  for (const word of words) if (!(publicPage && word === "report-street-light")) assert.ok(!bytes.includes(word), `${path.relative(work, file)} holds ${word === secret ? "a secret" : word}`);
}
assert.ok(!left.some((f) => f.endsWith("box.key")), "the key of the vault");
for (const table of ["drafts", "cases", "outbox", "profiles", "vault", "signatures", "synced", "rivals"]) assert.equal(box(`SELECT count(*) AS n FROM ${table}`)[0].n, 0, table);
await until("the office forgot the box and its phone", () => office("SELECT (SELECT count(*) FROM box) + (SELECT count(*) FROM phone_pair) AS n")[0].n === 0);
const phone = new Phone(s);
await phone.open("/account");
await phone.send("/account/sign-in", { login: "kim", password: process.env.TGOV_DEMO_PASSWORD });
assert.match(phone.page.text, /TVs that are signed in<\/h2><p>None\./, "the sign-in was given back");
await s.stop();
console.log("ok");
process.exit(0);
