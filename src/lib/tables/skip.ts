import type { Layout } from './layout.ts'

const TOTAL = /^.{0,12}(?:合\s*计|总\s*计|小\s*计)(?:[:：（(].*)?$/
/** 共4家 at the end of a list. */
const COUNT = /^(?:总共|合计|以上)?共(?:计)?\d+(?:户|家|个|条|项|人|次|件)[。.]?$/
const NOTE =
  /^(?:备?注|(?:填表|填报|指标)?说明|填表人|填报人|制表人?|审核人?|复核人?|经办人|(?:单位|统计)?负责人|联系(?:人|电话|方式)|报送单位|填报(?:单位|日期|时间)|报出日期|(?:数据|资料)来源|(?:数据)?截[至止])(?:\d*[:：、.\s（(]|$)/
const GROUP = /^[（(]?[一二三四五六七八九十]{1,3}(?:[)）]|[、.．])/
const COLUMN_NUMBER = /^(?:[甲乙丙丁戊]|\d{1,2}|[A-Z]|[-—])$/

/** What no row begins with that is data for sure; most rows need no closer look. */
const ORDINARY =
  /^(?:[^备注填指制审复经单统负联报数资截共总合以(（一二三四五六七八九十甲乙A-Z\d]|[A-Z\d]{4})[^计]*$/

/** Why a row is no data, in Chinese: totals, notes under the table, titles of groups, headings again; null for data. */
export function whyNoData(cells: readonly string[], { places, headings }: Layout): string | null {
  const [a = '', b = '', c = ''] = cells
  if (a !== '' && a !== headings[0] && ORDINARY.test(a) && !b.endsWith('计') && !c.endsWith('计')) return null
  const said = cells.filter(cell => cell !== '')
  const texts = new Set(said)
  const [first = ''] = texts
  if (said.slice(0, 3).some(cell => TOTAL.test(cell))) return '是合计行，已跳过。'
  if (texts.size === 1 && COUNT.test(first.replace(/\s/g, ''))) return '是合计行，已跳过。'
  if (NOTE.test(first) && (texts.size <= 2 || /[:：]/.test(first))) return '是表下的说明，已跳过。'
  if (texts.size === 1 && GROUP.test(first)) return '是分组标题，已跳过。'
  const isHeading = ({ index }: { index: number }) => cells[index] !== '' && cells[index] === headings[index]
  if ([...places.values()].filter(isHeading).length >= 2) return '是重复的表头，已跳过。'
  if (texts.size >= 3 && said.every(cell => COLUMN_NUMBER.test(cell)) && isCounting(said))
    return '是栏号，已跳过。'
  return null
}

/** 甲 乙 1 2 3: numbers of columns count up. */
function isCounting(cells: readonly string[]): boolean {
  const numbers = cells.filter(cell => /^\d+$/.test(cell)).map(Number)
  return numbers.length >= 2 && numbers.every((number, i) => i === 0 || number === (numbers[i - 1] ?? 0) + 1)
}
