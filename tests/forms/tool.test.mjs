// SPDX-License-Identifier: Apache-2.0
// tgov-forms from outside: real exports become services that check and walk; wrong input is refused with file and place; the
// public JsonLogic suite passes in both manners.
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const tool = path.join(process.env.TGOV_BUILD ?? 'build', 'tgov-forms');
const shared = process.env.TGOV_SHARED ?? '../shared';
if (!fs.existsSync(tool)) {
  console.log(`SKIP: ${tool} is not built`);
  process.exit(77);
}
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tgov-forms-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const run = (...args) => {
  const r = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: r.status, out: r.stdout, err: r.stderr };
};
const write = (name, text) => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
};

// ---- usage ----
assert.equal(run('--help').code, 0);
assert.match(run('--help').out, /import FILE --id ID --into DIR/);
assert.match(run('--version').out, /^tgov-forms \d+\.\d+/);
for (const args of [[], ['nosuch'], ['import'], ['import', 'x'], ['import', 'x', '--id', 'A b', '--into', folder], ['check'], ['walk'], ['suite'],
  ['suite', 'x', '--nosuch'], ['walk', folder, '--seed', 'x'], ['import', 'x', '--id', 'a', '--into']]) {
  assert.equal(run(...args).code, 2, args.join(' '));
}

// ---- wrong input: always exit 1, a place, nothing written ----
const form = { title: 'T', components: [{ type: 'textfield', key: 'a', label: 'A' }] };
const deep = (n) => '['.repeat(n) + ']'.repeat(n);
const nested = (n) => JSON.stringify({ components: [Array.from({ length: n }).reduce((inner) => ({ type: 'panel', key: 'p', components: [inner] }), form.components[0])] });
const wrong = {
  empty: '', space: ' \n', truncated: JSON.stringify(form).slice(0, 40), text: 'hello', number: '7', deep: deep(100000), latin1: Buffer.from('{"title":"caf\xe9","components":[]}', 'latin1'),
  twice: '{"components":[{"type":"textfield","key":"a","key":"b"}]}', types: '{"components":"x"}', none: '{"components":[]}', nul: '{"title":"a\\u0000b"}',
};
for (const [name, text] of Object.entries(wrong)) {
  const file = write(`${name}.json`, text);
  const r = run('import', file, '--id', 'wrong', '--into', folder);
  assert.equal(r.code, 1, `${name}: ${r.out}${r.err}`);
  assert.match(r.err, new RegExp(`^error: .*${name}\\.json: (line \\d+, column \\d+|\\$\\S*|byte \\d+).*: .+`, 'm'), `${name}: ${r.err}`);
  assert.equal(fs.existsSync(path.join(folder, 'wrong')), false);
}
const huge = path.join(folder, 'huge.json');
fs.closeSync(fs.openSync(huge, 'w'));
fs.truncateSync(huge, 100 << 20);
const tooLarge = run('import', huge, '--id', 'wrong', '--into', folder);
assert.equal(tooLarge.code, 1);
assert.match(tooLarge.err, /huge\.json/);
assert.equal(run('import', path.join(folder, 'absent.json'), '--id', 'a', '--into', folder).code, 1);
const deepForm = run('import', write('panels.json', nested(30)), '--id', 'panels', '--into', folder);
assert.ok(deepForm.code === 0 || /panels\.json/.test(deepForm.err), deepForm.err);

// ---- real forms ----
const real = path.join(shared, 'data', 'forms');
const catalogue = path.join(folder, 'catalogue');
let forms = 0;
for (const file of fs.existsSync(real) ? fs.readdirSync(real) : []) {
  const id = `f-${path.basename(file, '.json')}`;
  const r = run('import', path.join(real, file), '--id', id, '--into', catalogue);
  assert.equal(r.code, 0, `${file}: ${r.err}`);
  const lines = r.out.trimEnd().split('\n');
  const count = /^components (\d+)\/(\d+), expressions (\d+)\/(\d+)$/.exec(lines.at(-1));
  assert.ok(count, lines.at(-1));
  const [kept, all, translated, scripts] = count.slice(1).map(Number);
  assert.equal(kept, all, `${file}: ${r.out}`);
  assert.ok(all > 2 && scripts - translated === lines.length - 1, r.out);
  for (const line of lines.slice(0, -1)) assert.match(line, /^\$\.\S+(\.customDefaultValue): offset \d+: /, line); // conditions all carry over
  const text = fs.readFileSync(path.join(catalogue, id, 'form.json'), 'utf8');
  assert.doesNotMatch(text, /"(customConditional|custom|customDefaultValue)": "[^"]/);
  assert.doesNotMatch(text, /"calculateValue": "[^"]/);
  // A second import gives the same bytes, and what was imported imports again.
  run('import', path.join(real, file), '--id', id, '--into', catalogue);
  assert.equal(fs.readFileSync(path.join(catalogue, id, 'form.json'), 'utf8'), text);
  const again = run('import', path.join(catalogue, id, 'form.json'), '--id', 'again', '--into', path.join(folder, 'again'));
  assert.match(again.out, new RegExp(`^components (\\d+)/\\1, expressions (\\d+)/\\2\n$`), again.out);
  const walked = run('walk', path.join(catalogue, id));
  assert.equal(walked.code, 0, `${file}: ${walked.err}`);
  assert.equal(typeof JSON.parse(walked.out), 'object');
  forms++;
}
if (forms) {
  const checked = run('check', catalogue);
  assert.equal(checked.code, 0, checked.err);
  assert.match(checked.out, new RegExp(`^${forms} services, 0 with errors$`, 'm'));
}

// ---- check finds what is wrong ----
assert.equal(run('import', write('own.json', JSON.stringify(form)), '--id', 'own', '--into', folder).code, 0);
assert.equal(run('check', path.join(folder, 'own')).code, 0);
fs.writeFileSync(path.join(folder, 'own', 'form.json'), '{"components":[{"type":"textfield","key":"a","label":"A","calculateValue":{"nosuch":1}}]}');
const broken = run('check', path.join(folder, 'own'));
assert.equal(broken.code, 1);
assert.match(broken.err, /own\/form\.json: \$\.components\[0\]\S*: .*nosuch/);
fs.rmSync(path.join(folder, 'own', 'form.json'));
assert.match(run('check', path.join(folder, 'own')).err, /form\.json/);
assert.equal(run('check', path.join(folder, 'nowhere')).code, 1);

// ---- suites ----
const suite = path.join(shared, 'data', 'jsonlogic', 'compatible.json');
if (fs.existsSync(suite)) {
  for (const args of [['suite', suite], ['suite', suite, '--forms']]) {
    const r = run(...args);
    assert.equal(r.code, 0, r.out);
    assert.match(r.out, /^278 passed, 0 failed\n$/);
  }
}
const failing = write('suite.json', '["# a comment", {"rule":{"+":[1,1]},"result":3}, {"rule":{"throw":"x"},"error":{"type":"x"}}, [{"var":"a"},{"a":1},1]]');
const failed = run('suite', failing, failing);
assert.equal(failed.code, 1);
assert.match(failed.out, /FAILED .*\{"\+":\[1,1\]\}.*expected 3 got 2/);
assert.match(failed.out, /4 passed, 2 failed\n$/);
assert.equal(run('suite', write('nosuite.json', '{}')).code, 1);
console.log(`${forms} real forms, ${Object.keys(wrong).length} wrong files`);
