import type { PolicyDocument } from '../rules/document.ts'
import { candidateParameters, candidateRules } from './hunan-2022/candidates.ts'
import { countParameters, countRules } from './hunan-2022/counts.ts'
import { enteringParameters, enteringRules } from './hunan-2022/entering.ts'
import { riskParameters, riskRules } from './hunan-2022/risk.ts'
import { supportParameters, supportRules } from './hunan-2022/support.ts'

/** 深入开展新增规模以上工业企业行动实施方案, in force from the day it was issued. */
export const hunan2022: PolicyDocument = {
  version: '2022-01-12',
  title: '湖南省《深入开展新增规模以上工业企业行动实施方案》',
  aliases: ['新增规上方案', '入规方案', '小升规方案'],
  number: null,
  issued: '2022-01-12',
  effectiveFrom: '2022-01-12',
  effectiveTo: null,
  status: '现行',
  remarks: [],
  parameters: [
    ...enteringParameters,
    ...riskParameters,
    ...countParameters,
    ...candidateParameters,
    ...supportParameters,
  ],
  rules: [...enteringRules, ...riskRules, ...countRules, ...candidateRules, ...supportRules],
}
