import type { Command } from '../../src/chat/command.ts'
import { cleanText } from '../../src/chat/slots.ts'
import type { NameIndex } from '../../src/registry/name-index.ts'
import { mentionsIn } from '../../src/registry/search-sentence.ts'
import type { Line } from './lines.ts'

/** Lines in so many parts, each with the rest of them: what is learnt from and what is then asked. */
export function folds(lines: readonly Line[], count: number): { learnt: Line[]; asked: Line[] }[] {
  return Array.from({ length: count }, (_, fold) => ({
    learnt: lines.filter((_, i) => i % count !== fold),
    asked: lines.filter((_, i) => i % count === fold),
  }))
}

/** The commands with lines among their examples. */
export const taught = (commands: readonly Command[], lines: readonly Line[], names: NameIndex): Command[] =>
  commands.map(command => ({
    ...command,
    intents: Object.fromEntries(
      Object.entries(command.intents).map(([name, intent]) => {
        const more = lines.filter(line => line.intent === name).map(({ text }) => asExample(text, names))
        return [name, { ...intent, examples: [...intent.examples, ...more] }]
      }),
    ),
  }))

/** With the enterprise in brackets, as examples have it. */
function asExample(line: string, names: NameIndex): string {
  const text = cleanText(line)
  const [mention] = mentionsIn(names, text)
  if (!mention) return text
  const { start, end } = mention
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`
}
