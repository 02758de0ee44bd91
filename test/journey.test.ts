import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, startTown, type Town } from './support/town.ts'

/** The whole way, over real HTTP: signed and encrypted events in, cards out, the clock moved. */
describe('the main job, end to end', () => {
  let town: Town
  beforeAll(async () => {
    town = await startTown()
  })
  afterAll(() => town.stop())

  it('tells an official what an enterprise produced and paid', async () => {
    const answer = await town.person('ou_demo_office').says('查一下金杯电工 去年产值税收')
    expect(answer).toContain('金杯电工')
    expect(answer).toMatch(/产值[\s\S]*(万元|亿元)/)
    expect(answer).toMatch(/税/)
    expect(answer).toContain('2022')
  })

  it('finds the enterprise behind a typo and says so', async () => {
    const answer = await town.person('ou_demo_office').says('建涛化工 倍增进度')
    expect(answer).toContain('建滔化工')
    expect(answer).toContain('建涛化工')
  })

  it('explains each condition of the roster with value, threshold, gap and clause', async () => {
    const answer = await town.person('ou_demo_office').says('瑞达电源 够不够进名录')
    expect(answer).toContain('规模')
    expect(answer).toMatch(/1亿元|10000万元/)
    expect(answer).toMatch(/还差/)
    expect(answer).toContain('以正式评定为准')
  })

  it('sends private figures to the person, not into the group', async () => {
    const office = town.person('ou_demo_office')
    const before = (await office.sees()).length
    const inGroup = await office.says('@倍增助手 查一下金杯电工 去年产值税收', 'oc_demo_office')
    expect(inGroup).toContain('已私信')
    expect(inGroup).not.toMatch(/\d+(\.\d+)?(万|亿)元/)
    const own = await eventually(async () => {
      const seen = await office.sees()
      return seen.length > before ? seen : null
    }, 'the private card')
    expect(own.at(-1)).toContain('金杯电工')
  })

  it('takes a case from the report to the rating', async () => {
    const enterprise = town.person('ou_demo_enterprise')
    const power = town.person('ou_demo_power')
    const office = town.person('ou_demo_office')

    const form = await enterprise.says('园区又停电了 这个月第三次 耽误交货')
    expect(form).toContain('用电')
    await enterprise.presses('提交诉求')
    const receipt = await eventually(
      async () =>
        (await enterprise.sees()).find(card => /HY\d{8}-\d{4}/.test(card) && card.includes('供电公司')) ??
        null,
      'a receipt',
    )
    expect(receipt).toContain('工作日')
    const no = receipt.match(/HY\d{8}-(\d{4})/)?.[1] ?? ''

    const assigned = await eventually(
      async () => (await power.sees('oc_demo_power')).find(card => card.includes(no)) ?? null,
      'the assignment card',
    )
    expect(assigned).toContain('用电')
    await power.presses('签收', 'oc_demo_power')
    const progress = await power.says(`${no}去现场看了 供电公司说下周三装变压器`)
    expect(progress).toContain(no)
    await power.presses('确认')
    await power.says(`${no}办结 变压器已装好 恢复供电`)
    expect(await power.says('对')).toContain(no)

    await eventually(
      async () => (await office.sees('oc_demo_office')).find(card => card.includes(no)) ?? null,
      'the review card',
    )
    await office.presses('审核通过', 'oc_demo_office')
    await eventually(
      async () => (await enterprise.sees()).find(card => card.includes('变压器已装好')) ?? null,
      'the result',
    )
    await enterprise.presses('满意')
    const status = await enterprise.says(`${no}有结果没`)
    expect(status).toMatch(/销号/)
  })

  it('pushes one digest to a unit and, on the 25th, a bulletin that the office approves for the leaders', async () => {
    const land = town.person('ou_demo_land')
    const office = town.person('ou_demo_office')
    const mayor = town.person('ou_demo_mayor')
    await town.setClock('2023-11-16T09:00:30+08:00')
    const digests = await eventually(async () => {
      const seen = (await land.sees('oc_demo_land')).filter(card => /到期|逾期/.test(card))
      return seen.length > 0 ? seen : null
    }, 'the digest')
    expect(digests).toHaveLength(1)

    // The 25th is a Saturday: the draft is made, and the office sees it when it is at work.
    await town.setClock('2023-11-25T09:00:30+08:00')
    await town.setClock('2023-11-27T08:30:30+08:00')
    await eventually(
      async () => (await office.sees('oc_demo_office')).find(card => card.includes('235家')) ?? null,
      'the draft',
    )
    expect((await mayor.sees('oc_demo_leaders')).filter(card => card.includes('235家'))).toEqual([])
    await office.presses('批准发布', 'oc_demo_office')
    const bulletin = await eventually(
      async () => (await mayor.sees('oc_demo_leaders')).find(card => card.includes('235家')) ?? null,
      'the bulletin',
    )
    expect(bulletin).toContain('23家实现产值倍增（占9.8%）')
  })
})
