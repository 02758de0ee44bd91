import type { term } from '../schema/index.ts'

type Term = Omit<typeof term.$inferInsert, 'setAt' | 'setBy'>

const unexplained = (name: string, source: string, askUnitId: string, ...aliases: string[]): Term => ({
  name,
  aliases,
  meaning: null,
  source,
  status: '未展开',
  askUnitId,
})
const read = (
  name: string,
  meaning: string,
  source: string,
  askUnitId: string,
  ...aliases: string[]
): Term => ({
  name,
  aliases,
  meaning,
  source,
  status: '待确认',
  askUnitId,
})

const REPLY = '市工信局2021年7月26日对市政协第72号提案的答复'
const NEWS = '衡阳日报2022年报道'
const HENGDONG = '衡东县“百十亿”工程实施方案（征求意见稿）'
const REPORT = '衡阳市“原地倍增”情况材料'
const INDUSTRY = 'dept-industry'

/** Words the documents use: most of them without saying what they mean. */
export const TERMS: readonly Term[] = [
  read(
    '原地倍增专项行动',
    '推动现有（存量）工业企业就地扩能升级、产值税收成倍增长的市级专项行动，2021年6月起施行；什么算倍增、比哪一年，按倍增认定口径。',
    REPORT,
    INDUSTRY,
    '原地倍增行动',
    '原地倍增',
  ),
  read(
    '四类企业分类施策',
    '央企（省企）“老树发新芽”，老衡企、独角兽企业、新衡企各有各的办法；企业库里按这四类登记。',
    REPORT,
    INDUSTRY,
    '四类企业',
    '分类施策',
  ),
  read('四个“两”', '情况材料的框架：两个抓手、两个基础、两个支撑、两个特色。', REPORT, INDUSTRY, '四个两'),
  unexplained('制造立市、文旅兴城', `${REPORT}（全市战略的提法）`, INDUSTRY, '制造立市', '文旅兴城'),
  read(
    '一项目一专班一作战图',
    '每个倍增项目一套专班、一张作战图，早开工、早建设、早投产；本系统里就是项目的专班和推进台账。',
    REPORT,
    INDUSTRY,
    '一张作战图',
    '三个早',
  ),
  unexplained('一线工作法', `${REPORT}（主要负责同志亲自上门、亲自调度）`, INDUSTRY),
  unexplained('博士行动', `${REPORT}（“智汇潇湘·雁聚衡阳”）`, 'dept-talent', '智汇潇湘', '雁聚衡阳'),
  unexplained('湘金融', `${NEWS}（区域融资服务平台）`, 'dept-finance-office', '湘金融平台'),
  unexplained('急难愁盼', `${NEWS}（急需解决的问题；本系统按紧急程度“急”“特急”办理）`, INDUSTRY),
  unexplained(
    '政银担',
    `${HENGDONG}（政府、银行、担保机构分担风险）`,
    'dept-finance-office',
    '政银担风险分担',
  ),
  unexplained('先建后验', `${HENGDONG}（社会资本投资工业项目，本系统在项目审批方式里登记）`, 'dept-approval'),
  unexplained('腾笼换鸟', `${HENGDONG}（盘活的用地、厂房登记在闲置资产清单）`, 'dept-land'),
  unexplained('一个口子进、一个口子出', HENGDONG, 'dept-commerce', '一个口子进'),
  read(
    '引老乡、回家乡、建故乡',
    '吸引在外湘商回来投资；本系统在项目和签约上标“湘商回归”。',
    HENGDONG,
    'dept-commerce',
    '引老乡',
    '湘商回归',
  ),
  unexplained('绿色通道', `${HENGDONG}（优先支持列入的企业和项目）`, INDUSTRY),
  read(
    '育苗、入规、升高、上市、扩面',
    '市场主体的五步梯次：培育小微，入规，升为高新技术企业，上市，扩大面；本系统分别在培育库、规上统计、资质和上市后备里记。',
    REPLY,
    INDUSTRY,
    '五步梯次',
    '育苗入规',
  ),
  unexplained('人才雁阵', `${REPLY}（人才发展专项资金）`, 'dept-talent', '雁阵'),
  read(
    '一链一行、一企一策',
    '每条产业链对口主办银行，每家企业一个帮扶方案；银行登记在产业链，方案登记在一企一策。',
    REPLY,
    INDUSTRY,
    '一链一行',
  ),
  unexplained('散乱污整治', `${REPLY}（148家整治到位，只有总数，没有名单）`, 'dept-env', '散乱污'),
  unexplained('沿江化工搬迁改造', `${REPLY}（23家，只有总数，没有名单）`, INDUSTRY, '化工搬迁', '沿江化工'),
  unexplained('招商云平台', REPLY, 'dept-commerce', '招商云'),
  unexplained('四到四零', REPLY, 'dept-legal', '“四到四零”服务', '四到四零服务'),
  unexplained('3358行动', HENGDONG, INDUSTRY, '3358', '市级3358'),
  unexplained('一轴三廊', REPLY, INDUSTRY),
  unexplained('八大基地', REPLY, INDUSTRY),
  unexplained('八大工程', REPLY, INDUSTRY),
  read(
    '两网两图两库两池两报告',
    '只知“两图”应为产业全景图、产业现状图；两网、两库、两池、两报告原文没有说明。',
    `${REPLY}（“14条产业链产业全景图、现状图编制”）`,
    INDUSTRY,
    '两网两图',
    '两库两池',
    '两网两库',
    '两图',
  ),
  read(
    '四抓并举',
    '原文只列了三项：抓实运行监测，抓实企业培育，抓实精准服务。第四项原文没有，不作推测。',
    NEWS,
    INDUSTRY,
    '四抓',
  ),
  unexplained('三送三解三优', `${REPORT}（省级行动名称，材料中没有展开）`, INDUSTRY, '三送三解'),
  read(
    '五单一图谱',
    '发展目标清单、在建重大项目清单、招商引资重点项目清单、重点问题清单、可产业化的主要科研成果清单，加产业链上下游图谱。',
    '湖南日报2022年8月10日报道',
    INDUSTRY,
    '五单一图',
    '五张清单一张图谱',
  ),
  read(
    '六个一',
    '一位市级领导、一个承载主体、一个行业协会、一家金融机构、一批高校院所、一个联合党工委。',
    REPLY,
    INDUSTRY,
  ),
  read(
    '一核两电三色四新',
    '一核：核技术应用；两电：输变电、电子信息；三色：有色、黑色（钢管）、白色（盐卤）；四新：新能源汽车、新农业、新物流、新文旅。原文只有统称，按十大主导产业的数目和报道次序推定。',
    REPORT,
    INDUSTRY,
    '十大主导产业',
  ),
  read(
    '1+2政策体系',
    '“1”：2021年6月若干政策措施（试行）；“2”：企业“原地倍增”专项行动工作方案、“援企服务·助力倍增”专项行动通知。',
    REPORT,
    INDUSTRY,
    '1+2',
  ),
  read(
    '1+1+1+1',
    '1家企业+1名领导+1名科级中层干部+1名联络员。原文写作“科级中级层干部”，按科级中层干部理解。',
    NEWS,
    INDUSTRY,
    '四个一联点',
  ),
  read(
    '五制一平台',
    '备案监督制、承诺兑现制、规模榜单制、清单管理制、现场观摩制，加云调度平台（2023年、2024年报道）。2025年另有一种说法，以主管部门文件为准。',
    '华声在线2023年10月30日报道',
    'dept-reform',
  ),
  read(
    '万千百',
    '省：万亿产业、千亿企业、百亿项目；市：千亿、百亿、十亿；县：百亿、十亿、亿元。',
    '湘政办发〔2022〕4号',
    INDUSTRY,
    '万千百工程',
  ),
  read('百十亿工程', '县级：百亿级产业、十亿级企业、亿元级项目。', HENGDONG, INDUSTRY, '百十亿'),
  unexplained('三类500强', `${NEWS}（三类500强签约项目）`, 'dept-commerce', '三类五百强'),
  unexplained('五好园区', REPLY, INDUSTRY, '“五好”园区'),
  unexplained('一主一特', `${REPLY}（省级园区定位）`, INDUSTRY, '两主一特'),
  unexplained('八大强链行动', `${NEWS}（输变电产业链）`, INDUSTRY, '强链行动'),
  unexplained('双百十行动', `${NEWS}（农业“双百十”产业建设行动）`, INDUSTRY, '农业双百十', '双百十'),
  unexplained(
    '3+3+2产业集群',
    '湖南省2022年1月12日方案（原件加号缺失，按“3+3+2”理解）',
    INDUSTRY,
    '3+3+2',
    '332产业集群',
  ),
]
