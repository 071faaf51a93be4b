// SPDX-License-Identifier: Apache-2.0
// contract/openapi.yaml is well-formed (Redocly), its examples fit its schemas, and a running backend answers every route
// with the statuses and bodies that it promises; undocumented routes fail too.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Person } from '../tools/person.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const source = process.env.TGOV_SOURCE ?? path.resolve(here, '../..')
const build = process.env.TGOV_BUILD ?? path.join(source, 'build/debug')
const require = createRequire(path.join(source, 'tests/package.json'))
const skip = why => { console.log(why); process.exit(77) }
if (!existsSync(path.join(source, 'tests/node_modules/ajv'))) skip('tests/node_modules is missing: npm ci in tests')
const program = path.join(build, 'tgov-backend')
if (!existsSync(program)) skip('tgov-backend is not built')

const YAML = require('yaml'), Ajv = require('ajv/dist/2020').default, formats = require('ajv-formats').default
let count = 0, failed = 0
const ok = (good, what) => { count++; if (!good) { failed++; console.log('FAILED ' + what) } }
const same = (got, want, what) => ok(got === want, `${what}: ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`)

// ---- the page itself ----
const file = path.join(source, 'contract/openapi.yaml')
const lint = spawnSync(path.join(source, 'tests/node_modules/.bin/redocly'), ['lint', '--format=stylish', file],
  { cwd: path.join(source, 'tests'), encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', CI: '1' } })
ok(lint.status === 0 && !/ warning /.test(lint.stdout + lint.stderr), 'redocly lint\n' + lint.stdout + lint.stderr)
const api = YAML.parse(readFileSync(file, 'utf8'))
const ajv = new Ajv({ strict: false, allErrors: true })
formats(ajv)
ajv.addSchema({ ...api, $id: 'api' })
const resolve = x => x?.$ref ? x.$ref.slice(2).split('/').reduce((o, k) => o[k], api) : x
const operations = path => Object.entries(path).filter(([method]) => /^(get|put|post|patch|delete)$/.test(method))
const checker = new Map()
const fits = (schema, value, what) => {
  const key = JSON.stringify(schema)
  if (!checker.has(key)) checker.set(key, ajv.compile(JSON.parse(key.replaceAll('"#/', '"api#/'))))
  const check = checker.get(key)
  ok(check(value), `${what}: ${ajv.errorsText(check.errors)} in ${JSON.stringify(value).slice(0, 300)}`)
}
for (const [route, methods] of Object.entries(api.paths))
  for (const [method, op] of operations(methods))
    for (const [status, r] of Object.entries(op.responses))
      for (const [type, c] of Object.entries(resolve(r).content ?? {}))
        fits(c.schema, c.example, `the example of ${method} ${route} ${status} ${type}`)

// Every address of the API in the table of routes stands on the page; pages for people do not belong there.
const table = readFileSync(path.join(source, 'backend/routes.c'), 'utf8')
const rows = [...table.matchAll(/^    \{"([^"]+)", METHOD_([A-Z]+),/gm)].map(m => [m[1], m[2].toLowerCase()])
ok(rows.length > 80, 'the table of routes was read')
for (const [route, method] of rows)
  if (/^\/(v1|oauth|\.well-known)\//.test(route)) ok(api.paths[route]?.[method], `${method} ${route} of backend/routes.c is documented`)

// ---- a running backend ----
const folder = mkdtempSync(path.join(tmpdir(), 'tgov-openapi-'))
const backend = spawn(program, ['--listen', '127.0.0.1:0', '--catalogue', path.join(source, 'backend/catalogue'), '--store',
  'sqlite:' + path.join(folder, 'store.db'), '--demo', '--rate', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
const finish = async code => {
  backend.kill('SIGTERM')
  await new Promise(done => backend.exitCode === null ? backend.once('exit', done) : done())
  rmSync(folder, { recursive: true, force: true })
  console.log(`${count - failed} passed, ${failed} failed`)
  process.exit(code ?? (failed || backend.exitCode ? 1 : 0))
}
let text = ''
const base = await new Promise((found, lost) => {
  backend.stdout.on('data', d => {
    text += d
    const at = /^(http:\/\/\S+)\n[\s\S]*^ready/m.exec(text)
    if (at) found(at[1])
  })
  backend.once('exit', () => lost(new Error('the backend ended: ' + text)))
}).catch(async e => { console.log(e.message); failed++; await finish(1) })

const seen = new Set()
// Asks and compares with what the page promises for this operation and status. Gives {status, body, headers}.
const ask = async (method, route, { params = {}, query = '', headers = {}, body, raw, type = 'application/json' } = {}) => {
  const url = base + route.replace(/\{(\w+)\}/g, (_, n) => encodeURIComponent(params[n])) + query
  const r = await fetch(url, { method, headers: { ...(body || raw ? { 'content-type': type } : {}), ...headers },
    body: raw ?? (body ? JSON.stringify(body) : undefined), redirect: 'manual' })
  const text = await r.text(), what = `${method} ${route}${query} ${r.status}`
  const op = api.paths[route]?.[method.toLowerCase()]
  const promised = resolve(op?.responses[r.status] ?? op?.responses[`${String(r.status)[0]}XX`])
  ok(promised, `${what} is documented: ${text.slice(0, 200)}`)
  seen.add(`${method} ${route}`)
  for (const [name, h] of Object.entries(promised?.headers ?? {}))
    if (resolve(h).required) ok(r.headers.get(name), `${what} has the header ${name}`)
  const kind = (r.headers.get('content-type') ?? '').split(';')[0]
  const content = promised?.content?.[kind]
  if (promised?.content) ok(content, `${what}: content type ${kind}`)
  let parsed = text
  if (/json$/.test(kind) && text) { parsed = JSON.parse(text); if (content) fits(content.schema, parsed, what) }
  return { status: r.status, body: parsed, headers: r.headers }
}

try {
  // Public answers in two languages, with ETags.
  for (const language of ['en', 'ko', 'fr, ko;q=0.5', 'xx']) {
    const headers = { 'accept-language': language }
    const home = await ask('GET', '/v1/home', { headers })
    same(home.headers.get('content-language'), /ko/.test(language) ? 'ko' : 'en', 'language of home for ' + language)
    same((await ask('GET', '/v1/home', { headers: { ...headers, 'if-none-match': home.headers.get('etag') } })).status, 304, 'home again')
    const list = await ask('GET', '/v1/services', { headers, query: '?limit=100' })
    same(list.body.items.length, home.body.services, 'all services in ' + language)
    for (const item of list.body.items) {
      const s = await ask('GET', '/v1/services/{id}', { params: item, headers })
      same(s.status, 200, item.id)
      same(s.body.title, item.title, 'title of ' + item.id)
    }
  }
  same((await ask('GET', '/v1/services/{id}/form', { params: { id: 'report-street-light' } })).status, 200, 'form')
  same((await ask('GET', '/v1/context.jsonld')).status, 200, 'context')
  same((await ask('GET', '/v1/health')).status, 200, 'health')
  same((await ask('GET', '/v1/identity')).status, 200, 'identity')
  same((await ask('GET', '/metrics')).status, 200, 'metrics')

  // Filters, pages, search.
  const list = async (query, headers) => (await ask('GET', '/v1/services', { query, headers })).body
  const ids = async (query, headers) => (await list(query, headers)).items.map(i => i.id)
  const everything = await ids('?limit=100')
  const paged = []
  for (let next = ''; next !== undefined;) {
    const page = await list('?limit=4' + (next && `&cursor=${next}`))
    paged.push(...page.items.map(i => i.id))
    next = page.next
  }
  same(paged.join(), everything.join(), 'pages put together')
  same((await ids('?audience=government')).join(), 'meeting-room,equipment-fault', 'for officials')
  ok((await list('?fee=none')).items.every(i => i.no_fee), 'no fee')
  ok((await list('?papers=none&finish=tv')).items.every(i => i.no_papers && i.finish_on_tv), 'no papers, on tv')
  const moving = await list('?audience=citizen')
  const facet = moving.events.find(e => e.id === 'moving')
  same((await list('?audience=citizen&event=moving')).total, facet.count, 'the count beside the filter')
  for (const [q, first, language] of [['light', 'report-street-light'], ['STREET LIGTH', 'report-street-light'],
    ['lihgt', 'report-street-light'], ['cértificate', 'residence-certificate'], ['baby', 'baby-box'], ['garbage', 'bulky-waste'],
    ['가로등', 'report-street-light', 'ko'], ['가로등고장', 'report-street-light', 'ko'], ['소음', 'noise-complaint', 'ko'],
    ['street light', 'report-street-light', 'ko'], ['pension', 'pension-talk'], ['pensoin', 'pension-talk'], ['주차', 'parking-permit', 'ko']])
    same((await ids('?q=' + encodeURIComponent(q), { 'accept-language': language ?? 'en' }))[0], first, 'search ' + q)
  same((await ids('?q=zzzzqqqq')).length, 0, 'nothing found')
  for (const bad of ['?audience=dogs', '?event=flying', '?category=x', '?limit=0', '?limit=x', '?cursor=x', '?fee=all', '?q=' + 'a'.repeat(101)])
    same((await ask('GET', '/v1/services', { query: bad })).status, 400, bad)
  same((await ask('GET', '/v1/services/{id}', { params: { id: 'nothing' } })).status, 404, 'no such service')
  same((await ask('GET', '/v1/services/{id}/form', { params: { id: 'nothing' } })).status, 404, 'no such form')

  // Sending.
  const day = new Date(Date.now() - 86400e3).toISOString().slice(0, 10)
  const light = { answers: { what: 'off', where: 'Mill Lane 14 <script>alert(1)</script>', since: day, reply: 'tv' }, language: 'en' }
  const send = (body, key, more = {}) => ask('POST', '/v1/services/{id}/cases',
    { params: { id: 'report-street-light' }, body, headers: key ? { 'idempotency-key': key } : {}, ...more })
  const first = await send(light, 'key-1'), second = await send(light, 'key-1')
  same(first.status, 201, 'sent')
  same(JSON.stringify(second.body), JSON.stringify(first.body), 'the same receipt for the same sending')
  same((await send({ ...light, language: 'ko' }, 'key-1')).status, 422, 'a key used for something else')
  ok((await send(light, 'key-2')).body.number !== first.body.number, 'another key, another case')
  same((await send(light)).status, 400, 'no key')
  same((await send({ answers: {} }, 'key-3')).body.errors?.[0]?.path, 'what', 'the first answer that is missing')
  same((await send({}, 'key-4')).status, 422, 'no answers')
  same((await send(null, 'key-5', { raw: '{"answers":' })).status, 400, 'broken JSON')
  same((await send(null, 'key-6', { raw: 'x', type: 'text/plain' })).status, 415, 'no JSON')
  same((await send(null, 'key-7', { raw: JSON.stringify({ answers: { where: 'x'.repeat(1100000) } }) })).status, 413, 'too much')
  same((await ask('POST', '/v1/services/{id}/cases', { params: { id: 'nothing' }, body: light, headers: { 'idempotency-key': 'k' } })).status, 404, 'to nobody')
  const burst = await Promise.all(Array.from({ length: 8 }, () => send(light, 'key-burst')))
  same(new Set(burst.map(r => r.body.number)).size, 1, 'eight at once, one case')

  // Following.
  const { number, secret } = first.body
  const mine = { 'tgov-case-secret': secret }
  const c = await ask('GET', '/v1/cases/{number}', { params: { number }, headers: mine })
  same(c.status, 200, 'my case')
  same(c.body.timeline[0].title, 'You sent the report', 'the first line')
  same((await ask('GET', '/v1/cases/{number}', { params: { number }, headers: { ...mine, 'if-none-match': c.headers.get('etag') } })).status, 304, 'unchanged')
  same((await ask('GET', '/v1/cases/{number}', { params: { number: number.toLowerCase().replaceAll('-', '') }, headers: { 'tgov-case-secret': secret.toLowerCase().replace('-', ' ') } })).status, 200, 'typed by hand')
  same((await ask('GET', '/v1/cases/{number}', { params: { number } })).status, 401, 'without a secret')
  same((await ask('GET', '/v1/cases/{number}', { params: { number }, headers: { 'tgov-case-secret': 'BBBB-BBBB' } })).status, 404, 'with a wrong one')
  same((await ask('GET', '/v1/cases/{number}', { params: { number: 'RS-2026-9999' }, headers: mine })).status, 404, 'no such number')

  // The stream, a message, moves.
  const stream = new AbortController()
  const events = await fetch(`${base}/v1/cases/${number}/events`, { headers: mine, signal: stream.signal })
  same(events.headers.get('content-type'), 'text/event-stream', 'stream')
  seen.add('GET /v1/cases/{number}/events')
  const heard = (async () => {
    let text = ''
    for await (const chunk of events.body) { text += Buffer.from(chunk).toString(); if (/event: case/.test(text)) return text }
  })()
  const post = (what, body) => ask('POST', `/v1/cases/{number}/${what}`, { params: { number }, headers: mine, body })
  const told = await post('messages', { text: 'Hello & <b>' })
  same(told.status, 201, 'message')
  same((await post('messages', { text: 'Hello & <b>' })).body.messages.length, 1, 'the same message twice counts once')
  ok((await heard).includes(`{"number":"${number}"}`), 'the stream told of it')
  stream.abort()
  same((await ask('GET', '/v1/cases/{number}/events', { params: { number } })).status, 401, 'stream without a secret')
  same((await post('messages', { text: '' })).status, 422, 'empty message')
  same((await post('moves', { move: 'take' })).status, 403, 'a move of the office')
  same((await post('moves', { move: 'nothing' })).status, 422, 'a move that does not exist')
  same((await post('moves', { move: 'reopen', reason: 'x' })).status, 409, 'not now')
  same((await post('moves', { move: 'fixed' })).body.state.id, 'closed', 'closed by the citizen')
  same((await post('moves', { move: 'reopen' })).status, 422, 'reopen without a reason')
  const reopened = await post('moves', { move: 'reopen', reason: 'It went dark again.' })
  same(reopened.body.state.id, 'reopened', 'reopened')
  same(reopened.body.timeline[0].detail, '“It went dark again.” The clock kept running.', 'its reason and clock')
  same((await post('moves', { move: 'withdraw' })).status, 200, 'withdrawn')
  same((await post('messages', { text: 'more' })).status, 409, 'no message to a closed case')

  // Guessing comes to an end.
  let last = 0
  for (let i = 0; i < 30 && last !== 429; i++)
    last = (await ask('GET', '/v1/cases/{number}', { params: { number }, headers: { 'tgov-case-secret': 'BBBB-BBBB' } })).status
  same(last, 429, 'too many wrong secrets')

  // A television and a phone; what they do together is in tests/wire/phone.test.mjs.
  const box = (await ask('POST', '/v1/boxes', { body: { name: 'Living room' } })).body
  const own = { 'tgov-box': `${box.id}.${box.secret}` }
  const boxed = (method, rest, more = {}) => ask(method, `/v1/boxes/{id}${rest}`, { params: { id: box.id, phone: 'x', file: 'x' }, headers: own, ...more })
  same((await ask('POST', '/v1/boxes', { body: { name: '' } })).status, 201, 'a box that nobody named')
  same((await ask('POST', '/v1/boxes', { body: {} })).status, 422, 'a box that says nothing of its name')
  same((await boxed('PATCH', '', { body: { name: 'Bedroom' } })).status, 204, 'renamed')
  same((await boxed('POST', '/invitations', { body: { language: 'ko' } })).status, 201, 'invited')
  same((await boxed('PUT', '/wish', { body: { kind: 'text', field: 'where', label: 'Where?' } })).status, 204, 'asked')
  same((await boxed('PUT', '/wish', { body: { kind: 'song' } })).status, 422, 'asked nonsense')
  same((await boxed('GET', '/phones')).body.items.length, 0, 'no phones yet')
  same((await boxed('GET', '')).body.name, 'Bedroom', 'the box')
  same((await boxed('GET', '', { headers: {} })).status, 404, 'the box, not proved')
  for (const [method, rest] of [['DELETE', '/phones/{phone}'], ['POST', '/phones/{phone}/allow'], ['GET', '/files/{file}'], ['DELETE', '/files/{file}'], ['GET', '/files/{file}/thumbnail']])
    same((await boxed(method, rest)).status, 404, `${method} ${rest} of nothing`)
  const watching = new AbortController()
  same((await fetch(`${base}/v1/boxes/${box.id}/events`, { headers: own, signal: watching.signal })).headers.get('content-type'), 'text/event-stream', 'stream of a box')
  seen.add('GET /v1/boxes/{id}/events')
  watching.abort()
  for (const [method, rest] of [['POST', ''], ['GET', '/{id}'], ['PATCH', '/{id}'], ['DELETE', '/{id}'], ['PUT', '/{id}/thumbnail']]) {
    same((await ask(method, `/phone/uploads${rest}`, { params: { id: 'x' }, headers: { 'tus-resumable': '1.0.0' } })).status, 403, `${method} of an upload by nobody`)
    same((await ask(method, `/phone/uploads${rest}`, { params: { id: 'x' } })).status, 412, `${method} of an upload in another protocol`)
  }
  same((await boxed('DELETE', '')).status, 204, 'box removed')

  // The embedded issuer, and somebody who signs in there with a key of their own.
  for (const at of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])
    same((await ask('GET', at)).body.issuer, base, at)
  const s = { url: base, port: Number(new URL(base).port), out: text }
  const kim = await Person.signIn(s, 'kim'), form = { type: 'application/x-www-form-urlencoded' }
  const tokens = (route, fields, proof) => ask('POST', route, { ...form, raw: new URLSearchParams({ client_id: 'tgov-tv', ...fields }).toString(), headers: proof ? { dpop: kim.tv.proof('POST', route) } : {} })
  const begun = await tokens('/oauth/device_authorization', { dpop_jkt: kim.tv.jkt })
  same(begun.status, 200, 'a code')
  same((await tokens('/oauth/device_authorization', { client_id: 'other' })).status, 401, 'a code for a stranger')
  const device = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: begun.body.device_code }
  same((await tokens('/oauth/token', device, true)).body.error, 'authorization_pending', 'nobody answered')
  same((await tokens('/oauth/token', device)).status, 400, 'no proof')
  const renewed = await tokens('/oauth/token', { grant_type: 'refresh_token', refresh_token: kim.tokens.refresh_token }, true)
  same(renewed.status, 200, 'renewed')
  kim.tokens = renewed.body
  same((await ask('GET', '/oauth/jwks')).status, 200, 'keys')
  for (const method of ['GET', 'POST']) {
    same((await ask(method, '/oauth/userinfo', { headers: kim.headers(method, '/oauth/userinfo') })).body.name, 'A. Kim', 'userinfo by ' + method)
    same((await ask(method, '/oauth/userinfo')).status, 401, 'userinfo of nobody by ' + method)
  }
  same((await fetch(base + '/v1/services/tax-letter/blank')).headers.get('content-type'), 'text/html; charset=utf-8', 'a blank form')
  same((await ask('GET', '/v1/services/{id}/blank', { params: { id: 'tax-letter' } })).status, 200, 'a blank form')
  same((await ask('GET', '/v1/services/{id}/blank', { params: { id: 'nothing' } })).status, 404, 'a blank form of nothing')

  // Who signed in: with a bound token (kim) and with one that is not (mia, lee of the demonstration).
  const as = (who, method, route, more = {}) => {
    const at = route.replace(/\{(\w+)\}/g, (_, n) => encodeURIComponent(more.params[n]))
    const proof = who instanceof Person ? who.headers(method, at) : { authorization: `Bearer demo-${who}` }
    return ask(method, route, { ...more, headers: { ...proof, ...more.headers } })
  }
  for (const [route, method] of rows.filter(([route]) => /^\/v1\/(me|mandates)/.test(route))) {
    const some = { params: { service: 'tax-letter', id: 'x' }, ...(/p/.test(method) ? { body: {} } : {}) }
    const r = await ask(method.toUpperCase(), route, some)
    same(r.status, 401, `${method} ${route} of nobody`)
    same(/DPoP algs=/.test(r.headers.get('www-authenticate')), true, `${method} ${route} says how to sign in`)
    same((await as('kim-no', method.toUpperCase(), route, { ...some, headers: { authorization: 'Bearer nonsense' } })).status, 401, `${method} ${route} with nonsense`)
    if (method !== 'post') same((await as('mia', method.toUpperCase(), route, { ...some, headers: { 'tgov-mandate': 'x' } })).status, /cases|drafts/.test(route) ? 403 : /\{id\}/.test(route) ? 404 : 200, `${method} ${route} with somebody else's mandate`)
  }
  same(JSON.stringify((await as(kim, 'GET', '/v1/me')).body), '{"name":"A. Kim","roles":["citizen"]}', 'me')
  same((await as('firm-lee', 'GET', '/v1/me')).body.roles.join(), 'citizen,business', 'me, for a company')
  const own1 = await as(kim, 'POST', '/v1/services/{id}/cases', { params: { id: 'report-street-light' }, body: light, headers: { 'idempotency-key': 'of-kim' } })
  const case1 = { params: { number: own1.body.number } }
  same((await as(kim, 'GET', '/v1/me/cases')).body.items[0].number, own1.body.number, 'my cases')
  same((await as(kim, 'GET', '/v1/me/cases', { query: '?skip=1' })).body.items.length, 0, 'my cases behind the first')
  same((await as(kim, 'GET', '/v1/cases/{number}', case1)).status, 200, 'my case without its secret')
  same((await as('mia', 'GET', '/v1/cases/{number}', case1)).status, 404, 'not her case')
  same((await as(kim, 'POST', '/v1/cases/{number}/messages', { ...case1, body: { text: 'Still dark.' } })).status, 201, 'a message by its owner')
  same((await as('mia', 'POST', '/v1/cases/{number}/moves', { ...case1, body: { move: 'withdraw' } })).status, 404, 'no move by somebody else')
  same((await as('mia', 'GET', '/v1/cases/{number}/events', case1)).status, 404, 'no stream for somebody else')

  // Drafts, with two devices.
  const at = { params: { service: 'report-street-light' } }, draft = { title: 'Street light', step: 'where', answers: { what: 'off' } }
  const kept = await as(kim, 'PUT', '/v1/me/drafts/{service}', { ...at, body: draft })
  same(kept.status, 200, 'kept')
  const read = await as(kim, 'GET', '/v1/me/drafts/{service}', at)
  same(read.headers.get('etag'), kept.headers.get('etag'), 'its tag')
  same((await as(kim, 'GET', '/v1/me/drafts/{service}', { ...at, headers: { 'if-none-match': read.headers.get('etag') } })).status, 304, 'unchanged')
  same((await as(kim, 'PUT', '/v1/me/drafts/{service}', { ...at, body: draft, headers: { 'if-match': '"old"' } })).status, 412, 'changed elsewhere')
  same((await as(kim, 'PUT', '/v1/me/drafts/{service}', { ...at, body: { answers: 7 } })).status, 422, 'no draft')
  same((await as(kim, 'PUT', '/v1/me/drafts/{service}', { params: { service: 'nothing' }, body: draft })).status, 404, 'of nothing')
  same((await as(kim, 'GET', '/v1/me/drafts')).body.items[0].service, 'report-street-light', 'my drafts')
  const phoneOnly = { params: { service: 'tax-letter' } }
  same((await as(kim, 'PUT', '/v1/me/drafts/{service}', { ...phoneOnly, body: draft })).body.type, 'urn:tgov:problem:phone-only', 'no draft of what is filled in on the phone')
  same((await as(kim, 'POST', '/v1/services/{id}/cases', { params: { id: 'tax-letter' }, body: { answers: {} }, headers: { 'idempotency-key': 'tax' } })).status, 403, 'nor sent from here')
  same((await as('mia', 'GET', '/v1/me/drafts/{service}', at)).status, 404, 'not her draft')

  // Help: offered, taken, used, written down, ended.
  const until = new Date(Date.now() + 9 * 86400e3).toISOString().slice(0, 10)
  same((await as(kim, 'POST', '/v1/me/mandates', { body: { scopes: ['everything'], until } })).status, 422, 'no such scope')
  const offer = await as(kim, 'POST', '/v1/me/mandates', { body: { scopes: ['see', 'prepare'], until } })
  same(offer.status, 201, 'offered')
  same((await as(kim, 'POST', '/v1/mandates', { body: { code: offer.body.code } })).status, 409, 'the own code')
  same((await as('mia', 'POST', '/v1/mandates', { body: { code: 'BBBB-BBBB' } })).status, 404, 'a wrong code')
  const mandate = await as('mia', 'POST', '/v1/mandates', { body: { code: offer.body.code } })
  same(mandate.body.state, 'active', 'taken')
  same((await as('firm-lee', 'POST', '/v1/mandates', { body: { code: offer.body.code } })).status, 404, 'taken twice')
  const helping = { headers: { 'tgov-mandate': mandate.body.id } }, byId = { params: { id: mandate.body.id } }
  same((await as('mia', 'GET', '/v1/me/cases', helping)).body.total, 1, 'her cases')
  same((await as('mia', 'GET', '/v1/cases/{number}', { ...case1, ...helping })).status, 200, 'her case')
  same((await as('mia', 'GET', '/v1/me/drafts/{service}', { ...at, ...helping })).status, 200, 'her draft')
  same((await as('mia', 'GET', '/v1/me/drafts', helping)).body.items.length, 1, 'her drafts')
  same((await as('mia', 'POST', '/v1/cases/{number}/messages', { ...case1, ...helping, body: { text: 'x' } })).status, 403, 'writing is not in it')
  same((await as('mia', 'POST', '/v1/services/{id}/cases', { params: { id: 'report-street-light' }, body: light, headers: { ...helping.headers, 'idempotency-key': 'for-kim' } })).status, 403, 'sending is not in it')
  for (const who of [kim, 'mia']) {
    ok((await as(who, 'GET', '/v1/me/mandates/{id}/log', byId)).body.items.some(i => i.what === 'case' && i.name === 'mia'), 'both see what was done')
    same((await as(who, 'GET', '/v1/me/mandates'))?.body[who === kim ? 'given' : 'received'][0].id, mandate.body.id, 'both see the mandate')
  }
  ok((await as(kim, 'GET', '/v1/me/log')).body.total > 0, 'the log')
  same((await as('firm-lee', 'GET', '/v1/me/mandates/{id}/log', byId)).status, 404, 'nobody else reads it')
  same((await as('firm-lee', 'DELETE', '/v1/me/mandates/{id}', byId)).status, 404, 'nobody else ends it')
  same((await as(kim, 'DELETE', '/v1/me/mandates/{id}', byId)).status, 204, 'ended')
  same((await as('mia', 'GET', '/v1/me/cases', helping)).status, 403, 'at once')
  let tries = 0
  for (last = 0; last !== 429 && tries < 20; tries++) last = (await as('guesser', 'POST', '/v1/mandates', { body: { code: 'BBBB-BBBB' } })).status
  same(tries, 11, 'ten wrong codes')
  same((await as(kim, 'DELETE', '/v1/me/drafts/{service}', at)).status, 204, 'draft gone')

  // A form goes to the phone.
  for (const who of [kim, null]) {
    const body = { service: 'report-street-light', answers: { what: 'off' }, step: 'where', language: 'en' }
    const h = who ? await as(who, 'POST', '/v1/handovers', { body }) : await ask('POST', '/v1/handovers', { body })
    const its = { params: { id: h.body.id }, headers: { 'tgov-handover': h.body.secret } }
    same((await ask('GET', '/v1/handovers/{id}', its)).body.answers?.what, 'off', 'handed over')
    same((await ask('GET', '/v1/handovers/{id}', { params: its.params, headers: { 'tgov-handover': 'x' } })).status, 404, 'with a wrong secret')
    same((await ask('DELETE', '/v1/handovers/{id}', { params: its.params })).status, 404, 'without a secret')
    same((await ask('GET', '/v1/handovers/{id}/events', { params: its.params })).status, 404, 'a stream without a secret')
    const quiet = new AbortController()
    same((await fetch(`${base}/v1/handovers/${h.body.id}/events`, { headers: its.headers, signal: quiet.signal })).headers.get('content-type'), 'text/event-stream', 'its stream')
    quiet.abort()
    same((await ask('DELETE', '/v1/handovers/{id}', its)).status, 204, 'taken back')
    same((await ask('GET', '/v1/handovers/{id}', its)).body.state, 'closed', 'and closed')
  }
  same((await ask('POST', '/v1/handovers', { body: { service: 'nothing', answers: {} } })).status, 404, 'a form of nothing')
  same((await ask('POST', '/v1/handovers', { body: { service: 'tax-letter', answers: 7 } })).status, 422, 'no answers')
  same((await ask('POST', '/v1/handovers', { body: { service: 'tax-letter', answers: {} }, headers: { authorization: 'Bearer nonsense' } })).status, 401, 'with nonsense')

  same((await tokens('/oauth/revoke', { token: kim.tokens.refresh_token })).status, 200, 'revoked')
  same((await tokens('/oauth/token', { grant_type: 'refresh_token', refresh_token: kim.tokens.refresh_token }, true)).body.error, 'invalid_grant', 'and over')

  for (const [route, methods] of Object.entries(api.paths))
    for (const [method] of operations(methods)) ok(seen.has(`${method.toUpperCase()} ${route}`), `${method} ${route} was asked`)
} catch (e) { failed++; console.log(e) }
await finish()
