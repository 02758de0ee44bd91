import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { membershipChange, outbox, rosterMember } from '../../db/schema/index.ts'
import { addDays } from '../../src/lib/time.ts'
import { decideProposal, findProposal } from '../../src/registry/rosters/decide.ts'
import { CITY, kindOf, type RosterKey, rosterOn } from '../../src/registry/rosters/kinds.ts'
import { membersOn, staysOf } from '../../src/registry/rosters/members.ts'
import { proposeChanges, type Wanted } from '../../src/registry/rosters/propose.ts'
import { useDatabase } from '../support/database.ts'
import { addTown, by, codeOf, PEOPLE, withoutSecond } from './a-town.ts'

const onDatabase = useDatabase(addTown)
const POOL: RosterKey = { kind: kindOf('小升规培育库'), scope: CITY, year: null }
const COUNTY: RosterKey = rosterOn(kindOf('县倍增名录'), '2023-11-15', '430424')

const wanted = (
  letter: string,
  operation: Wanted['operation'] = 'add',
  more: Partial<Wanted> = {},
): Wanted => ({
  uscc: codeOf(letter),
  operation,
  reason: operation === 'add' ? '年营收过千万' : '订单没了',
  basis: '县局调查表',
  ...more,
})
const approve = { isApproved: true } as const

async function inPool(db: Db, on: string, key = POOL): Promise<string> {
  const members = await membersOn(db, key, on)
  return members.map(({ uscc }) => uscc.at(-1)).join('')
}

describe('入库出库', () => {
  test('办公室一人提出、另一人批准，批准之日起在库；移出之日起不在', () =>
    onDatabase(async db => {
      const { proposal } = await proposeChanges(by(db, PEOPLE.office), POOL, [wanted('A')], 'person')
      expect(await inPool(db, '2023-11-15')).toBe('')
      await decideProposal(by(db, PEOPLE.second, '2023-11-20'), proposal ?? 0, approve)
      expect(await inPool(db, '2023-11-19')).toBe('')
      expect(await inPool(db, '2023-11-20')).toBe('A')
      const out = await proposeChanges(
        by(db, PEOPLE.county, '2023-12-01'),
        POOL,
        [wanted('A', 'remove', { reason: '停产搬迁外地' })],
        'person',
      )
      await decideProposal(by(db, PEOPLE.office, '2023-12-05'), out.proposal ?? 0, approve)
      expect(await inPool(db, '2023-12-04')).toBe('A')
      expect(await inPool(db, '2023-12-05')).toBe('')
      const [stay] = await staysOf(db, codeOf('A'))
      expect(stay).toMatchObject({
        since: '2023-11-20',
        until: '2023-12-05',
        entry: { reason: '年营收过千万', basis: '县局调查表', by: 'p-second' },
        exit: { reason: '停产搬迁外地', by: 'p-office' },
      })
    }))

  test('提出的人自己不能批准；办公室只剩一个人时可以，并记下这一点', () =>
    onDatabase(async db => {
      const { proposal } = await proposeChanges(by(db, PEOPLE.office), POOL, [wanted('A')], 'person')
      await expect(decideProposal(by(db, PEOPLE.office), proposal ?? 0, approve)).rejects.toThrow(
        '要由另一位有权限的同志批准',
      )
      await withoutSecond(db)
      const { isOwn, decided } = await decideProposal(by(db, PEOPLE.office), proposal ?? 0, approve)
      expect(isOwn).toBe(true)
      expect(decided).toHaveLength(1)
      expect((await findProposal(db, proposal ?? 0)).changes[0]?.note).toContain('本人提出')
    }))

  test('按规则成批提出的，谁叫它算的都可以批准；可以逐家定，也可以全部定', () =>
    onDatabase(async db => {
      const batch = ['A', 'B', 'C'].map(letter => wanted(letter))
      const { proposal } = await proposeChanges(by(db, PEOPLE.office), POOL, batch, 'rule')
      const number = proposal ?? 0
      const uscc = codeOf('B')
      await decideProposal(by(db, PEOPLE.office), number, { isApproved: false, uscc, note: '数据没核实' })
      const { proposal: left } = await decideProposal(by(db, PEOPLE.office), number, approve)
      expect(left.open).toEqual([])
      expect(await inPool(db, '2023-11-15')).toBe('AC')
      await expect(decideProposal(by(db, PEOPLE.second), number, approve)).rejects.toThrow('已经处理过')
    }))

  test.each([
    ['县里提出别县的企业', PEOPLE.county, wanted('D'), '不在您的职责范围内'],
    ['联络员提出', PEOPLE.liaison, wanted('A'), '不在您的职责范围内'],
    ['企业自己提出', PEOPLE.firm, wanted('A'), '不在您的职责范围内'],
    ['没有理由', PEOPLE.office, wanted('A', 'add', { reason: ' ' }), '请写明理由'],
    ['没有依据', PEOPLE.office, wanted('A', 'add', { basis: null }), '还没有依据'],
    ['移出不在库的', PEOPLE.office, wanted('A', 'remove'), '现在不在'],
    ['库里没有的企业', PEOPLE.office, wanted('Z'), '库里没有统一社会信用代码'],
  ])('%s：不受理', (_, who, what, words) =>
    onDatabase(async db => {
      await expect(proposeChanges(by(db, who), POOL, [what], 'person')).rejects.toThrow(words)
      expect(await db.select().from(membershipChange)).toEqual([])
    }),
  )

  test('县级名录由县里提出，县里另一人或办公室批准；市级名录县里不能批准', () =>
    onDatabase(async db => {
      const own = await proposeChanges(by(db, PEOPLE.county), COUNTY, [wanted('A')], 'person')
      await expect(decideProposal(by(db, PEOPLE.county), own.proposal ?? 0, approve)).rejects.toThrow(
        '要由另一位',
      )
      await decideProposal(by(db, PEOPLE.office), own.proposal ?? 0, approve)
      expect(await inPool(db, '2023-11-15', COUNTY)).toBe('A')
      const city = await proposeChanges(by(db, PEOPLE.county), POOL, [wanted('B')], 'person')
      await expect(decideProposal(by(db, PEOPLE.county), city.proposal ?? 0, approve)).rejects.toThrow(
        '没有这项权限',
      )
    }))

  test('办公室收到待批准的卡片，提出人收到结果', () =>
    onDatabase(async db => {
      const { proposal } = await proposeChanges(by(db, PEOPLE.county), POOL, [wanted('A')], 'person')
      await decideProposal(by(db, PEOPLE.office), proposal ?? 0, { isApproved: false, note: '不在规模' })
      const told = await db.select({ to: outbox.address, kind: outbox.kind }).from(outbox)
      expect(told).toEqual([
        { to: 'unit:office', kind: 'roster.proposed' },
        { to: 'person:p-county', kind: 'roster.decided' },
      ])
    }))

  test('升级是换一个级别：旧的到当天为止，新的从当天起', () =>
    onDatabase(async db => {
      const ladder: RosterKey = { kind: kindOf('梯度培育库'), scope: CITY, year: null }
      for (const [stage, day] of [
        ['省级专精特新', '2022-06-01'],
        ['国家级小巨人', '2023-07-14'],
      ] as const) {
        const { proposal } = await proposeChanges(
          by(db, PEOPLE.county, day),
          ladder,
          [wanted('A', 'add', { stage })],
          'person',
        )
        await decideProposal(by(db, PEOPLE.office, day), proposal ?? 0, approve)
      }
      const stageOn = async (day: string) => (await membersOn(db, ladder, day)).map(({ stage }) => stage)
      expect(await stageOn('2023-07-13')).toEqual(['省级专精特新'])
      expect(await stageOn('2023-07-14')).toEqual(['国家级小巨人'])
    }))
})

test('任何一天在库的企业，就是到那天为止批准过的变动逐条算下来的结果；没有依据的成员一家也没有', async () => {
  const step = fc.record({
    letter: fc.constantFrom('A', 'B', 'C', 'D'),
    operation: fc.constantFrom('add', 'remove') as fc.Arbitrary<Wanted['operation']>,
    days: fc.integer({ min: 0, max: 3 }),
    isApproved: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async steps => {
      await onDatabase(async db => {
        let day = '2023-01-01'
        for (const { letter, operation, days, isApproved } of steps) {
          day = addDays(day, days)
          const made = await proposeChanges(
            by(db, PEOPLE.county, day),
            POOL,
            [wanted(letter, operation)],
            'rule',
          ).catch(() => null)
          if (made?.proposal)
            await decideProposal(by(db, PEOPLE.office, day), made.proposal, { isApproved, note: '不同意' })
        }
        const approved = (await db.select().from(membershipChange))
          .filter(({ state }) => state === 'approved')
          .sort((a, b) => a.id - b.id)
        for (let on = '2022-12-31'; on <= addDays(day, 1); on = addDays(on, 1)) {
          const folded = new Set<string>()
          for (const { uscc, operation, effectiveOn } of approved)
            if (effectiveOn && effectiveOn <= on) folded[operation === 'add' ? 'add' : 'delete'](uscc)
          expect((await membersOn(db, POOL, on)).map(({ uscc }) => uscc).sort(), on).toEqual(
            [...folded].sort(),
          )
        }
        const members = await db.select().from(rosterMember)
        const grounds = new Map(approved.map(one => [one.id, one.receiptId ?? one.basis]))
        for (const { entryChangeId } of members) expect(grounds.get(entryChangeId ?? 0)).toBeTruthy()
      })
    }),
    { numRuns: 30 },
  )
}, 60_000)
