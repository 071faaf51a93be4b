#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Televisions and phones from outside: pairing, typing, resumable files, and what must be refused. Exit 77: the program is
// not built.
import assert from "node:assert/strict";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { Box, Phone, ask, catalogue, catalogueWithPhotos, damage, exif, jpeg, listen, pdf, png, pngChunk, program, scratchFolder, segment, startBackend, until } from "../tools/phone.mjs";

if (!fs.existsSync(program) || !fs.existsSync(path.join(catalogue, "district.json"))) {
  console.log("SKIP: tgov-backend or its catalogue is not built");
  process.exit(77);
}
const scratch = scratchFolder("phone");
const store = path.join(scratch, "store.db");
const folder = catalogueWithPhotos(scratch);
let s = await startBackend({ store, folder });

async function paired(name) {
  const box = await Box.make(s, name), phone = new Phone(s);
  const r = await phone.pair(await box.invite());
  assert.equal(r.status, 200, r.text);
  return { box, phone };
}
const text = (field, more = {}) => ({ kind: "text", field, label: "Where is the light?", hint: "A house number", text: "", next: "Next", ...more });
const file = (field, more = {}) => ({ kind: "file", field, label: "A photo of the lamp", max_files: 5, ...more });
async function asked(wish) {
  const both = await paired();
  await both.box.wish(wish);
  await both.phone.open("/phone");
  return both;
}
const submission = (files, key, box) => ask(s, "POST", "/v1/services/damage-report/cases", {
  headers: { "Content-Type": "application/json", "Idempotency-Key": key, ...(box ? box.headers : {}) },
  body: JSON.stringify({ language: "en", answers: { ...damage, photos: files } }) });
const answer = (u) => ({ storage: "tgov", id: u.id, name: u.name, originalName: u.name, size: u.size, type: u.type });

const tests = {
  async "a link shows the television, changes nothing by being opened, and works once"() {
    const box = await Box.make(s, "Küche <b>"), phone = new Phone(s), invitation = await box.invite("ko");
    assert.match(invitation.url, /^http:\/\/127\.0\.0\.1:\d+\/p\/[a-z2-7]{26}\?lang=ko$/);
    assert.match(invitation.code, /^\d{3} \d{3}$/);
    const { pathname } = new URL(invitation.url);
    for (let i = 0; i < 3; i++) assert.equal((await phone.open(pathname)).status, 200);
    assert.match(phone.page.text, /Küche &lt;b&gt;/);
    assert.deepEqual(await box.phones(), []);
    const events = await box.listen();
    await phone.send(pathname);
    assert.equal(phone.page.status, 200);
    const came = await events.next("phone");
    assert.equal(came.data.name, "iPhone");
    const [one] = await box.phones();
    assert.deepEqual([one.id, one.asks, one.connected], [came.data.id, false, false]);
    // Again, by the same or by another phone: used.
    for (const p of [phone, new Phone(s)]) {
      const again = await p.open(pathname);
      assert.equal(again.status, 410);
      assert.match(again.text, /used or too old/);
    }
    events.close();
  },

  async "a form of another site, without a token or with another visitor's, pairs nobody"() {
    const box = await Box.make(s), phone = new Phone(s), { pathname } = new URL((await box.invite()).url);
    await phone.open(pathname);
    const stranger = new Phone(s);
    await stranger.open("/p");
    const csrf = stranger.fields("/p").csrf;
    for (const [fields, headers] of [[{ csrf: "" }, {}], [{ csrf }, {}], [{}, { "Sec-Fetch-Site": "cross-site" }], [{}, { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" }],
      [{}, { Origin: "https://evil.example" }]]) {
      const page = phone.page;
      const r = await phone.send(pathname, fields, headers);
      assert.equal(r.status, 403, JSON.stringify([fields, headers]));
      assert.match(r.text, /Please open the page again/);
      phone.page = page;
    }
    assert.deepEqual(await box.phones(), []);
    assert.equal((await phone.send(pathname)).status, 200); // the honest one still can
  },

  async "no page can be framed, and links never follow the Host header"() {
    const box = await Box.make(s), { pathname } = new URL((await box.invite()).url);
    for (const target of ["/p", pathname, "/phone"]) {
      const r = await ask(s, "GET", target, { headers: { Host: "evil.example" } });
      assert.match(r.headers["content-security-policy"], /frame-ancestors 'none'/);
      assert.equal(r.headers["x-frame-options"], "DENY");
      assert.equal(r.headers["referrer-policy"], "no-referrer");
      assert.doesNotMatch(r.text, /evil/);
    }
    const r = await ask(s, "POST", `/v1/boxes/${box.id}/invitations`, { headers: { ...box.headers, Host: "evil.example", "Content-Type": "application/json" }, body: "{}" });
    assert.match(r.json.url, /^http:\/\/127\.0\.0\.1:/);
  },

  async "a television that nobody named is called the same everywhere, in the page's language"() {
    const box = await Box.make(s, ""), phone = new Phone(s), { url } = await box.invite();
    assert.match((await phone.open(new URL(url).pathname)).text, /TV without a name/);
    await phone.send(new URL(url).pathname);
    assert.match(phone.page.text, /<h1[^>]*>TV without a name/);
    assert.equal((await box.ask("PATCH", "", { name: "\u200b" })).status, 422, "a name that nobody sees is none");
    assert.equal((await box.ask("PATCH", "", { name: "Kitchen" })).status, 204);
    assert.match((await phone.open("/phone")).text, /<h1[^>]*>Kitchen/);
  },

  async "a phone that typed the number must be allowed, with the same picture on both"() {
    const box = await Box.make(s), phone = new Phone(s, "Mozilla/5.0 (Linux; Android 15)"), { code } = await box.invite(), events = await box.listen();
    await box.wish(text("q1"));
    await phone.open("/p");
    await phone.send("/p", { code });
    const asks = (await events.next("asks")).data;
    assert.equal(asks.name, "Android phone");
    assert.match(phone.page.text, new RegExp(`${asks.picture}`, "i"));
    assert.match(phone.page.text, /choose &quot;Yes, it is mine&quot; there/); // the television's own words
    const label = /msgid "Yes, it is mine"\nmsgstr "([^"]+)"/.exec(fs.readFileSync("assets/i18n/ko.po", "utf8"))[1];
    assert.ok((await phone.open("/phone?lang=ko")).text.includes(label), "the television's own words in Korean");
    await phone.open("/phone");
    assert.doesNotMatch(phone.page.text, /Where is the light/);
    const [one] = await box.phones();
    assert.deepEqual([one.asks, one.picture], [true, asks.picture]);
    // Not before.
    const r = await phone.ask("POST", "/phone/text", { headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrf: phone.data("csrf"), tv: asks.phone, field: "q1", seq: "1", text: "x", quiet: "1" }).toString() });
    assert.equal(r.status, 410);
    assert.equal((await box.ask("POST", `/phones/${asks.phone}/allow`)).status, 204);
    await phone.open("/phone");
    assert.match(phone.page.text, /Where is the light/);
    events.close();
  },

  async "guessing numbers ends soon, for one address, and the camera still works"() {
    const fresh = await startBackend({ store: path.join(scratch, "guess.db"), extra: ["--behind-proxy"] });
    const was = s;
    s = fresh;
    const box = await Box.make(s), phone = new Phone(s), honest = new Phone(s);
    let status = 0, tries = 0;
    for (; tries < 20 && status !== 429; tries++) {
      await phone.open("/p");
      const r = await phone.send("/p", { code: String(100000 + tries) }, { "X-Forwarded-For": "192.0.2.66" });
      status = r.status;
      if (status === 200) assert.match(r.text, /not right, or it is too old/);
      else assert.match(r.text, /too many wrong numbers/);
    }
    assert.equal(tries, 9);
    // Right by chance: too late. Another address is not shut out.
    const { code } = await box.invite();
    await phone.open("/p");
    assert.equal((await phone.send("/p", { code }, { "X-Forwarded-For": "192.0.2.66" })).status, 429);
    await honest.open("/p");
    assert.equal((await honest.send("/p", { code }, { "X-Forwarded-For": "192.0.2.7" })).status, 200);
    const { pathname } = new URL((await box.invite()).url);
    await phone.open(pathname);
    assert.equal((await phone.send(pathname, {}, { "X-Forwarded-For": "192.0.2.66" })).status, 200);
    await fresh.stop();
    s = was;
  },

  async "what is typed is on the television: whole text, newest wins, then done"() {
    const { box, phone } = await asked(text("q1", { text: "Mill" })), events = await box.listen();
    assert.match(phone.page.text, /<textarea[^>]*inputmode="text"[^>]*>\nMill<\/textarea>/);
    const type = (t, seq, more = {}) => phone.ask("POST", "/phone/text", { headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" },
      body: new URLSearchParams({ ...phone.fields("/phone/text"), text: t, seq: String(seq), quiet: "1", ...more }).toString() });
    for (const [i, t] of ["Mill L", "Mill Lane 14", "밀 길 14 \u{1F3E0}\nzweite Zeile"].entries()) {
      assert.equal((await type(t, i + 1)).status, 204);
      assert.deepEqual((await events.next("text")).data.text, t);
    }
    assert.equal((await type("late", 2)).status, 204); // it was overtaken: dropped
    assert.equal((await type("Mill Lane 14, next to the bakery", 9, { done: "1" })).status, 204);
    const last = (await events.next("text")).data;
    assert.deepEqual([last.text, last.done, last.field], ["Mill Lane 14, next to the bakery", true, "q1"]);
    assert.equal((await type("x".repeat(4097), 10)).status, 413);
    assert.equal((await type("bell \u0007", 11)).status, 400);
    assert.equal((await type("x", 12, { field: "q0" })).status, 409);
    // After a reconnection the television reads how it stands.
    const state = (await box.ask("GET")).json;
    assert.deepEqual([state.text.text, state.text.seq], [last.text, last.seq]);
    await box.wish(text("q2", { max: 5 }));
    await phone.open("/phone");
    assert.equal((await type("123456", 13)).status, 413);
    assert.equal((await type("가나다라마", 14)).status, 204);
    await box.wish({ kind: "none" });
    assert.match((await phone.open("/phone")).text, /Leave this page open/);
    events.close();
  },

  async "without a script: a form, a button, and the page again"() {
    const { box, phone } = await asked(text("q1")), events = await box.listen();
    const r = await phone.send("/phone/text", { text: "by hand", done: "1" });
    assert.equal(r.status, 200);
    assert.deepEqual([(await events.next("text")).data].map((e) => [e.text, e.done]), [["by hand", true]]);
    assert.match(r.text, /by hand/);
    events.close();
  },

  async "a private text is masked, and is in no file and no log"() {
    const secret = "hunter2-очень-тайно";
    const { box, phone } = await asked(text("pin", { private: true })), events = await box.listen();
    assert.match(phone.page.text, /<input type="password"[^>]*autocomplete="off"/);
    await phone.send("/phone/text", { text: secret });
    assert.equal((await events.next("text")).data.text, secret);
    for (const f of fs.readdirSync(scratch).filter((n) => n.startsWith("store"))) assert.ok(!fs.readFileSync(path.join(scratch, f)).includes(secret), f);
    assert.ok(!s.log.includes(secret) && !s.log.includes("hunter2"));
    assert.ok(!s.log.includes(box.secret) && !s.log.includes(box.id));
    events.close();
  },

  async "two phones on one television, and one phone with two televisions"() {
    const { box, phone } = await asked(text("q1")), second = new Phone(s), events = await box.listen();
    await second.pair(await box.invite());
    const names = (await box.phones()).map((p) => p.name);
    assert.deepEqual(names, ["iPhone", "iPhone 2"]);
    const heard = listen(s, `/phone/events?tv=${second.data("tv")}`, second.headers());
    await heard.opened;
    await phone.send("/phone/text", { text: "from the first" });
    assert.equal((await events.next("text")).data.text, "from the first");
    assert.equal((await heard.next("text")).data.text, "from the first");
    await second.open("/phone");
    await second.send("/phone/text", { text: "from the second" });
    assert.equal((await events.next("text")).data.text, "from the second");
    // The first phone also helps the bedroom: each television hears its own.
    const bedroom = await Box.make(s, "Bedroom"), other = await bedroom.listen();
    await phone.pair(await bedroom.invite());
    await bedroom.wish(text("b1", { label: "Bedroom asks" }));
    await phone.open(`/phone?tv=${(await bedroom.phones())[0].id}`);
    assert.match(phone.page.text, /Bedroom asks/);
    assert.match(phone.page.text, /Your televisions/);
    await phone.send("/phone/text", { text: "for the bedroom" });
    assert.equal((await other.next("text")).data.text, "for the bedroom");
    assert.ok(!events.events.some((e) => e.data.text === "for the bedroom"));
    for (const l of [heard, events, other]) l.close();
  },

  async "a removed phone hears it at once and can do nothing more"() {
    const { box, phone } = await asked(text("q1")), [one] = await box.phones();
    const heard = listen(s, `/phone/events?tv=${one.id}`, phone.headers()), events = await box.listen();
    await heard.opened;
    await until("connected", async () => (await box.phones())[0].connected);
    const page = phone.page;
    assert.equal((await box.ask("DELETE", `/phones/${one.id}`)).status, 204);
    await heard.next("removed");
    assert.equal((await events.next("removed")).data.phone, one.id);
    phone.page = page;
    const r = await phone.ask("POST", "/phone/text", { headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ ...phone.fields("/phone/text"), text: "x", quiet: "1" }).toString() });
    assert.equal(r.status, 410);
    assert.equal((await phone.create(100, "a.jpg")).status, 410);
    await phone.open("/phone");
    assert.equal(phone.page.status, 410);
    assert.match(phone.page.text, /not connected any more/);
    assert.deepEqual(await box.phones(), []);
    heard.close(); events.close();
  },

  async "the phone can leave by itself"() {
    const { box, phone } = await paired();
    assert.equal((await phone.send("/phone/remove")).status, 410);
    assert.deepEqual(await box.phones(), []);
  },

  async "what was typed keeps its own order on a page from right to left, and counts are in the page's digits"() {
    const { box, phone } = await paired(), value = "•••• 4321 / x", answers = { ...damage, where: value };
    await box.wish(file("photos", { service: value }));
    await phone.open("/phone?lang=ar");
    assert.ok(phone.page.text.includes(`<bdi>${value}</bdi>`));
    assert.match(phone.page.text, /id="limits">[^<]*\u0665[^<]*ميغابايت/, "five files");
    assert.doesNotMatch(/id="limits">([^<]*)/.exec(phone.page.text)[1], /[0-9]/);
    await box.wish(text("account", { private: true, text: value }));
    await phone.open("/phone?lang=ar");
    const [, field] = /(<input type="password"[^>]*>)/.exec(phone.page.text);
    assert.match(field, /dir="auto"/);
    const r = await ask(s, "POST", "/v1/handovers", { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ service: "damage-report", answers, step: "where", language: "ar" }) });
    const reader = new Phone(s), { pathname } = new URL(r.json.url);
    await reader.open(`${pathname}?lang=ar`);
    await reader.send(pathname);
    await reader.open("/hand/review?lang=ar");
    assert.match(reader.page.text, /<html lang="ar" dir="rtl">/);
    assert.ok(reader.page.text.includes(`<td><bdi>${value}</bdi></td>`), reader.page.text);
    await reader.open("/hand?step=where&lang=ar");
    assert.match(reader.page.text, new RegExp(`<(input|textarea)[^>]*name="answer"[^>]*dir="auto"`));
  },

  async "a television proves itself on every address, and another one is not told anything"() {
    const { box } = await paired(), other = await Box.make(s);
    const targets = [["GET", ""], ["PATCH", "", { name: "x" }], ["DELETE", ""], ["POST", "/invitations", {}], ["GET", "/phones"], ["DELETE", "/phones/x"], ["POST", "/phones/x/allow"],
      ["PUT", "/wish", { kind: "none" }], ["GET", "/events"], ["GET", "/files/x"], ["GET", "/files/x/thumbnail"], ["DELETE", "/files/x"]];
    for (const [method, rest, body] of targets)
      for (const value of [undefined, `${other.id}.${other.secret}`, `${box.id}.${other.secret}`, `${box.id}.`, `${box.id}`, "x".repeat(500), `${box.id}.${box.secret.slice(0, -1)}a${box.secret.slice(-1)}`]) {
        const headers = { ...(value ? { "Tgov-Box": value } : {}), ...(body ? { "Content-Type": "application/json" } : {}) };
        const r = await ask(s, method, `/v1/boxes/${box.id}${rest}`, { headers, body: body ? JSON.stringify(body) : undefined });
        assert.equal(r.status, 404, `${method} ${rest} ${value}`);
      }
    assert.equal((await box.ask("PATCH", "", { name: "Salon" })).status, 204);
    assert.equal((await box.ask("GET")).json.name, "Salon");
    for (const bad of ["x".repeat(41), "가".repeat(41), " \u200b\u202e "]) {
      assert.equal((await box.ask("PATCH", "", { name: bad })).status, 422, JSON.stringify(bad));
      assert.equal((await ask(s, "POST", "/v1/boxes", { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: bad }) })).status, 422, JSON.stringify(bad));
      assert.equal((await box.ask("GET")).json.name, "Salon");
    }
    assert.equal((await box.ask("PATCH", "", { name: "a\nb\u202e" })).status, 204);
    assert.equal((await box.ask("GET")).json.name, "a b", "what a phone shows as the name is tame");
    assert.equal((await box.ask("DELETE")).status, 204);
    assert.equal((await box.ask("GET")).status, 404);
  },

  async "a photo: in pieces, without its place, with its turn, for its television only"() {
    const { box, phone } = await asked(file("photos")), events = await box.listen();
    const xmp = segment(0xe1, Buffer.from("http://ns.adobe.com/xap/1.0/\0<x>MY HOME</x>", "latin1")), icc = segment(0xe2, Buffer.from("ICC_PROFILE\0\x01\x01colours", "latin1"));
    const bytes = jpeg({ segments: [exif(6), xmp, icc, segment(0xfe, Buffer.from("a comment"))], bytes: 700000, tail: "GLUED BEHIND" });
    const made = await phone.create(bytes.length, "../../etc/\u202egpj.exe.jpg");
    assert.equal(made.status, 201);
    const began = (await events.next("upload")).data;
    assert.deepEqual([began.state, began.got, began.size, began.field], ["sending", 0, bytes.length, "photos"]);
    assert.doesNotMatch(began.name, /[\/\\\u202e]|\.\./);
    const url = made.headers.location, small = png(320, 240, [pngChunk("tEXt", Buffer.from("Comment\0here"))]);
    assert.equal((await phone.tus("PUT", `${url}/thumbnail`, { "Content-Type": "image/png" }, png(321, 10))).status, 422);
    assert.equal((await phone.tus("PUT", `${url}/thumbnail`, { "Content-Type": "image/png" }, bytes.subarray(0, 1000))).status, 422);
    assert.equal((await phone.tus("PUT", `${url}/thumbnail`, { "Content-Type": "image/png" }, small)).status, 204);
    assert.equal((await phone.patch(url, 0, bytes.subarray(0, 400000))).status, 204);
    // The network goes, the backend restarts: the phone asks where it was.
    events.close();
    assert.equal(await s.stop(), 0, s.log);
    s = await startBackend({ store, folder, listen: `127.0.0.1:${s.port}` });
    box.s = phone.s = s;
    const head = await phone.tus("HEAD", url);
    assert.deepEqual([head.status, head.headers["upload-offset"], head.headers["upload-length"], head.headers["cache-control"]], [200, "400000", String(bytes.length), "no-store"]);
    assert.equal((await phone.patch(url, 0, bytes.subarray(0, 10))).status, 409);
    const again = await box.listen();
    assert.equal((await phone.patch(url, 400000, bytes.subarray(400000))).status, 204);
    const done = (await again.next("upload")).data;
    assert.deepEqual([done.state, done.type, done.thumbnail], ["done", "image/jpeg", true]);
    const kept = await box.ask("GET", `/files/${done.id}`);
    assert.equal(kept.status, 200);
    for (const gone of ["TAKEN AT", "MY HOME", "comment", "GLUED", "II*"]) assert.ok(!kept.bytes.includes(gone), gone);
    assert.ok(kept.bytes.includes("ICC_PROFILE"));
    const at = kept.bytes.indexOf("Exif\0\0MM\0*");
    assert.ok(at > 0 && kept.bytes.readUInt16BE(at + 6 + 18) === 6, "the turn is kept");
    assert.equal(kept.bytes.length, done.size);
    assert.match(kept.headers["content-disposition"], /^attachment; filename="file\.jpg"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/);
    assert.match(kept.headers["content-security-policy"], /sandbox/);
    assert.equal(kept.headers["x-content-type-options"], "nosniff");
    const thumb = await box.ask("GET", `/files/${done.id}/thumbnail`);
    assert.ok(thumb.headers["content-type"] === "image/png" && !thumb.bytes.includes("tEXt"));
    // Another television, and another phone: not there.
    const { box: other, phone: stranger } = await asked(file("photos"));
    assert.equal((await other.ask("GET", `/files/${done.id}`)).status, 404);
    assert.equal((await other.ask("GET", `/files/${done.id}/thumbnail`)).status, 404);
    assert.equal((await other.ask("DELETE", `/files/${done.id}`)).status, 404);
    for (const method of ["HEAD", "DELETE"]) assert.equal((await stranger.tus(method, url)).status, 404);
    assert.equal((await stranger.patch(url, 400000, "x")).status, 404);
    assert.equal((await box.ask("DELETE", `/files/${done.id}`)).status, 204);
    assert.equal((await box.ask("GET", `/files/${done.id}`)).status, 404);
    again.close();
  },

  async "kinds are known by their bytes, and refusals are plain sentences"() {
    const { box, phone } = await asked(file("photos", { max_files: 20 })), events = await box.listen();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), zip = Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(60)]);
    const cases = [["lamp.jpg", svg, 415, /can contain a program/, "type"], ["page.png", Buffer.from("\n <!doctype html><p>x</p>"), 415, /can contain a program/, "type"],
      ["form.docx", zip, 415, /save it as a PDF/, "type"], ["photo.heic", Buffer.from("\0\0\0\x18ftypheic-------------"), 415, /send it as JPEG/, "type"],
      ["notes.txt", Buffer.from("just some words here"), 415, /photo or a PDF/, "type"], ["bomb.png", png(16000, 16000), 413, /too large to be opened/, "large"],
      ["bomb.jpg", jpeg({ width: 65000, height: 65000 }), 413, /too large to be opened/, "large"], ["cut.jpg", jpeg().subarray(0, 150), 415, /damaged/, "broken"],
      ["cut.png", png(4, 4).subarray(0, 40), 415, /damaged/, "broken"], ["cut.pdf", Buffer.from("%PDF-1.7 and no end"), 415, /damaged/, "broken"],
      ["poly.png", Buffer.concat([png(4, 4).subarray(0, 33), Buffer.from("\0\0\0\0EVIL\0\0\0\0")]), 415, /damaged/, "broken"]];
    for (const [name, bytes, status, words, why] of cases) {
      const r = await phone.upload(bytes, name);
      assert.equal(r.status, status, `${name} ${r.text}`);
      assert.match(r.json.detail, words, name);
      const told = (await events.next("upload", (u) => u.state === "refused")).data;
      assert.deepEqual([told.why, told.got], [why, 0], name);
      assert.equal((await phone.tus("HEAD", r.url)).status, 410);
      assert.equal((await box.ask("GET", `/files/${told.id}`)).status, 404);
    }
    for (const [name, bytes, type] of [["a.bin", png(8, 8), "image/png"], ["b", pdf(), "application/pdf"], ["c.png", jpeg(), "image/jpeg"]]) {
      assert.equal((await phone.upload(bytes, name)).status, 204);
      const done = (await events.next("upload", (u) => u.state === "done")).data;
      assert.equal(done.type, type);
      assert.match(done.name, type === "image/png" ? /^a\.png$/ : type === "application/pdf" ? /^b\.pdf$/ : /^c\.jpg$/);
    }
    events.close();
  },

  async "sizes: 10 GB at once, more than announced, more than the question takes, too many"() {
    const { box, phone } = await asked(file("photos", { max_bytes: 1000000, max_files: 2, types: ["image/jpeg"] }));
    for (const size of [10 * 2 ** 30, 1000001]) {
      const r = await phone.create(size, "big.jpg");
      assert.equal(r.status, 413);
      assert.match(r.json.detail, /too large/);
    }
    for (const size of ["", "x", "-1", "0", "99999999999999999999999"]) assert.equal((await phone.create(size, "a.jpg")).status, 400, size);
    const bytes = jpeg({ bytes: 1000 }), made = await phone.create(bytes.length, "a.jpg"), url = made.headers.location;
    assert.equal((await phone.patch(url, 0, Buffer.concat([bytes, bytes]))).status, 413);
    assert.equal((await phone.patch(url, 0, bytes, { "Content-Encoding": "gzip" })).status, 415);
    assert.equal((await phone.patch(url, 0, bytes, { "Content-Type": "image/jpeg" })).status, 415);
    assert.equal((await phone.patch(url, "x", bytes)).status, 400);
    assert.equal((await phone.patch(url, 0, Buffer.alloc((512 << 10) + 1))).status, 413);
    assert.equal((await phone.tus("HEAD", url)).headers["upload-offset"], "0"); // nothing of it counted
    assert.equal((await phone.patch(url, 0, bytes)).status, 204);
    assert.equal((await phone.upload(pdf(), "a.pdf")).status, 415); // only photos here
    assert.equal((await phone.upload(bytes, "b.jpg")).status, 204);
    const many = await phone.create(100, "c.jpg");
    assert.equal(many.status, 409);
    assert.match(many.json.detail, /Remove one first/);
    // A body of 10 GB is refused by its announcement.
    const status = await new Promise((done) => {
      const c = net.connect(s.port, "127.0.0.1", () => c.write(`PATCH ${url} HTTP/1.1\r\nHost: x\r\nContent-Length: 10737418240\r\n\r\n`));
      c.on("data", (d) => { done(Number(d.toString().slice(9, 12))); c.destroy(); });
    });
    assert.equal(status, 413);
  },

  async "the protocol: version, token, stopping, nothing asked"() {
    const { box, phone } = await asked(file("photos")), events = await box.listen();
    const wrong = await phone.tus("POST", "/phone/uploads", { "Tus-Resumable": "0.2.2", "Upload-Length": 10 });
    assert.deepEqual([wrong.status, wrong.headers["tus-version"]], [412, "1.0.0"]);
    assert.equal((await phone.tus("POST", "/phone/uploads", { "Tgov-Csrf": "x", "Upload-Length": 10 })).status, 403);
    assert.equal((await phone.tus("POST", "/phone/uploads", { "Sec-Fetch-Site": "cross-site", "Upload-Length": 10 })).status, 403);
    for (const meta of ["filename !!!!", "a b,a b", "filename /w==", Array(20).fill(0).map((_, i) => `k${i} YQ==`).join(",")])
      assert.equal((await phone.tus("POST", "/phone/uploads", { "Upload-Length": 10, "Upload-Metadata": meta })).status, 400, meta);
    const made = await phone.create(1000, "a.jpg"), url = made.headers.location;
    assert.equal((await phone.tus("DELETE", url)).status, 204);
    assert.equal((await events.next("upload", (u) => u.state === "refused")).data.why, "stopped");
    assert.equal((await phone.tus("HEAD", url)).status, 404);
    assert.equal((await phone.create(10, "a.jpg", { field: "other" })).status, 409);
    await box.wish(text("q1"));
    const r = await phone.create(10, "a.jpg");
    assert.equal(r.status, 409);
    assert.match(r.json.detail, /does not ask for a file now/);
    events.close();
  },

  async "an ordinary form sends a file too, and is checked the same way"() {
    const { box, phone } = await asked(file("photos")), events = await box.listen();
    const form = (name, bytes, more = {}) => {
      const f = { ...phone.fields("/phone/file"), ...more }, b = "----tgov42";
      delete f.file;
      const head = Object.entries(f).map(([k, v]) => `--${b}\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`).join("");
      return phone.ask("POST", "/phone/file", { headers: { "Content-Type": `multipart/form-data; boundary=${b}`, "Sec-Fetch-Site": "same-origin" },
        body: Buffer.concat([Buffer.from(`${head}--${b}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/html\r\n\r\n`), bytes, Buffer.from(`\r\n--${b}--\r\n`)]) });
    };
    assert.match(phone.page.text, /enctype="multipart\/form-data"/);
    const r = await form("..\\..\\lamp post.jpeg", jpeg({ segments: [exif(1)] }));
    assert.equal(r.status, 303, r.text);
    const done = (await events.next("upload")).data;
    assert.deepEqual([done.state, done.name, done.type], ["done", "lamp post.jpg", "image/jpeg"]);
    assert.ok(!(await box.ask("GET", `/files/${done.id}`)).bytes.includes("TAKEN"));
    const refused = await form("x.jpg", Buffer.from("<svg onload=alert(1)>"));
    assert.equal(refused.status, 415);
    assert.match(refused.text, /can contain a program/);
    assert.equal((await form("x.jpg", jpeg(), { csrf: "no" })).status, 403);
    assert.match((await phone.open("/phone")).text, /lamp post\.jpg/);
    events.close();
  },

  async "the tus client that everybody uses"() {
    const { Upload } = await import("tus-js-client").catch(() => ({}));
    if (!Upload) return console.log("  (tus-js-client is not installed)");
    const { box, phone } = await asked(file("photos")), events = await box.listen(), bytes = jpeg({ bytes: 900000, segments: [exif(1)] });
    let breaks = 2, url;
    await new Promise((done, fail) => {
      const up = new Upload(bytes, { endpoint: `${s.url}/phone/uploads`, chunkSize: 200000, retryDelays: [0, 10, 10], removeFingerprintOnSuccess: true,
        headers: { "Tgov-Csrf": phone.data("csrf"), Cookie: phone.headers().Cookie }, metadata: { filename: "lamp.jpg", tv: phone.data("tv"), field: "photos" },
        onChunkComplete() { if (breaks-- > 0) { up.abort().then(() => up.start()); } }, onUploadUrlAvailable() { url = up.url; }, onError: fail, onSuccess: done });
      up.start();
    });
    const finished = (await events.next("upload", (u) => u.state === "done")).data;
    assert.ok(url.endsWith(finished.id) && finished.size < bytes.length);
    assert.equal((await box.ask("GET", `/files/${finished.id}`)).bytes.length, finished.size);
    events.close();
  },

  async "a sent form takes its files along: once, of its own television, for the officers"() {
    const { box, phone } = await asked(file("photos")), events = await box.listen();
    await phone.upload(jpeg({ segments: [exif(1)] }), "lamp \u{1F4A1}.jpg");
    const done = (await events.next("upload", (u) => u.state === "done")).data, other = await Box.make(s);
    for (const [who, files] of [[other, [answer(done)]], [null, [answer(done)]], [box, [{ ...answer(done), size: done.size + 1 }]], [box, [{ ...answer(done), type: "image/png" }]],
      [box, [answer(done), answer(done)]], [box, [{ ...answer(done), id: "aaaaaaaaaaaaaaaaaaaaaaaaaa" }]]]) {
      const r = await submission(files, `k${Math.random()}`, who);
      assert.equal(r.status, 422, r.text);
      assert.match(r.json.detail, /send the file again/);
    }
    const sent = await submission([answer(done)], "once", box);
    assert.equal(sent.status, 201, sent.text);
    assert.equal((await submission([answer(done)], "once", box)).json.number, sent.json.number); // the same sending again
    assert.equal((await submission([answer(done)], "twice", box)).status, 422);
    assert.equal((await box.ask("GET", `/files/${done.id}`)).status, 404); // it is the case's now
    const { number } = sent.json, target = `/office/cases/${number}/files/${done.id}`;
    assert.notEqual((await ask(s, "GET", target)).status, 200);
    const officer = new Phone(s);
    await officer.open("/office/sign-in");
    const seat = await officer.send("/office/sign-in", s.officer);
    const shown = await officer.open(`/office/cases/${number}`);
    assert.ok(shown.text.includes(`href="${target}"`), seat.status + seat.text + s.officer.name);
    const got = await officer.ask("GET", target);
    assert.equal(got.status, 200);
    assert.match(got.headers["content-disposition"], /^attachment; .*filename\*=UTF-8''lamp%20%F0%9F%92%A1\.jpg/);
    assert.match(got.headers["content-security-policy"], /^sandbox; default-src 'none'/);
    const second = await submission([], "none", box);
    assert.equal((await officer.ask("GET", `/office/cases/${second.json.number}/files/${done.id}`)).status, 404);
    events.close();
  },

  async "a case on the phone: how it stands, a message, opening it again, and nobody else's"() {
    const sent = (await submission([], "follow-me")).json, target = `/f/${sent.number}`, phone = new Phone(s), officer = new Phone(s);
    await phone.open(target);
    assert.match((await phone.send(target, { secret: "BBBB-BBBB" })).text, /Please check both/);
    await phone.send(target, { secret: sent.secret });
    assert.equal(phone.page.status, 200);
    assert.match(phone.page.text, /Mill Lane 14/);
    assert.ok(phone.page.bytes.length < 30 * 1024);
    // Without the page's token, from elsewhere: nothing is sent.
    const page = phone.page;
    for (const [fields, headers] of [[{ csrf: "" }, {}], [{}, { "Sec-Fetch-Site": "cross-site" }]]) {
      assert.equal((await phone.send(target, { act: "message", text: "not mine", ...fields }, headers)).status, 403);
      phone.page = page;
    }
    const words = "It is deeper now <b>.\nPlease come.";
    await phone.send(target, { act: "message", text: words });
    assert.match(phone.page.text, /It is sent/);
    assert.match(phone.page.text, /It is deeper now &lt;b&gt;\.<br>Please come/);
    await phone.send(target, { act: "message", text: words }); // the page again
    assert.equal(phone.page.text.split("It is deeper now").length, 2);
    await officer.open("/office/sign-in");
    await officer.send("/office/sign-in", s.officer);
    const shown = await officer.open(`/office/cases/${sent.number}`);
    assert.match(shown.text, /It is deeper now/);
    const act = await phone.send(target, { act: "nonsense" });
    assert.equal(act.status, 422);
    assert.match(act.text, /Nothing was lost/);
  },

  async "uploads that trickle hold up nobody"() {
    const { phone } = await asked(file("photos"));
    const slow = [];
    for (let i = 0; i < 40; i++) {
      const c = net.connect(s.port, "127.0.0.1");
      c.on("error", () => {});
      c.write(`PATCH /phone/uploads/aaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\nx`);
      slow.push(c);
    }
    const timer = setInterval(() => slow.forEach((c) => c.write("x")), 20);
    assert.equal((await phone.upload(jpeg({ bytes: 300000 }), "fast.jpg")).status, 204);
    assert.equal((await ask(s, "GET", "/v1/health")).status, 200);
    clearInterval(timer);
    slow.forEach((c) => c.destroy());
  },
};

const only = process.argv[2];
for (const [name, test] of Object.entries(tests)) {
  if (only && !name.includes(only)) continue;
  try {
    await test();
    console.log("ok", name);
  } catch (e) {
    console.log("FAILED", name, "\n", e.stack, "\n", s.log.split("\n").filter((l) => !/route=| info /.test(l)).slice(-30).join("\n"));
    process.exitCode = 1;
  }
}
assert.equal(await s.stop(), 0, s.log);
process.exit();
