import {
  type Block,
  type Button,
  bold,
  buttons,
  type Card,
  muted,
  note,
  text,
  warn,
} from '../../src/chat/card.ts'
import type { Day } from '../../src/lib/time.ts'
import { callingName, type Description, describe, isTextKnown } from '../../src/rules/describe.ts'
import { differences, sayDifferences } from '../../src/rules/differences.ts'
import type { PolicyDocument } from '../../src/rules/document.ts'
import { isInForce } from '../../src/rules/find-rule.ts'
import { CLOSING, documentFields, sayTerm, statusTags } from './rule-card.ts'

const TITLE = '政策查询'
/** Buttons of one card: more are a list nobody reads. */
const MOST_BUTTONS = 8

/** A document: what it is, its rules each in a line, and a button to each. */
export function documentCard(document: PolicyDocument, today: Day): Card {
  const { rules, remarks } = document
  return {
    title: TITLE,
    tone: document.status === '草案' ? 'warn' : 'info',
    tags: statusTags(document, today),
    blocks: [
      documentFields(document, today),
      ...remarks.map(remark => text(warn('※ '), remark)),
      text(
        bold(`共${rules.length}项：`),
        ...rules.map(rule => `\n· ${rule.title}${rule.quote ? `：“${rule.quote}”` : ''}`),
      ),
      ruleButtons(document, today),
      CLOSING,
    ],
  }
}

function ruleButtons(document: PolicyDocument, today: Day): Block {
  const on = dayWithin(document, today)
  return buttons(
    ...document.rules.slice(0, MOST_BUTTONS).map(
      ({ id, title }): Button => ({
        label: title.length > 12 ? `${title.slice(0, 11)}…` : title,
        action: { command: 'policy', intent: 'query.policy', args: { ruleId: id, on } },
      }),
    ),
  )
}

/** A day on which a document is law, as near to today as there is. */
export function dayWithin({ effectiveFrom, effectiveTo }: PolicyDocument, today: Day): Day {
  if (effectiveTo !== null && effectiveTo < today) return effectiveTo
  return effectiveFrom > today ? effectiveFrom : today
}

/** 这条谁负责: the units that documents name at the end of their clauses, of one clause by its number or of all. */
export function responsibleCard(documents: readonly PolicyDocument[], asked: string): Card | null {
  const [, number = ''] = /第([一二三四五六七八九十]+)条/.exec(asked) ?? []
  const blocks = documents.flatMap((document): Block[] => {
    const named = (document.responsible ?? []).filter(({ clause }) =>
      clause.startsWith(number && `${number}、`),
    )
    if (named.length === 0) return []
    return [text(bold(document.title), ...named.map(({ clause, units }) => `\n· ${clause}：${units}`))]
  })
  if (blocks.length === 0) return null
  const closing = note('照文件各条末尾所列；本市各条由谁具体落实，以本市的责任分工为准。')
  return { title: '责任单位', tone: 'info', blocks: [...blocks, closing] }
}

/** 现在按哪个文件: all documents, those in force on the day first. */
export function documentsCard(documents: readonly PolicyDocument[], on: Day): Card {
  const law = documents.filter(one => isInForce(one, on))
  const drafts = documents.filter(({ status }) => status === '草案')
  const others = documents.filter(one => !law.includes(one) && !drafts.includes(one))
  const line = (one: PolicyDocument) => `\n· ${sayDocument(one, on)}`
  const group = (title: string, list: readonly PolicyDocument[]): Block[] =>
    list.length === 0 ? [] : [text(bold(title), ...list.map(line))]
  return {
    title: TITLE,
    tone: 'info',
    blocks: [
      ...(law.length > 0 ? group(`${on}施行中的：`, law) : [text(warn(`该日期没有现行政策（${on}）。`))]),
      ...group('征求意见稿（不施行）：', drafts),
      ...group('其他版本：', others),
      buttons(
        ...[...law, ...drafts, ...others].slice(0, MOST_BUTTONS).map(
          (one): Button => ({
            label: callingName(one)
              .replace(/[《》]/g, '')
              .slice(0, 14),
            action: {
              command: 'policy',
              intent: 'query.policy',
              args: { documentTitle: one.title, documentVersion: one.version },
            },
          }),
        ),
      ),
      CLOSING,
    ],
  }
}

/** Two documents that hold the same rules, rule by rule. */
export function comparisonCard(older: PolicyDocument, newer: PolicyDocument, today: Day): Card {
  const shared = newer.rules.flatMap(rule => {
    const was = older.rules.find(({ id }) => id === rule.id)
    if (!was) return []
    const before = describe({ rule: was, document: older }, dayWithin(older, today))
    const after = describe({ rule, document: newer }, dayWithin(newer, today))
    return [{ before, after }]
  })
  const added = newer.rules.filter(({ id }) => !older.rules.some(rule => rule.id === id))
  const dropped = older.rules.filter(({ id }) => !newer.rules.some(rule => rule.id === id))
  const untold = shared.filter(({ before, after }) => !isTextKnown(before) || !isTextKnown(after))
  const told = shared.filter(one => !untold.includes(one))
  // Of a text nobody has it cannot be said what was not in it.
  const isOldUnknown = shared.length > 0 && shared.every(({ before }) => !isTextKnown(before))
  return {
    title: '新旧政策对照',
    tone: 'info',
    blocks: [
      ...[newer, older].map((one, i) => text(bold(i === 0 ? '新：' : '旧：'), sayDocument(one, today))),
      ...told.map(sayShared),
      ...(untold.length > 0
        ? [
            text(
              warn('旧版条件原文未载，无法逐条比较'),
              `，涉及：${untold.map(({ after }) => after.title).join('、')}。`,
            ),
          ]
        : []),
      ...(untold.length > 0
        ? [
            text(
              bold('新文件的规定：'),
              ...untold.flatMap(({ after }) => [`\n· ${after.title}`, ...quoteOf(after)]),
            ),
          ]
        : []),
      ...(added.length > 0
        ? [
            text(
              bold(isOldUnknown ? '旧版资料里没有登记的（不能断定是新增）：' : '新增的：'),
              ...added.map(({ title }) => `\n· ${title}`),
            ),
          ]
        : []),
      ...(dropped.length > 0
        ? [text(bold('不再有的：'), ...dropped.map(({ title }) => `\n· ${title}`))]
        : []),
      ...[...newer.remarks, ...older.remarks].map(remark => text(muted(`※ ${remark}`))),
      ruleButtons(newer, today),
      CLOSING,
    ],
  }
}

const quoteOf = ({ quote, clause }: Description) => [muted(`：${quote ? `“${quote}”` : clause}`)]

function sayShared({ before, after }: { before: Description; after: Description }): Block {
  return text(bold(after.title), ...sayDifferences(differences(before, after)).map(line => `\n· ${line}`))
}

const sayDocument = (document: PolicyDocument, today: Day) =>
  `${document.title}（${document.status}，${sayTerm(document, today)}）`

/** The document a newer one took the place of: begun before it, with the most rules in common; null where none has any. */
export function predecessorOf(
  newer: PolicyDocument,
  documents: readonly PolicyDocument[],
): PolicyDocument | null {
  const shared = (one: PolicyDocument) =>
    one.rules.filter(({ id }) => newer.rules.some(rule => rule.id === id)).length
  const [best] = documents
    .filter(one => one.status !== '草案' && one.effectiveFrom < newer.effectiveFrom && shared(one) > 0)
    .sort((a, b) => shared(b) - shared(a) || (a.effectiveFrom > b.effectiveFrom ? -1 : 1))
  return best ?? null
}
