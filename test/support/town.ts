import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { type Running, start } from '../../src/server.ts'
import { freePort } from './postgres.ts'

/** A running sandbox, used over HTTP as its page does. */
export interface Town {
  url: string
  dataDir: string
  person(openId: string): Someone
  /** Moves the demo clock, which starts whatever has fallen due. */
  setClock(at: string): Promise<void>
  stop(): Promise<void>
}

/** A person with a chat window. `chat` is `p2p` or a group's id. */
interface Someone {
  /** Says something and waits for the bot's answer; returns the words of all that came. */
  says(text: string, chat?: string): Promise<string>
  /** Everything the bot has said there, oldest first, as words. */
  sees(chat?: string): Promise<string[]>
  /** Presses the newest button of that label; answers the toast. `form` fills the fields beside it. */
  presses(label: string, chat?: string, form?: Record<string, string>): Promise<string>
}

interface SandboxMessage {
  id: string
  senderId: string
  type: string
  content: string
}

type Json = null | string | number | boolean | Json[] | { [key: string]: Json }

export async function startTown(env: Record<string, string> = {}): Promise<Town> {
  const dataDir = mkdtempSync(join(tmpdir(), 'beizeng-town-'))
  const port = await freePort()
  const config = readConfig({ PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env })
  const running: Running = await start(config, silentLogger)
  const url = `http://127.0.0.1:${port}`

  async function call<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/sandbox/api${path}`, {
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    expect(response.status, `${path}: ${await response.clone().text()}`).toBe(200)
    return (await response.json()) as T
  }

  function person(openId: string): Someone {
    const place = (chat: string) => (chat === 'p2p' ? `oc_p2p_${openId}` : chat)
    const heard = async (chat: string) => {
      const query = new URLSearchParams({ person: openId, chat: place(chat) })
      const messages = await call<SandboxMessage[]>(`/messages?${query}`)
      return messages.filter(message => message.senderId === 'ou_sandbox_bot')
    }
    return {
      async says(text, chat = 'p2p') {
        const before = (await heard(chat)).length
        await call('/messages', { person: openId, chat, said: { type: 'text', text } })
        const answers = await eventually(async () => {
          const now = await heard(chat)
          return now.length > before ? now.slice(before) : null
        }, `an answer to “${text}”`)
        return answers.map(words).join('\n')
      },
      async sees(chat = 'p2p') {
        return (await heard(chat)).map(words)
      },
      async presses(label, chat = 'p2p', form) {
        const found = await eventually(async () => {
          for (const message of (await heard(chat)).reverse()) {
            const button = buttonsOf(JSON.parse(message.content) as Json).find(one => one.label === label)
            if (button) return { message, button }
          }
          return null
        }, `a button “${label}”`)
        const { button, message } = found
        const result = await call<{ toast?: { content: string }; error?: unknown }>('/actions', {
          person: openId,
          messageId: message.id,
          action: {
            tag: 'button',
            value: button.value,
            ...(button.form && { name: button.name, form_value: { ...button.form, ...form } }),
          },
        })
        expect(result.error).toBeUndefined()
        return result.toast?.content ?? ''
      },
    }
  }

  return {
    url,
    dataDir,
    person,
    async setClock(at) {
      await call('/clock', { at })
    },
    async stop() {
      await running.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Waits for something that happens behind a 200; fails with what was waited for. */
export async function eventually<T>(
  look: () => Promise<T | null>,
  what: string,
  patienceMs = 15_000,
): Promise<T> {
  const until = Date.now() + patienceMs
  while (Date.now() < until) {
    const found = await look()
    if (found !== null) return found
    await new Promise(done => setTimeout(done, 50))
  }
  throw new Error(`waited ${patienceMs / 1000} s in vain for ${what}`)
}

/** The words of a message, without markup. */
function words(message: SandboxMessage): string {
  const texts: string[] = []
  const walk = (value: Json, key: string): void => {
    if (typeof value === 'string' && ['content', 'text', 'display_name'].includes(key)) texts.push(value)
    else if (Array.isArray(value)) for (const item of value) walk(item, key)
    else if (value && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) {
        if (name === 'rows') texts.push(JSON.stringify(inner))
        else walk(inner, name)
      }
    }
  }
  walk(JSON.parse(message.content) as Json, '')
  return texts
    .join('\n')
    .replace(/<[^>]+>/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/[\\*]/g, '')
}

interface FoundButton {
  label: string
  value: Json
  name: string
  /** Prefilled values of the form it submits. */
  form: Record<string, Json> | null
}

function buttonsOf(card: Json, form: Record<string, Json> | null = null): FoundButton[] {
  if (Array.isArray(card)) return card.flatMap(item => buttonsOf(item, form))
  if (!card || typeof card !== 'object') return []
  const own = card.tag === 'form' ? prefilled(card) : form
  const inner = Object.entries(card).flatMap(([, value]) => buttonsOf(value, own))
  if (card.tag !== 'button') return inner
  const label = ((card.text as { content?: string } | undefined)?.content ?? '') as string
  const callback = ((card.behaviors ?? []) as { type: string; value?: Json }[]).find(
    one => one.type === 'callback',
  )
  return [{ label, value: callback?.value ?? null, name: String(card.name ?? ''), form: own }, ...inner]
}

function prefilled(form: Json): Record<string, Json> {
  const values: Record<string, Json> = {}
  const walk = (value: Json): void => {
    if (Array.isArray(value)) for (const item of value) walk(item)
    else if (value && typeof value === 'object') {
      const given = value.default_value ?? value.initial_option ?? value.initial_date
      if (typeof value.name === 'string' && given !== undefined) values[value.name] = given
      for (const inner of Object.values(value)) walk(inner)
    }
  }
  walk(form)
  return values
}
