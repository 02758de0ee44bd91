import type { Command } from '../src/chat/command.ts'
import { approval, approve, refuse } from './roster/approval.ts'
import { change } from './roster/change.ts'
import { CHECK_INTENTS } from './roster/checks.ts'
import { aboveScale, candidates } from './roster/counts.ts'
import { CYCLE_INTENTS } from './roster/cycle.ts'
import { exportList } from './roster/export.ts'
import { gap, refreshList } from './roster/gap.ts'
import { differences } from './roster/members.ts'
import { membership } from './roster/membership.ts'
import { progress } from './roster/progress.ts'
import { workflow } from './roster/workflow.ts'

/** 名录和库: who is on which, since when and why; changes proposed and decided; the yearly cycle of the 倍增名录. */
export const roster: Command = {
  name: 'roster',
  title: '名录和库',
  aliases: ['名录', '培育库', '库'],
  summary: '查企业在不在名录和库里、为什么移出；提出和批准入库出库；办年度名录评定；导出名单',
  intents: {
    'query.list_membership': membership,
    'query.list_differences': differences,
    'list.change': change,
    'list.approval': approval,
    'list.approve': approve,
    'list.refuse': refuse,
    'list.refresh': refreshList,
    'query.gap_list': gap,
    'export.list': exportList,
    'query.list_progress': progress,
    'query.above_scale': aboveScale,
    'query.bulletin_candidates': candidates,
    'query.workflow': workflow,
    ...CYCLE_INTENTS,
    ...CHECK_INTENTS,
  },
}
