import type { Command, Intent } from '../src/chat/command.ts'
import { attachIntent, dropFilesIntent } from './case/attach.ts'
import { filesIntent } from './case/files.ts'
import { duplicateIntent, mergeIntent } from './case/merge.ts'
import { moveIntent } from './case/move.ts'
import { OFFICE_MOVES } from './case/moves-office.ts'
import { REPORTER_MOVES } from './case/moves-reporter.ts'
import { UNIT_MOVES } from './case/moves-unit.ts'
import { muteIntent } from './case/mute.ts'
import { CASE_QUERIES } from './case/queries.ts'
import { rateIntent } from './case/rate.ts'
import { resultIntent } from './case/result.ts'

const moves: Record<string, Intent> = Object.fromEntries(
  Object.entries({ ...UNIT_MOVES, ...OFFICE_MOVES, ...REPORTER_MOVES }).map(([name, move]) => [
    name,
    moveIntent(name, move),
  ]),
)

const { 'query.case_status': status, ...otherQueries } = CASE_QUERIES

/** 诉求办理: everything done to a case after it is filed. What each move is stands in `case/moves-*.ts`. */
export const caseCommand: Command = {
  name: 'case',
  title: '诉求办理',
  aliases: ['办理', '台账', '诉求'],
  summary: '查诉求办到哪一步，交办、签收、填进展、催办、延期、办结、审核、评价',
  intents: {
    'query.case_status': status,
    ...moves,
    'case.rate': rateIntent,
    'case.result': resultIntent,
    'case.merge': mergeIntent,
    'case.duplicate': duplicateIntent,
    'case.attach': attachIntent,
    'case.drop_files': dropFilesIntent,
    'case.files': filesIntent,
    'case.mute': muteIntent,
    ...otherQueries,
  },
}
