import type { chain, chainName, chainVersion, checklistItem } from '../schema/index.ts'

type Version = typeof chainVersion.$inferInsert

/** Lists of chains as documents have them; 2024 press already counts 15. */
export const CHAIN_VERSIONS: readonly Version[] = [
  {
    id: '2021',
    title: '2021年提案答复所列14条产业链',
    scope: '430400',
    fromYear: 2021,
    source: '市工信局2021年7月26日对市政协第72号提案的答复',
  },
  {
    id: '2022',
    title: '2022年报道所列14条产业链',
    scope: '430400',
    fromYear: 2022,
    source: '衡阳日报2022年报道',
  },
  {
    id: 'hengdong',
    title: '衡东县六条重点产业链',
    scope: '430424',
    fromYear: 2022,
    isDraft: true,
    source: '衡东县“百十亿”工程实施方案（征求意见稿）',
  },
]

/** Id, name of 2022, name of 2021, GB/T 4754 classes as a hint, other names in chat. */
const CITY: readonly [string, string | null, string | null, string, ...string[]][] = [
  ['nuclear', '核技术应用', '核技术应用', 'C412 核辐射加工', '核技术', '核链'],
  ['power', '输变电', '新型能源及电力装备', 'C382、C383', '电力装备'],
  ['electronics', '电子信息', '电子信息', 'C39', '电子链'],
  ['mobile', '移动互联网', '移动互联网', 'I64、I65', '移动互联', '互联网链'],
  ['nonferrous', '有色金属', '有色金属及新型合金', 'C32', '有色', '新型合金'],
  ['pipes', '钢管及深加工', '钢管及深加工', 'C313、C33', '钢管'],
  ['salt', '盐卤化工', '化工新材料', 'C26', '盐卤', '盐化工'],
  ['vehicles', '新能源汽车', '汽车', 'C36、C384', '新能源车'],
  ['agriculture', '新农业', '生态绿色食品', 'C13—C15、A', '绿色食品'],
  ['logistics', '新物流', '现代物流', 'G54、G58—G60', '物流链'],
  ['tourism', '新文旅', '文化旅游', 'H61、N78、R', '文旅'],
  ['medicine', '生物医药', '生物医药', 'C27', '医药'],
  ['textile', '纺织服装', '轻工纺织', 'C17—C19', '纺织'],
  ['clock', '钟表', null, 'C4030', '钟表链'],
  ['machinery', null, '先进轨道交通及工程机械', 'C35、C37', '轨道交通', '工程机械'],
]

const HENGDONG: readonly [string, string][] = [
  ['hengdong-machinery', '机械制造'],
  ['hengdong-nonferrous', '有色金属'],
  ['hengdong-chemicals', '化工新材料'],
  ['hengdong-light', '轻工建材'],
  ['hengdong-medicine', '生物医药'],
  ['hengdong-food', '生态绿色食品'],
]

export const CHAINS: readonly (typeof chain.$inferInsert)[] = [
  ...CITY.map(([id, , , industryHint]) => ({ id, industryHint })),
  ...HENGDONG.map(([id]) => ({ id })),
]

const named = (versionId: string, at: 1 | 2): (typeof chainName.$inferInsert)[] =>
  CITY.flatMap(row => {
    const name = row[at]
    const [chainId, , , , ...aliases] = row
    return name === null ? [] : [{ versionId, chainId, name, aliases }]
  }).map((row, i) => ({ ...row, place: i + 1 }))

export const CHAIN_NAMES: readonly (typeof chainName.$inferInsert)[] = [
  ...named('2022', 1),
  ...named('2021', 2),
  ...HENGDONG.map(([chainId, name], i) => ({ versionId: 'hengdong', chainId, name, place: i + 1 })),
]

const LISTS = '清单名称据湖南日报2022年8月10日报道'
const PATH = '2021年提案答复“两网两图两库两池两报告”，文中没有展开'

/** 清单 a chain keeps; what documents name without saying what it is stands as such. */
export const CHECKLISTS: readonly Omit<typeof checklistItem.$inferInsert, 'setBy' | 'setAt'>[] = [
  ...[
    '发展目标清单',
    '在建重大项目清单',
    '招商引资重点项目清单',
    '重点问题清单',
    '可产业化科研成果清单',
    '产业链上下游图谱',
  ].map((title, i) => ({ checklist: '五单一图谱', title, place: i + 1, source: LISTS, isConfirmed: false })),
  ...['产业全景图', '产业现状图'].map((title, i) => ({
    checklist: '两网两图两库两池两报告',
    title,
    place: i + 1,
    source: '2021年提案答复“14条产业链产业全景图、现状图编制”，推断为“两图”',
    isConfirmed: false,
  })),
  ...['两网（内容待明确）', '两库（内容待明确）', '两池（内容待明确）', '两报告（内容待明确）'].map(
    (title, i) => ({
      checklist: '两网两图两库两池两报告',
      title,
      place: i + 3,
      source: PATH,
      isConfirmed: false,
    }),
  ),
]
