import type { Source } from '../source.ts'
import { agreements, contracts } from './contracts.ts'
import { cycle } from './cycle.ts'
import { chainLists, monthlyDeclaration, yearlyDeclaration } from './declarations.ts'
import { plans, qualifications } from './enterprises.ts'
import { figures, figuresLate } from './figures.ts'
import { matters, proposals } from './papers.ts'
import { dispatch, milestones, progress, stages } from './projects.ts'
import { campaigns, recurring } from './recurring.ts'
import { visits } from './visits.ts'

/** Everything people owe by a day, beside what is owed on a case. */
export const SOURCES: readonly Source[] = [
  figures,
  figuresLate,
  visits,
  milestones,
  stages,
  progress,
  dispatch,
  contracts,
  agreements,
  plans,
  qualifications,
  proposals,
  matters,
  cycle,
  monthlyDeclaration,
  yearlyDeclaration,
  chainLists,
  recurring,
  campaigns,
]
