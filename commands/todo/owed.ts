import type { DutySource } from '../../db/notice.ts'
import { DUTY_WORDS } from '../../src/chat/notices/duty-words.ts'
import { hasRole, unitsOf } from '../../src/people/may.ts'
import { owedTo } from '../../src/reminders/owed.ts'
import type { Kind, Source } from './item.ts'

const KIND_OF: Record<DutySource, Kind> = {
  figures: '报数',
  'figures-late': '报数',
  visits: '走访',
  milestones: '项目',
  stages: '项目',
  progress: '项目',
  dispatch: '项目',
  contracts: '项目',
  agreements: '项目',
  plans: '一企一策',
  qualifications: '资质',
  proposals: '提案',
  matters: '一事一议',
  cycle: '名录',
  'declare-monthly': '入规',
  'declare-yearly': '入规',
  'chain-lists': '产业链',
  recurring: '定期',
  campaigns: '定期',
}

/** What the reminders go by: theirs and their units'; the office sees also to what is others' who are not there yet. */
export const owed: Source = async ({ db, now, policies }, who) => {
  const units = [...unitsOf(who), ...(hasRole(who, 'office') ? ['office'] : [])]
  const addresses = [`person:${who.id}`, ...units.map(id => `unit:${id}`)]
  const duties = await owedTo(db, addresses, { policies, now })
  return duties.flatMap(duty => {
    const { doing, button } = DUTY_WORDS[duty.source]
    const open = button(duty)
    if (!open?.action) return []
    return [
      {
        kind: duty.isForAnother ? '代通知' : KIND_OF[duty.source],
        what: `${doing}${duty.what}`,
        dueOn: duty.dueOn,
        button: { label: open.label, action: open.action },
      },
    ]
  })
}
