import { expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { caseFile, caseMute } from '../../db/schema/index.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import { useDatabase } from '../support/database.ts'
import { actionsOf, order, press } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
  await loadDemoCases(db, NOW)
})

test('one case is muted for one person, and taken up again by the button', () =>
  onDatabase(async db => {
    const [one] = await db.select({ no: caseFile.no }).from(caseFile).limit(1)
    const tail = one?.no.slice(-4) ?? ''
    const said = await order(db, 'office', `${tail}不要再推送了`)
    expect(said.action).toBe('case.mute')
    expect(said.words).toContain('需要办的')
    expect(await db.select().from(caseMute)).toMatchObject([
      { reader: 'person:demo-office', caseNo: one?.no },
    ])
    const [back] = said.messages.flatMap(({ card }) => actionsOf(card))
    if (!back) throw new Error('no button')
    await press(db, 'office', back)
    expect(await db.$count(caseMute)).toBe(0)
  }))

test('a group is muted for all of it', () =>
  onDatabase(async db => {
    const [one] = await db.select({ no: caseFile.no }).from(caseFile).limit(1)
    const said = await order(
      db,
      'office',
      `${one?.no.slice(-4)}免打扰`,
      '--group',
      '--chat',
      'oc_demo_office',
    )
    expect(said.words).toContain('不再推给本群')
    expect(await db.select().from(caseMute)).toMatchObject([{ reader: 'unit:office', caseNo: one?.no }])
  }))
