/** What people call a thing the policies are about. */
export interface Topic {
  /** Its name, for slots and answers. */
  name: string
  words: RegExp
  /** Not meant where these words stand too: another topic says it better. */
  unless?: RegExp
  /** Rules that hold it; the policies in use may have fewer. `R-ABOVE.MONTHLY` is a branch of one. */
  rules: readonly string[]
  /** Who can say what the text does not; the office where nobody is named. */
  ask?: string
}

const ECONOMY = '市工业和信息化局'
const STATISTICS = '市统计局和所在县市区统计部门'
const TREASURY = '受益财政（市、区财政局）'

const ENTRY_STEPS =
  /名录.{0,6}(流程|程序|步骤|怎么评|谁评|谁定|评定|审批|上会|申报|推荐|(啥|什么)时候|几月|何时)|(怎么|如何|咋|在哪|找谁).{0,4}(申报|申请|推荐|报名|报).{0,6}(名录|倍增企业)|评定(流程|程序)/

/** The vocabulary of the programme; rule texts themselves are searched besides (`commands/policy/search.ts`). */
export const TOPICS: readonly Topic[] = [
  {
    name: '月度入规',
    words: /月度入规|月度(申报)?上规/,
    rules: ['R-ABOVE.MONTHLY'],
    ask: STATISTICS,
  },
  { name: '年度入规', words: /(?<!上)年度入规|年度(申报)?上规/, rules: ['R-ABOVE.ANNUAL'], ask: STATISTICS },
  {
    name: '入规前后税负',
    words: /税负|[入上]规.{0,8}税.{0,6}[高多重涨增]|[入上]规.{0,6}(多交|交税)/,
    unless: /首次入规/,
    rules: ['R-BURDEN'],
    ask: '主管税务机关',
  },
  { name: '应统未统', words: /应统|应入未入|应入尽入/, rules: ['R-DUE-IN'], ask: STATISTICS },
  { name: '退规风险', words: /退规|退库|掉规/, unless: /一企一策/, rules: ['R-RISK'], ask: ECONOMY },
  { name: '小升规培育', words: /小升规|培育库/, rules: ['R-CULT'], ask: ECONOMY },
  { name: '一企一策', words: /一企一策/, rules: ['R-PLAN'], ask: ECONOMY },
  {
    name: '达规入规',
    words: /[入达上]规|规上.{0,6}(标准|条件|要求|门槛)|规模以上.{0,6}(标准|条件|要求|门槛)/,
    unless: /税|退规|小升规|月度|年度|首次入规|净增|应统|目标|考核|申报提醒/,
    rules: ['R-ABOVE'],
    ask: STATISTICS,
  },
  { name: '政府性融资担保', words: /担保|保证金/, rules: ['R-GUAR'], ask: '市地方金融管理部门' },
  { name: '一票否决', words: /否决|事故.*奖|奖.*事故/, rules: ['R-VETO'], ask: '市应急管理局、市生态环境局' },
  { name: '名录评定程序', words: ENTRY_STEPS, rules: ['R-WORKFLOW'], ask: ECONOMY },
  { name: '数字经济企业入库', words: /数字经济/, unless: ENTRY_STEPS, rules: ['R-LIST-DIG'], ask: ECONOMY },
  {
    name: '进名录',
    words: /名录|倍增企业|培育企业|种子选手/,
    unless: new RegExp(`数字经济|${ENTRY_STEPS.source}`),
    rules: ['R-LIST-IND', 'R-LIST-DIG'],
    ask: ECONOMY,
  },
  {
    name: '技改贴息',
    words: /贴息|贴补利息|(技改|技术改造|设备|智能化|数字化改造).{0,8}(补|奖|贷款|利息)/,
    rules: ['R-SUBSIDY'],
    ask: '市工业和信息化局、市财政局',
  },
  {
    name: '扩产用地',
    words: /协议出让|用地保障|地价|(用地|土地|工业地|拿地|要地).{0,8}(政策|优惠|优先|条件|价)|优先.{0,4}用地/,
    rules: ['R-LAND'],
    ask: '市自然资源和规划局',
  },
  {
    name: '要素保障',
    words: /要素|(用水|用电|用气|用工|物流).{0,8}(政策|优先|优惠|保障)|优先.{0,4}(用水|用电|用气|用工|物流)/,
    rules: ['R-PRIORITY'],
    ask: ECONOMY,
  },
  {
    name: '高管股权投资个税奖励',
    words: /高管.*(个税|个人所得税|股权|增资|投资|入股)|(个税|个人所得税).*奖|奖.*(个税|个人所得税)/,
    rules: ['R-EXEC'],
    ask: TREASURY,
  },
  { name: '突出贡献高管奖励', words: /突出贡献|高管.*贡献|贡献.*高管/, rules: ['R-EXEC2'], ask: TREASURY },
  {
    name: '高管奖励',
    words: /(高管|老总|经营团队).{0,4}奖/,
    unless: /个税|个人所得税|股权|增资|投资|贡献/,
    rules: ['R-EXEC', 'R-EXEC2'],
    ask: TREASURY,
  },
  { name: '城区奖补', words: /城区.*奖补|奖补.*城区/, rules: ['R-DIST'], ask: '市财政局' },
  {
    name: '兼并重组收购本地企业',
    words: /并购|重组|兼并|收购|盘活/,
    rules: ['R-MERGE'],
    ask: '市工业和信息化局、市自然资源和规划局',
  },
  {
    name: '倍增认定',
    words:
      /(怎么|咋|怎样|什么|多少|如何).{0,4}算.{0,4}(倍增|翻番)|(倍增|翻番).{0,4}(标准|认定|口径|定义|基期)/,
    rules: ['R-DBL'],
  },
  { name: '企业梯队', words: /梯队|(十|10|五十|50|百|100)亿(元)?企业/, unless: /百十亿/, rules: ['R-TIER'] },
  { name: '企业梯次', words: /梯次|企业阶梯|规模阶梯|属于哪一?档/, rules: ['R-LADDER'] },
  {
    name: '百十亿工程',
    words: /百十亿/,
    unless: /新型建筑建材/,
    rules: ['R-COUNTY'],
    ask: '衡东县科技和工业信息化局',
  },
  {
    name: '新型建筑建材年产值目标',
    words: /新型建筑建材|建筑建材.{0,6}亿/,
    rules: ['R-COUNTY'],
    ask: '衡东县科技和工业信息化局',
  },
  { name: '提案办理', words: /提案/, rules: ['R-PROP'], ask: '提案承办单位' },
  { name: '亩均评价', words: /亩均/, rules: ['R-MU'], ask: ECONOMY },
  { name: '六个一', words: /六个一/, rules: ['R-CHAIN6'], ask: '链办' },
  { name: '五单一图谱', words: /五单|图谱/, rules: ['R-5LIST'], ask: '链办' },
  { name: '联点人员', words: /联点|1\+1\+1/, rules: ['R-LIAISON'] },
  { name: '共性问题专班', words: /专班/, rules: ['R-TASKFORCE'] },
  { name: '项目亮灯', words: /亮灯|红黄绿|[红黄绿]灯/, rules: ['R-PROJECT'] },
  { name: '签约履约率', words: /履约|投产率/, rules: ['R-CONTRACT'] },
  { name: '解决率', words: /解决率|办结率/, rules: ['R-SOLVE'] },
  { name: '月度评估', words: /月度评估|定期评估/, rules: ['R-ASSESS'] },
  { name: '净增和新增规上', words: /净增|新增规(上|模)/, unless: /目标|考核|奖励|通报/, rules: ['R-NET'] },
  { name: '新增规上目标', words: /(新增|净增|规上).{0,8}目标|目标.{0,8}(新增|净增)/, rules: ['R-TGT'] },
  { name: '新增规上考核', words: /考核/, rules: ['R-RANK'] },
  { name: '通报批评', words: /通报批评/, rules: ['R-CRIT'] },
]

/** The topics a text names, in the order of the list. */
export const topicsIn = (text: string): Topic[] =>
  TOPICS.filter(({ words, unless }) => words.test(text) && !unless?.test(text))

/** The two doubling policies, as they are told apart: by their year, their day, or as old and new. */
const VERSIONS: readonly (readonly [words: RegExp, version: string])[] = [
  [/(?<!\d)(?:20)?21年|试行|[老旧]的?政策|新旧|新老|以前的/, '2021-06'],
  [/(?<!\d)(?:20)?23年|9月15|新的?政策|新旧|新老|新出|现行|现在的/, '2023-09-15'],
]

/** The versions of the doubling policy a text names, the older first. */
export const versionsIn = (text: string): string[] =>
  VERSIONS.filter(([words]) => words.test(text)).map(([, version]) => version)
