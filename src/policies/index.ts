import type { PolicyDocument } from '../rules/document.ts'
import { capacity2023 } from './capacity-2023.ts'
import { doublingDefinition } from './doubling-definition.ts'
import { trial2021 } from './trial-2021.ts'

/** Every policy document version that comes with the bot; later ones are published at run time. */
export const policies: readonly PolicyDocument[] = [trial2021, capacity2023, doublingDefinition]
