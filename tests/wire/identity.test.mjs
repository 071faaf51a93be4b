#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Tokens of a foreign issuer (npm oidc-provider, over TLS with an authority of its own) at a real backend: every good and
// hostile kind, rotation, a removed key, an issuer that is down, slow, silent or talks nonsense, and binding by DPoP.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import https from "node:https";
import os from "node:os";
import path from "node:path";

const build = process.env.TGOV_BUILD ?? "build/dev", source = process.env.TGOV_SOURCE ?? ".";
const skip = (why) => { console.log(`SKIP: ${why}`); process.exit(77); };
if (!fs.existsSync(path.join(build, "tgov-backend"))) skip("tgov-backend is not built");
if (!fs.existsSync(path.join(source, "tests/node_modules/oidc-provider"))) skip("tests/node_modules lacks oidc-provider: npm ci in tests");
if (spawnSync("openssl", ["version"]).error) skip("openssl is not installed");
const { API, badKinds, goodKinds, startPeer } = await import("../tools/peer.mjs");
const { SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair } = await import("jose");

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "tgov-identity-"));
const tls = path.join(scratch, "tls");
assert.equal(spawnSync("sh", [path.join(source, "tests/tools/certificates.sh"), tls]).status, 0);
const ca = fs.readFileSync(path.join(tls, "ca.pem"));
const children = new Set();
process.on("exit", () => {
  for (const c of children) c.kill("SIGKILL");
  fs.rmSync(scratch, { recursive: true, force: true });
});

// ---- the backend ----

let runs = 0, newest;
async function start(extra, { fails = false } = {}) {
  const child = spawn(path.join(build, "tgov-backend"), ["--listen", "127.0.0.1:0", "--catalogue", path.join(source, "backend/catalogue"), "--rate", "0",
    "--store", `sqlite:${scratch}/store-${++runs}.db`, "--office-password-file", `${scratch}/office-${runs}`, "--assets", path.join(source, "assets"),
    "--tls-cert", `${tls}/server.pem`, "--tls-key", `${tls}/server.key`, ...extra], { stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  const b = newest = { child, out: "", log: "" };
  b.ended = new Promise((done) => child.on("exit", (code) => { children.delete(child); done(code); }));
  child.stderr.on("data", (d) => (b.log += d));
  const ready = new Promise((done) => child.stdout.on("data", (d) => { b.out += d; if (/^ready$/m.test(b.out)) done(true); }));
  const up = await Promise.race([ready, b.ended.then(() => false)]);
  if (fails) { assert.equal(up, false); return b; }
  assert.ok(up, b.log);
  b.url = `https://localhost:${/https:\/\/\S+?:(\d+)/.exec(b.out)[1]}`;
  return b;
}

async function stop(b) {
  b.child.kill("SIGTERM");
  assert.equal(await b.ended, 0, b.log);
  assert.doesNotMatch(b.log, /eyJ|citizen-1|A\. Kim/, "no token and no name in the log");
}

const agent = new https.Agent({ ca, keepAlive: true });
function ask(url, { method = "GET", headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const r = https.request(url, { method, headers, agent }, (res) => {
      let text = "";
      res.on("data", (d) => (text += d)).on("end", () => done({ status: res.statusCode, headers: res.headers, text, json: /json/.test(res.headers["content-type"] ?? "") && text ? JSON.parse(text) : null }));
    });
    r.on("error", fail).end(body);
  });
}

// A submission without answers: 422 once who asks is known or nobody, 401 for wrong credentials, before anything is read.
const PLACE = "/v1/services/report-street-light/cases";
const submit = (b, headers, method = "POST") =>
  ask(b.url + PLACE, { method, headers: { "content-type": "application/json", "idempotency-key": randomUUID(), ...headers }, body: method === "POST" ? '{"answers":7}' : undefined });
const bearer = (b, token) => submit(b, { authorization: `Bearer ${token}` });
const accepted = (r, what) => assert.ok(![401, 403, 500, 503].includes(r.status), `${what}: ${r.status} ${r.text}`);
function refused(r, what, reason, error = "invalid_token", scheme = "Bearer") {
  assert.equal(r.status, 401, `${what}: ${r.status} ${r.text}`);
  assert.match(r.headers["www-authenticate"], new RegExp(`^${scheme} error="${error}", error_description="[^"]{10,}"`), what);
  assert.match(r.json.type, /problem:sign-in$/);
  if (reason) assert.equal(r.json.reason, reason, what);
}

async function until(what, test) {
  for (let i = 0; i < 3000; i++) {
    const got = await test();
    if (got) return got;
    await new Promise((done) => setTimeout(done, 10));
  }
  assert.fail(`never: ${what}`);
}

let done = 0;
const only = process.argv[2];
async function test(name, run) {
  if (only && !name.includes(only)) return;
  try { await run(); done++; } catch (e) { console.error(`FAILED: ${name}\n${newest?.log.split("\n").slice(-40).join("\n")}`); throw e; }
}

const at = (peer, ...more) => ["--issuer", peer.issuer, "--issuer-ca", `${tls}/ca.pem`, "--audience", API, ...more];
const peer = await startPeer({ tls });

// ---- what comes ----

const reasons = { expired: "expired", future: "not-yet", aud: "audience", iss: "issuer", noexp: "no-expiry", none: "alg", tampered: "signature",
  nosig: "signature", truncated: "signature", hs256: "alg", wrongkey: "signature", embeddedjwk: "no-kid", unknownkid: "unknown-key", algmismatch: "alg",
  crit: "crit", idtoken: "typ", nokid: "no-kid", duplicate: "duplicate", notutf8: "utf8", nosub: "subject", opaque: "opaque" };

await test("every kind of token", async () => {
  const b = await start(at(peer));
  for (const kind of goodKinds) {
    const token = await peer.mint(kind);
    accepted(await bearer(b, token), kind);
    accepted(await bearer(b, token), `${kind}, remembered`);
  }
  for (const kind of badKinds) {
    const token = await peer.mint(kind);
    for (const time of ["first", "second"]) refused(await bearer(b, token), `${kind}, ${time} time`, reasons[kind]);
  }
  assert.match((await bearer(b, await peer.mint("opaque"))).json.detail, /JWT access tokens are required/);
  accepted(await submit(b, {}), "nobody");
  for (const value of ["Basic YTpi", "Bearer", "Bearer ", "Negotiate x", `Bearer ${"a".repeat(8100)}`, "bearer a b"])
    refused(await submit(b, { authorization: value }), value.slice(0, 20));
  const large = await submit(b, { authorization: `Bearer ${"a.".repeat(1 << 19)}` }).catch(() => ({ status: 431 })); // 1 MiB
  assert.ok([400, 401, 431].includes(large.status), `1 MiB: ${large.status}`);
  const lower = await submit(b, { authorization: `bearer   ${await peer.mint("ok")}` });
  accepted(lower, "the scheme in lower case");
  await stop(b);
});

await test("the real device flow", async () => {
  const b = await start(at(peer));
  const about = await ask(`${b.url}/v1/identity`);
  assert.deepEqual(about.json, { issuer: peer.issuer, client_id: "tgov-tv", scope: "openid profile offline_access tgov", resource: API, name: "localhost", embedded: false });
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const meta = (await ask(`${peer.issuer}/.well-known/openid-configuration`)).json;
  const dev = (await ask(meta.device_authorization_endpoint, { method: "POST", headers: form,
    body: new URLSearchParams({ client_id: about.json.client_id, scope: about.json.scope, resource: about.json.resource }).toString() })).json;
  await peer.approve(dev.user_code, "business-1");
  const got = await ask(meta.token_endpoint, { method: "POST", headers: form, body: new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    client_id: "tgov-tv", device_code: dev.device_code }).toString() });
  assert.equal(got.status, 200, got.text);
  accepted(await bearer(b, got.json.access_token), "access token");
  refused(await bearer(b, got.json.id_token), "identity token", "typ");
  refused(await bearer(b, got.json.refresh_token ?? "opaque"), "refresh token", "opaque");
  await stop(b);
});

// ---- keys ----

await test("a key that comes, and one that goes", async () => {
  const b = await start(at(peer));
  const first = await peer.mint("ok");
  accepted(await bearer(b, first), "before");
  const before = peer.counts["/jwks"];
  accepted(await bearer(b, await peer.mint("newkey")), "signed with a key that is new"); // one refetch at need
  assert.equal(peer.counts["/jwks"], before + 1);
  for (let i = 0; i < 20; i++) { // a flood of unknown keys causes no flood at the issuer
    const r = await bearer(b, await peer.mint("lostkey"));
    assert.ok(r.status === 503 && Number(r.headers["retry-after"]) >= 1, `unknown key: ${r.status}`);
  }
  assert.equal(peer.counts["/jwks"], before + 1);
  await stop(b);
});

await test("a compromised key", async () => {
  const p = await startPeer({ tls });
  const b = await start(at(p, "--issuer-refresh", "1"));
  const stolen = await p.mint("ok"), other = await p.mint("rs256");
  accepted(await bearer(b, stolen), "while the key is good");
  accepted(await bearer(b, stolen), "remembered");
  p.set({ hideKids: [p.kids()[0]] });
  await until("tokens of the removed key are refused, remembered or not", async () => (await bearer(b, stolen)).status === 401);
  refused(await bearer(b, stolen), "a remembered token of a removed key", "unknown-key");
  accepted(await bearer(b, other), "a token of a key that stayed");
  p.set({ hideKids: [], jwks: "empty" });
  // Refused: 401, or 503 while the last look at the issuer is too fresh for another one.
  const out = async (token) => [401, 503].includes((await bearer(b, token)).status);
  await until("no key at all is a decision, too", () => out(other));
  p.set({ jwks: "ok" });
  await until("it comes back", async () => (await bearer(b, stolen)).status === 422);
  p.rotate();
  await until("after a rotation", async () => (await bearer(b, await p.mint("ok"))).status === 422);
  await until("the old ones are gone", () => out(stolen));
  await stop(b);
  await p.stop();
});

await test("an issuer that is down, slow or talks nonsense", async () => {
  const p = await startPeer({ tls });
  const b = await start(at(p, "--issuer-refresh", "1"));
  const good = await p.mint("ok"), fresh = await p.mint("ok", { sub: "citizen-2" });
  accepted(await bearer(b, good), "up");
  for (const fault of [{ jwks: "404" }, { jwks: "500" }, { jwks: "garbage" }, { jwks: "huge" }, { jwks: "ok", down: true }]) {
    p.set(fault);
    const lines = () => (b.log.match(/state=failed/g) ?? []).length, had = lines();
    await until(`noticed: ${JSON.stringify(fault)}`, () => lines() > had);
    accepted(await bearer(b, good), `old keys serve with ${JSON.stringify(fault)}`);
    accepted(await bearer(b, await p.mint("ok")), `new tokens of old keys with ${JSON.stringify(fault)}`);
  }
  const unsure = await bearer(b, await p.mint("newkey"));
  assert.equal(unsure.status, 503, unsure.text); // it may be good: nobody has to sign in again for that
  assert.match(unsure.json.type, /problem:identity$/);
  p.set({ down: false });
  await until("back", () => /state=back/.test(b.log));
  accepted(await bearer(b, fresh), "after it is back");
  await stop(b);
  await p.stop();
});

await test("an issuer that does not answer at the start", async () => {
  const p = await startPeer({ tls, now: { slowMs: 400 } });
  const b = await start(at(p)); // it starts all the same
  accepted(await bearer(b, await p.mint("ok")), "the first token waits for the keys");
  await stop(b);
  for (const discovery of ["404", "garbage", "other"]) {
    p.set({ discovery, slowMs: 0 });
    const c = await start(at(p));
    const r = await bearer(c, await p.mint("ok"));
    assert.equal(r.status, 503, `${discovery}: ${r.status}`);
    accepted(await submit(c, {}), "everything else works");
    p.set({ discovery: "ok" });
    await until(`it recovers by itself from ${discovery}`, async () => (await bearer(c, await p.mint("ok"))).status === 422);
    await stop(c);
  }
  p.set({ slowMs: 60000 }); // slower than anybody waits: the answer comes within the time that one request may wait
  const d = await start(at(p));
  assert.equal((await bearer(d, await p.mint("ok"))).status, 503);
  await stop(d); // and the backend ends at once, in the middle of asking
  await p.pause();
  const e = await start(at(p));
  assert.equal((await bearer(e, await p.mint("ok"))).status, 503);
  await stop(e);
  await p.resume();
  const f = await start(["--issuer", p.issuer, "--audience", API]); // its authority is not trusted
  assert.equal((await bearer(f, await p.mint("ok"))).status, 503);
  assert.match(f.log, /error=tls/);
  await stop(f);
  await p.stop();
});

await test("keys by a given address, other types and claims", async () => {
  const p = await startPeer({ tls, now: { discovery: "404" } });
  const b = await start(at(p, "--issuer-keys", `${p.issuer}/jwks`, "--token-types", "JWT, at+jwt", "--audience", `tgov-tv,${API}`,
    "--claim-subject", "national.id", "--claim-roles", "realm_access.roles", "--bearer", "no"));
  refused(await bearer(b, await p.mint("ok", { national: { id: "7" } })), "a bearer token where binding is needed", "unbound", "invalid_token", "DPoP");
  refused(await bearer(b, await p.mint("ok")), "no such subject", "subject");
  await stop(b);
  const c = await start(at(p, "--issuer-keys", `${p.issuer}/jwks`, "--token-types", "JWT", "--audience", "tgov-tv"));
  accepted(await bearer(c, await p.mint("idtoken")), "typ JWT where it is configured");
  refused(await bearer(c, await p.mint("ok")), "at+jwt where it is not", "typ");
  assert.equal((await ask(`${c.url}/v1/identity`)).json.resource, undefined);
  await stop(c);
  await p.stop();
});

await test("nobody signs in, and wrong options", async () => {
  const b = await start(["--issuer", "off"]);
  assert.deepEqual((await ask(`${b.url}/v1/identity`)).json, { embedded: false });
  refused(await bearer(b, await peer.mint("ok")), "any token", "issuer");
  accepted(await submit(b, {}), "nobody");
  await stop(b);
  for (const [args, says] of [[["--issuer", "http://id.example"], /--issuer: expected an https/], [["--issuer", "https://u@id.example"], /--issuer/],
    [["--issuer", "https://id.example", "--issuer-ca", "/nowhere"], /--issuer-ca/], [["--issuer", "https://id.example", "--issuer-keys", "ftp://x"], /--issuer-keys/],
    [["--bearer", "maybe"], /--bearer/], [["--issuer-keys", "https://x"], /--issuer-keys needs/]]) {
    const wrong = await start(args, { fails: true });
    assert.notEqual(await wrong.ended, 0);
    assert.match(wrong.log, says);
  }
});

await test("the embedded issuer goes the same way", async () => {
  const b = await start([]);
  const about = (await ask(`${b.url}/v1/identity`)).json, address = /https:\/\/\S+/.exec(b.out)[0];
  assert.deepEqual(about, { issuer: address, client_id: "tgov-tv", scope: "openid profile offline_access tgov", resource: `${address}/`, name: "127.0.0.1", embedded: true });
  const meta = (await ask(`${address}/.well-known/openid-configuration`)).json;
  assert.equal(meta.issuer, address);
  const [key] = (await ask(meta.jwks_uri)).json.keys;
  const stranger = await generateKeyPair("ES256");
  const forge = (kid) => new SignJWT({ iss: address, aud: `${address}/`, sub: "x", exp: 4e9 }).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid }).sign(stranger.privateKey);
  refused(await bearer(b, await forge(key.kid)), "another key under its kid", "signature");
  refused(await bearer(b, await forge("nope")), "an unknown kid", "unknown-key");
  await stop(b);
});

// ---- binding ----

await test("DPoP", async () => {
  const b = await start(at(peer));
  const pair = async () => { const k = await generateKeyPair("ES256", { extractable: true }); return { ...k, jwk: await exportJWK(k.publicKey) }; };
  const mine = await pair(), theirs = await pair();
  const jkt = await calculateJwkThumbprint(mine.jwk);
  const token = await peer.mint("ok", { cnf: { jkt } }), other = await peer.mint("ok", { cnf: { jkt } });
  const hash = async (t) => Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(t))).toString("base64url");
  const now = () => Math.floor(Date.now() / 1000);
  const proof = async (changes = {}, { key = mine, header = {} } = {}) =>
    new SignJWT({ jti: randomUUID(), htm: "POST", htu: b.url + PLACE, iat: now(), ath: await hash(token), ...changes })
      .setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk: key.jwk, ...header }).sign(key.privateKey);
  const send = (p, t = token, more = {}) => submit(b, { authorization: `DPoP ${t}`, ...(p && { dpop: p }), ...more });
  accepted(await send(await proof()), "a right proof");
  accepted(await send(await proof()), "another, for the remembered token");
  accepted(await send(await proof({ htu: `${b.url}${PLACE}?x=1` })), "with a query");
  const once = await proof();
  accepted(await send(once), "the first time");
  const rows = [
    ["replayed", once, "proof-seen"], ["missing", null, "no-proof"], ["nonsense", "x.y.z", "proof"],
    ["of another key", await proof({}, { key: theirs }), "proof-key"],
    ["with a foreign signature", await new SignJWT({}).setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk: mine.jwk }).sign(theirs.privateKey), "proof"],
    ["for another method", await proof({ htm: "GET" }), "proof-method"], ["for another place", await proof({ htu: `${b.url}/v1/home` }), "proof-url"],
    ["for another host", await proof({ htu: `https://evil.example${PLACE}` }), "proof-url"],
    ["stale", await proof({ iat: now() - 120 }), "proof-time"], ["of the future", await proof({ iat: now() + 120 }), "proof-time"],
    ["for another token", await proof({ ath: await hash(other) }), "proof-token"], ["without ath", await proof({ ath: undefined }), "proof-token"],
    ["without jti", await proof({ jti: undefined }), "proof"], ["of another type", await proof({}, { header: { typ: "JWT" } }), "proof"],
  ];
  for (const [what, p, reason] of rows) refused(await send(p), `proof ${what}`, reason, "invalid_dpop_proof", "DPoP");
  refused(await submit(b, { authorization: `DPoP ${token}`, dpop: [await proof(), await proof()] }), "two proofs", "no-proof", "invalid_dpop_proof", "DPoP");
  refused(await bearer(b, token), "a bound token as a bearer token", "bound", "invalid_token", "DPoP");
  refused(await submit(b, { authorization: `Bearer ${token}`, dpop: await proof() }), "bound, by the wrong scheme", "bound", "invalid_token", "DPoP");
  refused(await send(await proof(), await peer.mint("ok")), "an unbound token by DPoP", "unbound", "invalid_token", "DPoP");
  refused(await send(await proof(), await peer.mint("ok", { cnf: { "x5t#S256": "a" } })), "bound to a certificate", "bound", "invalid_token", "DPoP");
  refused(await send(await proof(), await peer.mint("expired", { cnf: { jkt } })), "expired", "expired", "invalid_token", "DPoP");
  assert.match((await send(null)).headers["www-authenticate"], /algs="ES256/);
  // A proof for GET does not serve a POST, and both work for themselves.
  await stop(b);
  const c = await start(at(peer, "--base-url", "https://tgov.example"));
  const named = async (htu) => submit(c, { authorization: `DPoP ${token}`, dpop: await proof({ htu }) });
  accepted(await named(`https://TGOV.example:443${PLACE}`), "the address of --base-url");
  refused(await named(c.url + PLACE), "another name of the same machine", "proof-url", "invalid_dpop_proof", "DPoP");
  await stop(c);
});

await peer.stop();
console.log(`${done} groups passed`);
process.exit(0);
