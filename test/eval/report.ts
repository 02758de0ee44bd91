import type { Outcome } from './judge.ts'

const share = (part: number, whole: number) => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)}%`)
const count = <T>(all: readonly T[], is: (one: T) => boolean) => all.filter(is).length

/** One line of figures about some outcomes. */
export function summary(outcomes: readonly Outcome[]): string {
  const slots = outcomes.flatMap(({ slots }) => slots)
  const unsure = outcomes.filter(({ got }) => got.kind === 'unsure')
  return [
    `命令 ${share(
      count(outcomes, one => one.isCommandRight),
      outcomes.length,
    )}`,
    `意图 ${share(
      count(outcomes, one => one.isIntentRight),
      outcomes.length,
    )}`,
    `槽位 ${share(
      count(slots, one => one.isRight),
      slots.length,
    )}（${slots.length}个）`,
    `反问 ${share(unsure.length, outcomes.length)}（按钮里有对的 ${count(unsure, one => one.isAskedWell)}/${unsure.length}）`,
  ].join('，')
}

/** Every line that was read wrongly or asked about. */
export const misses = (outcomes: readonly Outcome[]): string[] =>
  outcomes.filter(({ isIntentRight }) => !isIntentRight).map(sayMiss)

function sayMiss({ line, got, isCommandRight, isAskedWell }: Outcome): string {
  const mark = isAskedWell ? '问' : isCommandRight ? '近' : '错'
  const read =
    got.kind === 'sure' ? got.intent : `问：${got.choices.map(({ label }) => label).join('／') || '没听懂'}`
  return `${mark} ${line.persona} “${line.text}” 应是 ${line.intent}，读成 ${read}（${got.why}）`
}

/** Slots by name, worst first: how many were expected, how many right, and an example of a wrong one. */
export function slotTable(outcomes: readonly Outcome[]): string[] {
  const all = outcomes.flatMap(({ line, slots }) => slots.map(slot => ({ ...slot, text: line.text })))
  return [...new Set(all.map(({ name }) => name))]
    .map(name => {
      const own = all.filter(slot => slot.name === name)
      const wrong = own.filter(({ isRight }) => !isRight)
      const examples = wrong.map(
        ({ text, wanted, got }) => `“${text}” ${JSON.stringify(wanted)} ≠ ${JSON.stringify(got)}`,
      )
      return { name, own, wrong, examples }
    })
    .sort((a, b) => b.wrong.length - a.wrong.length)
    .map(({ name, own, wrong, examples }) =>
      [`${name} ${own.length - wrong.length}/${own.length}`, ...examples].join('\n    '),
    )
}

/** Commands taken for each other: right one, wrong one, how often. */
export function confusion(outcomes: readonly Outcome[]): string[] {
  const pairs = new Map<string, number>()
  for (const { line, got, isCommandRight } of outcomes) {
    if (isCommandRight || got.kind !== 'sure') continue
    const pair = `${line.command} → ${got.command}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return [...pairs].sort((a, b) => b[1] - a[1]).map(([pair, times]) => `${pair} ${times}`)
}

/** Of what was said to be so likely, how much was right. */
export function calibration(outcomes: readonly Outcome[]): string {
  return [0, 0.35, 0.5, 0.7, 0.9, 0.97]
    .map((from, i, edges) => {
      const within = outcomes.filter(
        ({ got }) => got.confidence >= from && got.confidence < (edges[i + 1] ?? 1.01),
      )
      const mean = within.reduce((sum, { got }) => sum + got.confidence, 0) / (within.length || 1)
      return `${mean.toFixed(2)}→${share(
        count(within, one => one.isIntentRight || one.isAskedWell),
        within.length,
      )}(${within.length})`
    })
    .join(' ')
}
