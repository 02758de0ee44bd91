import { awardList } from './awards.ts'
import { campaigns } from './campaigns.ts'
import { chainSlots } from './chain-slots.ts'
import { chainUpdates } from './chain-updates.ts'
import { checklists } from './checklists.ts'
import { contracts } from './contracts.ts'
import { enterprises } from './enterprises.ts'
import { figures } from './figures.ts'
import { idleAssetList } from './idle-assets.ts'
import { incidents } from './incidents.ts'
import { indicatorValues } from './indicator-values.ts'
import { liaisons } from './liaisons.ts'
import type { List } from './list.ts'
import { matterList } from './matters.ts'
import { milestones } from './milestones.ts'
import { perMu } from './per-mu.ts'
import { plans } from './plans.ts'
import { projectProgressList } from './project-progress.ts'
import { projects } from './projects.ts'
import { proposalList } from './proposals.ts'
import { qualificationList } from './qualifications.ts'
import { rosterMembers } from './roster-members.ts'
import { stays } from './stays.ts'
import { targets } from './targets.ts'
import { terms } from './terms.ts'
import { visits } from './visits.ts'

/** Every list that goes in and out as a spreadsheet. */
export const lists: readonly List[] = [
  enterprises,
  stays,
  figures,
  qualificationList,
  rosterMembers,
  incidents,
  plans,
  projects,
  projectProgressList,
  milestones,
  contracts,
  matterList,
  awardList,
  proposalList,
  idleAssetList,
  liaisons,
  visits,
  chainSlots,
  chainUpdates,
  checklists,
  targets,
  indicatorValues,
  perMu,
  campaigns,
  terms,
]
