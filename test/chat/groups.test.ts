import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { type Db, rowsOf } from '../../db/client.ts'
import { plainExample } from '../../src/chat/classifier.ts'
import { seedDemo } from '../../src/cli/seed.ts'
import { identify } from '../../src/people/identify.ts'
import { mayUse } from '../../src/people/may.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await seedDemo(db, 300)
})

/** A group of nobody's: anybody may sit in it. */
const GROUP = ['--group', '--chat', 'oc_of_nobody'] as const
const inGroup = (db: Db, who: string, text: string) => say(db, who, text, ...GROUP)
const shownThere = ({ messages }: Answer) => messages.filter(({ to }) => to.includes('oc_of_nobody'))

class RollBack extends Error {}
const undone = (db: Db, body: (tx: Db) => Promise<void>) =>
  db
    .transaction(async tx => {
      await body(tx as Db)
      throw new RollBack()
    })
    .catch((error: unknown) => {
      if (!(error instanceof RollBack)) throw error
    })

/** Of each intent so many examples, spread over all it has; `GROUPS=all` takes every one. */
const MOST = process.env.GROUPS === 'all' ? Number.POSITIVE_INFINITY : 2

function someOf(examples: readonly string[]): string[] {
  const step = Math.max(1, examples.length / MOST)
  return examples.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
}

/** An amount, a rate, a code of a firm, a telephone. */
const PRIVATE = /\d(?:\.\d+)?\s*(?:万|亿)|[增下][长降]\s*\d|\d%|1[3-9]\d{9}/
/** What the bot says one can say, and what it asks. */
const EXAMPLE = /例如|比如|直接说|“[^”]*\d[^”]*”/

/** Lines that tell of one firm what only it and its officials may know. */
function leaks(words: string, firms: ReadonlySet<string>): string[] {
  return words.split('\n').filter(line => {
    if (EXAMPLE.test(line) || !PRIVATE.test(line)) return false
    return [...firms].some(firm => line.includes(firm))
  })
}

describe('in a group of nobody’s', () => {
  test.each(['liaison', 'county', 'mayor', 'enterprise'])(
    'nothing of one firm alone is said to it, whatever %s asks, and what is answered in private alone never is',
    who =>
      onDatabase(async db => {
        const speaker = await identify(db, 'feishu', `ou_demo_${who}`, NOW)
        const rows = await rowsOf<{ name: string }>(
          db,
          sql`select unnest(array[name, short_name]) as name from enterprise`,
        )
        const firms = new Set(rows.map(({ name }) => name))
        const wrong: string[] = []
        for (const { intents } of commands)
          for (const [name, intent] of Object.entries(intents)) {
            if (!mayUse(speaker, intent.access)) continue
            for (const example of someOf(intent.examples))
              await undone(db, async tx => {
                const said = await inGroup(tx, who, plainExample(example))
                const shown = shownThere(said)
                for (const { text } of shown)
                  for (const line of leaks(text, firms)) wrong.push(`${name} “${example}”: ${line}`)
                if (said.action !== name || !intent.inPrivate) return
                const open = shown.filter(
                  ({ text }) => !/已私信|还差一项|请您确认】\n(?:名字|说不准|没太)/.test(text),
                )
                for (const { text } of open) wrong.push(`${name} “${example}” in the open: ${text}`)
              })
          }
        expect(wrong).toEqual([])
      }),
    600_000,
  )

  test('what was answered in private is gone on from in either chat', () =>
    onDatabase(async db => {
      const asked = await inGroup(db, 'office', '金杯电工 去年产值')
      expect(shownThere(asked).map(({ text }) => text)).toEqual([expect.stringContaining('已私信')])
      expect((await say(db, 'office', '税收呢')).words).toMatch(/金杯电工[\s\S]*税/)
      const again = await inGroup(db, 'office', '税收呢')
      expect(shownThere(again).map(({ text }) => text)).toEqual([expect.stringContaining('已私信')])
    }))

  test('a refusal about a firm’s own matters is told to who asked alone', () =>
    onDatabase(async db => {
      const refused = await inGroup(db, 'liaison', '古汉中药 10月产值')
      expect(shownThere(refused).map(({ text }) => text)).toEqual([expect.stringContaining('已私信')])
      expect(refused.words).toContain('不在您的查看范围内')
    }))

  test('what would be done is confirmed in private where it is private, by a word in either chat', () =>
    onDatabase(async db => {
      const asked = await inGroup(db, 'enterprise', '报数：10月用电120万度')
      expect(
        shownThere(asked)
          .map(({ text }) => text)
          .join(),
      ).not.toMatch(/120万/)
      const done = await say(db, 'enterprise', '对')
      expect(done.words).toMatch(/120万/)
      const undoing = await inGroup(db, 'enterprise', '撤回刚才那条')
      expect(
        shownThere(undoing)
          .map(({ text }) => text)
          .join(),
      ).not.toMatch(/120万/)
    }))
})
