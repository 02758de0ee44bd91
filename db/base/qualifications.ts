import type { qualificationKind } from '../schema/index.ts'

type Kind = typeof qualificationKind.$inferInsert

const NEWS = '衡阳日报2022年报道'
const REPLY = '市工信局2021年7月26日对市政协第72号提案的答复'

const kind = (name: string, source: string, ...aliases: string[]): Kind => ({
  name,
  aliases,
  source,
  isConfirmed: false,
})

/** What the documents name as held by enterprises; conditions and terms of validity they leave out. */
export const QUALIFICATION_KINDS: readonly Kind[] = [
  kind('专精特新“小巨人”', NEWS, '小巨人', '专精特新小巨人'),
  kind('专精特新中小企业', NEWS, '专精特新'),
  kind('制造业单项冠军', NEWS, '单项冠军'),
  kind('企业技术中心', NEWS, '技术中心'),
  kind('制造业质量标杆', NEWS, '质量标杆'),
  kind('新材料企业', NEWS, '新材料'),
  kind('专精特新专板挂牌', NEWS, '专精特新专板', '专板'),
  kind('产业链“链主”企业', '湖南省2022年1月12日方案', '链主', '链主企业'),
  kind('高新技术企业', REPLY, '高企'),
  kind('独角兽企业', REPLY, '独角兽'),
  kind('首台（套）重大技术装备', REPLY, '首台套', '首台(套)'),
  kind('智能制造示范', REPLY, '智能制造', '智能工厂', '示范车间', '智能车间'),
  kind('绿色工厂', REPLY, '绿色园区', '绿色产品'),
  kind('清洁生产', REPLY),
  kind('上云企业', REPLY, '上云'),
  kind('上平台企业', REPLY, '上平台'),
]
