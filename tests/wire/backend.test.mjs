#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The backend program from outside: start and stop, TLS, malformed requests, health, reload, a full disk, what the log
// says and does not say, kill -9 under load. Exit 77: the program is not built.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";

const build = process.env.TGOV_BUILD ?? "build";
const source = process.env.TGOV_SOURCE ?? ".";
const program = path.join(build, "tgov-backend");
const catalogue = path.join(source, "backend/catalogue");
if (!fs.existsSync(program) || !fs.existsSync(path.join(catalogue, "district.json"))) {
  console.log("SKIP: tgov-backend or its catalogue is not built");
  process.exit(77);
}
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "tgov-wire-"));
const children = new Set();
process.on("exit", () => {
  for (const c of children) c.kill("SIGKILL");
  fs.rmSync(scratch, { recursive: true, force: true });
});

// ---- running it ----

let runs = 0;
async function start(extra = [], options = {}) {
  const store = options.store ?? path.join(scratch, `store-${++runs}.db`);
  const args = ["--listen", "127.0.0.1:0", "--catalogue", options.catalogue ?? catalogue, "--store", `sqlite:${store}`, "--rate", "0", ...extra];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  const s = { child, store, log: "", out: "", exit: null };
  s.ended = new Promise((done) => child.on("exit", (code, signal) => { children.delete(child); s.exit = signal ?? code; done(s.exit); }));
  child.stderr.on("data", (d) => (s.log += d));
  await new Promise((done, fail) => {
    child.stdout.on("data", (d) => { s.out += d; if (/^ready$/m.test(s.out)) done(); });
    child.on("exit", (code) => fail(new Error(`ended with ${code}: ${s.log}`)));
  });
  s.url = /(https?:\/\/\S+)/.exec(s.out)[1];
  s.port = Number(new URL(s.url).port);
  return s;
}

async function stop(s) {
  s.child.kill("SIGTERM");
  assert.equal(await s.ended, 0, s.log);
}

async function until(what, test) {
  for (let i = 0; i < 2000; i++) {
    const got = await test();
    if (got) return got;
    await new Promise((r) => setTimeout(r, 5));
  }
  throw new Error(`did not come: ${what}`);
}

// One request; the answer as {status, headers, body}.
function ask(s, method, target, { headers = {}, body, agent, ca } = {}) {
  const lib = s.url.startsWith("https") ? https : http;
  return new Promise((done, fail) => {
    const r = lib.request({ host: "127.0.0.1", port: s.port, method, path: target, headers, agent, ca }, (res) => {
      const parts = [];
      res.on("data", (d) => parts.push(d));
      res.on("end", () => done({ status: res.statusCode, headers: res.headers, body: Buffer.concat(parts).toString() }));
      res.on("error", fail);
    });
    r.on("error", fail);
    r.end(body);
  });
}

// Raw bytes in, all that comes back until the other side closes or is silent.
function raw(port, bytes, silence = 400) {
  return new Promise((done) => {
    let got = "";
    const c = net.connect(port, "127.0.0.1", () => c.write(bytes));
    c.setTimeout(silence, () => c.destroy());
    c.on("data", (d) => (got += d.toString("latin1")));
    c.on("error", () => {});
    c.on("close", () => done(got));
  });
}

// ---- a service to send cases to ----

const service = { id: "report-street-light", answers: { what: "off", where: "Mill Lane 14", since: "2026-03-01", reply: "tv" } };

function submit(s, key, agent) {
  return ask(s, "POST", `/v1/services/${service.id}/cases`, {
    headers: { "Content-Type": "application/json", "Idempotency-Key": key, Authorization: "Bearer demo-wire" },
    body: JSON.stringify({ answers: service.answers, language: "en" }), agent });
}

// ---- the tests ----

const tests = {
  "wrong usage is 2, failure is 1, help is 0"() {
    const run = (...args) => spawnSync(program, args, { encoding: "utf8", timeout: 20000 });
    assert.equal(run("--help").status, 0);
    assert.match(run("--version").stdout, /^tgov-backend \d/);
    for (const args of [["--nonsense"], [], ["--catalogue"], ["--catalogue", catalogue, "--fault", "drop"]]) assert.equal(run(...args).status, 2, args.join(" "));
    const failing = [["--catalogue", "/nowhere"], ["--catalogue", catalogue, "--store", "postgresql://db/tgov"], ["--catalogue", catalogue, "--store", "sqlite:/nowhere/x.db"],
      ["--catalogue", catalogue, "--store", `sqlite:${scratch}/a.db`, "--listen", "nonsense"], ["--catalogue", catalogue, "--store", `sqlite:${scratch}/a.db`, "--tls-cert", "/nowhere", "--tls-key", "/nowhere"]];
    for (const args of failing) {
      const r = run(...args);
      assert.equal(r.status, 1, args.join(" ") + r.stderr);
      assert.match(r.stderr, /^tgov-backend: /m);
    }
    assert.match(run("--catalogue", catalogue, "--store", "postgresql://db/tgov").stderr, /not built in/);
  },

  async "listens where it was told, and nowhere twice"() {
    const probe = net.createServer();
    const port = await new Promise((done) => probe.listen(0, "127.0.0.1", () => done(probe.address().port)));
    await new Promise((done) => probe.close(done));
    const s = await start(["--listen", `127.0.0.1:${port}`]);
    assert.equal(s.port, port);
    assert.equal((await ask(s, "GET", "/v1/health")).status, 200);
    const second = spawnSync(program, ["--listen", `127.0.0.1:${port}`, "--catalogue", catalogue, "--store", `sqlite:${scratch}/second.db`], { encoding: "utf8", timeout: 20000 });
    assert.equal(second.status, 1);
    assert.match(second.stderr, /cannot listen there/);
    await stop(s);
  },

  async "malformed requests never run a second one"() {
    const s = await start();
    const inner = "GET /v1/health HTTP/1.1\r\nHost: smuggled\r\n\r\n";
    const cases = {
      "two lengths": `POST /v1/home HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: ${5 + inner.length}\r\n\r\nhello${inner}`,
      "two equal lengths": `POST /v1/home HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello${inner}`,
      "length and chunked": `POST /v1/home HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
      xchunked: `POST /v1/home HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n${inner}`,
      "no Host": `GET /v1/home HTTP/1.1\r\n\r\n${inner}`,
      "two Hosts": `GET /v1/home HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n${inner}`,
      "space before the colon": `GET /v1/home HTTP/1.1\r\nHost : a\r\n\r\n${inner}`,
      "signed length": `POST /v1/home HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello${inner}`,
      "64 KiB header": `GET /v1/home HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(65536)}\r\n\r\n${inner}`,
    };
    for (const [name, bytes] of Object.entries(cases)) {
      const answer = await raw(s.port, bytes);
      const codes = [...answer.matchAll(/HTTP\/1\.1 (\d\d\d)/g)].map((m) => m[1]);
      assert.ok(codes.every((c) => ["400", "431", "413"].includes(c)), `${name}: ${codes}`);
      assert.ok(!answer.includes("releaseId"), `${name}: the second request ran`);
    }
    const three = await raw(s.port, inner.repeat(3));
    assert.equal([...three.matchAll(/HTTP\/1\.1 200/g)].length, 3, "pipelining works");
    await stop(s);
  },

  async "what goes wrong is said in the language of who asked; what only programs do wrong in English"() {
    const s = await start(["--demo"]), json = { "Content-Type": "application/json" }, own = { ar: /[\u0621-\u064a]{2}/, ko: /[가-힣]{2}/, hi: /[\u0905-\u0939]/, th: /[ก-ฮ]{2}/, "zh-CN": /[一-龥]{2}/ };
    const rows = [["GET", "/v1/me/log", 401, "sign-in"], ["GET", "/v1/me/mandates/x/log", 401, "sign-in"], ["GET", "/v1/me/mandates/x/log", 404, "no-such-mandate", "Bearer demo-kim"],
      ["GET", "/v1/cases/RS-2026-9999", 404, "no-such-case", "Bearer demo-kim"], ["GET", "/v1/nothing", 404, "no-such-address"], ["GET", "/v1/services/nothing", 404, "no-such-service"],
      ["PUT", "/v1/me/drafts/tax-letter", 403, "phone-only", "Bearer demo-kim", { title: "x", answers: {} }],
      ["POST", "/v1/me/mandates", 422, "mandate-wrong", "Bearer demo-kim", { scopes: ["see"], until: "1999-01-01" }],
      ["POST", `/v1/services/${service.id}/cases`, 422, "answers", undefined, { answers: {} }]];
    for (const [language, letters] of Object.entries(own))
      for (const [method, target, status, slug, authorization, body] of rows) {
        const r = await ask(s, method, target, { headers: { ...json, "Accept-Language": language, "Idempotency-Key": "k", ...(authorization ? { authorization } : {}) }, body: body ? JSON.stringify(body) : undefined });
        const problem = JSON.parse(r.body), where = `${method} ${target} in ${language}: ${r.body}`;
        assert.deepEqual([r.status, problem.type, r.headers["content-language"]], [status, `urn:tgov:problem:${slug}`, language], where);
        assert.match(problem.title, letters, where);
        assert.match(problem.detail, letters, where);
        assert.doesNotMatch(problem.title + problem.detail, /[A-Za-z]{3}/, where);
        for (const e of problem.errors ?? []) assert.match(e.message, letters, where);
        assert.equal(slug === "answers", problem.errors?.length > 0, where);
      }
    const plain = async (headers) => JSON.parse((await ask(s, "GET", "/v1/me/log", { headers })).body);
    assert.equal((await plain({})).detail, "Please sign in first.");
    assert.equal((await plain({ "Accept-Language": "xx, en;q=0.5" })).detail, "Please sign in first.");
    const misuse = await ask(s, "POST", "/v1/me/mandates", { headers: { "Accept-Language": "ko", authorization: "Bearer demo-kim" }, body: "x" });
    assert.equal(JSON.parse(misuse.body).detail, "Please send it as application/json.");
    await stop(s);
  },

  async "health, metrics, conditional answers"() {
    const s = await start();
    const health = await ask(s, "GET", "/v1/health");
    assert.equal(health.status, 200, health.body);
    assert.equal(health.headers["content-type"], "application/health+json");
    assert.equal(JSON.parse(health.body).status, "pass");
    const home = await ask(s, "GET", "/v1/home");
    assert.equal(home.status, 200);
    assert.ok(home.headers.etag && home.headers["cache-control"].includes("max-age"));
    const again = await ask(s, "GET", "/v1/home", { headers: { "If-None-Match": home.headers.etag } });
    assert.deepEqual([again.status, again.body], [304, ""]);
    const head = await ask(s, "HEAD", "/v1/home");
    assert.deepEqual([head.status, head.body, head.headers.etag], [200, "", home.headers.etag]);
    const zipped = await ask(s, "GET", "/v1/services", { headers: { "Accept-Encoding": "gzip" } });
    assert.equal(zipped.status, 200);
    const wrong = await ask(s, "DELETE", "/v1/home");
    assert.deepEqual([wrong.status, wrong.headers.allow], [405, "GET, HEAD, OPTIONS"]);
    assert.match((await ask(s, "GET", "/metrics")).body, /route="\/v1\/home",status="304"\} 1/);
    await stop(s);
  },

  async "the log names routes, never paths, queries or secrets"() {
    const s = await start();
    await ask(s, "GET", "/v1/services/private-id?q=private-query", { headers: { Authorization: "Bearer private-token", "Tgov-Case-Secret": "private-secret" } });
    await ask(s, "GET", "/private-path?private=1");
    await stop(s);
    await until("the line of the request", () => /info http request method=GET route=\/v1\/services\/\{id\} status=404 ms=/.test(s.log));
    await until("the line of the unknown address", () => /route=- status=404/.test(s.log));
    assert.doesNotMatch(s.log, /private/);
  },

  async "TLS 1.2 and newer only"() {
    const key = path.join(scratch, "key.pem"), cert = path.join(scratch, "cert.pem");
    const made = spawnSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", cert, "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]);
    assert.equal(made.status, 0, String(made.stderr));
    const s = await start(["--tls-cert", cert, "--tls-key", key]);
    assert.match(s.url, /^https:/);
    const health = await ask(s, "GET", "/v1/health", { ca: fs.readFileSync(cert) });
    assert.equal(health.status, 200);
    assert.ok(health.headers["strict-transport-security"]);
    const offer = (max) => new Promise((done) => {
      const c = tls.connect({ host: "127.0.0.1", port: s.port, rejectUnauthorized: false, minVersion: "TLSv1", maxVersion: max, ciphers: "DEFAULT@SECLEVEL=0" }, () => { done(c.getProtocol()); c.destroy(); });
      c.on("error", () => done("refused"));
    });
    assert.equal(await offer("TLSv1.1"), "refused");
    assert.equal(await offer("TLSv1.2"), "TLSv1.2");
    assert.equal(await offer("TLSv1.3"), "TLSv1.3");
    await stop(s);
  },

  async "SIGHUP reloads, and a broken catalogue leaves the old one"() {
    const copy = path.join(scratch, "catalogue");
    fs.cpSync(catalogue, copy, { recursive: true });
    const s = await start([], { catalogue: copy });
    const metric = async (name) => Number(new RegExp(`^${name} (\\d+)`, "m").exec((await ask(s, "GET", "/metrics")).body)[1]);
    const before = await ask(s, "GET", "/v1/home");
    fs.writeFileSync(path.join(copy, "district.json"), "{");
    s.child.kill("SIGHUP");
    await until("the refused reload", async () => (await metric("tgov_catalogue_failed_reloads_total")) === 1);
    await until("the name of the broken file", () => /district\.json/.test(s.log));
    assert.equal((await ask(s, "GET", "/v1/home")).body, before.body);
    fs.cpSync(path.join(catalogue, "district.json"), path.join(copy, "district.json"));
    s.child.kill("SIGHUP");
    await until("the reload", async () => (await metric("tgov_catalogue_reloads_total")) === 2);
    assert.equal((await ask(s, "GET", "/v1/home")).headers.etag, before.headers.etag);
    await stop(s);
  },

  async "faults on purpose"() {
    const s = await start(["--demo", "--fault", "status=503,every=2"]);
    assert.equal((await ask(s, "GET", "/v1/home")).status, 200);
    const r = await ask(s, "GET", "/v1/home");
    assert.deepEqual([r.status, r.headers["retry-after"]], [503, "2"]);
    assert.equal((await ask(s, "GET", "/v1/health")).status, 200);
    await stop(s);
  },

  async "one address cannot ask without end"() {
    const s = await start(["--rate", "1", "--burst", "5"]);
    const got = [];
    for (let i = 0; i < 12; i++) got.push(await ask(s, "GET", "/v1/home"));
    assert.deepEqual(got.slice(0, 5).map((r) => r.status), [200, 200, 200, 200, 200]);
    const late = got.find((r) => r.status === 429);
    assert.ok(late && Number(late.headers["retry-after"]) >= 1);
    assert.equal(JSON.parse(late.body).type, "urn:tgov:problem:rate");
    await stop(s);
  },

  async "sent twice is one case, and a full disk is told"() {
    const s = await start(["--demo", "--store-mb", "1"]);
    const [a, b] = await Promise.all([submit(s, "one"), submit(s, "one")]);
    assert.deepEqual([a.status, b.status], [201, 201]);
    assert.equal(a.body, b.body);
    let last;
    for (let i = 0; i < 5000 && (last = await submit(s, `fill-${i}`)).status === 201; i++);
    assert.equal(last.status, 507, last.body);
    assert.equal(JSON.parse(last.body).type, "urn:tgov:problem:store-full");
    const health = await ask(s, "GET", "/v1/health");
    assert.equal(health.status, 503);
    assert.ok(health.headers["retry-after"]);
    assert.equal((await submit(s, "one")).body, a.body, "what was acknowledged is still there");
    await stop(s);
  },

  async "nothing acknowledged is lost under kill -9"() {
    let s = await start(["--demo"]);
    const sure = new Map();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
    let next = 0;
    const client = async () => {
      for (;;) {
        const key = `case-${next++}`;
        const r = await submit(s, key, agent).catch(() => null);
        if (r?.status !== 201) return;
        sure.set(key, r.body);
      }
    };
    const clients = Array.from({ length: 16 }, client);
    await until("enough answers", () => sure.size >= 300);
    s.child.kill("SIGKILL");
    await Promise.all(clients);
    await s.ended;
    s = await start(["--demo"], { store: s.store }); // checks the file's integrity
    for (const [key, body] of sure) {
      const r = await submit(s, key);
      const { number, secret } = JSON.parse(r.body); // the address to follow it at names this run's port
      assert.deepEqual({ number, secret }, (({ number, secret }) => ({ number, secret }))(JSON.parse(body)), `${key}: ${r.status}`);
    }
    await stop(s);
  },

  async "stops cleanly with listeners and running requests"() {
    const s = await start();
    const idle = net.connect(s.port, "127.0.0.1");
    idle.on("error", () => {});
    await new Promise((r) => idle.on("connect", r));
    s.child.kill("SIGINT");
    assert.equal(await s.ended, 0, s.log);
    assert.ok(!fs.existsSync(`${s.store}-wal`) || fs.statSync(`${s.store}-wal`).size === 0, "the log was checkpointed");
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok   ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAIL ${name}\n${e.stack}`);
  }
}
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
