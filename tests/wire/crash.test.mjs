#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The office loses its power in the middle of an upload, an approval and a form that is sent from a phone, all at once and
// again and again. What was acknowledged is still there, what was not can be done again without being done twice, and the
// database is whole. TGOV_KILLS says how often (5), TGOV_SEED at which moments.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import path from "node:path";
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { rows, sleep, work } = await import("../tools/programs.mjs");
const { ask, Box, Phone, startBackend } = await import("../tools/phone.mjs");
const { demoPassword } = await import("../tools/sign_in.mjs");

const kills = Number(process.env.TGOV_KILLS ?? 5), store = path.join(work, "store.db");
let seed = Number(process.env.TGOV_SEED ?? 20260310) >>> 0;
function random(below) { // mulberry32
  seed = (seed + 0x6d2b79f5) >>> 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}

const s = { port: 0, url: "" }; // where everybody goes: it stays the same over restarts
let running = null, interrupted = 0;
async function start() {
  running = await startBackend({ store, listen: `127.0.0.1:${s.port}`, extra: ["--quiet"] });
  s.port = running.port;
  s.url = running.url;
}
async function pullThePlug() {
  running.child.kill("SIGKILL");
  await running.ended;
  await start();
  assert.equal(rows(store, "PRAGMA integrity_check")[0].integrity_check, "ok");
  assert.deepEqual(rows(store, "PRAGMA foreign_key_check"), []);
}
// Somebody who gets no answer tries again, as every phone and television does.
async function again(act) {
  for (let i = 0; i < 400; i++) {
    try {
      return await act();
    } catch (e) {
      if (!/ECONN|socket hang up|EPIPE|aborted/.test(`${e.code} ${e.message}`)) throw e;
      interrupted++;
      await sleep(20);
    }
  }
  throw new Error("the office does not come back");
}

// ---- A paper goes from a phone to a television. Its first bytes are a PDF's.
const box = { tv: null, phone: null };
async function pair() {
  box.tv = await Box.make(s);
  box.phone = new Phone(s);
  await box.phone.pair(await box.tv.invite());
}
async function upload(n) {
  const bytes = Buffer.concat([Buffer.from("%PDF-1.4\n"), crypto.randomBytes(400000 + random(400000)), Buffer.from("\n%%EOF\n")]), field = `paper${n}`;
  const wish = () => again(() => box.tv.wish({ kind: "file", field, label: "A paper", types: ["application/pdf"], max_files: 9 }));
  await wish();
  await again(() => box.phone.open("/phone"));
  let made;
  for (let i = 0; i < 20; i++) {
    made = await again(() => box.phone.create(bytes.length, `paper ${n}.pdf`));
    if (made.status !== 409) break;
    await wish(); // forgotten: it lives in memory
  }
  assert.equal(made.status, 201, made.text);
  const url = made.headers.location;
  let at = 0;
  while (at < bytes.length) {
    const got = await again(async () => {
      try {
        return await box.phone.patch(url, at, bytes.subarray(at, at + 60000));
      } catch (e) {
        await wish(); // the television asks anew after a restart
        const head = await again(() => box.phone.tus("HEAD", url));
        assert.equal(head.status, 200, `upload ${n} is gone after ${at} acknowledged bytes`);
        assert.ok(Number(head.headers["upload-offset"]) >= at, "acknowledged bytes are gone");
        at = Number(head.headers["upload-offset"]);
        if (at === bytes.length) return { status: 204, headers: { "upload-offset": String(at) } };
        throw e;
      }
    });
    if (got.status === 409 && /not-asked/.test(got.text)) {
      await wish();
      continue;
    }
    assert.equal(got.status, 204, `${got.status} ${got.text}`);
    at = Number(got.headers["upload-offset"]);
  }
  const kept = await again(() => box.tv.ask("GET", `/files/${url.split("/").pop()}`));
  assert.equal(kept.status, 200, kept.text);
  assert.ok(kept.bytes.equals(bytes), "the paper came whole");
}

// ---- A sign-in is approved.
const form = (fields) => ({ headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: new URLSearchParams(fields).toString() });
async function approve() {
  const grant = (await again(() => ask(s, "POST", "/oauth/device_authorization", form({ client_id: "tgov-tv", scope: "openid profile offline_access tgov" })))).json;
  const phone = new Phone(s), at = `/device?user_code=${grant.user_code}`;
  let lost = false; // an answer to a question for the token
  const poll = () => again(() => ask(s, "POST", "/oauth/token", form({ client_id: "tgov-tv", grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: grant.device_code })).catch((e) => {
    lost = true;
    throw e;
  }));
  // A code makes tokens once. When the answer with them was lost, asking again looks like a thief's replay: the television shows a new code.
  const spent = (r) => lost && /"invalid_grant"/.test(r.text);
  let approved = false;
  for (let i = 0; i < 80 && !approved; i++) { // one page after the other; after an interruption from the start
    try {
      await phone.open(at);
      if (/action="\/device"/.test(phone.page.text)) await phone.send("/device", { user_code: grant.user_code });
      if (/name="password"/.test(phone.page.text)) await phone.send("/device/sign-in", { login: "kim", password: demoPassword });
      for (let next; (next = /action="\/device\/pictures/.test(phone.page.text) && /(\d) of 3/.exec(phone.page.text)); ) await phone.send("/device/pictures", { picture: grant.tgov_pictures[next[1] - 1] });
      if (/action="\/device\/approve"/.test(phone.page.text)) {
        const r = await phone.send("/device/approve");
        approved = r.status === 200;
      } else {
        const r = await poll(); // approved, and only the answer was lost
        if (r.status === 200 || spent(r)) return;
      }
    } catch (e) {
      interrupted++;
      await sleep(40);
    }
  }
  assert.ok(approved, `a sign-in cannot be approved any more: ${phone.page?.text}`);
  for (let i = 0; i < 40; i++) {
    const r = await poll();
    if (r.status === 200 || spent(r)) return;
    assert.match(r.text, /authorization_pending|slow_down/, "an approved sign-in is gone");
    assert.ok(!/authorization_pending/.test(r.text) || i < 2, "an approval that was acknowledged is gone");
    await sleep(1100);
  }
  assert.fail("no token");
}

// ---- A form is sent from a phone.
let sent = 0;
async function handover(n) {
  const where = `Mill Lane ${n}`, answers = { what: "off", where, since: new Date(Date.now() - 86400e3).toISOString().slice(0, 10), reply: "tv" };
  const made = await again(() => ask(s, "POST", "/v1/handovers", { headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ service: "report-street-light", answers, step: "where", language: "en" }) }));
  assert.equal(made.status, 201, made.text);
  const h = made.json, phone = new Phone(s), link = new URL(h.url).pathname;
  const state = async () => (await again(() => ask(s, "GET", `/v1/handovers/${h.id}`, { headers: { "Tgov-Handover": h.secret } }))).json;
  await again(() => phone.open(link));
  const action = /<form[^>]*action="([^"]+)"/.exec(phone.page.text)[1];
  try {
    await phone.send(action);
  } catch { // opened, perhaps, but the phone never got its cookie: the link is used up, and the television makes a new one
    interrupted++;
    await again(() => phone.open("/hand"));
    if (!/\/hand\/|name="step"/.test(phone.page.text)) {
      assert.match((await state()).state, /waiting|open/);
      return handover(`${n} again`);
    }
  }
  for (let i = 0, done = false; i < 20 && !done; i++) {
    try {
      await phone.open("/hand/review");
      if (/action="\/hand\/send"/.test(phone.page.text)) await phone.send("/hand/send");
      done = (await state()).state === "sent";
    } catch {
      interrupted++;
      await sleep(40);
    }
  }
  const end = await state();
  assert.equal(end.state, "sent", phone.page.text);
  const c = await again(() => ask(s, "GET", `/v1/cases/${end.number}`, { headers: { "Tgov-Case-Secret": end.case_secret } }));
  assert.equal(c.status, 200, "a case that was acknowledged is gone");
  assert.match(c.text, new RegExp(where));
  assert.equal(rows(store, `SELECT count(*) AS n FROM cases WHERE title LIKE '%${where}'`)[0].n, 1, "it was sent once");
  sent++;
}

await start();
await pair();
for (let n = 0; n < kills; n++) {
  let over = false;
  const all = Promise.all([upload(n), approve(), handover(n)]).finally(() => (over = true));
  all.catch(() => {});
  for (let k = 0; k < 5 && !over; k++) {
    await sleep(random(90));
    await pullThePlug();
  }
  await all;
}
running.child.kill("SIGTERM");
assert.equal(await running.ended, 0, running.log.slice(-3000));
assert.ok(interrupted > 0, "nothing was interrupted");
console.log(`${kills} rounds, ${interrupted} interruptions, ${sent} forms sent`);
console.log("ok");
process.exit(0);
