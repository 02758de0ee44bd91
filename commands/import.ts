import { type Command, intent } from '../src/chat/command.ts'
import { cancel, confirm } from './import/decide.ts'
import { receive } from './import/receive.ts'
import { importSlots, readAlong, readImport } from './import/words.ts'

const KEEPERS = ['office', 'admin', 'leader', 'county', 'department', 'chain', 'liaison'] as const

/** 导入表格: a spreadsheet is taken into the registry or the ledger, after it was shown what would come of it. */
export const importCommand = {
  name: 'import',
  title: '导入表格',
  aliases: ['导入', '导表'],
  summary: '把 Excel、CSV 表格发来即可导入：先看预览和错处，确认后写入',
  intents: {
    'import.ledger': intent({
      title: '导入表格',
      examples: [
        '导入企业名单',
        '把这张表导进系统',
        '导入上个月的税务数据',
        '帮我导入走访台账',
        '这个表导入一下',
        '导入名录',
        '导入一下统计局1-10月产值',
        '导入',
        '导入企业数据',
        '这是10月的税收表 导一下',
        '统计局的产值表导入',
        '统计局给的表 导一下',
        '税务表导进系统',
        '表收一下 税务局的',
        '把excel录进去',
        '这张表入库',
        '上传10月产值表',
        '走访台账批量导入',
        '更新企业名单 表在这',
        '税务局发来的 录一下',
        '导入9月用电数据',
        '联络员表格导入',
        '这份名单录进系统',
        '问题清单批量导入',
        '供电公司的用电表 收一下',
        '统计局刚发的前三季度产值表 导进去',
        '10月税务数据在这 帮我录入',
        '规上企业名单更新一下 表格发你',
        '把这份用电量表导入 10月的',
        '走访记录表 批量录一下',
        '市监局的企业名单导一下',
        '把附件导入',
        '数据导一下 表在上面',
      ],
      inPrivate: true,
      access: KEEPERS,
      takesFiles: true,

      read: readImport,
      slots: importSlots,
      run: (context, asked) => receive(context, { ...readAlong(context, asked), ...asked }),
    }),
    'import.confirm': confirm,
    'import.cancel': cancel,
  },
} satisfies Command
