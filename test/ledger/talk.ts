import type { Db } from '../../db/client.ts'
import type { Action, Card, Field } from '../../src/chat/card.ts'
import { remember } from '../../src/chat/conversation.ts'
import { dispatch } from '../../src/chat/dispatch.ts'
import type { Outcome } from '../../src/chat/outcome.ts'
import type { Understanding } from '../../src/chat/understand.ts'
import { understanding } from '../../src/runtime.ts'
import { builtIn } from '../support/policies.ts'
import { NOW, people, type Who } from './world.ts'

/** What came of something said or clicked. */
export interface Answered {
  card: Card
  /** Where it went: `person` or `reply` or `chat`; `click` in the place of the card clicked. */
  to: string
  toast: string | undefined
  understood: Understanding | null
}

interface Place {
  chatId?: string
  group?: boolean
  now?: Date
}

const deps = { ...understanding, loadPolicies: async () => builtIn }
let count = 0

/** People of the ledger's world talking to the bot by way of dispatch: understood, judged, done, remembered. */
export function talkIn(db: Db) {
  async function says(who: Who | string, text: string, place: Place = {}): Promise<Answered> {
    const openId = who in people ? `ou_${people[who as Who].id}` : who
    const outcome = await dispatch(
      db,
      deps,
      {
        kind: 'message',
        platform: 'feishu',
        appId: 'test',
        messageId: `om_${++count}`,
        chatId: place.chatId ?? `p2p_${openId}`,
        chatKind: place.group ? 'group' : 'private',
        senderId: openId,
        text,
        mentionsBot: true,
        sentAt: NOW.toISOString(),
      },
      place.now ?? NOW,
      null,
    )
    return settle(outcome)
  }

  /** Presses a button, with what a form was filled with beforehand and now. */
  async function clicks(
    who: Who,
    card: Card,
    label: string,
    form: Record<string, string | string[]> = {},
    place: Place = {},
  ): Promise<Answered> {
    return acts(who, actionOf(card, label), { ...valuesOf(card), ...form }, place)
  }

  async function acts(
    who: Who | string,
    action: Action,
    form: Record<string, string | string[]> = {},
    place: Place = {},
  ): Promise<Answered> {
    const openId = who in people ? `ou_${people[who as Who].id}` : who
    const outcome = await dispatch(
      db,
      deps,
      {
        kind: 'action',
        platform: 'feishu',
        appId: 'test',
        eventId: `ev_${++count}`,
        messageId: 'om_unknown',
        chatId: place.chatId ?? `p2p_${openId}`,
        chatKind: place.group ? 'group' : 'private',
        operatorId: openId,
        action: JSON.parse(JSON.stringify(action)),
        form,
      },
      place.now ?? NOW,
      null,
    )
    return settle(outcome)
  }

  async function settle({ answers, clickAnswer, remembered, understood }: Outcome): Promise<Answered> {
    for (const memory of remembered) await remember(db, memory)
    const [first] = answers
    const card = clickAnswer?.card ?? first?.card
    if (!card) throw new Error(`nothing was answered but ${clickAnswer?.toast?.text}`)
    return {
      card,
      to: clickAnswer?.card ? 'click' : (first?.destination.to ?? ''),
      toast: clickAnswer?.toast?.text,
      understood,
    }
  }

  /** Says it and, where that asks, confirms what was understood. */
  async function does(who: Who | string, text: string, place: Place = {}): Promise<Answered> {
    const said = await says(who, text, place)
    return said.card.title === '请您确认'
      ? { ...(await says(who, '对', place)), understood: said.understood }
      : said
  }

  return { says, does, clicks, acts }
}

/** Everything on a card that can be pressed. */
export function labelsOf(card: Card): string[] {
  return card.blocks.flatMap(block =>
    block.kind === 'buttons'
      ? block.buttons.map(({ label }) => label)
      : block.kind === 'form'
        ? [block.submit.label]
        : [],
  )
}

export function actionOf(card: Card, label: string): Action {
  const buttons = card.blocks.flatMap(block =>
    block.kind === 'buttons' ? block.buttons : block.kind === 'form' ? [block.submit] : [],
  )
  const action = buttons.find(button => button.label === label)?.action
  if (!action) throw new Error(`no button ${label} among ${buttons.map(button => button.label).join('、')}`)
  return action
}

const fieldsOf = (card: Card): readonly Field[] =>
  card.blocks.find(block => block.kind === 'form')?.fields ?? []

/** What a card's form is filled with. */
export function valuesOf(card: Card): Record<string, string | string[]> {
  return Object.fromEntries(fieldsOf(card).flatMap(({ name, value }) => (value ? [[name, value]] : [])))
}

/** The labels of a choice of a card's form. */
export function optionsOf(card: Card, name: string): string[] {
  const field = fieldsOf(card).find(one => one.name === name)
  return field && 'options' in field ? field.options.map(({ label }) => label) : []
}

/** What was understood of a text: its intent, and its slots without those every text has. */
export function meaning(understood: Understanding | null): {
  intent: string
  slots: Record<string, unknown>
} {
  if (understood?.kind !== 'sure') throw new Error(`not sure: ${understood?.why}`)
  const { text: _, ...slots } = understood.slots
  return { intent: understood.intent, slots }
}
