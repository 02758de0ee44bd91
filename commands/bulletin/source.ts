import { z } from 'zod'
import type { Bulletin } from '../../src/bulletins/find.ts'
import { draftPath, pagePath } from '../../src/bulletins/link.ts'
import { type Explained, explainAll } from '../../src/bulletins/provenance/explain.ts'
import { type BehindRows, rowsBehind } from '../../src/bulletins/provenance/rows.ts'
import { type Block, bold, buttons, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf, timeOf } from '../../src/lib/time.ts'
import { hasRole, scopesOf } from '../../src/people/may.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { OFFICIALS } from './access.ts'
import { readableBulletin } from './pick.ts'

/** Rows on a card; the page has them all. */
const SHOWN = 30

/** 通报里的数怎么来的: by which rule, from where, and which rows are behind it. */
export const source = intent({
  title: '通报里的数怎么来的',
  examples: [
    '通报里产值倍增23家是哪些',
    '通报里的解决率怎么算的',
    '通报上税收倍增的是哪几家',
    '通报的数据出处',
    '通报里祁东排第几是怎么算的',
    '通报里36家是哪些',
    '通报里的数哪来的',
    '通报排名怎么算的',
    '通报上的23家名单',
  ],
  access: OFFICIALS,

  slots: z.object({
    bulletin_id: z.number().int().optional(),
    key: z.string().max(100).optional(),
    text: z.string().optional(),
  }),
  run: explain,
})

async function explain(
  context: Context,
  {
    bulletin_id,
    key,
    text: said = '',
  }: { bulletin_id?: number | undefined; key?: string | undefined; text?: string | undefined },
): Promise<Reply> {
  const { db, now, policies } = context
  const row = await readableBulletin(context, bulletin_id)
  if (!row) throw new Refusal('还没有已发布的倍增通报。')
  const all = explainAll(row.content, row.wording)
  const found = key === undefined ? closest(all, said) : all.find(one => one.key === key)
  const path = await (row.state === 'published' ? pagePath : draftPath)(db, row.id, now)
  const focus = { bulletinId: row.id, bulletinVersion: row.version }
  if (!found) return { card: { title: '每个数的出处', tone: 'info', blocks: whichNumber(all, path) }, focus }
  const rows = await rowsBehind(db, policies, row.content, found.key)
  return {
    card: {
      title: `${found.title}：${found.value}`,
      tone: 'info',
      ...(row.content.isDemo && { tags: ['演示数据'] }),
      blocks: [
        text(bold('怎么算的：'), found.rule),
        ...(found.made ? [text(bold('算式：'), found.made)] : []),
        text(bold('来源：'), `${found.source}。`),
        ...(rows ? behind(context, rows) : []),
        buttons({ label: '看全部', href: `${path}/from/${encodeURIComponent(found.key)}` }),
        note(takenAt(row)),
      ],
    },
    // Single firms' figures are for those who may see all of them, and for nobody in a group.
    isPrivate: rows?.kind === 'firms',
    focus,
  }
}

const takenAt = ({ period, content }: Bulletin): string => {
  const at = new Date(content.composedAt)
  return `${sayPeriod(period)}通报，取数时间${dayOf(at)} ${timeOf(at)}；此后报送和更正的不在其中。`
}

/** The number a text asks about: the one whose name and value it shares most with; null when it names none. */
function closest(all: readonly Explained[], said: string): Explained | undefined {
  const scored = all.map(one => {
    const names = [one.title, one.title.replace(/^.*：/, '')].map(name => likeness(name, said))
    const isValue = /\d/.test(one.value) && said.includes(one.value)
    return { one, score: Math.max(...names) + (isValue ? 0.6 : 0) }
  })
  const best = scored.sort((a, b) => b.score - a.score)[0]
  return best && best.score >= LIKE_ENOUGH ? best.one : undefined
}

/** Half of a short name, or a name's value beside a little of it. */
const LIKE_ENOUGH = 0.9

/** How much of a name is in a text, by pairs of characters: what part of it, and how many. */
function likeness(name: string, said: string): number {
  const clean = name.replace(/[：（）]/g, '')
  const pairs = Array.from({ length: Math.max(0, clean.length - 1) }, (_, i) => clean.slice(i, i + 2))
  const shared = pairs.filter(pair => said.includes(pair)).length
  return shared / Math.max(1, pairs.length) + shared * 0.3
}

function whichNumber(all: readonly Explained[], path: string): Block[] {
  const main = all.filter(({ key }) => !key.includes(':')).slice(0, 20)
  return [
    text('通报里每个数都能点开看规则、来源和明细：'),
    text(
      ...main.flatMap(({ key, title, value }, i) => [
        i === 0 ? '' : '　',
        { text: `${title} ${value}`, href: `${path}/from/${encodeURIComponent(key)}` },
      ]),
    ),
    buttons({ label: '全部出处', style: 'primary', href: `${path}/from` }),
  ]
}

function behind({ speaker }: Context, rows: BehindRows): Block[] {
  if (rows.kind === 'list')
    return [
      text(`共${rows.total}条：`),
      {
        kind: 'table',
        columns: rows.columns.map((title, i) => ({ key: `c${i}`, title })),
        rows: rows.rows
          .slice(0, SHOWN)
          .map(cells => Object.fromEntries(cells.map((cell, i) => [`c${i}`, cell]))),
      },
    ]
  const seesAll = hasRole(speaker, 'office', 'admin') || scopesOf(speaker, 'leader').includes('*')
  const own = scopesOf(speaker, 'county')
  const sees = (unitId: string | null) => seesAll || (unitId !== null && own.includes(unitId))
  const amount = (value: string | null, maySee: boolean) =>
    maySee ? (value === null ? '无' : trimmed(value)) : '—'
  return [
    text(`共${rows.rows.length}家：`),
    {
      kind: 'table',
      columns: [
        { key: 'name', title: '企业' },
        { key: 'unit', title: '单位' },
        { key: 'base', title: '基期产值', align: 'right' },
        { key: 'value', title: '现期产值', align: 'right' },
        { key: 'baseTax', title: '基期税金', align: 'right' },
        { key: 'tax', title: '现期税金', align: 'right' },
      ],
      rows: rows.rows.slice(0, SHOWN).map(({ name, unitId, unitName, baseOutput, output, baseTax, tax }) => ({
        name,
        unit: unitName ?? '—',
        base: amount(baseOutput, sees(unitId)),
        value: amount(output, sees(unitId)),
        baseTax: amount(baseTax, sees(unitId)),
        tax: amount(tax, sees(unitId)),
      })),
    },
    note('金额单位：万元。单个企业数据只给有权查看的人。'),
  ]
}

const trimmed = (amount: string): string => amount.replace(/\.?0+$/, '')
