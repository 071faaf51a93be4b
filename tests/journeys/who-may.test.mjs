#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Who may use a service is said before the first question, and somebody for whom it is not is led to whom it is for, never to
// the end of a form that the office refuses.
import assert from "node:assert/strict";
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { rows, work, certificates } = await import("../tools/programs.mjs");
const { startBackend } = await import("../tools/phone.mjs");
const { approveOnPhone, codeOf, endsWell, tvAt } = await import("../tools/sign_in.mjs");

certificates();
const s = await startBackend({ store: `${work}/tgov.db` });
const home = ["wait-screen home", 'wait "All services"'];
const code = ["wait-screen sign-in", 'wait "Good for 10 more minutes"', "tree"];

console.log("a guest reads for whom it is, and is asked to sign in");
let tv = tvAt(s, "sofa", [...home, "open service meeting-room", 'wait "This service is for government staff"', 'expect-focus "Sign in and start"', "open service close-business",
  'wait "This service is for businesses"', 'expect "Somebody who acts for a company has to sign in."', "audit-all", "press OK", ...code,
  "wait-screen service", 'wait "Sign in as somebody else"', 'expect "This service is for businesses"', 'expect-not "Start"', "audit-all",
  // Not even by the back door: the form leads here.
  "open form close-business", "wait-screen service", 'wait "Sign in as somebody else"',
  "open service report-street-light", 'wait "Start"', 'expect-not "Sign in as somebody else"',
  "open service shop-licence", 'wait "Start"', 'expect "Anyone who runs or plans a business"', 'expect-not "This service is for businesses"',
  "open service close-business", 'wait "Sign in as somebody else"', "press OK", ...code, "wait-screen service", 'wait "Start"', 'expect-not "This service is for businesses"',
  "press OK", "wait-screen form", "wait-ready", 'expect "Question 1 of"', "quit"]);
const first = await codeOf(tv);
await approveOnPhone(s, first, "kim");
const second = await (async () => {
  for (;;) {
    const now = await codeOf(tv);
    if (now.code !== first.code) return now;
    await new Promise((done) => setTimeout(done, 50));
  }
})();
await approveOnPhone(s, second, "lee");
await endsWell(tv);
assert.equal(rows(`${work}/sofa/keep.db`, "SELECT count(*) AS n FROM profiles")[0].n, 2, "both live with this TV now");
await s.stop();
console.log("ok");
process.exit(0);
