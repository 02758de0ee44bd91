import type { qualificationKind } from '../schema/index.ts'

type Kind = typeof qualificationKind.$inferInsert

/** Kinds of recognition the documents name; those nobody has named here yet stand as they are commonly called and wait to be confirmed. */
export const QUALIFICATION_KINDS: readonly Kind[] = [
  {
    name: '专精特新“小巨人”企业',
    aliases: ['小巨人', '专精特新小巨人', '专精特新小巨人企业', '“小巨人”'],
    source: '衡阳日报2022年报道',
    isConfirmed: true,
  },
  {
    name: '专精特新中小企业',
    aliases: ['专精特新', '专精特新企业', '省级专精特新'],
    source: '衡阳日报2022年报道',
    isConfirmed: true,
  },
  ...(
    [
      ['高新技术企业', ['高企', '高新企业', '国高']],
      ['创新型中小企业', ['创新型企业']],
      ['科技型中小企业', ['科技中小企业']],
      ['制造业单项冠军', ['单项冠军', '单项冠军企业']],
      ['绿色工厂', []],
      ['企业技术中心', ['技术中心']],
    ] as const
  ).map(
    ([name, aliases]): Kind => ({
      name,
      aliases: [...aliases],
      source: '通行叫法，文件未载',
      isConfirmed: false,
    }),
  ),
]
