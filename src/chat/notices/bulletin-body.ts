import type { BulletinContent } from '../../../db/bulletin-content.ts'
import type { BulletinShown } from '../../../db/notice.ts'
import { basisNotes } from '../../bulletins/document/closing.ts'
import type { DocChart, DocTable, Part, Passage, Run, Section } from '../../bulletins/document/parts.ts'
import { firms } from '../../bulletins/document/say.ts'
import { documentOf } from '../../bulletins/document.ts'
import { type Block, bold, fields, note, type Span, text } from '../card.ts'

/** The mark of a bulletin made from demo data. */
export const demoTag = ({ isDemo }: Pick<BulletinContent, 'isDemo'>) => (isDemo ? { tags: ['演示数据'] } : {})

/** Charts a card has; the page has all of them. */
const CHARTS: readonly string[] = ['doubling', 'progress']
/** Units whose sentence stands on the card: the first and the last of the ranking. */
const ENDS = 3

/**
 * A bulletin as card blocks, without title and buttons: the opening numbers as links to where they come from, the units,
 * the rest in a sentence each. `path` is where its page is; without one nothing is linked.
 */
export function bulletinBody({ content, wording, path }: Omit<BulletinShown, 'bulletinId'>): Block[] {
  const sections = documentOf(content, wording)
  const parts = (id: string) => sections.find(section => section.id === id)?.parts ?? []
  const units = parts('units')
  return [
    ...parts('overall')
      .filter((part): part is Passage => part.kind === 'passage' && part.id === 'golden')
      .map(({ facts }) => text(...spansOf(facts, path))),
    keyFields(content, path),
    ...units.filter(isTable).map(tableBlock),
    ...units.filter(isChart).map(chart => chartBlock(chart, path)),
    ...unitSentences(units),
    ...[...sections.filter(({ id }) => !['overall', 'units', 'groups'].includes(id))].flatMap(sectionBlocks),
    ...basisNotes(content).map(note),
  ]
}

const isTable = (part: Part): part is DocTable => part.kind === 'table'
const isChart = (part: Part): part is DocChart => part.kind === 'chart' && CHARTS.includes(part.id)

function spansOf(runs: readonly Run[], path: string): Span[] {
  return runs.map(run => (typeof run === 'string' ? run : factSpan(run.key, run.say, path)))
}

const factSpan = (key: string, say: string, path: string): Span =>
  path === '' ? say : { text: say, href: `${path}/from/${key}` }

function keyFields(content: BulletinContent, path: string): Block {
  const { taxUp50, bothDoubled, incomparable, tiers } = content
  const of = (key: string, count: number): Span => factSpan(key, firms(key, count).say, path)
  return fields({
    '税收增长50%以上': of('tax.up50', taxUp50),
    产值税收均倍增: of('both.doubled', bothDoubled),
    ...Object.fromEntries(
      tiers.map(({ atLeastYi, count }) => [`产值${atLeastYi}亿元以上`, of(`tier.${atLeastYi}`, count)]),
    ),
    ...(incomparable > 0 && { 数据不全不可比: of('incomparable', incomparable) }),
  })
}

function tableBlock({ columns, rows }: DocTable): Block {
  return {
    kind: 'table',
    columns: columns.map(({ title, align }, i) => ({ key: `c${i}`, title, align })),
    rows: rows.map(row =>
      Object.fromEntries(row.map((cell, i) => [`c${i}`, typeof cell === 'string' ? cell : cell.say])),
    ),
  }
}

function chartBlock({ id, title, unit, names, series }: DocChart, path: string): Block {
  const isSingle = series.length === 1
  return {
    kind: 'chart',
    chart: {
      type: 'bar',
      title,
      unit,
      points: series.flatMap(({ name, values }) =>
        names.map((x, i) => ({ x, y: values[i] ?? 0, ...(!isSingle && { series: name }) })),
      ),
    },
    ...(path !== '' && { image: `${path}/chart/${id}.png` }),
  }
}

/** What is said of the units at both ends of the ranking, of those somebody put words to, and the boards. */
function unitSentences(parts: readonly Part[]): Block[] {
  const passages = parts.filter((part): part is Passage => part.kind === 'passage')
  const own = passages.filter(({ id }) => id.startsWith('unit:'))
  return passages
    .filter(one => {
      const place = own.indexOf(one)
      return one.isEdited || place < ENDS || place >= own.length - ENDS
    })
    .map(passageBlock)
}

function sectionBlocks({ title, parts }: Section): Block[] {
  const passages = parts.filter((part): part is Passage => part.kind === 'passage')
  return passages.length === 0 ? [] : [text(bold(title)), ...passages.map(passageBlock)]
}

function passageBlock({ title, facts, remark, isPlain }: Passage): Block {
  const told = facts.map(run => (typeof run === 'string' ? run : run.say)).join('')
  const tail = remark === '' ? '' : `${told === '' ? '' : '；'}${remark}`
  const end = isPlain && remark === '' ? '' : '。'
  return text(...(isPlain ? [] : [bold(`${title}：`)]), `${told}${tail}${end}`)
}
