/** Writes `docs/policies.md` from the policies that come with the bot: `npm run policies`. */
import { writeFileSync } from 'node:fs'
import { policies } from '../policies/index.ts'
import { policyHandbook } from './policy-document.ts'

writeFileSync(new URL('../../docs/policies.md', import.meta.url), policyHandbook(policies))
