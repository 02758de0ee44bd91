import { parseArgs } from 'node:util'
import { type Publication, publications, publishPolicy, tryPolicy } from '../registry/policy-store.ts'
import { sayFault } from '../rules/checks/fault.ts'
import type { PolicyDocument } from '../rules/document.ts'
import { leavesOfRule } from '../rules/truth.ts'
import { type Host, Misuse, readNamed, type Verb } from './host.ts'

const USAGE =
  '用法：policy list | policy show <版本> | policy check <文件.json> | policy publish <文件.json> --as <用户>'

/** `policy`: the documents in use; publishes new ones, which hold at once in a running server. */
export const policy: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { as: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  const [what, ...rest] = positionals
  const name = rest.join(' ')
  if (what === 'list' && name === '') return list(host, values.json)
  if (what === 'show' && name) return show(host, name, values.json)
  if (what === 'check' && name) {
    const tried = await tryPolicy(host.db, host.builtIn, await readJson(host, name))
    return tell(host, tried, values.json, '可以发布')
  }
  if (what === 'publish' && name && values.as) {
    const by = { by: values.as, now: host.now() }
    const done = await publishPolicy(host.db, host.builtIn, await readJson(host, name), by)
    return tell(host, done, values.json, '已发布')
  }
  throw new Misuse(USAGE)
}

async function readJson(host: Host, path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readNamed(host, path))
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Misuse(`${path} 不是有效的 JSON：${error instanceof Error ? error.message : ''}`)
  }
}

/** Exit code 2 where it is refused; then nothing has changed. */
function tell(host: Host, tried: Publication, asJson: boolean, done: string): number {
  if (tried.kind === 'refused') {
    if (asJson) host.out(JSON.stringify({ refused: tried.faults }))
    else {
      for (const fault of tried.faults) host.err(sayFault(fault))
      host.err(`有 ${tried.faults.length} 处问题，没有发布，现行政策不变。`)
    }
    return 2
  }
  const { document, policies } = tried
  if (asJson) host.out(JSON.stringify({ ...summaryOf(document), hash: policies.hash }))
  else host.out(`${done}：${line(document)}`)
  return 0
}

async function list(host: Host, asJson: boolean): Promise<number> {
  const { documents, hash } = await host.loadPolicies(host.db)
  const published = await publications(host.db)
  const rows = documents.map(document => ({
    document,
    from: published.find(({ title, version }) => title === document.title && version === document.version),
  }))
  if (asJson) {
    const shown = rows.map(({ document, from }) => ({
      ...summaryOf(document),
      publishedBy: from?.by ?? null,
      publishedAt: from?.at.toISOString() ?? null,
    }))
    host.out(JSON.stringify({ hash, documents: shown }))
    return 0
  }
  for (const { document, from } of rows)
    host.out(`${line(document)}  ${from ? `由 ${from.by} 发布` : '随程序内置'}`)
  return 0
}

const summaryOf = ({ version, title, status, effectiveFrom, effectiveTo, rules }: PolicyDocument) => ({
  version,
  title,
  status,
  effectiveFrom,
  effectiveTo,
  rules: rules.map(({ id }) => id),
})

const line = ({ version, title, status, effectiveFrom, effectiveTo, rules }: PolicyDocument) =>
  `${version}  ${title}  ${status}  ${effectiveFrom} 至 ${effectiveTo ?? '今'}  规则 ${rules.length} 条`

/** Documents of a version; the whole as JSON, which can be changed and published. */
async function show(host: Host, version: string, asJson: boolean): Promise<number> {
  const { documents } = await host.loadPolicies(host.db)
  const found = documents.filter(one => one.version === version || one.title.includes(version))
  if (found.length === 0) {
    const versions = [...new Set(documents.map(one => one.version))]
    throw new Misuse(`没有版本为“${version}”的政策文件，现有：${versions.join('、')}。`)
  }
  if (asJson) {
    host.out(JSON.stringify(found.length === 1 ? found[0] : found))
    return 0
  }
  for (const document of found) for (const shown of describe(document)) host.out(shown)
  return 0
}

function describe(document: PolicyDocument): string[] {
  const { parameters, rules, remarks } = document
  return [
    line(document),
    ...remarks.map(remark => `  ※ ${remark}`),
    ...parameters.flatMap(({ id, label, unit, values }) =>
      values.map(
        ({ from, to, value, source, isConfirmed }) =>
          `  ${label}（${id}） ${value}${unit === '文字' || unit === '类别' ? '' : unit}  ${from} 至 ${to ?? '今'}  ${source}${isConfirmed ? '' : '  待主管部门确认'}`,
      ),
    ),
    ...rules.flatMap(rule => [
      `  ${rule.id} ${rule.title}（${rule.clause}）`,
      ...leavesOfRule(rule).map(({ id, label }) => `    ${id} ${label}`),
    ]),
  ]
}
