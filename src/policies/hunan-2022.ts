import type { PolicyDocument } from '../rules/document.ts'
import { candidateParameters, candidateRules } from './hunan-2022/candidates.ts'
import { countParameters, countRules } from './hunan-2022/counts.ts'
import { enteringParameters, enteringRules } from './hunan-2022/entering.ts'
import { riskParameters, riskRules } from './hunan-2022/risk.ts'
import { supportParameters, supportRules } from './hunan-2022/support.ts'

const PLACES = '各市州、县市区人民政府'
const RESPONSIBLE = [
  { clause: '一、明确工作目标', units: `${PLACES}，省工业和信息化厅` },
  { clause: '二、加快“小升规”步伐', units: `${PLACES}，省工业和信息化厅、省统计局` },
  { clause: '三、加快新建项目“入规”', units: `${PLACES}，省发展改革委、省工业和信息化厅` },
  { clause: '四、加强帮扶和分类指导', units: `${PLACES}，省工业和信息化厅` },
  { clause: '五、加大财税支持力度', units: `${PLACES}，省财政厅、省工业和信息化厅、省税务局` },
  {
    clause: '六、加大融资服务力度',
    units: `人民银行长沙中心支行、湖南银保监局、省地方金融监管局、省工业和信息化厅、省财政厅，${PLACES}`,
  },
  { clause: '七、加强培训', units: `${PLACES}，省工业和信息化厅、省税务局、省统计局` },
  { clause: '八、推动专精特新发展', units: `${PLACES}，省工业和信息化厅` },
  {
    clause: '九、加强企业“入规”申报督促指导',
    units: `${PLACES}，省统计局、省工业和信息化厅、省税务局、省市场监管局、人民银行长沙中心支行、湖南银保监局、省地方金融监管局`,
  },
  { clause: '十、完善工作推进机制', units: `${PLACES}，省工业和信息化厅、省财政厅、省统计局` },
]

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
  responsible: RESPONSIBLE,
  parameters: [
    ...enteringParameters,
    ...riskParameters,
    ...countParameters,
    ...candidateParameters,
    ...supportParameters,
  ],
  rules: [...enteringRules, ...riskRules, ...countRules, ...candidateRules, ...supportRules],
}
