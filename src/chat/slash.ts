import type { Command } from './command.ts'

/** What a text beginning with `/` calls by its name. */
export interface Slash {
  command: Command
  /** The one thing it does that was named; null where the command was. */
  intent: string | null
  rest: string
}

/** `/名称 参数`: the name of a command, whose intent is then left to find, or of one thing it does (`/催办 0032`). */
export function parseSlash(text: string, commands: readonly Command[]): Slash | null {
  if (!text.startsWith('/')) return null
  const called = namesOf(commands).find(({ word }) => {
    const rest = text.slice(1 + word.length)
    return text.startsWith(word, 1) && (rest === '' || /^[\s\d,，:：]|^HY\d/.test(rest))
  })
  if (!called) return null
  const { word, command, intent } = called
  return { command, intent, rest: text.slice(1 + word.length).replace(/^[\s,，:：]+/, '') }
}

interface Called {
  word: string
  command: Command
  intent: string | null
}

/** Every name something can be called by, longest first; a command goes before what is called the same within one. */
function namesOf(commands: readonly Command[]): Called[] {
  return commands
    .flatMap((command): Called[] => [
      ...[command.name, command.title, ...command.aliases].map(word => ({ word, command, intent: null })),
      ...Object.entries(command.intents)
        .filter(([, { examples }]) => examples.length > 0)
        .map(([intent, { title }]) => ({ word: title, command, intent })),
    ])
    .sort((a, b) => b.word.length - a.word.length || Number(a.intent !== null) - Number(b.intent !== null))
}
