import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { identity, roleGrant } from '../../db/schema/index.ts'
import type { Action } from '../../src/chat/card.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, order, press, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

const JINBEI = '91430400DEM000014F'
const JIANTAO = '91430400DEM000022A'

/** Messages to somebody, as words. */
const told = ({ messages }: Answer, to: string) =>
  messages
    .filter(message => message.to.includes(to))
    .map(({ text }) => text)
    .join('\n')

/** The button of a card for somebody that holds some words. */
function buttonFor({ messages }: Answer, to: string, label: string): Action {
  for (const { to: whom, card } of messages) {
    if (!whom.includes(to) || !card) continue
    for (const block of card.blocks) {
      if (block.kind === 'form' && block.submit.label.includes(label) && block.submit.action)
        return block.submit.action
      if (block.kind !== 'buttons') continue
      const found = block.buttons.find(one => one.label.includes(label))
      if (found?.action) return found.action
    }
  }
  throw new Error(`no button “${label}” for ${to}`)
}

const filled = (action: Action, form: Record<string, string>) => ({ ...action, form }) as Action

async function rolesOf(db: Db, openId: string): Promise<string[]> {
  const rows = await db
    .select({ role: roleGrant.role, scope: roleGrant.scopeId })
    .from(identity)
    .innerJoin(roleGrant, eq(roleGrant.personId, identity.personId))
    .where(and(eq(identity.platform, 'feishu'), eq(identity.openId, openId)))
  return rows.map(({ role, scope }) => `${role} ${scope}`).sort()
}

test('a firm’s new contact asks by name, confirms, is granted by the office on a card, and only then sees its figures', () =>
  onDatabase(async db => {
    expect((await say(db, 'newcomer', '建滔化工 去年产值')).words).toContain('还没有绑定身份')
    const asked = await order(db, 'newcomer', '我是建滔化工的 绑定一下')
    expect(asked.words).toContain('已申请代表衡阳建滔化工有限公司')
    expect(told(asked, 'office')).toContain(JIANTAO)
    expect(await rolesOf(db, 'ou_demo_newcomer')).toEqual([])
    const again = await order(db, 'newcomer', '我是建滔化工的 绑定一下')
    expect(told(again, 'office')).toBe('')
    const grant = buttonFor(asked, 'office', '同意')
    const decided = await press(db, 'office', grant)
    expect(told(decided, 'newcomer')).toContain('绑定成功')
    expect(await rolesOf(db, 'ou_demo_newcomer')).toEqual([`enterprise ${JIANTAO}`])
    expect((await press(db, 'office', grant)).toast?.text).toContain('已经处理过了')
    expect((await say(db, 'newcomer', '我们去年产值')).words).toContain('建滔化工')
  }))

test('nobody but the office decides about a firm’s contact, and a refusal gives nothing', () =>
  onDatabase(async db => {
    const asked = await say(db, 'newcomer', `绑定企业 ${JIANTAO}`)
    const grant = buttonFor(asked, 'office', '同意')
    expect((await press(db, 'enterprise', grant)).toast?.text).toContain('不在您的职责范围内')
    expect((await press(db, 'county', grant)).toast?.text).toContain('不在您的职责范围内')
    const refused = await press(db, 'office', buttonFor(asked, 'office', '不同意'))
    expect(told(refused, 'newcomer')).toContain('申请未通过')
    expect(await rolesOf(db, 'ou_demo_newcomer')).toEqual([])
  }))

test('a contact who takes over ends the one before, who is told', () =>
  onDatabase(async db => {
    const asked = await order(db, 'newcomer', '金杯电工联系人换成我了 原来的走了')
    expect(asked.words).toContain('原联系人同时解除')
    const decided = await press(db, 'office', buttonFor(asked, 'office', '同意'))
    expect(await rolesOf(db, 'ou_demo_newcomer')).toEqual([`enterprise ${JINBEI}`])
    expect(await rolesOf(db, 'ou_demo_enterprise')).toEqual([])
    expect(decided.words).toContain('这家企业换了联系人')
  }))

test('a contact who moved to another firm speaks for that one alone', () =>
  onDatabase(async db => {
    const asked = await order(db, 'enterprise', '我换单位了 改绑到建滔化工')
    await press(db, 'office', buttonFor(asked, 'office', '同意'))
    expect(await rolesOf(db, 'ou_demo_enterprise')).toEqual([`enterprise ${JIANTAO}`])
  }))

test('a contact ends their own binding, takes that back within ten minutes, and not after', () =>
  onDatabase(async db => {
    const shown = await say(db, 'enterprise', '我离职了 把绑定解除')
    const end = buttonFor(shown, 'enterprise', '解除')
    const ended = await press(db, 'enterprise', end)
    expect(JSON.stringify(ended.card)).toContain('撤回')
    expect(await rolesOf(db, 'ou_demo_enterprise')).toEqual([])
    expect((await order(db, 'enterprise', '撤回刚才那条')).words).toContain('绑定和原来一样了')
    expect(await rolesOf(db, 'ou_demo_enterprise')).toEqual([`enterprise ${JINBEI}`])
    await press(db, 'enterprise', end)
    const late = await say(db, 'enterprise', '撤回刚才那条', '--at', '2023-11-15T10:11:00+08:00')
    expect(late.words).toContain('最近10分钟里没有')
    expect(await rolesOf(db, 'ou_demo_enterprise')).toEqual([])
  }))

test('the office ends a firm’s contact, who is told; nobody ends another’s by a copied button', () =>
  onDatabase(async db => {
    const shown = await say(db, 'office', '解除金杯电工联系人的绑定')
    const end = buttonFor(shown, 'office', '解除')
    expect((await press(db, 'rival', end)).toast?.text).toContain('只能解除自己的')
    const ended = await press(db, 'office', end)
    expect(ended.words).toContain('身份已解除')
    expect(await rolesOf(db, 'ou_demo_enterprise')).toEqual([])
    expect((await say(db, 'office', '停用刘东的账号')).words).toContain('干部账号由系统管理员停用')
  }))

test('a new county official fills in a form, the administrator grants it, and the role is that of the unit', () =>
  onDatabase(async db => {
    const form = await say(db, 'newcomer', '我是衡东县工信局的 开个账号')
    expect(form.words).toContain('县市区园区管理员（衡东县）')
    const submit = buttonFor(form, 'newcomer', '提交申请')
    const asked = await press(db, 'newcomer', filled(submit, { name: '肖工', post: '产业股 13800001111' }))
    expect(told(asked, 'admin')).toContain('肖工')
    expect(told(asked, 'office')).toBe('')
    const grant = buttonFor(asked, 'admin', '同意')
    expect((await press(db, 'office', grant)).toast?.text).toContain('系统管理员审核')
    expect(told(await press(db, 'admin', grant), 'newcomer')).toContain('申请已通过')
    expect(await rolesOf(db, 'ou_demo_newcomer')).toEqual(['county 430424'])
    expect((await say(db, 'newcomer', '衡东倍增情况')).words).toContain('衡东')
    const forged = filled({ ...submit, args: { unit_id: 'office' } }, { name: '肖工' })
    expect((await press(db, 'rival', forged)).toast?.text).toContain('由系统管理员直接开通')
  }))

test('a new liaison says which firm is theirs', () =>
  onDatabase(async db => {
    expect((await say(db, 'newcomer', '我是新来的联络员 开通一下')).words).toContain('联系哪一家')
    const form = await say(db, 'newcomer', '建滔化工')
    const asked = await press(
      db,
      'newcomer',
      filled(buttonFor(form, 'newcomer', '提交申请'), { name: '周联' }),
    )
    await press(db, 'admin', buttonFor(asked, 'admin', '同意'))
    expect(await rolesOf(db, 'ou_demo_newcomer')).toEqual([`liaison ${JIANTAO}`])
  }))

test('whoever changed their phone is who they were, on the new account alone', () =>
  onDatabase(async db => {
    const form = await say(db, 'newcomer', '换手机了 重新绑定')
    const submit = buttonFor(form, 'newcomer', '提交申请')
    const asked = await press(db, 'newcomer', filled(submit, { name: '何雁', place: '金杯电工 13800001111' }))
    expect(asked.words).not.toContain('没有登记过')
    expect(told(asked, 'admin')).toContain('企业联系人（金杯电工）')
    const moved = await press(db, 'admin', buttonFor(asked, 'admin', '何雁'))
    expect(await rolesOf(db, 'ou_demo_newcomer')).toEqual([`enterprise ${JINBEI}`])
    expect(await rolesOf(db, 'ou_demo_enterprise')).toEqual([])
    expect(told(moved, 'ou_demo_enterprise')).toContain('换到新的账号')
    expect((await say(db, 'enterprise', '我们去年产值')).words).toContain('还没有绑定身份')
  }))

test('the administrator stops an official’s account, but not the own one', () =>
  onDatabase(async db => {
    const shown = await say(db, 'admin', '停用刘东的账号')
    await press(db, 'admin', buttonFor(shown, 'admin', '解除'))
    expect(await rolesOf(db, 'ou_demo_county')).toEqual([])
    const own = {
      command: 'bind',
      intent: 'bind.end',
      args: { person_id: 'demo-admin', role: 'admin', scope_id: '*' },
    }
    expect((await press(db, 'admin', own)).toast?.text).toContain('另一位管理员')
  }))

test('who asks for a person is heard by the office, once, and told who will call', () =>
  onDatabase(async db => {
    await say(db, 'enterprise', '我们能不能进倍增名录')
    const card = await say(db, 'enterprise', '说不清楚 找个人来吧')
    expect(card.words).toContain('请办公室联系我')
    const asked = await say(db, 'enterprise', '对')
    expect(told(asked, 'office')).toContain('何雁（企业联系人（金杯电工））')
    expect(told(asked, 'office')).toContain('我们能不能进倍增名录')
    expect((await say(db, 'office', '我的待办')).words).toContain('何雁')
    const take = buttonFor(asked, 'office', '我来联系')
    const taken = await press(db, 'office', take)
    expect(told(taken, 'ou_demo_enterprise')).toContain('李衡')
    expect((await press(db, 'office2', take)).toast?.text).toContain('李衡已经接了')
  }))

test('a stranger asks for a person too, and takes it back while nobody took it', () =>
  onDatabase(async db => {
    await say(db, 'newcomer', '转人工')
    const asked = await say(db, 'newcomer', '对')
    expect(told(asked, 'office')).toContain('没有绑定身份的用户')
    expect((await order(db, 'newcomer', '撤回刚才那条')).words).toContain('办公室不会再联系您')
    expect((await press(db, 'office', buttonFor(asked, 'office', '我来联系'))).toast?.text).toContain(
      '没有找到',
    )
  }))
