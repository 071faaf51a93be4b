// SPDX-License-Identifier: Apache-2.0
// For tests that need somebody signed in: a television with a key of its own gets tokens from the embedded issuer by the
// device flow, approved on a phone's pages, and asks the API with them and a fresh DPoP proof each time.
import crypto from "node:crypto";
import { Phone, ask } from "./phone.mjs";

const b64 = (x) => Buffer.from(x).toString("base64url");
export const sha256 = (x) => crypto.createHash("sha256").update(x).digest("base64url");
export const claimsOf = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
const formType = { "Content-Type": "application/x-www-form-urlencoded" };

// The passwords that the demonstration printed at its start, by login.
export const demoPasswords = (out) => Object.fromEntries([...out.matchAll(/sign in as (\S+) with (\S+)/g)].map((m) => [m[1], m[2]]));

export class Television {
  constructor(s) {
    this.s = s;
    this.key = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x, y } = this.key.publicKey.export({ format: "jwk" });
    this.jwk = { crv: "P-256", kty: "EC", x, y };
    this.jkt = sha256(JSON.stringify(this.jwk));
  }
  // A proof of the key for one request; `more` overrides claims.
  proof(method, target, token, more = {}) {
    const head = { typ: "dpop+jwt", alg: "ES256", jwk: this.jwk };
    const body = { htm: method, htu: this.s.url + target.replace(/\?.*/, ""), iat: Math.floor(Date.now() / 1000), jti: crypto.randomUUID(), ...(token ? { ath: sha256(token) } : {}), ...more };
    const input = `${b64(JSON.stringify(head))}.${b64(JSON.stringify(body))}`;
    return `${input}.${crypto.sign("sha256", Buffer.from(input), { key: this.key.privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
  }
  async oauth(target, fields, headers = {}) {
    const r = await ask(this.s, "POST", target, { headers: { ...formType, DPoP: this.proof("POST", target), ...headers }, body: new URLSearchParams({ client_id: "tgov-tv", ...fields }).toString() });
    return { status: r.status, headers: r.headers, ...(r.text ? r.json : {}) };
  }
  async begin(fields = {}) {
    Object.assign(this, await this.oauth("/oauth/device_authorization", { scope: "openid profile offline_access tgov", tgov_box: "Living room", dpop_jkt: this.jkt, ...fields }));
    return this;
  }
  fetchTokens() { return this.oauth("/oauth/token", { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: this.device_code }); }
  refresh(refresh_token) { return this.oauth("/oauth/token", { grant_type: "refresh_token", refresh_token }); }
}

// What the person does on the phone, up to the decision.
export async function openOnPhone(phone, tv, login, password) {
  await phone.open("/device");
  await phone.send("/device", { user_code: tv.user_code });
  if (/name="password"/.test(phone.page.text)) await phone.send("/device/sign-in", { login, password });
}
export async function approveOnPhone(phone, tv, login, password) {
  await openOnPhone(phone, tv, login, password);
  for (const picture of tv.tgov_pictures) await phone.send("/device/pictures", { picture });
  await phone.send("/device/approve");
  if (phone.page.status !== 200) throw new Error(`not approved: ${phone.page.status} ${phone.page.text}`);
}

// Somebody signed in at a television.
export class Person {
  static async signIn(s, login, fields = {}) {
    const p = Object.assign(new Person(), { s, login, tv: new Television(s), phone: new Phone(s) });
    await p.tv.begin(fields);
    await approveOnPhone(p.phone, p.tv, login, demoPasswords(s.out)[login]);
    p.tokens = await p.tv.fetchTokens();
    if (!p.tokens.access_token) throw new Error(`no token: ${JSON.stringify(p.tokens)}`);
    return p;
  }
  // Headers that prove this person for one request.
  headers(method, target) {
    const token = this.tokens.access_token;
    return { Authorization: `DPoP ${token}`, DPoP: this.tv.proof(method, target, token) };
  }
  ask(method, target, { headers = {}, body } = {}) {
    const json = body === undefined ? {} : { "Content-Type": "application/json" };
    return ask(this.s, method, target, { headers: { ...this.headers(method, target), ...json, ...headers }, body: body === undefined || typeof body === "string" ? body : JSON.stringify(body) });
  }
}
