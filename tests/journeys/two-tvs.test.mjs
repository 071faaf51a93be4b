#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Two televisions with one account: a form begun on the one goes on at the other; changed on both without a network, its
// person is asked which answers go on; sent on the one it is gone on the other, and there is one case, even if both sent it
// without a network. Signing out the one, here or on the phone, leaves the other. With TGOV_SHOTS=FOLDER pictures.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { build, source, rows, work, certificates } = await import("../tools/programs.mjs");
const { Phone, startBackend, until } = await import("../tools/phone.mjs");
const { approveOnPhone, assertNowhere, demoPassword, shownCode } = await import("../tools/sign_in.mjs");

certificates();
let s = await startBackend({ store: `${work}/tgov.db` });
const sets = new Set();
process.on("exit", () => { for (const tv of sets) tv.child.kill("SIGKILL"); });

// A television that is told line after line what its viewer does.
class Set_ {
  constructor(box, ahead = 0) { // ahead: of the real clock, in ms; it goes on from where the last one of this box stood
    this.box = box;
    this.ahead = ahead;
    this.out = this.err = "";
    this.child = spawn(path.join(build, "tgov"), ["--backend", s.url, "--ca", `${work}/tls/ca.pem`, "--state", path.join(work, box), "--assets", "assets", "--allow-http",
      "--shots", process.env.TGOV_SHOTS ?? work, "--time", new Date(Date.now() + ahead).toISOString().replace(/\.\d+Z/, "Z"), "--script", "-"], { cwd: source, stdio: ["pipe", "pipe", "pipe"] });
    sets.add(this);
    this.child.stdout.on("data", (d) => (this.out += d));
    this.child.stderr.on("data", (d) => (this.err += d));
    this.ended = new Promise((done) => this.child.on("close", (code, signal) => { sets.delete(this); this.code = signal ?? code; done(this.code); }));
  }
  // Until all of it was done; gives the picture in words at the end.
  async play(...lines) {
    const from = this.out.length;
    for (const line of lines) this.ahead += Number(/^advance (\d+)ms/.exec(line)?.[1] ?? 0);
    this.child.stdin.write([...lines, "tree"].join("\n") + "\n");
    await until(`${this.box}: ${lines.at(-1)}`, () => {
      if (this.code !== undefined) throw new Error(`${this.box} ended with ${this.code} at ${lines.join("; ")}\n${this.err.replace(/^.* (info|debug) .*\n/gm, "").slice(-4000)}`);
      return /^screen /m.test(this.out.slice(from)) && this.out.endsWith("\n");
    }, 8000);
    return this.out.slice(from);
  }
  async off() { this.child.stdin.end("quit\n"); assert.equal(await this.ended, 0, this.err.slice(-3000)); }
  kept(sql) { return rows(path.join(work, this.box, "keep.db"), sql); }
  async signIn(login = "kim") {
    const out = await this.play("wait-screen home", 'wait "All services"', "open sign-in", 'wait "Good for 10 more minutes"');
    await approveOnPhone(s, shownCode(out), login);
    await this.play("wait-screen home");
  }
}
const shot = (name) => (process.env.TGOV_SHOTS ? [`shot ${name}`, "text-scale 200", `shot ${name}-200`, "text-scale 100", "theme contrast", `shot ${name}-contrast`, "theme day",
  "language ko", `shot ${name}-ko`, "language ar", `shot ${name}-ar`, "language en"] : []);
const pick = (label) => [`wait "${label}"`, `choose "${label}"`];
const drafts = () => rows(path.join(work, "tgov.db"), "SELECT service, answers, updated FROM drafts");
const cases = () => rows(path.join(work, "tgov.db"), "SELECT count(*) AS n FROM cases").at(0).n;
// Until something holds while the television goes on: its viewer looks at it, and time passes.
const watched = (tv, what, test, step = "advance 100ms") => until(`${tv.box}: ${what}`, async () => test(await tv.play(step)), 300).catch((e) => { throw new Error(`${e.message}\n${tv.err.slice(-3000)}`); });
const atOffice = (tv, text) => watched(tv, `"${text}" at the office`, () => drafts().some((d) => d.answers.includes(text)));
const before = cases(); // of the demonstration
const pause = "advance 3100ms"; // changes are sent a little later

console.log("begun on the sofa");
const sofa = new Set_("sofa"), desk = new Set_("desk");
await sofa.signIn();
await sofa.play("open form report-street-light", 'wait "What is wrong?"', "press 3", 'wait "Where is the light?"', 'type "Mill Lane 14"', 'wait "Saved"', pause, 'wait "Saved"');
await atOffice(sofa, "Mill Lane 14");
await watched(sofa, "noted", () => sofa.kept("SELECT changes FROM synced")[0].changes === 0);
assert.equal(sofa.kept("SELECT changes, gone FROM synced WHERE etag <> ''").length, 1);

console.log("goes on at the desk");
await desk.signIn();
await desk.play('wait "Begun on another TV"', ...shot("home-elsewhere"), "open cases", 'wait "Begun on another TV"', ...shot("cases-elsewhere"), "press BACK");
await desk.play("open form report-street-light", 'wait "Mill Lane 14"', 'type " b"', 'wait "Saved"', pause, 'wait "Saved"');
await atOffice(desk, "Mill Lane 14 b");

console.log("and the sofa, where the form is still open, shows it when it is looked at again");
await sofa.play("press HOME", 'wait "Changed on another TV"', "open form report-street-light", 'wait "Mill Lane 14 b"', "press HOME");

console.log("changed on both without a network: asked once, nothing is lost until then");
await sofa.play("open form report-street-light", 'wait "Mill Lane 14 b"', "fault offline", 'type " sofa"', 'wait "Saved"', pause);
await desk.play("fault offline", 'type " desk"', 'wait "Saved"', pause);
await desk.play("fault none");
await watched(desk, "sent when the network is back", () => drafts().some((d) => d.answers.includes("desk")), "advance 61000ms");
await sofa.play("fault none");
await watched(sofa, "the question", (out) => /were changed on another TV/.test(out), "advance 61000ms");
const asked = await sofa.play('expect "These answers were changed on another TV"', 'expect-focus "Keep mine"', "press 1", 'type "x"', 'expect "These answers were changed on another TV"', ...shot("which"));
assert.match(asked, /Changed there: /);
assert.match(asked, /Changed here: /);
assert.match(sofa.kept("SELECT answers FROM drafts")[0].answers, /14 b sofa"/);
assert.match(sofa.kept("SELECT answers FROM rivals")[0].answers, /14 b desk"/);
assert.ok(drafts().some((d) => d.answers.includes("desk")), "nothing is written over before the person chose");
console.log("left open by BACK, it asks again; mine is kept");
await sofa.play("press BACK", "expect-screen home", "open form report-street-light", 'wait "These answers were changed on another TV"', "press OK",
  'wait-not "These answers were changed on another TV"', 'wait "Mill Lane 14 b sofa"', pause);
await atOffice(sofa, "14 b sofa");
assert.equal(sofa.kept("SELECT count(*) AS n FROM rivals")[0].n, 0);
await desk.play("press HOME", "open form report-street-light", 'wait "Mill Lane 14 b sofa"');

console.log("the other way round: those of the other TV are taken");
await desk.play("fault offline", 'type " two"', 'wait "Saved"', pause);
await sofa.play('type " one"', 'wait "Saved"', pause);
await atOffice(sofa, "14 b sofa one");
await desk.play("fault none");
await watched(desk, "the question", (out) => /were changed on another TV/.test(out), "advance 61000ms");
await desk.play(...pick("Use those"), 'wait "Mill Lane 14 b sofa one"', 'wait "From another TV"', ...shot("newer"));
assert.equal(desk.kept("SELECT changes FROM synced")[0].changes, 0);

console.log("sent at the desk: gone on the sofa, one case");
await desk.play(...pick("Next"), 'wait "Since when?"', ...pick("Yesterday"), 'wait "How should we answer you?"', "press 1", 'wait "Check your answers"', "press OK", "wait-screen receipt", 'wait "Case number"');
await watched(desk, "no draft at the office", () => !drafts().length);
await sofa.play("open service report-street-light", 'wait "Start"', "press BACK");
await sofa.play('wait "These answers were sent or removed on another TV"', ...shot("gone"), ...pick("Home"), "wait-screen home", 'wait "1 case of yours is with an office."', 'expect-not "Not finished"');
assert.equal(cases(), before + 1);
for (const tv of [sofa, desk]) assert.equal(tv.kept("SELECT (SELECT count(*) FROM drafts) + (SELECT count(*) FROM synced) AS n")[0].n, 0, `${tv.box} keeps nothing of it`);

// Filled in on the sofa up to the last look, and there at the desk as well.
async function lastLook(where) {
  await sofa.play("press HOME", "open form report-street-light", 'wait "What is wrong?"', "press 3", 'wait "Where is the light?"', `type "${where}"`, 'wait "Saved"', ...pick("Next"),
    'wait "Since when?"', ...pick("Yesterday"), 'wait "How should we answer you?"', "press 1", 'wait "Check your answers"', pause);
  await atOffice(sofa, where);
  await watched(sofa, "noted", () => sofa.kept("SELECT changes FROM synced")[0].changes === 0);
  await desk.play("press HOME", "open form report-street-light", `wait "${where}"`);
}
const send = [...pick("Send report"), "wait-screen receipt", 'wait "Kept safe on this TV"'];

console.log("sent at both without a network: one case, and both have its receipt");
await lastLook("Gate 5");
for (const tv of [sofa, desk]) await tv.play("fault offline", 'wait "Check your answers"', ...send);
for (const tv of [sofa, desk]) {
  await tv.play("fault none");
  await watched(tv, "delivered", (out) => /Case number/.test(out), "advance 2000ms");
}
assert.equal(cases(), before + 2);
const numbers = [sofa, desk].map((tv) => tv.kept("SELECT case_number AS n FROM outbox ORDER BY id DESC LIMIT 1")[0].n);
assert.equal(numbers[0], numbers[1]);

console.log("sent at both with other answers: one case, and the second is told so");
await lastLook("Gate 6");
await sofa.play("fault offline", 'wait "Check your answers"', ...send);
await desk.play("fault offline", ...pick("Change: Where is the light?"), 'wait "Gate 6"', 'type " b"', 'wait "Saved"', ...pick("Next"), ...send);
await sofa.play("fault none");
await watched(sofa, "delivered", (out) => /Case number/.test(out), "advance 2000ms");
await desk.play("fault none");
await watched(desk, "refused", (out) => /This was sent already/.test(out), "advance 2000ms");
await desk.play(...shot("already-sent"), 'expect "It was not sent twice"', 'expect-focus "Your cases"');
assert.equal(cases(), before + 3);
await desk.play("press OK", "wait-screen cases", 'wait "Gate 6"', 'expect-not "The office could not take it"');
assert.equal(desk.kept("SELECT count(*) AS n FROM outbox WHERE state=3")[0].n, 0, "nothing waits for the person any more");

console.log("a guest's draft never leaves the box");
await desk.play("press HOME", "open people", ...pick("Guest"), "wait-screen home", "open form report-street-light", 'wait "What is wrong?"', "press 3", 'wait "Where is the light?"',
  'type "secret garden"', 'wait "Saved"', pause, pause, "press HOME", "wait-screen home", "open people", ...pick("A. Kim"), "wait-screen home", 'wait "A. Kim"', 'wait "3 cases of yours"', pause);
assert.equal(drafts().length, 0);
assert.equal(desk.kept("SELECT count(*) AS n FROM synced")[0].n, 0);

console.log("two drafts; signing out on the sofa leaves the desk");
await desk.play("open form report-street-light", 'wait "What is wrong?"', "press 2", 'wait "Where is the light?"', 'type "Quay Road 2"', 'wait "Saved"', pause, "press HOME");
await atOffice(desk, "Quay Road 2");
await sofa.play("open cases", 'wait "Begun on another TV"', "press BACK", "open people", 'wait "Here now"', "press YELLOW", 'wait "Whose name or picture?"', "press OK", "wait-screen person",
  ...pick("Sign out"), "wait-screen home", 'expect "Guest"', 'expect-not "Not finished"');
await desk.play("open cases", 'wait "Your answers are kept on this TV"', "press BACK", 'wait "3 cases of yours"', 'expect "A. Kim"');

console.log("the desk is signed out on the phone: it says so, and keeps what was begun");
const phone = new Phone(s);
await phone.open("/account");
await phone.send("/account/sign-in", { login: "kim", password: demoPassword });
await phone.send("/account/box");
assert.match(phone.page.text, /The TV is signed out/);
await desk.off();
await s.stop();
s = await startBackend({ store: `${work}/tgov.db`, listen: `127.0.0.1:${s.port}`, extra: ["--new-signing-key"] }); // what 15 minutes would do
const again = new Set_("desk", desk.ahead);
await again.play("wait-screen home", 'wait "Sign in again"', 'expect "This TV was signed out"', 'expect "Not finished"', ...shot("again"), "open cases", 'wait "Sign in again"', 'expect "Not finished"', "press BACK");
await again.play("open form report-street-light", 'wait "Quay Road 2"', 'type " c"', 'wait "Saved"', pause, "press HOME");
assert.ok(!drafts().some((d) => d.answers.includes("Quay Road 2 c")), "nothing goes out in the name of somebody who is not signed in");
console.log("signed in again, it goes on");
await again.play(...pick("Sign in again"), 'wait "Good for"').then((out) => approveOnPhone(s, shownCode(out)));
await again.play("wait-screen home", 'wait "3 cases of yours"', pause);
await atOffice(again, "Quay Road 2 c");
assert.equal(again.kept("SELECT count(*) AS n FROM profiles")[0].n, 1);
for (const tv of [sofa, again]) await tv.off();
for (const tv of [sofa, desk, again]) assert.ok(!/Mill Lane|Quay Road|secret garden/.test(tv.err), "a log line holds an answer");
assertNowhere("sofa", sofa.err, ["A. Kim"]);
await s.stop();
console.log("ok");
process.exit(0);
