// SPDX-License-Identifier: Apache-2.0
// An independent OpenID issuer (npm oidc-provider) over TLS, to sign in with and to mint tokens good and bad, with switches
// for everything that real issuers do wrong.
//
//     import { startPeer } from "../tools/peer.mjs";
//     const peer = await startPeer({ tls: FOLDER });       FOLDER of tests/tools/certificates.sh
//     peer.issuer, peer.approve(userCode), peer.deny(userCode), peer.mint("ok"), peer.set({ interval: 1 }), peer.stop()
//
// or as a program, for tests in other languages:
//     node tests/tools/peer.mjs TLS-FOLDER [PORT]          says "ready https://localhost:PORT"; ends with its standard input
//     GET /__test/approve?user_code=XXXX-XXXX&sub=citizen-1    /__test/deny?user_code=…    /__test/expire?user_code=…
//     GET /__test/mint?kind=expired                            /__test/set?interval=1&down=true
//     GET /__test/rotate                                       /__test/counts
//
// The televisions' client is "tgov-tv", public; access tokens are JWTs for https://api.tgov.example/, DPoP is on.
import fs from "node:fs";
import https from "node:https";
import path from "node:path";
import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Provider } from "oidc-provider";
import { SignJWT, UnsecuredJWT, exportJWK, generateKeyPair, importJWK } from "jose";

export const API = "https://api.tgov.example/";
const accounts = {
  "citizen-1": { name: "A. Kim", roles: ["citizen"] },
  "business-1": { name: "J. Park", roles: ["citizen", "business"], organisation: { name: "Park Bakery", number: "B-1001" } },
  "officer-1": { name: "Officer 1", roles: ["officer"], organisation: { name: "Works office", number: "" } },
};

const behaviour = () => ({
  interval: 1,          // seconds; null: the answer has none
  slowDown: true,       // who polls faster than the interval is told so
  complete: true,       // verification_uri_complete is there
  expiresIn: null,      // of a device code: what the answer says
  emptyErrors: false,   // errors have no body
  replayDenied: false,  // a replayed code is access_denied instead of invalid_grant
  down: false,          // connections end without an answer
  slowMs: 0,            // before any answer
  discovery: "ok",      // 404, garbage, other (of another issuer), grants (no grant_types_supported), slashes (double ones)
  jwks: "ok",           // 404, 500, garbage, huge, empty
  hideKids: [],         // taken out of the key set
  dpop: true,           // told in the discovery
});

function makeKeys() {
  const stamp = randomBytes(3).toString("hex");
  const jwk = (type, options, extra) => ({ ...generateKeyPairSync(type, options).privateKey.export({ format: "jwk" }), use: "sig", ...extra });
  return [
    jwk("ec", { namedCurve: "P-256" }, { kid: `ec-${stamp}`, alg: "ES256" }),
    jwk("rsa", { modulusLength: 2048 }, { kid: `rsa-${stamp}`, alg: "RS256" }),
    jwk("rsa", { modulusLength: 2048 }, { kid: `ps-${stamp}`, alg: "PS256" }),
    jwk("ed25519", {}, { kid: `ed-${stamp}`, alg: "EdDSA" }),
  ];
}

const publicOf = ({ kty, crv, x, y, n, e, kid, alg, use }) => JSON.parse(JSON.stringify({ kty, crv, x, y, n, e, kid, alg, use }));

function makeProvider(p) {
  const provider = new Provider(p.issuer, {
    clients: [{
      client_id: "tgov-tv", client_name: "Tgov television", application_type: "native", token_endpoint_auth_method: "none",
      grant_types: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"], response_types: [], redirect_uris: [],
      id_token_signed_response_alg: p.alg,
    }],
    jwks: { keys: p.keys },
    scopes: ["openid", "offline_access", "profile", "tgov"],
    claims: { openid: ["sub"], profile: ["name"], tgov: ["roles", "organisation"] },
    conformIdTokenClaims: false,
    findAccount: async (ctx, id) => accounts[id] && { accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) },
    extraTokenClaims: async (ctx, token) => accounts[token.accountId],
    ttl: { AccessToken: 900, DeviceCode: 600, RefreshToken: 30 * 86400, Session: 86400, Grant: 30 * 86400, Interaction: 600, IdToken: 900 },
    rotateRefreshToken: true,
    issueRefreshToken: async (ctx, client) => client.grantTypeAllowed("refresh_token"),
    cookies: { keys: [randomBytes(16).toString("hex")] },
    features: {
      devInteractions: { enabled: true },
      deviceFlow: { enabled: true, charset: "base-20", mask: "****-****" },
      dPoP: { enabled: true },
      revocation: { enabled: true },
      userinfo: { enabled: true },
      resourceIndicators: { // without one its access tokens are opaque
        enabled: true, defaultResource: () => (p.opaque ? undefined : API), useGrantedResource: () => !p.opaque,
        getResourceServerInfo: () => ({ scope: "openid profile tgov", audience: API, accessTokenFormat: "jwt", accessTokenTTL: 900, jwt: { sign: { alg: p.alg } } }),
      },
    },
  });
  provider.on("server_error", (ctx, e) => console.error(e));
  provider.use((ctx, next) => behave(p, ctx, next));
  return provider;
}

// ---- what real issuers do ----

function discovery(p, ctx) {
  const how = p.now.discovery;
  if (how === "404") Object.assign(ctx, { status: 404, body: "" });
  else if (how === "garbage") Object.assign(ctx, { type: "html", body: "<html>sign in</html>" });
  else if (how === "other") ctx.body = { ...ctx.body, issuer: "https://evil.example" };
  else if (how === "grants") ctx.body = { ...ctx.body, grant_types_supported: undefined };
  else if (how === "slashes") ctx.body = JSON.parse(JSON.stringify(ctx.body).replaceAll(`"${p.issuer}/`, `"${p.issuer}//`));
  if (!p.now.dpop && ctx.body?.issuer) ctx.body = { ...ctx.body, dpop_signing_alg_values_supported: undefined };
}

function keySet(p, ctx) {
  const how = p.now.jwks;
  const keys = [...p.keys.map(publicOf), ...p.added].filter((k) => !p.now.hideKids.includes(k.kid));
  ctx.body = { keys };
  if (how === "404" || how === "500") Object.assign(ctx, { status: Number(how), body: "" });
  else if (how === "garbage") ctx.body = "not JSON";
  else if (how === "empty") ctx.body = { keys: [] };
  else if (how === "huge") ctx.body = { keys: [...keys, ...Array.from({ length: 3000 }, (_, i) => ({ ...keys[1], kid: `filler-${i}` }))] };
}

function deviceAnswer(p, ctx) {
  const body = { ...ctx.body, interval: p.now.interval ?? undefined };
  if (!p.now.complete) delete body.verification_uri_complete;
  if (p.now.expiresIn !== null) body.expires_in = p.now.expiresIn;
  ctx.body = body;
}

function tokenAnswer(p, ctx) {
  const error = ctx.body?.error, code = ctx.oidc?.params?.device_code, now = Date.now(), before = p.polls.get(code);
  if (error === "authorization_pending") {
    p.polls.set(code, now);
    if (p.now.slowDown && before && now - before < (p.now.interval ?? 5) * 1000 - 200) ctx.body = { error: "slow_down", error_description: "polled too fast" };
  }
  if (error === "invalid_grant" && p.now.replayDenied) ctx.body = { error: "access_denied" };
}

async function behave(p, ctx, next) {
  await next();
  const post = ctx.method === "POST";
  if (/^\/\.well-known\/(openid-configuration|oauth-authorization-server)$/.test(ctx.path)) discovery(p, ctx);
  else if (ctx.path === "/jwks") keySet(p, ctx);
  else if (post && ctx.path === "/device/auth" && ctx.status === 200) deviceAnswer(p, ctx);
  else if (post && ctx.path === "/token") tokenAnswer(p, ctx);
  if (p.now.emptyErrors && ctx.status >= 400) ctx.body = "";
}

// ---- deciding without a browser ----

async function codeOf(p, userCode) {
  const code = await p.provider.DeviceCode.findByUserCode(userCode.toUpperCase().replace(/[^A-Z]/g, ""), { ignoreExpiration: true });
  if (!code) throw new Error(`no such code: ${userCode}`);
  return code;
}

async function approve(p, userCode, sub = "citizen-1") {
  const code = await codeOf(p, userCode), scope = code.params.scope;
  const grant = new p.provider.Grant({ accountId: sub, clientId: code.clientId });
  grant.addOIDCScope(scope);
  if (!p.opaque) grant.addResourceScope(API, scope);
  Object.assign(code, { accountId: sub, scope, claims: {}, amr: ["pwd"], authTime: Math.floor(Date.now() / 1000),
    grantId: await grant.save(), expiresWithSession: false, ...(!p.opaque && { resource: API }) });
  await code.save();
}

async function deny(p, userCode) {
  const code = await codeOf(p, userCode);
  Object.assign(code, { error: "access_denied", errorDescription: "denied" });
  await code.save();
}

async function expire(p, userCode) {
  const code = await codeOf(p, userCode);
  code.exp = Math.floor(Date.now() / 1000) - 1;
  await code.save(60);
}

// ---- minting ----

export const goodKinds = ["ok", "rs256", "ps256", "eddsa", "audlist"];
export const badKinds = ["expired", "future", "aud", "iss", "noexp", "none", "tampered", "nosig", "truncated", "hs256", "wrongkey",
  "embeddedjwk", "unknownkid", "algmismatch", "crit", "idtoken", "nokid", "duplicate", "notutf8", "nosub", "opaque"];

const encode = (value) => Buffer.from(value).toString("base64url");

// A token signed over these very bytes, for what no library writes.
async function raw(key, header, payload) {
  const { subtle } = globalThis.crypto;
  const input = `${encode(JSON.stringify(header))}.${Buffer.from(payload).toString("base64url")}`;
  const signer = await subtle.importKey("jwk", { ...key, use: undefined, alg: undefined, kid: undefined }, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const signature = await subtle.sign({ name: "ECDSA", hash: "SHA-256" }, signer, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString("base64url")}`;
}

// `changes` are claims on top: { sub, roles, cnf: { jkt } }. Kinds: goodKinds, badKinds, "newkey" (signed with a key that the
// key set has from now on), "lostkey" (with one that it never has).
async function mint(p, kind = "ok", changes = {}) {
  const [ec, rsa, ps, ed] = p.keys, now = Math.floor(Date.now() / 1000);
  const claims = { iss: p.issuer, aud: API, sub: "citizen-1", client_id: "tgov-tv", scope: "openid tgov", ...accounts["citizen-1"], iat: now,
    exp: now + 900, jti: randomBytes(8).toString("hex"), ...changes };
  const sign = async (c, header = {}, jwk = ec, options) => {
    const key = jwk.kty ? await importJWK(jwk, jwk.alg) : jwk;
    return new SignJWT(c).setProtectedHeader({ alg: jwk.alg ?? "ES256", typ: "at+jwt", kid: jwk.kid ?? ec.kid, ...header }).sign(key, options);
  };
  const good = () => sign(claims);
  const stranger = await generateKeyPair("ES256", { extractable: true });
  const parts = async () => (await good()).split(".");
  const header = { alg: "ES256", typ: "at+jwt", kid: ec.kid };
  switch (kind) {
    case "ok": return good();
    case "rs256": return sign(claims, {}, rsa);
    case "ps256": return sign(claims, {}, ps);
    case "eddsa": return sign(claims, {}, ed);
    case "audlist": return sign({ ...claims, aud: ["https://other.example/", API] });
    case "expired": return sign({ ...claims, exp: now - 120 });
    case "future": return sign({ ...claims, nbf: now + 600 });
    case "aud": return sign({ ...claims, aud: "https://other.example/" });
    case "iss": return sign({ ...claims, iss: "https://evil.example" });
    case "noexp": return sign({ ...claims, exp: undefined });
    case "nosub": return sign({ ...claims, sub: undefined });
    case "none": return new UnsecuredJWT(claims).encode();
    case "tampered": { const [h, , s] = await parts(); return `${h}.${encode(JSON.stringify({ ...claims, sub: "officer-1", roles: ["admin"] }))}.${s}`; }
    case "nosig": { const [h, c] = await parts(); return `${h}.${c}.`; }
    case "truncated": return (await good()).slice(0, -6);
    case "hs256": { const pem = createPublicKey({ key: publicOf(rsa), format: "jwk" }).export({ type: "spki", format: "pem" });
      return new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: rsa.kid }).sign(Buffer.from(pem)); }
    case "wrongkey": return sign(claims, {}, stranger.privateKey);
    case "embeddedjwk": return sign(claims, { kid: undefined, jwk: await exportJWK(stranger.publicKey) }, stranger.privateKey);
    case "unknownkid": return sign(claims, { kid: "nope" });
    case "lostkey": return sign(claims, { kid: randomBytes(6).toString("hex") }, stranger.privateKey);
    case "algmismatch": return sign(claims, { alg: "PS256", kid: rsa.kid }, (await generateKeyPair("PS256")).privateKey);
    case "crit": return sign(claims, { crit: ["exp2"], exp2: 1 }, ec, { crit: { exp2: true } });
    case "idtoken": return sign({ ...claims, aud: "tgov-tv" }, { typ: "JWT" });
    case "nokid": return sign(claims, { kid: undefined });
    case "duplicate": return raw(ec, header, JSON.stringify(claims).replace(/}$/, ',"sub":"officer-1"}'));
    case "notutf8": return raw(ec, header, Buffer.concat([Buffer.from(JSON.stringify(claims).slice(0, -1) + ',"x":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]));
    case "opaque": return randomBytes(32).toString("base64url");
    case "newkey": {
      const kid = `new-${randomBytes(4).toString("hex")}`;
      p.added.push({ ...(await exportJWK(stranger.publicKey)), kid, use: "sig", alg: "ES256" });
      return sign(claims, { kid }, stranger.privateKey);
    }
    default: throw new Error(`no kind ${kind}`);
  }
}

// ---- the server ----

const readable = (text) => (text === "null" ? null : /^(true|false|-?\d+)$/.test(text) ? JSON.parse(text) : text);

async function hook(p, url) {
  const q = Object.fromEntries(url.searchParams);
  switch (url.pathname.slice("/__test/".length)) {
    case "approve": await approve(p, q.user_code, q.sub); return {};
    case "deny": await deny(p, q.user_code); return {};
    case "expire": await expire(p, q.user_code); return {};
    case "mint": return { token: await mint(p, q.kind, q.claims ? JSON.parse(q.claims) : {}) };
    case "rotate": p.rotate(); return {};
    case "counts": return p.counts;
    case "set":
      for (const [name, text] of Object.entries(q)) {
        if (!(name in p.now)) throw new Error(`no switch ${name}`);
        p.now[name] = name === "hideKids" ? text.split(",").filter(Boolean) : name === "discovery" || name === "jwks" ? text : readable(text);
      }
      return p.now;
    default: throw new Error("no such hook");
  }
}

async function serve(p, req, res) {
  const url = new URL(req.url, p.issuer);
  if (url.pathname.startsWith("/__test/")) {
    let status = 200, body;
    try { body = await hook(p, url); } catch (e) { status = 400; body = { error: String(e.message) }; }
    res.writeHead(status, { "content-type": "application/json" });
    return res.end(JSON.stringify(body));
  }
  p.counts[url.pathname] = (p.counts[url.pathname] ?? 0) + 1;
  if (p.now.slowMs) await new Promise((done) => setTimeout(done, p.now.slowMs));
  if (p.now.down) return req.socket.destroy();
  req.url = req.url.replace(/^\/+/, "/");
  return p.callback(req, res);
}

// tls: a folder with server.pem and server.key. port 0: any. opaque: its access tokens are no JWTs. alg: of its tokens.
export async function startPeer({ tls, port = 0, alg = "ES256", opaque = false, now = {} }) {
  const p = { alg, opaque, keys: makeKeys(), added: [], polls: new Map(), counts: {}, now: { ...behaviour(), ...now } };
  const server = https.createServer({ cert: fs.readFileSync(path.join(tls, "server.pem")), key: fs.readFileSync(path.join(tls, "server.key")) },
    (req, res) => serve(p, req, res).catch(() => req.socket.destroy()));
  await new Promise((ready, fail) => server.once("error", fail).listen(port, "127.0.0.1", ready));
  p.issuer = `https://localhost:${server.address().port}`;
  const begin = () => { p.provider = makeProvider(p); p.callback = p.provider.callback(); };
  p.rotate = () => { p.keys = makeKeys(); begin(); }; // all new keys; what was granted stays, for its store is the module's
  begin();
  return {
    issuer: p.issuer, port: server.address().port, counts: p.counts, now: p.now, kids: () => p.keys.map((k) => k.kid),
    approve: (code, sub) => approve(p, code, sub), deny: (code) => deny(p, code), expire: (code) => expire(p, code),
    mint: (kind, changes) => mint(p, kind, changes), rotate: p.rotate, set: (changes) => Object.assign(p.now, changes),
    // Ends the listening, too: connections are refused. `resume` listens on the same port again.
    pause: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
    resume: () => new Promise((done) => server.listen(Number(new URL(p.issuer).port), "127.0.0.1", done)),
    stop: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const peer = await startPeer({ tls: process.argv[2], port: Number(process.argv[3] ?? 0) });
  console.log(`ready ${peer.issuer}`);
  process.stdin.resume().on("end", () => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
}
