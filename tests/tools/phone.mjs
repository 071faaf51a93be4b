// SPDX-License-Identifier: Apache-2.0
// What tests about phones share: a running backend, a television that speaks the API, a phone that keeps its cookies and
// fills in forms as a browser does, and pictures made of plain bytes.
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";

const build = process.env.TGOV_BUILD ?? "build";
const source = process.env.TGOV_SOURCE ?? ".";
export const program = path.join(build, "tgov-backend");
export const catalogue = path.join(source, "backend/catalogue");

export function scratchFolder(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `tgov-${name}-`));
  process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// The catalogue with a question for any number of photos, asked last, in one service.
export function catalogueWithPhotos(scratch) {
  const to = path.join(scratch, "catalogue"), form = path.join(to, "damage-report/form.json");
  fs.cpSync(catalogue, to, { recursive: true });
  const f = JSON.parse(fs.readFileSync(form, "utf8"));
  f.components = f.components.filter((c) => c.key !== "photos");
  f.components.push({ type: "file", key: "photos", label: "Photos", input: true, multiple: true, storage: "url", filePattern: "image/*,.pdf", fileMaxSize: "10MB" });
  fs.writeFileSync(form, JSON.stringify(f));
  return to;
}
export const damage = { what: "hole", where: "Mill Lane 14", danger: "no", reply: "tv" };

const children = new Set();
process.on("exit", () => { for (const c of children) c.kill("SIGKILL"); });

// Starts the program; `url` is where it listens.
export async function startBackend({ store, listen = "127.0.0.1:0", folder = catalogue, extra = [] }) {
  const child = spawn(program, ["--listen", listen, "--catalogue", folder, "--store", `sqlite:${store}`, "--rate", "0", "--demo", ...extra], { stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  const s = { child, log: "", out: "" };
  s.ended = new Promise((done) => child.on("exit", (code, signal) => { children.delete(child); done(signal ?? code); }));
  child.stderr.on("data", (d) => (s.log += d));
  await new Promise((done, fail) => {
    child.stdout.on("data", (d) => { s.out += d; if (/^ready$/m.test(s.out)) done(); });
    child.on("exit", (code) => fail(new Error(`the backend ended with ${code}: ${s.log}`)));
  });
  s.url = /(http:\/\/\S+)/.exec(s.out)[1];
  s.port = Number(new URL(s.url).port);
  const [, login, password] = [...s.out.matchAll(/sign in as (\S+) with (\S+)/g)].pop() ?? [];
  s.officer = { name: login, password }; // the last of the demonstration's people
  s.stop = () => { child.kill("SIGTERM"); return s.ended; };
  return s;
}

export async function until(what, test, tries = 2000) {
  for (let i = 0; i < tries; i++) {
    const got = await test();
    if (got) return got;
    await new Promise((r) => setTimeout(r, 5));
  }
  throw new Error(`did not come: ${what}`);
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
export function ask(s, method, target, { headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const r = http.request({ host: "127.0.0.1", port: s.port, method, path: target, headers: body === undefined ? headers :
      { "Content-Length": Buffer.byteLength(body), ...headers }, agent }, (res) => {
      const parts = [];
      res.on("data", (d) => parts.push(d));
      res.on("end", () => {
        const bytes = Buffer.concat(parts);
        done({ status: res.statusCode, headers: res.headers, bytes, text: bytes.toString(), get json() { return JSON.parse(bytes.toString()); } });
      });
      res.on("error", fail);
    });
    r.on("error", fail);
    r.end(body);
  });
}

// Listens to server-sent events; `next(name, test)` waits for one that was not taken yet.
export function listen(s, target, headers = {}) {
  const l = { events: [], closed: false, opened: null };
  l.opened = new Promise((done, fail) => {
    l.request = http.request({ host: "127.0.0.1", port: s.port, path: target, headers }, (res) => {
      let rest = "";
      if (res.statusCode !== 200) { res.resume(); return done(res.statusCode); }
      res.setEncoding("utf8");
      res.on("data", (d) => {
        rest += d;
        if (rest.startsWith("retry:")) done(200);
        for (let at; (at = rest.indexOf("\n\n")) >= 0; rest = rest.slice(at + 2)) {
          const name = /^event: (.*)$/m.exec(rest.slice(0, at)), data = /^data: (.*)$/m.exec(rest.slice(0, at));
          if (data) l.events.push({ name: name?.[1], data: JSON.parse(data[1]), at: performance.now() });
        }
      });
      res.on("close", () => (l.closed = true));
      res.on("error", () => {});
    });
    l.request.on("error", fail);
    l.request.end();
  });
  l.next = (name, test = () => true) => until(`event ${name}`, () => {
    const i = l.events.findIndex((e) => e.name === name && test(e.data));
    return i >= 0 && l.events.splice(i, 1)[0];
  });
  l.close = () => l.request.destroy();
  return l;
}

// A television.
export class Box {
  static async make(s, name = "Living room") {
    const r = await ask(s, "POST", "/v1/boxes", { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name }) });
    if (r.status !== 201) throw new Error(`box: ${r.status} ${r.text}`);
    return Object.assign(new Box(), r.json, { s, name });
  }
  get headers() { return { "Tgov-Box": `${this.id}.${this.secret}` }; }
  ask(method, rest = "", body) {
    const headers = { ...this.headers };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    return ask(this.s, method, `/v1/boxes/${this.id}${rest}`, { headers, body: body === undefined ? undefined : JSON.stringify(body) });
  }
  async invite(language) { return (await this.ask("POST", "/invitations", language ? { language } : {})).json; }
  async listen() { const l = listen(this.s, `/v1/boxes/${this.id}/events`, this.headers); await l.opened; return l; }
  async wish(wish) { const r = await this.ask("PUT", "/wish", wish); if (r.status !== 204) throw new Error(`wish: ${r.status} ${r.text}`); }
  async phones() { return (await this.ask("GET", "/phones")).json.items; }
}

// A phone's browser without a script: cookies, forms, redirects of our own origin.
export class Phone {
  constructor(s, agentName = "Mozilla/5.0 (iPhone)") { this.s = s; this.cookies = new Map(); this.agent = agentName; }
  headers(more = {}) {
    const cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join("; ");
    return { ...(cookie ? { Cookie: cookie } : {}), "User-Agent": this.agent, ...more };
  }
  async ask(method, target, options = {}) {
    const r = await ask(this.s, method, target, { ...options, headers: this.headers(options.headers) });
    for (const c of r.headers["set-cookie"] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(c);
      if (/Max-Age=0/.test(c)) this.cookies.delete(name); else this.cookies.set(name, value);
    }
    return r;
  }
  async open(target) {
    let r = await this.ask("GET", target, { headers: { "Sec-Fetch-Site": "none" } });
    for (let i = 0; i < 5 && r.status === 303; i++) r = await this.ask("GET", r.headers.location);
    this.page = r;
    return r;
  }
  // The fields of a form on the page, by its action.
  fields(action) {
    const form = this.page.text.split("<form").find((f) => f.includes(`action="${action}`));
    if (!form) throw new Error(`no form ${action} in ${this.page.text}`);
    const out = {};
    for (const [, tag] of form.matchAll(/<input([^>]*)>/g)) {
      const name = /name="([^"]*)"/.exec(tag), value = /value="([^"]*)"/.exec(tag);
      if (name) out[name[1]] = unescape_(value?.[1] ?? "");
    }
    return out;
  }
  async send(action, more = {}, headers = {}) {
    const body = new URLSearchParams({ ...this.fields(action), ...more }).toString();
    const r = await this.ask("POST", action, { headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin", ...headers }, body });
    return r.status === 303 ? this.open(r.headers.location) : (this.page = r);
  }
  data(name) { return unescape_(new RegExp(`data-${name}="([^"]*)"`).exec(this.page.text)?.[1] ?? ""); }
  async pair(invitation) {
    const path_ = new URL(invitation.url).pathname;
    await this.open(path_);
    return this.send(path_);
  }
  tus(method, target, headers = {}, body) {
    return this.ask(method, target, { headers: { "Tus-Resumable": "1.0.0", "Tgov-Csrf": this.data("csrf"), "Sec-Fetch-Site": "same-origin", ...headers }, body });
  }
  meta(fields) { return Object.entries({ tv: this.data("tv"), ...fields }).map(([k, v]) => `${k} ${Buffer.from(v).toString("base64")}`).join(","); }
  create(size, name, more = {}) { return this.tus("POST", "/phone/uploads", { "Upload-Length": size, "Upload-Metadata": this.meta({ filename: name, ...more }) }); }
  patch(url, offset, bytes, headers = {}) {
    return this.tus("PATCH", url, { "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset, ...headers }, bytes);
  }
  async upload(bytes, name) {
    const made = await this.create(bytes.length, name);
    if (made.status !== 201) return made;
    let r;
    for (let at = 0; at < bytes.length; at += 512 << 10) {
      r = await this.patch(made.headers.location, at, bytes.subarray(at, at + (512 << 10)));
      if (r.status !== 204) break;
    }
    r.url = made.headers.location;
    return r;
  }
}
const unescape_ = (t) => t.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

// ---- files ----
const crc = (b) => { let c = ~0; for (const x of b) { c ^= x; for (let i = 0; i < 8; i++) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0); } return ~c >>> 0; };
export function pngChunk(type, data) {
  const out = Buffer.alloc(12 + data.length), body = Buffer.concat([Buffer.from(type), data]);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), 8 + data.length);
  return out;
}
export function png(width, height, extra = []) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0); head.writeUInt32BE(height, 4); head[8] = 8; head[9] = 2;
  const rows = width * height > 4e6 ? Buffer.from("x") : zlib.deflateSync(Buffer.alloc((width * 3 + 1) * height, 90));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), pngChunk("IHDR", head), ...extra, pngChunk("IDAT", rows), pngChunk("IEND", Buffer.alloc(0))]);
}
export const segment = (marker, data) => { const h = Buffer.from([0xff, marker, 0, 0]); h.writeUInt16BE(data.length + 2, 2); return Buffer.concat([h, data]); };
// An Exif segment with orientation and a place (GPS), little endian.
export function exif(orientation, secret = "TAKEN AT 51.5 N 0.1 W") {
  const t = Buffer.alloc(8 + 2 + 24 + 4 + 2 + 12 + 4 + 64);
  t.write("II*\0", "latin1"); t.writeUInt32LE(8, 4); t.writeUInt16LE(2, 8);
  t.writeUInt16LE(0x112, 10); t.writeUInt16LE(3, 12); t.writeUInt32LE(1, 14); t.writeUInt16LE(orientation, 18);
  t.writeUInt16LE(0x8825, 22); t.writeUInt16LE(4, 24); t.writeUInt32LE(1, 26); t.writeUInt32LE(38, 30);
  t.writeUInt16LE(1, 38); t.writeUInt16LE(0x1d, 40); t.writeUInt16LE(2, 42); t.writeUInt32LE(32, 44); t.writeUInt32LE(60, 48);
  t.write(secret, 60);
  return segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0", "latin1"), t]));
}
// A baseline JPEG: real enough for every parser of segments; its picture is grey noise of `bytes` coded bytes.
export function jpeg({ width = 64, height = 48, segments = [], bytes = 200, tail = "" } = {}) {
  const sof = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  sof.writeUInt16BE(height, 1); sof.writeUInt16BE(width, 3);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, segment(0xdb, Buffer.alloc(65, 1)), segment(0xc0, sof),
    segment(0xc4, Buffer.concat([Buffer.from([0]), Buffer.alloc(16), Buffer.alloc(0)])), segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.alloc(bytes, 0x55), Buffer.from([0xff, 0xd9]), Buffer.from(tail)]);
}
export const pdf = (size = 2000) => Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(Math.max(0, size - 16), 0x20), Buffer.from("\n%%EOF\n")]);
