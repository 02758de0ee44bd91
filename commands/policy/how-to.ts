import { bold, buttons, type Card, note, text } from '../../src/chat/card.ts'
import { plainExample } from '../../src/chat/classifier.ts'
import type { Command, Context, Reply } from '../../src/chat/command.ts'
import { TOPICS } from '../../src/chat/topics.ts'
import { dayOf } from '../../src/lib/time.ts'
import { mayUse } from '../../src/people/may.ts'
import { findRule, type RuleVersion } from '../../src/rules/find-rule.ts'
import { leavesOf } from '../../src/rules/truth.ts'
import { APPLYING_TIME, MATERIALS } from './meaning.ts'
import { rulesCard } from './rules-card.ts'
import { type Asked, meaningIn, rulesReply } from './tell.ts'

/** Rules of the roster: how to get in is the procedure, not the conditions. */
const ROSTER = ['R-LIST-IND', 'R-LIST-DIG', 'R-WORKFLOW']
const PROCEDURE = 'R-WORKFLOW'

/** 怎么办理: the steps where the text has steps, what it leaves open where it has none; or how to use the bot itself. */
export async function tellHowTo(context: Context, asked: Asked): Promise<Reply> {
  const meaning = meaningIn(context, asked)
  const command = meaning.topics.length > 0 ? null : commandMeant(context, asked.text ?? context.text)
  if (command) return { card: useCard(context, command) }
  if (meaning.rules.some(id => ROSTER.includes(id))) {
    const version = findRule(context.policies.documents, PROCEDURE, meaning.on)
    const ask = TOPICS.find(({ rules }) => rules.includes(PROCEDURE))?.ask
    const opening = [
      ...steps(version),
      text(`申报和推荐请联系所在县市区（园区）工信部门或${ask ?? '领导小组办公室'}。`),
    ]
    return {
      card: rulesCard(context, [version], {
        on: meaning.on,
        isDated: meaning.on !== dayOf(context.now),
        opening,
      }),
    }
  }
  // How to apply is asked: what the text says of papers, days and offices, and what it leaves open.
  const aspects = meaning.aspects.length > 0 ? meaning.aspects : [MATERIALS, APPLYING_TIME]
  if (meaning.rules.length > 0) return rulesReply(context, { ...meaning, aspects })
  return { card: helpCard(context) }
}

/** The conditions of a procedure are its steps. */
const steps = ({ rule }: RuleVersion) =>
  leavesOf(rule.when).length < 2
    ? []
    : [
        text(
          bold('步骤：'),
          ...leavesOf(rule.when).map(({ label }, i) => `\n${i + 1}. ${label.replace(/^已|日期$/g, '')}`),
        ),
      ]

/** A thing the bot does, called by its name: 怎么报诉求. */
function commandMeant({ commands }: Context, asked: string): Command | null {
  const named = (one: Command) =>
    [one.title, ...one.aliases, ...Object.values(one.intents).map(({ title }) => title)].some(
      name => name.length > 1 && asked.includes(name),
    )
  return commands.find(one => one.name !== 'policy' && one.name !== 'help' && named(one)) ?? null
}

function useCard({ speaker }: Context, { title, summary, intents }: Command): Card {
  const open = Object.values(intents).filter(
    ({ access, examples }) => examples.length > 0 && mayUse(speaker, access),
  )
  const closed = Object.values(intents).length > 0 && open.length === 0
  return {
    title: `怎么用：${title}`,
    tone: 'info',
    blocks: [
      text(`${summary}。`),
      ...open.map(one =>
        text(
          bold(one.title),
          '：直接说',
          one.examples
            .slice(0, 2)
            .map(example => `“${plainExample(example)}”`)
            .join('或'),
        ),
      ),
      ...(closed ? [note('这项功能不在您的职责范围内；如确需办理，请联系领导小组办公室。')] : []),
    ],
  }
}

function helpCard({ text: asked }: Context): Card {
  return {
    title: '怎么办理',
    tone: 'plain',
    blocks: [
      text(
        `没听出“${asked.slice(0, 30)}”要办哪一件。请带上事项再说一次，例如“怎么申报名录”“怎么申请贴息”“怎么报诉求”。`,
      ),
      buttons({ label: '看看能做什么', action: { command: 'help', intent: 'meta.help', args: {} } }),
    ],
  }
}
