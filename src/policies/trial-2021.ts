import type { PolicyDocument, Rule } from '../rules/document.ts'

/** The published sources name the trial measures but not their conditions: a person has to look them up. */
const unpublished = (id: string, title: string, subject: Rule['subject'] = '企业'): Rule => ({
  id,
  title,
  subject,
  clause: '条件原文未载',
  quote: null,
  when: {
    kind: 'manual',
    id: 'text',
    label: `${title}的条件`,
    clause: '条件原文未载，须查阅2021年试行文件，人工核定',
  },
  results: id === 'R-VETO' ? { award_blocked: { kind: 'verdict', of: 'rule' } } : {},
  remarks: [{ text: '2021年试行文件的具体条件现有资料未载，需人工核定。' }],
})

/** 若干政策措施（试行）of June 2021, under which the first members were listed. */
export const trial2021: PolicyDocument = {
  version: '2021-06',
  aliases: ['试行办法', '21年政策', '老政策'],
  title: '《关于落实“三高四新”战略推进“一体两翼”建设支持企业“原地倍增”发展的若干政策措施（试行）》',
  number: null,
  issued: '2021-06',
  effectiveFrom: '2021-06-01',
  effectiveTo: '2023-09-14',
  status: '试行',
  remarks: ['试行文件2021年6月出台，具体日期现有资料未载，按6月1日起计；2023年9月15日起改用新文件的条件。'],
  parameters: [],
  rules: [
    unpublished('R-LIST-IND', '工业企业纳入倍增培育企业名录'),
    unpublished('R-LIST-DIG', '数字经济企业纳入倍增培育企业名录'),
    unpublished('R-VETO', '安全环保一票否决（不予奖励）'),
    unpublished('R-WORKFLOW', '名录评定程序', '名录'),
    unpublished('R-SUBSIDY', '技术改造贷款贴息'),
    unpublished('R-LAND', '新增用地优先保障'),
    unpublished('R-PRIORITY', '要素需求优先保障', '诉求'),
    unpublished('R-EXEC', '高管股权投资个人所得税奖励'),
    unpublished('R-EXEC2', '突出贡献高管奖励'),
    unpublished('R-DIST', '城区奖补', '县市区'),
  ],
}
