import { z } from 'zod'
import type { Block } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { type Day, dayOf, isDay } from '../../src/lib/time.ts'
import { describe } from '../../src/rules/describe.ts'
import type { PolicyDocument } from '../../src/rules/document.ts'
import { findRule, isInForce, type RuleVersion, versionsOf } from '../../src/rules/find-rule.ts'
import { chooseDocument, chooseRule } from './choices.ts'
import {
  comparisonCard,
  dayWithin,
  documentCard,
  documentsCard,
  predecessorOf,
  responsibleCard,
} from './document-cards.ts'
import { type Meaning, meaningOf } from './meaning.ts'
import { nothingFound, relatedRemarks, rulesCard } from './rules-card.ts'
import { untoldBlocks } from './untold.ts'

export const slots = z.object({
  text: z.string().max(2000).optional(),
  period: z.string().max(20).optional(),
  amount_wan: z.number().optional(),
  /** From a button: exactly this rule, on this day. */
  ruleId: z.string().max(40).optional(),
  on: z.string().refine(isDay, '日期应为 2023-11-15 这样的格式，请核对。').optional(),
  /** From a button: exactly this document. */
  documentTitle: z.string().max(200).optional(),
  documentVersion: z.string().max(40).optional(),
})
export type Asked = z.infer<typeof slots>

/** So many rules are told at once; of more the asker chooses. */
const TOLD_AT_ONCE = 2

/** What is meant, as understood from the words typed. */
export function meaningIn({ policies, now, text }: Context, asked: Asked): Meaning {
  const period = asked.amount_wan === undefined ? asked.period : undefined
  return meaningOf(asked.text ?? text, { policies, today: dayOf(now), period })
}

const CLAUSE = /第[一二三四五六七八九十]+条|[各每]条/
const RESPONSIBLE = /责任单位|(?:谁|哪[个些]?(?:部门|单位|局)?)(?:来|在)?(?:负责|牵头)/

/** Answers what the documents say. */
export async function tellPolicy(context: Context, asked: Asked): Promise<Reply> {
  const { policies, now } = context
  const { documents } = policies
  const today = dayOf(now)
  if (asked.ruleId) {
    const on = asked.on ?? today
    return {
      card: rulesCard(context, [findRule(documents, asked.ruleId, on)], { on, isDated: on !== today }),
    }
  }
  if (asked.documentTitle) {
    const { documentTitle, documentVersion } = asked
    const found = documents.find(
      ({ title, version }) => title === documentTitle && (documentVersion ?? version) === version,
    )
    if (!found) throw new Refusal('这份文件现在没有了，请发“有哪些政策文件”看现有的文件。')
    return { card: documentCard(found, today) }
  }
  const meaning = meaningIn(context, asked)
  if (meaning.wantsComparison && meaning.rules.length === 0) return compared(documents, meaning, today)
  const words = asked.text ?? context.text
  const asksWho = RESPONSIBLE.test(words) && (CLAUSE.test(words) || meaning.rules.length === 0)
  const responsible = asksWho
    ? responsibleCard(meaning.documents.length > 0 ? meaning.documents : documents, words)
    : null
  if (responsible) return { card: responsible }
  if (meaning.rules.length > 0) return rulesReply(context, meaning)
  const [document, ...others] = meaning.documents
  if (document)
    return others.length > 0 ? chooseDocument(meaning.documents) : { card: documentCard(document, today) }
  return { card: meaning.wantsDocuments ? documentsCard(documents, meaning.on) : nothingFound(context) }
}

/** A choice among several rules, or up to two told at once. */
export function rulesReply(context: Context, meaning: Meaning, opening: Block[] = []): Reply {
  const { on, versions } = versionsMeant(context, meaning)
  // What one topic holds is told together; different things are asked about.
  const isOneTopic = meaning.topics.length <= 1 && versions.length <= TOLD_AT_ONCE
  if (versions.length > 1 && !isOneTopic) return chooseRule(versions, on)
  const [topic] = meaning.topics
  const untold = versions
    .slice(0, 1)
    .flatMap(version => untoldBlocks(describe(version, on), meaning.aspects, topic?.ask))
  const related = relatedRemarks(versions, context.text)
  const isDated = on !== dayOf(context.now)
  const [told] = versions
  return {
    card: rulesCard(context, versions, { on, isDated, opening: [...opening, ...untold, ...related] }),
    ...(told && { focus: { ...context.focus, ruleId: told.rule.id } }),
  }
}

/**
 * The versions of the rules meant on the day meant; of a document that was named, its own.
 * @throws {Refusal} when none was in force: 该日期没有现行政策
 */
function versionsMeant({ policies, now }: Context, meaning: Meaning): { on: Day; versions: RuleVersion[] } {
  const { documents } = policies
  const named = meaning.documents.length === 1 && !meaning.wantsComparison ? meaning.documents[0] : undefined
  const within = named ? meaning.rules.flatMap(id => named.rules.find(rule => rule.id === id) ?? []) : []
  if (named && within.length > 0)
    return {
      on: dayWithin(named, dayOf(now)),
      versions: within.map(rule => ({ rule, document: named })),
    }
  const inForce = meaning.rules.filter(id =>
    versionsOf(documents, id).some(
      ({ document }) => document.status === '草案' || isInForce(document, meaning.on),
    ),
  )
  const rules = inForce.length > 0 ? inForce : meaning.rules.slice(0, 1)
  return { on: meaning.on, versions: rules.map(id => findRule(documents, id, meaning.on)) }
}

/** New against old: the documents named, or the newest that took the place of another. */
function compared(documents: readonly PolicyDocument[], meaning: Meaning, today: Day): Reply {
  const pairs = documents.flatMap(newer => {
    const older = predecessorOf(newer, documents)
    return older ? [{ newer, older }] : []
  })
  const named = ({ newer, older }: (typeof pairs)[number]) =>
    meaning.documents.filter(one => one === newer || one === older).length
  const [pair] = pairs
    .filter(one => meaning.documents.length === 0 || named(one) > 0)
    .sort((a, b) => named(b) - named(a) || (a.newer.effectiveFrom > b.newer.effectiveFrom ? -1 : 1))
  if (!pair) {
    const [one] = meaning.documents
    throw new Refusal(
      one
        ? `${one.title}只有这一版，没有可以对照的旧版。可以直接问条款，例如“进名录要什么条件”。`
        : '没有找到可以对照的新旧文件。可以发“有哪些政策文件”看现有的文件。',
    )
  }
  return { card: comparisonCard(pair.older, pair.newer, today) }
}
