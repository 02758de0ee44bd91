import type { Command } from '../src/chat/command.ts'
import { bind } from './bind.ts'
import { bulletin } from './bulletin.ts'
import { calendar } from './calendar.ts'
import { caseCommand } from './case.ts'
import { chain } from './chain.ts'
import { dialogue } from './dialogue.ts'
import { doubling } from './doubling.ts'
import { duty } from './duty.ts'
import { eligibility } from './eligibility.ts'
import { enterprise } from './enterprise.ts'
import { estimate } from './estimate.ts'
import { evaluation } from './evaluation.ts'
import { figures } from './figures.ts'
import { help } from './help.ts'
import { importCommand } from './import.ts'
import { incident } from './incident.ts'
import { instruct } from './instruct.ts'
import { jobs } from './jobs.ts'
import { ledger } from './ledger.ts'
import { liaison } from './liaison.ts'
import { matter } from './matter.ts'
import { plan } from './plan.ts'
import { policy } from './policy.ts'
import { project } from './project.ts'
import { proposal } from './proposal.ts'
import { ranking } from './ranking.ts'
import { remind } from './remind.ts'
import { report } from './report.ts'
import { roster } from './roster.ts'
import { route } from './route.ts'
import { screening } from './screening.ts'
import { subscribe } from './subscribe.ts'
import { target } from './target.ts'
import { taskforce } from './taskforce.ts'
import { term } from './term.ts'
import { todo } from './todo.ts'
import { undo } from './undo.ts'
import { visit } from './visit.ts'

/** Everything a person can say or click, in the order help shows it. */
export const commands: readonly Command[] = [
  report,
  caseCommand,
  ledger,
  instruct,
  taskforce,
  route,
  todo,
  roster,
  incident,
  plan,
  project,
  matter,
  proposal,
  figures,
  doubling,
  eligibility,
  policy,
  estimate,
  screening,
  enterprise,
  importCommand,
  liaison,
  visit,
  chain,
  target,
  ranking,
  evaluation,
  term,
  bulletin,
  remind,
  subscribe,
  calendar,
  duty,
  jobs,
  bind,
  undo,
  dialogue,
  help,
]
