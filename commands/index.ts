import type { Command } from '../src/chat/command.ts'
import { bind } from './bind.ts'
import { bulletin } from './bulletin.ts'
import { calendar } from './calendar.ts'
import { caseCommand } from './case.ts'
import { doubling } from './doubling.ts'
import { duty } from './duty.ts'
import { eligibility } from './eligibility.ts'
import { enterprise } from './enterprise.ts'
import { estimate } from './estimate.ts'
import { figures } from './figures.ts'
import { help } from './help.ts'
import { instruct } from './instruct.ts'
import { ledger } from './ledger.ts'
import { policy } from './policy.ts'
import { report } from './report.ts'
import { route } from './route.ts'
import { screening } from './screening.ts'
import { taskforce } from './taskforce.ts'

/** Everything a person can say or click, in the order help shows it. */
export const commands: readonly Command[] = [
  report,
  caseCommand,
  ledger,
  instruct,
  taskforce,
  route,
  figures,
  doubling,
  eligibility,
  policy,
  estimate,
  screening,
  enterprise,
  bulletin,
  calendar,
  duty,
  bind,
  help,
]
