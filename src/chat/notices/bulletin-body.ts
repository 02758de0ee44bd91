import type { BulletinContent } from '../../../db/bulletin-content.ts'
import type { BulletinShown } from '../../../db/notice.ts'
import { basisNotes } from '../../bulletins/document/closing.ts'
import {
  type DocChart,
  type DocTable,
  isWorded,
  type Part,
  type Passage,
  plainOf,
  type Run,
  type Section,
} from '../../bulletins/document/parts.ts'
import { firms } from '../../bulletins/document/say.ts'
import { documentOf } from '../../bulletins/document.ts'
import { signed } from '../../lib/rates.ts'
import { type Block, bold, fields, type Span, text } from '../card.ts'

/** The mark of a bulletin made from demo data. */
export const demoTag = ({ isDemo }: Pick<BulletinContent, 'isDemo'>) => (isDemo ? { tags: ['演示数据'] } : {})

/** Charts a card has; the page has all of them. */
const CHARTS: readonly string[] = ['doubling', 'progress']
/** Sections that stand open on the card; the others are put away under their title. */
const OPEN_SECTIONS: readonly string[] = ['closing']
/** On the card already, or for the page. */
const ELSEWHERE: readonly string[] = ['overall', 'units', 'groups']

/**
 * A bulletin as card blocks, without title and buttons: the opening numbers as links to where they come from, the
 * ranking, charts; the rest put away by section. `path` is where its page is; without one nothing is linked.
 */
export function bulletinBody({ content, wording, path }: Omit<BulletinShown, 'bulletinId'>): Block[] {
  const sections = documentOf(content, wording)
  const parts = (id: string) => sections.find(section => section.id === id)?.parts ?? []
  const units = parts('units')
  const sentences = units.filter(isPassage)
  return [
    ...parts('overall')
      .filter(isPassage)
      .filter(({ id }) => LEAD.includes(id))
      .map(({ facts, remark }) => text(...spansOf(facts, path), remark === '' ? '' : `${remark}。`)),
    keyFields(content, path),
    ...units.filter(isTable).map(tableBlock),
    ...units.filter(isChart).map(chart => chartBlock(chart, path)),
    ...sentences.filter(({ id }) => id.startsWith('board:')).map(passageBlock),
    ...put('各县市区（园区）情况', sentences.filter(isWorded).map(passageBlock)),
    ...sections.filter(({ id }) => !ELSEWHERE.includes(id)).flatMap(sectionBlocks),
    ...put(
      '口径说明',
      basisNotes(content).map((words, i) => ({ kind: 'text', spans: [`${i + 1}. ${words}`] })),
    ),
  ]
}

/** Passages of the first section that stand on the card. */
const LEAD: readonly string[] = ['opening', 'golden']

/** Blocks under a title, folded; nothing where there are none. */
const put = (title: string, blocks: TextBlock[]): Block[] =>
  blocks.length === 0 ? [] : [{ kind: 'fold', title, blocks }]

type TextBlock = Extract<Block, { kind: 'text' }>
const isPassage = (part: Part): part is Passage => part.kind === 'passage'
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

/** On a phone only the first columns are seen: rank, unit and growth go first, signs for words. */
function tableBlock({ columns, rows }: DocTable): Block {
  const growth = columns.findIndex(({ title }) => title === '累计增幅')
  const all = columns.map((_, i) => i)
  const order = growth < 0 ? all : [0, 2, growth, 1, ...all.filter(i => i > 3 && i !== growth), 3]
  return {
    kind: 'table',
    columns: order.flatMap(i => {
      const column = columns[i]
      return column ? [{ key: `c${i}`, title: column.title, align: column.align }] : []
    }),
    rows: rows.map(row =>
      Object.fromEntries(
        order.map(i => {
          const said = plainOf([row[i] ?? ''])
          return [`c${i}`, i === growth ? signed(said) : said]
        }),
      ),
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

function sectionBlocks({ id, title, parts }: Section): Block[] {
  const blocks = parts.filter(isPassage).map(passageBlock)
  if (OPEN_SECTIONS.includes(id)) return blocks.length === 0 ? [] : [text(bold(title)), ...blocks]
  return put(title, blocks)
}

function passageBlock({ title, facts, remark, isPlain }: Passage): TextBlock {
  const told = plainOf(facts)
  const tail = remark === '' ? '' : `${told === '' ? '' : '；'}${remark}`
  const end = isPlain && remark === '' ? '' : '。'
  return { kind: 'text', spans: [...(isPlain ? [] : [bold(`${title}：`)]), `${told}${tail}${end}`] }
}
