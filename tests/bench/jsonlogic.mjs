// SPDX-License-Identifier: Apache-2.0
// Nanoseconds per evaluation of json-logic-js over a public suite, to compare with `tgov-forms bench-logic FILE`:
//     node tests/bench/jsonlogic.mjs ../shared/data/jsonlogic/compatible.json
// Rules that raise an error are left out, so that no exception is timed.
import fs from 'node:fs';
import jsonLogic from 'json-logic-js';

const file = process.argv[2] ?? new URL('../../../shared/data/jsonlogic/compatible.json', import.meta.url);
const cases = JSON.parse(fs.readFileSync(file, 'utf8')).filter((one) => typeof one === 'object');
console.log = () => {}; // the operator "log" prints
const rules = cases.map((one) => (Array.isArray(one) ? { rule: one[0], data: one[1] } : one)).filter((one) => {
  try {
    jsonLogic.apply(one.rule, one.data);
    return true;
  } catch {
    return false;
  }
});

function run(rounds) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < rounds; i++) {
    for (const one of rules) jsonLogic.apply(one.rule, one.data);
  }
  return Number(process.hrtime.bigint() - start) / rounds / rules.length;
}
run(500); // lets the compiler settle
process.stdout.write(`${run(2000).toFixed(1)}\n`);
