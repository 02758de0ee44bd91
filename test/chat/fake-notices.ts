import type { CaseFacts, Notice } from '../../db/notice.ts'

/** A case as of one of its events; its words say which. */
export function factsAt(version: number, more: Partial<CaseFacts> = {}): CaseFacts {
  return {
    no: 'HY20231115-0001',
    uscc: '91430400DEM000014F',
    enterprise: '衡阳雁南机械有限公司',
    category: '用电',
    detail: `第${version}版`,
    urgency: '一般',
    contact: null,
    state: 'handling',
    round: 1,
    unitId: 'utility-power',
    unit: '供电公司',
    dueOn: '2023-11-24',
    workdaysLeft: 7,
    countedOn: '2023-11-15',
    dueIsProvisional: false,
    heldUntil: null,
    result: null,
    outcome: null,
    rating: null,
    files: [],
    supervision: 0,
    filedOn: '2023-11-15',
    version,
    isDemo: false,
    ...more,
  }
}

/** A duty, which is a message of its own. */
export const assigned = (
  version: number,
  to: Notice['to'] = 'person:p',
  more: Partial<CaseFacts> = {},
): Notice => ({
  kind: 'case.assigned',
  to,
  key: `assigned:${more.no ?? ''}:${version}:${to}`,
  data: { case: factsAt(version, more), reason: '用电问题由供电公司办理' },
})

/** A change that only edits what hangs there. */
export const progressed = (
  version: number,
  to: Notice['to'] = 'person:p',
  more: Partial<CaseFacts> = {},
): Notice => ({
  kind: 'case.progress',
  to,
  key: `progress:${more.no ?? ''}:${version}:${to}`,
  data: { case: factsAt(version, more), note: `进展${version}`, by: '供电公司' },
})
