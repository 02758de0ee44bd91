import type { Action } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import type { Day } from '../../src/lib/time.ts'
import type { Person } from '../../src/people/roles.ts'

/** What a thing to do belongs to; also how people ask for that alone. */
export const KINDS = {
  诉求: /诉求|问题|办件|签收|评价/,
  走访: /走访|跑(?:哪|几)|该跑|上门|联点/,
  报数: /报数|数据|填报|报表/,
  名录: /名录|入库|出库|核查|评定/,
  一企一策: /一企一策|帮扶/,
  项目: /项目|节点|亮灯/,
  入规: /入规|申报/,
  资质: /资质|证书|复核|小巨人/,
  产业链: /产业链|五单|图谱/,
  一事一议: /一事一议|事项/,
  提案: /提案|建议/,
  通报: /通报|月报/,
  审核: /绑定|节假日|审核/,
  定期: /定期|专项行动/,
  代通知: /代通知|没接入|未接入/,
} as const
export type Kind = keyof typeof KINDS

/** One thing somebody is to do. */
export interface Item {
  kind: Kind
  /** `办结 0032（用地，金杯电工）`. */
  what: string
  /** Null where nobody said by when. */
  dueOn: Day | null
  button: { label: string; action: Action }
}

/** Finds the things of one kind that are somebody's to do. */
export type Source = (context: Context, who: Person) => Promise<Item[]>
