import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import type { NoticeData } from '../../db/notice.ts'
import {
  briefingTold,
  caseFile,
  figure,
  milestone,
  outbox,
  person,
  project,
  projectStage,
  roleGrant,
  rosterMember,
  statusPeriod,
  subscription,
} from '../../db/schema/index.ts'
import { briefLeaders } from '../../src/briefing/leader/tell.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { cardOfNotice } from '../../src/chat/notices/index.ts'
import { withReason } from '../../src/chat/notices/why.ts'
import { addDays, type Day, instantOf } from '../../src/lib/time.ts'
import { render } from '../../src/platforms/feishu/render.ts'
import { checkCard } from '../../src/sandbox/card-check.ts'
import { addTown, codeOf, PEOPLE } from '../liaison/a-town.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn as policies } from '../support/policies.ts'

const onDatabase = useDatabase(addTown)
const run = (db: Db, day: Day, time = '08:30') => briefLeaders(db, policies, instantOf(day, time))

/** What leaders were told since the last look, as lines. */
async function told(db: Db): Promise<string[]> {
  const rows = await db
    .select()
    .from(outbox)
    .where(eq(outbox.kind, 'leader.briefing'))
    .orderBy(asc(outbox.id))
  await db.delete(outbox)
  return rows.flatMap(({ address, payload }) => {
    const card = cardOfNotice('leader.briefing', payload)
    expect(checkCard(render(card, 'http://127.0.0.1')), card.title).toBeNull()
    const { items } = payload as NoticeData['leader.briefing']
    return items.length === 0
      ? [`${address} ${cardText(card)}`]
      : items.map(({ group, key }) => `${address} ${group} ${key}`)
  })
}

const mayor = `person:${PEOPLE.mayor.id}`
let next = 1

async function redCase(
  db: Db,
  firm: string,
  over: Partial<typeof caseFile.$inferInsert> = {},
): Promise<string> {
  const no = `HY20231001-${String(next++).padStart(4, '0')}`
  await db.insert(caseFile).values({
    no,
    uscc: codeOf(firm),
    category: '用电',
    detail: '园区又停电了，耽误交货',
    urgency: '一般',
    state: 'handling',
    leadUnitId: 'dept-land',
    dueOn: '2023-10-20',
    reportedBy: 'contact',
    filedAt: instantOf('2023-10-01'),
    supervision: 3,
    version: 1,
    headHash: 'x',
    ...over,
  })
  return no
}

async function lateProject(db: Db, firm: string): Promise<number> {
  const [row] = await db
    .insert(project)
    .values({
      name: `${firm}扩能项目`,
      kinds: ['技改'],
      level: '市',
      uscc: codeOf(firm),
      regionCode: '430424',
      chain: '盐卤化工',
      owner: '陈平',
      totalInvestment: '12000',
      createdBy: 'test',
      createdAt: instantOf('2023-01-01'),
    })
    .returning({ id: project.id })
  const id = row?.id ?? 0
  await db.insert(projectStage).values({ projectId: id, stage: '开工', plannedOn: '2023-05-01' })
  return id
}

describe('领导简报', () => {
  test('what is new is told once, at the chosen hour; nothing new is nothing said, on Mondays one line', () =>
    onDatabase(async db => {
      const no = await redCase(db, '大合新材料')
      await run(db, '2023-11-15', '08:00')
      expect(await told(db)).toEqual([])
      expect(await run(db, '2023-11-15')).toMatchObject({ leaders: 1, items: 1 })
      expect(await run(db, '2023-11-15')).toMatchObject({ leaders: 0 })
      expect(await told(db)).toEqual([`${mayor} case case:${no}:1:red`])
      expect(await run(db, '2023-11-16')).toMatchObject({ leaders: 0, quiet: 1 })
      const id = await lateProject(db, '恒飞电缆')
      await run(db, '2023-11-17')
      expect(await told(db)).toEqual([`${mayor} project project:${id}:红:2023-11`])
      // Saturday and Sunday nobody is disturbed.
      await run(db, '2023-11-18')
      await run(db, '2023-11-19')
      await run(db, '2023-11-20')
      const [line, ...others] = await told(db)
      expect(others).toEqual([])
      expect(line).toContain('没有新情况；此前报过的还有2项没有了结')
    }))

  test('instructions unanswered, firms that fell out and promises due, each opening what it is about', () =>
    onDatabase(async db => {
      const no = await redCase(db, '建滔化工', {
        supervision: 0,
        instructions: [
          { instruction: 1, by: PEOPLE.mayor.id, text: '三天内送电', dueOn: '2023-11-13', answer: null },
          { instruction: 2, by: 'another', text: '请阅', dueOn: '2023-11-13', answer: null },
        ],
      })
      await db.insert(statusPeriod).values({
        uscc: codeOf('福邦新材料'),
        status: '规上',
        fromOn: '2020-01-01',
        toOn: '2023-11-10',
        exitReason: '停产',
        setBy: 'test',
        setAt: instantOf('2023-11-10'),
      })
      await db.insert(rosterMember).values({ roster: '倍增名录', year: 2022, uscc: codeOf('金杯电工') })
      const month = (year: number, m: number, amount: string) => ({
        uscc: codeOf('金杯电工'),
        indicator: 'output' as const,
        period: `${year}-${String(m).padStart(2, '0')}`,
        amount,
        source: '统计' as const,
        reportedBy: 'import',
        recordedAt: instantOf('2023-11-14'),
      })
      const months = [2, 3, 4, 5, 6, 7, 8, 9, 10]
      await db
        .insert(figure)
        .values(months.flatMap(m => [month(2020, m, '100'), month(2023, m, m === 10 ? '150' : '200')]))
      const id = await lateProject(db, '恒飞电缆')
      await db.insert(milestone).values({
        projectId: id,
        title: '主体封顶',
        dueOn: '2023-11-16',
        owner: '陈平',
        addedBy: 'test',
        addedAt: instantOf('2023-11-01'),
      })
      await run(db, '2023-11-15')
      const [row] = await db.select().from(outbox).where(eq(outbox.kind, 'leader.briefing'))
      const card = withReason(cardOfNotice('leader.briefing', row?.payload), {
        kind: 'leader.briefing',
        address: mayor,
        payload: row?.payload,
        isCopy: false,
        isStandIn: false,
      })
      const words = cardText(card)
      for (const said of [
        '您批示“三天内送电”',
        '已超2天',
        '福邦新材料11月10日退出规上（停产）',
        '金杯电工掉出倍增进度：2023年1—10月产值降到2020年同期的1.94倍',
        '“主体封顶”11月16日到期',
        '推送原因：您是市领导，只报新变化',
        '别推简报了',
      ])
        expect(words, said).toContain(said)
      expect(words).not.toContain('请阅')
      const opened = card.blocks.flatMap(block =>
        block.kind === 'buttons' ? block.buttons.flatMap(({ action }) => action ?? []) : [],
      )
      expect(opened.map(({ intent }) => intent)).toEqual(
        expect.arrayContaining(['query.case_status', 'briefing.enterprise', 'query.project']),
      )
      expect(opened[0]?.args).toEqual({ case_no: no })
    }))

  test('a leader of a chain hears of its own; a weekly reader on their day and hour', () =>
    onDatabase(async db => {
      const { personId } = await chainLeader(db)
      await db.insert(subscription).values({
        reader: `person:${personId}`,
        topic: '*',
        isOff: false,
        rhythm: { every: 'week', on: 4, at: '14:00' },
        setBy: personId,
        setAt: instantOf('2023-11-01'),
      })
      const own = await redCase(db, '恒飞电缆')
      await redCase(db, '大合新材料')
      for (let day = '2023-11-13'; day <= '2023-11-19'; day = addDays(day, 1))
        for (const time of ['08:30', '14:00', '21:00']) await run(db, day, time)
      const lines = (await told(db)).filter(line => line.startsWith(`person:${personId}`))
      expect(lines).toEqual([`person:${personId} case case:${own}:1:red`])
      const days = await db.select().from(briefingTold).where(eq(briefingTold.personId, personId))
      expect(days.map(({ item }) => item)).toContain('day:2023-11-16')
    }))

  test('thirty days with the same troubles: each is said once, at most one card a day', () =>
    onDatabase(async db => {
      for (const firm of ['大合新材料', '恒飞电缆', '建滔化工']) await redCase(db, firm)
      await lateProject(db, '恒飞电缆')
      const said: string[] = []
      for (let day = '2023-11-01'; day <= '2023-11-30'; day = addDays(day, 1)) {
        for (const time of ['08:00', '08:30', '09:00', '18:00']) await run(db, day, time)
        const rows = await db.select().from(outbox).where(eq(outbox.kind, 'leader.briefing'))
        expect(rows.length, day).toBeLessThanOrEqual(1)
        said.push(...(await told(db)).filter(line => / (case|project) /.test(line)))
      }
      expect(said).toHaveLength(4)
      expect(new Set(said).size).toBe(4)
    }))
})

async function chainLeader(db: Db): Promise<{ personId: string }> {
  await db.insert(person).values({ id: 'chief', name: '吴链' })
  await db.insert(roleGrant).values({
    personId: 'chief',
    role: 'leader',
    scopeId: '输变电',
    grantedBy: 'test',
    grantedAt: instantOf('2023-01-01'),
  })
  return { personId: 'chief' }
}
