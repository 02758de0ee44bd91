import { type Block, bold, buttons, type Card, muted, note, text } from '../../src/chat/card.ts'
import { plainExample } from '../../src/chat/classifier.ts'
import type { Command, Context, Intent } from '../../src/chat/command.ts'
import { mayUse } from '../../src/people/may.ts'
import { AREAS } from './areas.ts'

/** Lines an area lists before it stops being a help. */
const MOST_LINES = 14
/** Examples an area is told by in the overview. */
const TASTES = 2

type Known = Pick<Context, 'commands' | 'speaker'>

/** What this person may say of a command. */
const usable = ({ speaker }: Known, { intents }: Command): Intent[] =>
  Object.values(intents).filter(
    ({ examples, access, isAside }) => examples.length > 0 && !isAside && mayUse(speaker, access),
  )

/** The areas that hold anything for this person, with the commands in them. */
function areasFor(known: Known): { title: string; commands: Command[] }[] {
  return AREAS.flatMap(({ title, commands: names }) => {
    const commands = names.flatMap(name => known.commands.find(one => one.name === name) ?? [])
    const own = commands.filter(command => usable(known, command).length > 0)
    return own.length > 0 ? [{ title, commands: own }] : []
  })
}

/** An example one can type as it stands. */
const exampleOf = ({ examples: [first = ''] }: Intent): string => `“${plainExample(first)}”`

/** What one can do here, an area a line, with a button for more of each. */
export function overviewCard(known: Known): Card {
  const areas = areasFor(known)
  const greeting =
    known.speaker.kind === 'person'
      ? `${known.speaker.name}，您好。直接用大白话说就行：`
      : '您好，我是倍增助手。您还没有绑定身份，现在可以：'
  return {
    title: '倍增助手能做什么',
    tone: 'info',
    blocks: [
      text(greeting),
      ...areas.map(({ title, commands }) => {
        const tastes = commands.slice(0, TASTES).flatMap(command => usable(known, command).slice(0, 1))
        return text(bold(title), `：${tastes.map(exampleOf).join('、')}`)
      }),
      buttons(
        ...areas.map(({ title }) => ({
          label: title,
          action: { command: 'help', intent: 'meta.help', args: { area: title } },
        })),
      ),
      note('也可以打“/名称 内容”，例如“/催办 0032”。改动数据前都会先请您确认，办错了10分钟内能撤回。'),
    ],
  }
}

/** Everything of one area that this person may say. */
export function areaCard(known: Known, wanted: string): Card | null {
  const area = areasFor(known).find(({ title }) => title === wanted)
  if (!area) return null
  const all = area.commands.flatMap(command => usable(known, command).map(intent => ({ command, intent })))
  const lines = all
    .slice(0, MOST_LINES)
    .map(({ intent }): Block => text(bold(intent.title), `：${exampleOf(intent)}`))
  const names = area.commands.map(({ title }) => `/${title}`).join(' ')
  return {
    title: `能做什么：${area.title}`,
    tone: 'info',
    blocks: [
      ...lines,
      ...(all.length > lines.length ? [text(muted(`还有${all.length - lines.length}项，直接说就行。`))] : []),
      note(`斜杠命令：${names}`),
      buttons({ label: '返回', action: { command: 'help', intent: 'meta.help', args: {} } }),
    ],
  }
}

/** A few things this person might have wanted, for whoever was not understood. */
export function suggestionsFor(known: Known, most = 4): string[] {
  return areasFor(known)
    .flatMap(({ commands }) => commands.slice(0, 1))
    .flatMap(command => usable(known, command).slice(0, 1))
    .slice(0, most)
    .map(exampleOf)
}
