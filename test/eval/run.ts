/**
 * How well texts are understood: `npm run eval [-- <file.jsonl> …]`. Without files, on our own four: three whose misses
 * were looked at and worked on, and `fresh-held-out`, of which only figures are told, so that it stays a test. The
 * examples of the commands are all that is learnt from; the same lines are then asked once more in five parts, each by an
 * understanding that learnt from the other four besides.
 */
import { commands } from '../../commands/index.ts'
import { cleanText } from '../../src/chat/slots.ts'
import { createUnderstanding } from '../../src/chat/understand.ts'
import { mentionsIn } from '../../src/registry/search-sentence.ts'
import { namesOfCity } from './city.ts'
import { folds, taught } from './folds.ts'
import { judge, type Outcome } from './judge.ts'
import { type Line, readLines } from './lines.ts'
import { speakerOf } from './people.ts'
import { calibration, confusion, misses, slotTable, summary } from './report.ts'

const ENTERPRISES = 31_300
const FOLDS = 5
/** The moment from which relative days in the lines count. */
const NOW = new Date('2023-11-15T10:00:00+08:00')
const ownFile = (name: string) => new URL(`./${name}.jsonl`, import.meta.url).pathname
const UNSEEN = ownFile('fresh-held-out')
const OWN = [...['development', 'held-out', 'fresh'].map(ownFile), UNSEEN]

const names = namesOfCity(ENTERPRISES)
const files = process.argv.slice(2)
const understand = createUnderstanding(commands)

for (const file of files.length > 0 ? files : OWN) {
  const lines = readLines(file)
  const outcomes = lines.map(line => read(line, understand))
  console.log(`\n${file}：${lines.length} 句`)
  console.log(`只学命令示例：${summary(outcomes)}`)
  const folded = folds(lines, FOLDS).flatMap(({ learnt, asked }) => {
    const schooled = createUnderstanding(taught(commands, learnt, names))
    return asked.map(line => read(line, schooled))
  })
  console.log(`${FOLDS} 折交叉验证：${summary(folded)}`)
  console.log(`读错而不经确认就改数据的：${outcomes.filter(isHarmful).length}`)
  console.log(`说有几成把握的，实际对几成：${calibration(outcomes)}`)
  if (file === UNSEEN) continue
  for (const [title, told] of [
    ['混淆的命令', confusion(outcomes)],
    ['没读对的', misses(outcomes)],
    ['槽位', slotTable(outcomes)],
  ] as const)
    console.log(`${title}：\n  ${told.join('\n  ') || '无'}`)
}
console.log(`\n一句用时（${ENTERPRISES.toLocaleString('en')} 家企业，单核）：${speed()}`)

function read(line: Line, by: typeof understand): Outcome {
  const text = cleanText(line.text)
  const mentions = mentionsIn(names, text)
  return judge(line, by({ text, now: NOW, speaker: speakerOf(line.persona), focus: {}, mentions }))
}

/** What was only said is tried out and confirmed; only what is taken for named by its name is done at once. */
function isHarmful({ got, isIntentRight }: Outcome): boolean {
  return got.kind === 'sure' && got.how === 'commanded' && !isIntentRight
}

function speed(): string {
  const lines = OWN.flatMap(readLines)
  const times = lines
    .map(line => {
      const from = performance.now()
      read(line, understand)
      return performance.now() - from
    })
    .sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(share * times.length)]?.toFixed(2)
  return `中位 ${at(0.5)} ms，九成 ${at(0.9)} ms，百分之九十九 ${at(0.99)} ms`
}
