import { buttons, text } from '../../src/chat/card.ts'
import type { Focus, Reply } from '../../src/chat/command.ts'
import type { Day } from '../../src/lib/time.ts'
import type { PolicyDocument } from '../../src/rules/document.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { TITLE } from './rules-card.ts'

const MOST_CHOICES = 6

/** Which of several rules is meant. */
export function chooseRule(versions: readonly RuleVersion[], on: Day): Reply {
  return choose(
    '和您问的相近的有几条，请点一个：',
    versions.slice(0, MOST_CHOICES).map(({ rule }) => ({ label: rule.title, args: { ruleId: rule.id, on } })),
  )
}

/** Which of several documents is meant. */
export function chooseDocument(documents: readonly PolicyDocument[]): Reply {
  return choose(
    '名字相近的文件有几份，请点一个：',
    documents.slice(0, MOST_CHOICES).map(({ title, version }) => ({
      label: title.replace(/[《》]/g, '').slice(0, 24),
      args: { documentTitle: title, documentVersion: version },
    })),
  )
}

function choose(question: string, choices: { label: string; args: Record<string, unknown> }[]): Reply {
  const options: NonNullable<Focus['options']> = choices.map(({ label, args }) => ({
    label,
    command: 'policy',
    intent: 'query.policy',
    args,
  }))
  return {
    card: {
      title: TITLE,
      tone: 'plain',
      blocks: [text(question), buttons(...options.map(({ label, ...action }) => ({ label, action })))],
    },
    focus: { options },
  }
}
