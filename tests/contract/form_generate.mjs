// SPDX-License-Identifier: Apache-2.0
// Made-up forms and answers for form_differential.test.mjs: every kind of question with random rules, answered well,
// badly, barely or not at all. The same numbers come out every time.
let seed = 20260310;
function random() { // mulberry32
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const chance = (p) => random() < p;
const some = (p, value) => (chance(p) ? value() : undefined);
const drop = (o) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined));

const patterns = ['[0-9]+', '^[A-Z]{2}[0-9]{3}$', '\\d{4}-\\d{2}', '(red|green|blue)', '[^@ ]*', '(?=.*\\d)[a-z0-9]{4,8}', 'a|b', '^\\+?[0-9 ]{3,}$', '[\\w.-]+', '.*'];
const masks = ['999', '(999) 999-9999', 'aa-99', '99/99', 'A9', '***'];
const textSamples = ['', ' ', 'a', 'ab', 'abc', 'hello world', 'one two three four', 'AB123', '2026-03', 'red', '12', 'x'.repeat(12), ' padded  text ',
  '일이삼', 'naïve café', '😀😀', 'a1b2', '0', 'true', 'line one\nline two', '555', '(555) 123-4567', 'ab-12', '12/34', 'b7'];
const emails = ['a@b.co', 'first.last@example.org', 'x@y', '@b.co', 'a@', 'a b@c.de', 'a@b.c', '"quoted x"@b.org', 'a@[127.0.0.1]', 'a..b@c.org', '.a@c.org',
  'ä@ö.org', 'a@b-c.org', 'a@-b.org', 'a,b@c.org', 'UPPER@CASE.ORG', 'a@b.co1', 'a@b.c0m.org', 'a@b@c.org'];
const urls = ['https://example.org', 'example.org', 'www.example.org/path?q=1#f', 'http://localhost:3000', 'localhost', 'ftp://files.example.org', 'http://10.0.0.1',
  'http://192.168.1.1/x', 'http://8.8.8.8:80/', 'ht!tp://x', 'a b.org', 'http://', 'mailto:a@b.co', 'http://user:pw@example.org/', 'example', '//example.org',
  'http://example.org:1', 'http://exa mple.org', 'http://-a.org', 'http://a-.org', 'https://xn--fiqs8s.cn', 'http://例え.jp', 'javascript:alert(1)', 'http://1.2.3'];
const dates = ['2026-03-10', '2026-03-10T09:30:00Z', '2026-03-10T09:30:00.000Z', '2025-12-31T23:59:59+02:00', '2026-02-30', 'Invalid date', 'never', '2024-02-29', '1999-01-01T00:00:00-08:00'];
const days = ['03/10/2026', '13/01/2026', '01/13/2026', '02/30/2024', '00/00/0000', '00/10/2026', '03/00/2026', '03/10/0000', '12/31/1999', '3/1/2020', 'x/y/z', '03/10', '29/02/2023', '02/29/2024'];
const times = ['09:30:00', '09:30', '24:00:00', '23:59:59', '9:30:00', 'noon', '00:00:00'];
const odd = [5, 0, -1, true, false, [], {}, ['x'], { x: 1 }, null];
const options = [{ label: 'Red', value: 'red' }, { label: 'Green', value: 'green' }, { label: 'Blue', value: 'blue' }];

const simpleTypes = ['textfield', 'number', 'checkbox', 'radio', 'select'];

let counter = 0;
const nextKey = () => `q${++counter}`;
const rule = (key) => pick([
  { if: [{ '>': [{ var: `data.${key}` }, 3] }, true, 'Too small.'] },
  { '==': [{ var: `data.${key}` }, 'red'] },
  { '!': [{ var: 'input' }] },
  { '!!': [{ var: 'input' }] },
]);

// [make the rest of the component, sample answers]
const kinds = {
  textfield: () => [{ validate: text(), inputMask: some(0.15, () => pick(masks)), truncateMultipleSpaces: some(0.2, () => true), multiple: some(0.15, () => true) }, textSamples],
  textarea: () => [{ validate: text() }, textSamples],
  password: () => [{ validate: text() }, textSamples],
  email: () => [{ validate: required(), multiple: some(0.1, () => true) }, emails],
  url: () => [{ validate: required() }, urls],
  phoneNumber: () => [{ validate: required(), inputMask: some(0.6, () => pick(['999', '(999) 999-9999'])) }, ['555', '(555) 123-4567', '5551234567', '+47 22 33 44 55', 'abc', '']],
  number: () => [{ validate: { ...required(), ...numbers() }, multiple: some(0.1, () => true), decimalLimit: some(0.2, () => pick([0, 2])) }, [0, 1, 5, -5, 10, 99.5, 1e6, 3.14159, '5', 'x', '']],
  currency: () => [{ validate: { ...required(), ...numbers() }, currency: pick(['USD', 'EUR', 'KRW', undefined]) }, [0, 1, 5, -5, 10, 99.5, 1e6, 3.14159, '5', '']],
  checkbox: () => [{ validate: required() }, [true, false]],
  radio: () => [{ values: options, validate: { ...required(), onlyAvailableItems: some(0.5, () => true) } }, ['red', 'green', 'pink', '']],
  select: () => [{ data: { values: options }, dataSrc: pick(['values', undefined]), validate: { ...required(), onlyAvailableItems: some(0.5, () => true) } }, ['red', 'blue', 'pink', '']],
  selectMany: () => [{ type: 'select', multiple: true, data: { values: options }, validate: { ...required(), onlyAvailableItems: some(0.3, () => true) } }, [['red'], ['red', 'blue'], [], ['pink']]],
  selectboxes: () => [{ values: options, validate: drop({ ...required(), onlyAvailableItems: some(0.3, () => true), minSelectedCount: some(0.3, () => 2), maxSelectedCount: some(0.3, () => pick([1, 2])) }) },
    [{ red: true }, { red: true, green: true, blue: false }, { red: true, green: true, blue: true }, { red: false, green: false }, {}, { pink: true }, { pink: false }, { '': false }]],
  day: () => [day(), days],
  datetime: () => [{ enableTime: some(0.5, () => false), validate: required(), widget: drop({ type: 'calendar', minDate: some(0.3, () => '2025-06-01'), maxDate: some(0.3, () => pick(['2026-03-01', '2026-03-10T09:30:00Z', '2026-03-10T09:00:00Z'])), enableTime: some(0.6, () => chance(0.5)) }) }, dates],
  time: () => [{ validate: required(), dataFormat: some(0.3, () => pick(['HH:mm', 'HH:mm:ss', 'hh:mm A'])) }, [...times, '09:30 AM', '13:00 PM']],
  tags: () => [{ validate: required(), storeas: pick(['string', 'array']) }, ['a,b', 'a', '', ['a', 'b'], []]],
  survey: () => [{ questions: [{ label: 'One', value: 'one' }, { label: 'Two', value: 'two' }], values: options, validate: required() }, [{ one: 'red', two: 'blue' }, { one: 'red' }, {}, { one: '', two: '' }]],
  file: () => [{ validate: required(), multiple: true }, [[], [{ name: 'a.pdf', originalName: 'a.pdf', size: 10, type: 'application/pdf', storage: 'url', url: '/x' }]]],
  signature: () => [{ validate: required() }, ['', 'data:image/png;base64,AAAA']],
  address: () => [{ validate: required() }, [{}, { formatted_address: '1 Sample Street' }]],
  hidden: () => [{ validate: required() }, ['', 'x', 5, null]],
};
const required = () => drop({ required: some(0.5, () => true) });
const text = () => drop({ ...required(), minLength: some(0.2, () => pick([2, '3', 5])), maxLength: some(0.2, () => pick([3, '4', 10])), minWords: some(0.1, () => 2), maxWords: some(0.1, () => 2), pattern: some(0.2, () => pick(patterns)) });
const numbers = () => drop({ min: some(0.3, () => pick([0, 1, '2', -10])), max: some(0.3, () => pick([5, 10, '100'])) });
const day = () => drop({
  validate: required(), dayFirst: some(0.4, () => true), minDate: some(0.2, () => '2000-01-01'), maxDate: some(0.2, () => '2026-03-09'), minYear: some(0.1, () => 1990), maxYear: some(0.1, () => 2025),
  fields: { day: { type: 'number', required: chance(0.2) }, month: { type: 'select', required: chance(0.2) }, year: { type: 'number', required: chance(0.2) } },
});

function condition(known) {
  const on = pick(known);
  const value = on.type === 'checkbox' ? 'true' : pick(['red', '5', 'abc', 'true', '']);
  const eq = () => ({ show: pick([true, 'true', false, 'false']), when: on.key, eq: value });
  const list = () => ({
    show: chance(0.7), conjunction: pick(['all', 'any']),
    conditions: Array.from({ length: 1 + below(2) }, () => {
      const c = pick(known);
      return { component: c.key, operator: pick(['isEqual', 'isNotEqual', 'isEmpty', 'isNotEmpty', 'greaterThan', 'lessThan', 'includes', 'notIncludes', 'startsWith', 'endsWith', 'greaterThanOrEqual', 'lessThanOrEqual']), value: c.type === 'checkbox' ? true : pick(['red', 5, 'a', '5']) };
    }),
  });
  const json = () => ({ json: pick([{ '==': [{ var: `data.${on.key}` }, 'red'] }, { '!!': [{ var: `data.${on.key}` }] }, { and: [{ '>': [{ var: `data.${on.key}` }, 1] }, { '!==': [{ var: `data.${on.key}` }, 5] }] }]) });
  return pick([eq, list, json])();
}

const simple = (list) => list.filter((c) => simpleTypes.includes(c.type) && !c.multiple);

function component(known) {
  const name = pick(Object.keys(kinds)), [rest, samples] = kinds[name]();
  const c = drop({ type: name, input: true, key: nextKey(), label: 'Question', ...rest });
  c.validate = drop(c.validate ?? {});
  const plain = simple(known);
  if (plain.length && chance(0.3)) c.conditional = condition(plain);
  if (plain.length && chance(0.08)) c.validate.json = rule(pick(plain).key);
  if (chance(0.05)) c.validate.custom = { if: [{ '==': [{ var: 'input' }, 'red'] }, true, 'Only red.'] };
  if (chance(0.08)) c.clearOnHide = false;
  if (chance(0.05)) c.hidden = true;
  if (chance(0.05)) c.disabled = true;
  if (name === 'number' && !c.multiple && plain.some((k) => k.type === 'number') && chance(0.2))
    c.calculateValue = { '+': [{ var: `data.${plain.find((k) => k.type === 'number').key}` }, 1] };
  if (c.enableTime === false) c.widget.enableTime = false;
  Object.defineProperty(c, 'samples', { value: samples, enumerable: false });
  return c;
}

function answer(c) {
  if (chance(0.2)) return undefined;
  if (chance(0.06)) return pick(simpleTypes.includes(c.type) ? odd.filter((v) => typeof v !== 'object') : odd); // conditions look at these
  if (c.multiple && c.type !== 'select' && c.type !== 'file') return Array.from({ length: below(3) }, () => pick(c.samples));
  return structuredClone(pick(c.samples));
}
const answers = (list) => drop(Object.fromEntries(list.map((c) => [c.key, answer(c)])));

function* pair() {
  counter = 0;
  const components = [], data = {}, known = [];
  const add = (list, target) => {
    const c = component(known);
    list.push(c);
    if (target === data) known.push(c);
    const v = answer(c);
    if (v !== undefined) target[c.key] = v;
  };
  for (let i = 0, n = 3 + below(6); i < n; i++) add(components, data);
  if (chance(0.4)) { // a panel, sometimes hidden as a whole
    const panel = drop({ type: 'panel', key: nextKey(), title: 'Panel', input: false, components: [], hidden: some(0.1, () => true), conditional: simple(components).length ? some(0.5, () => condition(simple(components))) : undefined });
    for (let i = 0; i < 3; i++) add(panel.components, data);
    components.push(panel);
  }
  if (chance(0.3)) {
    const box = { type: 'container', key: nextKey(), label: 'Group', input: true, components: [] };
    data[box.key] = {};
    for (let i = 0; i < 3; i++) add(box.components, data[box.key]);
    components.push(box);
  }
  if (chance(0.3)) {
    const grid = drop({ type: 'datagrid', key: nextKey(), label: 'Rows', input: true, components: [], validate: drop({ required: some(0.4, () => true), minLength: some(0.2, () => 2), maxLength: some(0.2, () => 2) }) });
    const rows = Array.from({ length: below(4) }, () => ({}));
    for (let i = 0; i < 3; i++) {
      const c = component([]);
      grid.components.push(c);
      for (const row of rows) Object.assign(row, answers([c]));
    }
    components.push(grid);
    if (rows.length || chance(0.5)) data[grid.key] = rows;
  }
  yield { form: { components }, answers: data };
}

export function* generate(count) {
  for (let i = 0; i < count; i++) yield* pair();
}
