import type { PolicyDocument } from '../rules/document.ts'
import { aboveScale } from './above-scale.ts'
import { capacity2023 } from './capacity-2023.ts'
import { conventions } from './conventions.ts'
import { doublingDefinition } from './doubling-definition.ts'
import { hengdongDraft } from './hengdong-draft.ts'
import { hunan2022 } from './hunan-2022.ts'
import { trial2021 } from './trial-2021.ts'

/** Every policy document version that comes with the product. */
export const policies: readonly PolicyDocument[] = [
  trial2021,
  capacity2023,
  hunan2022,
  aboveScale,
  doublingDefinition,
  conventions,
  hengdongDraft,
]
