import type { PolicyDocument } from '../rules/document.ts'
import { aboveScale } from './above-scale.ts'
import { capacity2023 } from './capacity-2023.ts'
import { chainOrganisation2021 } from './chain-organisation-2021.ts'
import { doublingDefinition } from './doubling-definition.ts'
import { hengdongDraft } from './hengdong-draft.ts'
import { hunan2022 } from './hunan-2022.ts'
import { ladder } from './ladder.ts'
import { perMu2022 } from './per-mu-2022.ts'
import { projectTracking } from './project-tracking.ts'
import { proposalReplies } from './proposal-replies.ts'
import { servicePractice2022 } from './service-practice-2022.ts'
import { tiersAndAssessment } from './tiers-and-assessment.ts'
import { trial2021 } from './trial-2021.ts'

/** Every policy document version that comes with the bot; later ones are published at run time. */
export const policies: readonly PolicyDocument[] = [
  trial2021,
  capacity2023,
  doublingDefinition,
  tiersAndAssessment,
  hunan2022,
  aboveScale,
  ladder,
  projectTracking,
  servicePractice2022,
  perMu2022,
  chainOrganisation2021,
  proposalReplies,
  hengdongDraft,
]
