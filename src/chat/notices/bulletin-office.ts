import type { BulletinMissing, NoticeData } from '../../../db/notice.ts'
import { sayPeriod } from '../../registry/period.ts'
import { type Block, buttons, type Card, note, text } from '../card.ts'

/** To the office: a leader said that a draft is not to be published yet. */
export function bulletinHeld({ bulletinId, period, version, reason, by }: NoticeData['bulletin.held']): Card {
  const args = { bulletin_id: bulletinId, version }
  return {
    title: `${sayPeriod(period)}倍增通报暂缓发布`,
    tone: 'warn',
    blocks: [
      text(`${by}要求先不发：${reason}`),
      text('请核对后解除暂缓，再批准发布。'),
      buttons(
        {
          label: '数据已核，解除暂缓',
          style: 'primary',
          action: { command: 'bulletin', intent: 'bulletin.hold', args: { ...args, release: true } },
        },
        {
          label: '更新数据',
          action: { command: 'bulletin', intent: 'bulletin.refresh', args },
        },
      ),
    ],
  }
}

const lacks = ({ output, tax }: Pick<BulletinMissing, 'output' | 'tax'>): string =>
  [output > 0 ? `产值${output}家` : '', tax > 0 ? `税金${tax}家` : ''].filter(Boolean).join('、')

const waited = (days: number): string => (days === 0 ? '今天应起草' : `已晚${days}天`)

/** To a unit: the bulletin waits for figures of its listed firms. */
export function bulletinMissing({
  unit,
  period,
  days,
  listed,
  firms,
  ...missing
}: NoticeData['bulletin.missing']): Card {
  const total = Math.max(missing.output, missing.tax)
  return {
    title: `${sayPeriod(period)}数据未报齐，倍增通报${waited(days)}`,
    tone: days > 0 ? 'bad' : 'warn',
    blocks: [
      text(`${unit}名录企业${listed}家，还缺${lacks(missing)}。请督促企业今天报送，或将数据导入。`),
      text(`未报企业：${firms.join('、')}${total > firms.length ? `等${total}家` : ''}。`),
      note('报齐后系统自动起草，不用另行告知。'),
    ],
  }
}

/** To the office: whose figures the bulletin waits for. */
export function bulletinWaiting({ period, days, units }: NoticeData['bulletin.waiting']): Card {
  const rows = units.map(one => ({ unit: one.unit, listed: String(one.listed), lacks: lacks(one) }))
  const table: Block = {
    kind: 'table',
    columns: [
      { key: 'unit', title: '单位' },
      { key: 'listed', title: '名录（家）', align: 'right' },
      { key: 'lacks', title: '还缺' },
    ],
    rows,
  }
  return {
    title: `${sayPeriod(period)}倍增通报${waited(days)}，数据未报齐`,
    tone: 'warn',
    blocks: [
      text(
        rows.length > 0
          ? '以下单位的数据还没有报齐，没有起草通报，已提醒它们。'
          : '名录企业还没有这个月的数据，没有起草通报。',
      ),
      ...(rows.length > 0 ? [table] : []),
      note('每天上午9点再看一次，报齐即起草。'),
    ],
  }
}
