#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// When things go wrong, the television says so in a plain sentence, stays usable, and ends as it should. Between it and
// the backend stands a server that answers nonsense on some paths and passes everything else on.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import https from "node:https";
import path from "node:path";
import zlib from "node:zlib";
import { build, certificates, kill, rows, sleep, source, start, startBackend, television, work } from "../tools/programs.mjs";

const folder = certificates();
const identity = { key: fs.readFileSync(`${folder}/server.key`), cert: fs.readFileSync(`${folder}/server.pem`) };
const backend = await startBackend(0);
const service = "report-street-light";
const deep = "[".repeat(200000);
const bomb = zlib.gzipSync(Buffer.alloc(64 << 20, " "));
const json = { "Content-Type": "application/json" };

// ---- The server between: what each fault does with a request
const faults = {
  empty: (q, s) => s.writeHead(200, json).end(),
  "cut off": (q, s) => s.writeHead(200, json).end('{"items": [{"id": "x", "tit'),
  "wrong types": (q, s) => s.writeHead(q.method === "POST" ? 201 : 200, json).end('{"items": 7, "title": [], "questions": "many", "number": 5, "components": {}}'),
  "not an object": (q, s) => s.writeHead(200, json).end('"hello"'),
  "a page of a hotel": (q, s) => s.writeHead(200, { "Content-Type": "text/html" }).end("<html>Please accept our terms</html>"),
  "100 MB": (q, s) => {
    s.writeHead(200, json);
    const piece = Buffer.alloc(1 << 20, 32);
    let n = 0;
    const more = () => { while (n < 100 && !s.destroyed) { n++; if (!s.write(piece)) return s.once("drain", more); } s.end("{}"); };
    more();
  },
  "deep nesting": (q, s) => s.writeHead(200, json).end(deep),
  "invalid UTF-8": (q, s) => s.writeHead(200, json).end(Buffer.from([0x7b, 0x22, 0x61, 0xff, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d])),
  "a bomb": (q, s) => s.writeHead(200, { ...json, "Content-Encoding": "gzip" }).end(bomb),
  "status 500": (q, s) => s.writeHead(500, { "Content-Type": "application/problem+json" }).end('{"title": "stack trace at 0xdead"}'),
  "status 503": (q, s) => s.writeHead(503, { ...json, "Retry-After": q.method === "POST" ? "1" : "120" }).end(),
  "hung up": (q, s) => q.socket.destroy(),
};
function between(matches, fault, heal = Infinity, change = (headers) => headers) {
  let met = 0;
  const agent = new https.Agent({ keepAlive: false });
  const server = https.createServer(identity, (q, s) => {
    s.on("error", () => {});
    if (matches(q) && met++ < heal) {
      q.resume();
      return fault(q, s);
    }
    const on = https.request({ host: "127.0.0.1", port: backend.port, path: q.url, method: q.method, headers: q.headers, agent, rejectUnauthorized: false },
      (r) => { s.writeHead(r.statusCode, change(r.headers)); r.pipe(s); });
    on.on("error", () => s.destroy());
    s.on("close", () => on.destroy());
    q.pipe(on);
  });
  server.on("clientError", (e, socket) => socket.destroy());
  return listening(server);
}
function listening(server) {
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done({ server, url: `https://localhost:${server.address().port}`,
    close: () => { server.closeAllConnections?.(); server.close(); } })));
}

async function plays(name, box, url, lines, seen = () => {}) {
  const run = television(box, url, lines);
  run.child.stdout.on("data", () => seen(run.out));
  const code = await run.ended;
  assert.equal(code, 0, `${name}: ended with ${code}\n${run.err.split("\n").filter((l) => !/ info /.test(l)).slice(0, 60).join("\n")}`);
  return run.out.split(/^(?=screen \w)/m).filter((t) => t.startsWith("screen"));
}
// What a tree says is wrong. A sentence is for people: no codes, no names of the machinery.
function sentence(name, tree) {
  const said = /^ *alert "([^"]+)"/m.exec(tree);
  assert.ok(said, `${name}: nothing is said\n${tree}`);
  assert.match(said[1], /^[A-Z].{10,}/, name);
  assert.doesNotMatch(tree, /ERR_|0xdead|stack|JSON|null|errno|HTTP|\b50[03]\b/, name);
  return said[1];
}
const usable = ["press HELP", "expect-screen help", "press BACK", "press BLUE", "expect-screen settings", "press BACK"];
const answers = { what: "flickers", where: "Mill Lane 3", reply: "tv", since: new Date().toISOString().slice(0, 10) };
fs.writeFileSync(`${work}/answers.json`, JSON.stringify(answers));
const home = ["wait-screen home", 'wait "All services"'];
const send = [...home, `open form ${service}`, `fill ${work}/answers.json`, 'wait "Check your answers"', 'choose "Send report"', "wait-screen receipt"];

// A box that has sent a case and remembers no page.
const direct = `https://localhost:${backend.port}`;
await plays("a first case", "known", direct, [...send, 'wait "Case number"']);
const [known] = rows(`${work}/known/keep.db`, "SELECT number FROM cases");
const box = (name) => {
  fs.cpSync(`${work}/known`, `${work}/${name}`, { recursive: true });
  fs.rmSync(`${work}/${name}/cache`, { recursive: true, force: true });
  return name;
};

async function nonsense([name, fault]) {
  const id = name.replace(/\W/g, "-");
  const pages = await between((q) => q.method === "GET" && /^\/v1\/(services|cases)/.test(q.url), fault);
  const lines = [...home];
  for (const open of ["catalogue audience=citizen", `service ${service}`, `form ${service}`, `case ${known.number}`])
    lines.push(`open ${open}`, "wait-ready", "tree", ...usable, "press HOME", "wait-screen home");
  const trees = await plays(`${name}: pages`, box(`pages-${id}`), pages.url, lines);
  assert.equal(trees.length, 4);
  const said = new Set(trees.map((t) => sentence(name, t)));
  for (const t of trees) // what is not a form at all is not asked for again, everything else is
    assert.ok(/button "Try again"/.test(t) || /^screen form\n[^]*This TV cannot show these questions/.test(t), `${name}: no way to try again\n${t}`);
  pages.close();

  // At the very first start; "Try again" works as soon as the office answers again.
  let sick = true;
  const first = await between((q) => sick && q.url === "/v1/home", fault);
  const [boot] = await plays(`${name}: start`, box(`boot-${id}`), first.url,
    ['wait "Try again"', "tree", ...usable, "expect-screen boot", 'choose "Try again"', ...home],
    (out) => { sick &&= !/^screen boot/m.test(out); });
  said.add(sentence(name, boot));
  first.close();

  // A submission is kept until somebody gives a receipt that is one.
  const post = await between((q) => q.method === "POST", fault, 2);
  const [kept] = await plays(`${name}: sending`, box(`post-${id}`), post.url,
    [...send, 'wait "Kept safe on this TV"', "tree", ...usable, 'wait "Case number"']);
  assert.match(kept, /Kept safe/);
  post.close();
  console.log(`${name}: ${[...said].join(" / ")}`);
}

// One byte a second: nothing to show yet, but everything else works.
async function slow() {
  const drip = (q, s) => { s.writeHead(200, json); const t = setInterval(() => s.write(" "), 200); s.on("close", () => clearInterval(t)); };
  const gate = await between((q) => /^\/v1\/services/.test(q.url), drip);
  await plays("slow", box("slow"), gate.url, [...home, "open catalogue audience=citizen", 'wait "One moment"', ...usable, "press HOME", "wait-screen home",
    'choose "Citizens"', 'wait "One moment"', "press BACK", "wait-screen home"]);
  gate.close();
  console.log("one byte at a time: usable meanwhile");
}

// ---- Who answers
const run = (...args) => { const r = spawnSync("openssl", args, { encoding: "utf8" }); assert.equal(r.status, 0, `openssl ${args.join(" ")}: ${r.stderr}`); };
function certificate(name, { san = "DNS:localhost,IP:127.0.0.1", days = ["-startdate", "20200101000000Z", "-enddate", "20400101000000Z"], issuer = folder, self = false } = {}) {
  const at = `${work}/cert-${name}`;
  fs.mkdirSync(at);
  if (self) {
    run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=localhost", "-addext", `subjectAltName=${san}`,
      "-keyout", `${at}/key`, "-out", `${at}/pem`);
  } else {
    fs.writeFileSync(`${at}/conf`, `[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=${at}\ndatabase=${at}/index\nserial=${at}/serial\ndefault_md=sha256\npolicy=p\nx509_extensions=x\n` +
      `[p]\ncommonName=supplied\n[x]\nsubjectAltName=${san}\nbasicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n`);
    fs.writeFileSync(`${at}/index`, "");
    fs.writeFileSync(`${at}/serial`, "1000\n");
    run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost", "-keyout", `${at}/key`, "-out", `${at}/csr`);
    run("ca", "-batch", "-config", `${at}/conf`, "-cert", `${issuer}/ca.pem`, "-keyfile", `${issuer}/ca.key`, ...days, "-in", `${at}/csr`, "-out", `${at}/pem`);
  }
  return { key: fs.readFileSync(`${at}/key`), cert: fs.readFileSync(`${at}/pem`) };
}

async function impostors() {
  const other = `${work}/other`;
  spawnSync("sh", [path.join(source, "tests/tools/certificates.sh"), other]);
  const cases = [
    ["wrong host", certificate("host", { san: "DNS:other.example" }), {}, "Someone else answered in the office's place"],
    ["expired", certificate("expired", { days: ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"] }), {}, "The office's proof of identity has run out"],
    ["self-signed", certificate("self", { self: true }), {}, "We cannot tell who answered"],
    ["unknown authority", certificate("unknown", { issuer: other }), {}, "We cannot tell who answered"],
    ["TLS 1.1 only", identity, { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL@SECLEVEL=0" }, "The connection is not safe enough"],
  ];
  const seen = new Set();
  for (const [name, who, options, title] of cases) {
    const asked = [];
    const gate = await listening(https.createServer({ ...who, ...options }, (q, s) => { asked.push(q.url); s.writeHead(200, json).end("{}"); }));
    gate.server.on("tlsClientError", () => {});
    const [tree] = await plays(name, box(`who-${name.replace(/\W/g, "-")}`), gate.url, ['wait "Try again"', "tree", ...usable]);
    const said = sentence(name, tree);
    assert.ok(said.startsWith(title), `${name}: "${said}"`);
    assert.match(tree, /Nothing was sent|nothing was sent/);
    assert.equal(asked.length, 0, `${name}: something was asked`);
    seen.add(/^ *alert .*$/m.exec(tree)[0]);
    gate.close();
    console.log(`${name}: ${said}`);
  }
  assert.equal(seen.size, cases.length, "two impostors are described alike");
}

// ---- The box
async function memory() {
  const network = await between(() => false, null, 0, (headers) => ({ ...headers, "cache-control": "max-age=0" })); // old at once
  await plays("before", "memory", network.url, [...home, 'choose "Citizens"', `wait "Report a broken street light"`, 'choose "Report a broken street light"', 'wait "Start"',
    "press OK", 'wait "What is wrong?"', "press 2", 'wait "Where is the light?"', "quit"]);
  const from = 'wait "The office cannot be reached. This is from"';
  network.close();
  const trees = await plays("without a network", "memory", network.url, ["wait-screen home", from, "tree", 'choose "Citizens"', 'wait "Report a broken street light"',
    from, "tree", 'choose "Report a broken street light"', 'wait "Go on"', from, "tree", "press OK", 'wait "Where is the light?"', 'type "Mill Lane 5"', 'choose "Next"',
    'choose "Today"', "press 1", 'choose "Send report"', 'wait "Kept safe on this TV"', "press HOME", "wait-screen home"]);
  assert.equal(trees.length, 3);
  await plays("with a network again", "memory", direct, [...home, "open receipt 1", "advance 3600000ms", 'wait "Case number"']);
  console.log("without a network: home, catalogue, service and form from memory; sent later");
}

async function fullDisk() {
  const text = "a very long way to describe where this street light stands, at the end of Mill Lane, ".repeat(5); // keeping follows as fast as it can: enough for it to come to the limit
  const lines = [...home, `open form ${service}`, 'wait "What is wrong?"', "press 1", 'wait "Where is the light?"', 'type "Mill"', 'wait "Saved"'];
  const script = `${work}/full.script`;
  for (const c of text) lines.push(`type "${c}"`);
  lines.push('wait "This TV has no room left"', "tree", ...usable, "press HOME", "wait-screen home");
  fs.writeFileSync(script, lines.join("\n") + "\n");
  await plays("room", "full", direct, [...home]);
  const size = Math.max(...["keep.db", "keep.db-wal"].map((f) => (fs.existsSync(`${work}/full/${f}`) ? fs.statSync(`${work}/full/${f}`).size : 0)));
  const limit = Math.ceil(size / 512) + 120; // in blocks of 512 bytes, as POSIX counts
  const args = ["--backend", direct, "--ca", `${folder}/ca.pem`, "--state", `${work}/full`, "--assets", "assets", "--shots", work, "--time", new Date().toISOString().replace(/\.\d+Z/, "Z"), "--script", script];
  const got = spawnSync("sh", ["-c", `trap '' XFSZ; ulimit -f ${limit}; exec "$@"`, "sh", path.join(build, "tgov"), ...args], { cwd: source, encoding: "utf8", timeout: 120000 });
  assert.equal(got.status, 0, `a full disk: ${got.status} ${got.signal}\n${got.stderr.split("\n").filter((l) => !/ info /.test(l)).slice(-50).join("\n")}`);
  const [draft] = rows(`${work}/full/keep.db`, "SELECT answers FROM drafts");
  assert.ok(JSON.parse(draft.answers).where.startsWith("Mill"), `the draft is ${draft.answers}`);
  assert.equal(rows(`${work}/full/keep.db`, "PRAGMA integrity_check")[0].integrity_check, "ok");
  await plays("after", "full", direct, [...home, `open form ${service}`, 'wait "Where is the light?"', 'wait "Mill"', 'type "!"', 'wait "Saved"']);
  console.log(`a full disk: said, "${JSON.parse(draft.answers).where}" was kept`);
}

async function twice() {
  const one = television("shared", direct, [...home, "tree", 'wait "never there"']);
  while (!/^screen home/m.test(one.out) && one.code === null) await sleep(10);
  const two = television("shared", direct, [...home]);
  assert.equal(await two.ended, 1, two.err);
  assert.match(two.err, /^tgov: .*(in use|another|already)/m, `not clear: ${two.err}`);
  await kill(one);
  await plays("after a kill", "shared", direct, [...home]); // the lock of a killed one does not stay
  console.log(`two on one folder: ${/^tgov: .*$/m.exec(two.err)[0]}`);
}

async function badInput() {
  const bad = [
    ["frobnicate 1", /:3: .*frobnicate/], ['wait "All services', /:3: .*quote/], ["press FROB", /:3: .*FROB/], ["press OK*0", /:3: /], ["press OK*x", /:3: /],
    ["expect", /:3: .*missing/], ["open nowhere", /:3: .*nowhere/], ["resize big", /:3: /], ["advance soon", /:3: /], ["fill /nonexistent.json", /nonexistent/],
    ['expect "not here at all"', /:3: .*not here at all/], ['expect-focus "nobody"', /:3: .*nobody/], [`type "${"x".repeat(2 << 20)}"`, /script: more than the \d+ bytes that are read/], [`type "${"x".repeat(5000)}"`, /:3: .*longer than/],
  ];
  for (const [line, message] of bad) {
    const run = television("bad", direct, [...home, line]);
    assert.equal(await run.ended, 1, `${line.slice(0, 40)}: ${run.code}`);
    assert.match(/^tgov: .*$/m.exec(run.err)?.[0] ?? "", message, line.slice(0, 40));
  }
  const usual = ["--backend", direct, "--ca", `${folder}/ca.pem`, "--state", `${work}/bad`, "--assets", "assets"];
  const commands = [
    [[], 2], [["--frob"], 2], [["--backend"], 2], [[...usual, "--platform", "toaster"], 2], [[...usual, "--text-scale", "110"], 2], [[...usual, "--theme", "pink"], 2],
    [[...usual, "--size", "big"], 2], [[...usual, "--time", "noon"], 2], [[...usual, "--zone", "x"], 2], [[...usual, "extra"], 2],
    [[...usual, "--platform", "stb", "--script", "x"], 2], [[...usual, "--script", "/nonexistent"], 1], [["--backend", "ftp://x", "--platform", "headless", "--script", "/dev/null", "--state", `${work}/bad`], 1],
    [["--backend", direct, "--ca", "/nonexistent", "--platform", "headless", "--script", "/dev/null", "--state", `${work}/bad`, "--assets", "assets"], 1], [["--help"], 0], [["--version"], 0],
  ];
  for (const [args, code] of commands) {
    const run = start("tgov", args);
    assert.equal(await run.ended, code, `tgov ${args.join(" ")}: ${run.code} ${run.err.slice(-300)}`);
    if (code) assert.match(run.err, /tgov: \S/, `tgov ${args.join(" ")} says nothing`);
  }
  console.log(`${bad.length} bad scripts, ${commands.length} command lines`);
}

const only = process.env.TGOV_ONLY; // one part alone, while working on it
const parts = { badInput, twice, fullDisk, memory, impostors, slow };
for (const [name, part] of Object.entries(parts)) if (!only || only === name) await part();
const list = Object.entries(faults).filter(([name]) => !only || only === name);
await Promise.all([0, 1].map(async (lane) => { for (let i = lane; i < list.length; i += 2) await nonsense(list[i]); }));
backend.child.kill("SIGTERM");
assert.equal(await backend.ended, 0, backend.err);
console.log("ok");
process.exit(0);
