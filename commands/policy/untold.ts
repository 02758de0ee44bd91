import { type Block, text, warn } from '../../src/chat/card.ts'
import { type Description, leavesIn } from '../../src/rules/describe.ts'
import type { Aspect } from './meaning.ts'

const OFFICE = '领导小组办公室（设在市工业和信息化局）'

/**
 * The honest answer where something is asked that texts seldom say (材料, 截止时间): what the rule does say of it, that
 * the rest is not written, and whom to ask.
 */
export function untoldBlocks(rule: Description, aspects: readonly Aspect[], ask: string = OFFICE): Block[] {
  if (aspects.length === 0) return []
  const sentences = sentencesOf(rule)
  const told = aspects.map(aspect => ({ aspect, found: sentences.filter(one => aspect.told.test(one)) }))
  const held = told.flatMap(({ found }) => found.filter(one => !/未载|没有写|未写/.test(one)))
  const untold = told
    .filter(({ found }) => !found.some(one => held.includes(one)))
    .map(({ aspect }) => aspect.name)
  const remarks = told.flatMap(({ found }) => found).filter(one => !held.includes(one))
  const shown = [...new Set([...held, ...remarks])]
  return [
    ...(untold.length > 0
      ? [text(warn(`文件没有写“${rule.title}”的${untold.join('、')}`), '，这里不猜。')]
      : []),
    ...(shown.length > 0 ? [text('规则里有关的说法：', ...shown.map(one => `\n· ${one}`))] : []),
    text(`请咨询${ask}，以当年通知为准。`),
  ]
}

/** Everything a rule says that could answer a question beside its conditions. */
function sentencesOf(rule: Description): string[] {
  const values = rule.values.map(
    ({ label, words, isConfirmed }) => `${label}：${words}${isConfirmed ? '' : '（待主管部门确认）'}`,
  )
  const ofLeaves = leavesIn(rule).flatMap(({ value }) => (value ? [value.id] : []))
  const beside = values.filter((_, i) => !ofLeaves.includes(rule.values[i]?.id ?? ''))
  return [...beside, ...rule.outcomes.filter(one => one.startsWith('期限')), ...rule.remarks]
}
