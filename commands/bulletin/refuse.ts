import { z } from 'zod'
import { type Bulletin, OPEN, openDrafts } from '../../src/bulletins/find.ts'
import { draftPath } from '../../src/bulletins/link.ts'
import { type Block, buttons, type Card, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { hasRole } from '../../src/people/may.ts'

/** 要求改数据: refused, with how a wrong figure is put right. */
export const refuse = intent({
  title: '要求改数据',
  examples: [
    '调高一点 别写得太难看',
    '数据改好看点',
    '产值往高了写一点',
    '解决率给我凑到99',
    '把排名往前调一调',
    '数据好看点',
    '写高一点',
    '把增速改高',
    '解决率改成99',
    '增速写成两位数',
    '产值多报点行不',
    '帮我们把产值改大点',
    '产值能不能报高点 好进名录',
    '23家改成30家',
    '再凑几家翻番的',
    '把不够的也算上',
    '凑个整 写240家',
    '排名往前挪挪',
    '差的别写',
    '少写几个没解决的',
    '税收往上调一点',
    '逾期的别统计进去',
    '数字做漂亮点',
    '让它达标',
    '把退规的别算',
    '帮忙改一下数 上面要检查',
    '没达标的也算进去凑数',
    '把解决率改成100%',
    '差的那几家别统计',
    '产值给我们加个两百万 好过线',
    '数太难看了 调一调',
    '把常宁排名往上提提',
    '25家说成30家吧',
    '帮我把税收写到500万以上',
    '逾期的几件删掉 别让领导看到',
  ],
  access: 'known',

  read: () => ({ reason: '不得修改统计数据', topic: '数据真实性' }),
  slots: z.object({ reason: z.string().max(50).optional(), topic: z.string().max(50).optional() }),
  run: async context => refuseToChange(context, '数据只能按实际写，不能调高调低。'),
})

/** Why a number is not changed at somebody's wish, and what can be done where it is wrong. */
export async function refuseToChange(context: Context, why: string, row?: Bulletin): Promise<Reply> {
  const { db, now, speaker } = context
  const isDecider = hasRole(speaker, 'office', 'leader')
  const open = row ?? (isDecider ? (await openDrafts(db)).at(-1) : undefined)
  const isOpen = open !== undefined && OPEN.includes(open.state)
  const path = isOpen && isDecider ? await draftPath(db, open.id, now) : null
  const blocks: Block[] = [
    text(why),
    text(
      '《统计法》要求统计资料真实、准确、完整、及时，任何单位和个人不得伪造、篡改；湖南省新增规上企业方案也写明“严禁统计造假”。',
    ),
    text(
      '数据确实有错的，可以更正并留痕：请企业或联络员发“更正 企业名 10月产值 是1206不是1260”，附上报表或税票照片；统计、税务部门的数由部门更正。',
    ),
    ...(isOpen
      ? [
          buttons(
            {
              label: '更正后更新数据',
              action: {
                command: 'bulletin',
                intent: 'bulletin.refresh',
                args: { bulletin_id: open.id, version: open.version },
              },
            },
            ...(path ? [{ label: '每个数的出处', href: `${path}/from` }] : []),
          ),
        ]
      : []),
    note('评语可以改说法、缓语气，事实和数字不改。'),
  ]
  const card: Card = { title: '数据不能这样改', tone: 'warn', blocks }
  return { card, ...(open && { focus: { bulletinId: open.id, bulletinVersion: open.version } }) }
}
