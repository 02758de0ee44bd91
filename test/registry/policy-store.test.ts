import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { publishedPolicy } from '../../db/schema/index.ts'
import { capacity2023 } from '../../src/policies/capacity-2023.ts'
import {
  loadPolicySet,
  loadRulebook,
  publications,
  publishPolicy,
  tryPolicy,
} from '../../src/registry/policy-store.ts'
import { sayFault } from '../../src/rules/checks/fault.ts'
import type { PolicyDocument } from '../../src/rules/document.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { parameterOn } from '../../src/rules/parameters.ts'
import { useDatabase } from '../support/database.ts'
import { databases } from '../support/databases.ts'
import { builtIn } from '../support/policies.ts'

const onDatabase = useDatabase()
const NOW = new Date('2023-11-15T10:00:00+08:00')
const BY = { by: 'ou_office', now: NOW }

/** The roster policy from a later day on, with another threshold of output. */
function lowered(output: string, { from = '2024-01-01', version = '2024-01-01' } = {}): PolicyDocument {
  return {
    ...capacity2023,
    version,
    effectiveFrom: from,
    parameters: capacity2023.parameters.map(one => ({
      ...one,
      values: one.values.map(value => ({ ...value, from, ...(one.id === 'output' && { value: output }) })),
    })),
  }
}

/** The threshold of output by the policies in use on a day. */
async function thresholdOn(db: Db, on: string): Promise<string> {
  const { documents } = await loadPolicySet(db, builtIn)
  return parameterOn(findRule(documents, 'R-LIST-IND', on).document, 'output', on).value
}

test('as long as nothing is published the built-in policies are in use', () =>
  onDatabase(async db => {
    expect(await loadRulebook(db, builtIn)).toMatchObject({ policies: builtIn, published: [], left: [] })
  }))

test('a new version holds from its day on and ends the one before it on the eve', () =>
  onDatabase(async db => {
    const done = await publishPolicy(db, builtIn, JSON.parse(JSON.stringify(lowered('8000'))), BY)
    expect(done.kind).toBe('sound')
    expect(await thresholdOn(db, '2023-12-31')).toBe('10000')
    expect(await thresholdOn(db, '2024-01-01')).toBe('8000')
    const { documents } = await loadPolicySet(db, builtIn)
    expect(documents.find(({ version }) => version === '2023-09-15')?.effectiveTo).toBe('2023-12-31')
    expect(await publications(db)).toEqual([
      { title: capacity2023.title, version: '2024-01-01', by: 'ou_office', at: NOW },
    ])
  }))

test('the same version published again takes the place of the one before, built in or not', () =>
  onDatabase(async db => {
    await publishPolicy(db, builtIn, lowered('8000'), BY)
    await publishPolicy(db, builtIn, lowered('7000', { from: '2024-03-01' }), BY)
    expect(await thresholdOn(db, '2024-02-29')).toBe('10000')
    expect(await thresholdOn(db, '2024-03-01')).toBe('7000')
    await publishPolicy(db, builtIn, lowered('9000', { from: '2023-09-15', version: '2023-09-15' }), BY)
    expect(await thresholdOn(db, '2023-10-01')).toBe('9000')
    const { documents } = await loadPolicySet(db, builtIn)
    expect(documents.length).toBe(builtIn.documents.length + 1)
  }))

test('a draft changes nothing that is in force', () =>
  onDatabase(async db => {
    const draft = { ...lowered('8000'), status: '草案' }
    expect((await publishPolicy(db, builtIn, draft, BY)).kind).toBe('sound')
    expect(await thresholdOn(db, '2024-06-01')).toBe('10000')
  }))

describe('what is not sound is refused with every fault, and the old set stays', () => {
  const good = lowered('8000')
  test.each<[string, unknown, string]>([
    ['no document', { version: '2024' }, '2024：title 不合要求'],
    ['a threshold in words', lowered('八千'), 'output：“八千”不是万元'],
    [
      'another document about the same rule at the same time',
      { ...good, title: '《另一个文件》' },
      'R-LIST-IND：与 2023-09-15',
    ],
  ])('%s', (_, input, words) =>
    onDatabase(async db => {
      const tried = await publishPolicy(db, builtIn, input, BY)
      expect(tried.kind === 'refused' && tried.faults.map(sayFault).join('\n')).toContain(words)
      expect(await loadPolicySet(db, builtIn)).toBe(builtIn)
      expect(await publications(db)).toEqual([])
    }),
  )

  test('trying tells the same and publishes nothing', () =>
    onDatabase(async db => {
      expect(await tryPolicy(db, builtIn, lowered('八千'))).toMatchObject({ kind: 'refused' })
      expect(await tryPolicy(db, builtIn, good)).toMatchObject({ kind: 'sound' })
      expect(await publications(db)).toEqual([])
    }))
})

test('a broken publication in the database stops nobody: it is left out and told, the rest holds', () =>
  onDatabase(async db => {
    await publishPolicy(db, builtIn, lowered('8000'), BY)
    const row = { effectiveFrom: '2024-02-01', hash: 'x', publishedBy: 'x', publishedAt: NOW }
    await db.insert(publishedPolicy).values({
      ...row,
      title: capacity2023.title,
      version: '2024-02-01',
      document: { version: '2024-02-01' },
    })
    await publishPolicy(db, builtIn, lowered('7000', { from: '2024-05-01', version: '2024-05-01' }), BY)
    const { left } = await loadRulebook(db, builtIn)
    expect(left).toMatchObject([
      { version: '2024-02-01', faults: [{ document: '2024-02-01' }, {}, {}, {}, {}] },
    ])
    expect(await thresholdOn(db, '2024-04-30')).toBe('8000')
    expect(await thresholdOn(db, '2024-05-01')).toBe('7000')
  }))

test('what was published can be neither changed nor removed', () =>
  onDatabase(async db => {
    await publishPolicy(db, builtIn, lowered('8000'), BY)
    await expect(db.transaction(tx => tx.update(publishedPolicy).set({ version: 'x' }))).rejects.toThrow()
    await expect(db.transaction(tx => tx.delete(publishedPolicy))).rejects.toThrow()
  }))

test.each(databases)('of several publishers at once on $name only sound sets come', async ({ open }) => {
  const { db, close } = await open()
  try {
    // Sound one by one, but two documents of different titles about one rule.
    const drafts = ['《甲》', '《乙》', '《丙》'].map(title => ({
      ...lowered('8000'),
      title,
      rules: lowered('8000').rules.map(rule => ({ ...rule, id: `${rule.id}-X` })),
    }))
    const done = await Promise.all(drafts.map(one => publishPolicy(db, builtIn, one, BY)))
    expect(done.map(({ kind }) => kind).sort()).toEqual(['refused', 'refused', 'sound'])
    expect((await loadRulebook(db, builtIn)).left).toEqual([])
  } finally {
    await close()
  }
})
