import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { TOPICS } from '../../src/chat/topics.ts'
import { policies } from '../../src/policies/index.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'
import { actionsOf, expectToFit, press, say } from '../support/talk.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

describe('a clause asked for by topic', () => {
  test('进名录: both doors, each condition with its value and clause, the document, what changed, for anybody', () =>
    onDatabase(async db => {
      const { action, words, messages } = await say(db, 'nobody', '进倍增名录要什么条件')
      expect(action).toBe('query.policy')
      expect(words).toContain('工业企业纳入倍增培育企业名录（R-LIST-IND）')
      expect(words).toContain('满足其一：')
      expect(words).toContain('上年度工业产值：不低于1亿元（包含本数）')
      expect(words).toContain('首次入规时间：不早于2022-01-01（含当日）')
      expect(words).toContain('依据：工业企业条件二“上年度新完成投资额1亿元以上”')
      expect(words).toContain('数字经济企业纳入倍增培育企业名录（R-LIST-DIG）')
      expect(words).toContain('文号：现有资料未载')
      expect(words).toContain('施行：2023-09-15起')
      expect(words).toContain('待主管部门确认')
      expect(words).toContain('旧版条件原文未载，无法逐条比较。')
      expect(words).toContain('以正式文件为准')
      expect(messages).toHaveLength(1)
    }))

  test.each([
    ['数字经济企业入库条件发我', 'R-LIST-DIG', '上年度营收：不低于3000万元'],
    ['贴息政策是什么', 'R-SUBSIDY', '单个企业贴息最高限额（100万元）'],
    ['扩产用地有什么优惠政策', 'R-LAND', '优先保障倍增培育企业'],
    ['协议出让那条原文怎么说', 'R-LAND', '按衡阳市现行工业用地最低价格出让'],
    ['用电用气有没有优先政策', 'R-PRIORITY', '用水、用电、用气'],
    ['高管增资交的个税 有奖励是吧', 'R-EXEC', '由人工核定'],
    ['想收购隔壁停产的厂 有政策没', 'R-MERGE', '没有写条件、标准和金额'],
    ['入规会不会税就高了', 'R-BURDEN', '入规'],
    ['规上工业的标准是多少', 'R-ABOVE', '不低于2000万元（包含本数）'],
    ['小升规的标准是多少', 'R-CULT', '低于2000万元（不含本数）'],
    ['退规风险的口径', 'R-RISK', '不超过3000万元（包含本数）'],
    ['应统未统是怎么界定的', 'R-DUE-IN', '不低于2000万元'],
    ['一票否决怎么规定的', 'R-VETO', '较大及以上'],
    ['担保贷款还要交保证金吗', 'R-GUAR', '保证金'],
    ['提案要多久答复', 'R-PROP', '之后3个月'],
    ['亩均评价标准是什么', 'R-MU', '待主管部门确认'],
    ['六个一是哪六个', 'R-CHAIN6', '有一名链长'],
    ['五单一图谱包括哪些', 'R-5LIST', '产业链上下游图谱更新日期'],
    ['衡东百十亿的目标是多少', 'R-COUNTY', '超过100亿元（不含本数）'],
    ['怎么才算倍增', 'R-DBL', '不低于100%（包含本数）'],
  ])('%s', (text, rule, told) =>
    onDatabase(async db => {
      const answer = await say(db, 'enterprise', text)
      expect(answer.action).toBe('query.policy')
      expect(answer.words).toContain(`（${rule}）`)
      expect(answer.words).toContain(told)
      expectToFit(answer, text)
    }),
  )

  test('a word mistyped by its sound is found as well', () =>
    onDatabase(async db => {
      expect((await say(db, 'office', '/政策 母均评价')).words).toContain('亩均评价（R-MU）')
    }))

  test('a rule is found by its number', () =>
    onDatabase(async db => {
      expect((await say(db, 'office', 'r-veto 是怎么规定的')).words).toContain('（R-VETO）')
    }))

  test('several things at once are asked about, and 第二个 is taken at its word', () =>
    onDatabase(async db => {
      const asked = await say(db, 'office', '高管奖励和城区奖补是怎么规定的')
      expect(asked.words).toContain('请点一个')
      const labels = asked.messages[0]?.card.blocks.flatMap(block =>
        block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : [],
      )
      expect(labels).toEqual(['高管股权投资个人所得税奖励', '突出贡献高管奖励', '城区奖补'])
      const [, second] = asked.messages[0] ? actionsOf(asked.messages[0].card) : []
      if (!second) throw new Error('no second choice')
      expect((await press(db, 'office', second)).words).toContain('（R-EXEC2）')
    }))

  test('a doubt the text itself raises is told first, and a draft as a draft', () =>
    onDatabase(async db => {
      const { words, messages } = await say(db, 'office', '新型建筑建材那个1亿是不是写错了')
      expect(words.indexOf('原文存疑')).toBeLessThan(words.indexOf('R-COUNTY'))
      expect(words).toContain('这是征求意见稿，没有施行')
      expect(messages[0]?.card.tags).toEqual(['征求意见稿'])
    }))
})

describe('what the texts do not say', () => {
  test('贴息要交啥材料 啥时候截止: said, with whom to ask and the offer to file a case', () =>
    onDatabase(async db => {
      const { words, messages } = await say(db, 'enterprise', '贴息要交啥材料 啥时候截止')
      expect(words).toContain('文件没有写“技术改造贷款贴息”的申报材料、截止时间，这里不猜')
      expect(words).toContain('请咨询市工业和信息化局、市财政局')
      const report = messages
        .flatMap(({ card }) => actionsOf(card))
        .find(({ command }) => command === 'report')
      if (!report) throw new Error('no offer')
      expect((await press(db, 'enterprise', report)).words).toContain('咨询：技术改造贷款贴息')
    }))

  test('a time that is written is told, not denied', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '提案答复期限是多久')
      expect(words).toContain('期限：提案交办日期之后3个月')
      expect(words).not.toContain('文件没有写')
    }))

  test('名录什么时候评: what is written of it, and that the day is not', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'nobody', '名录什么时候评')
      expect(words).toContain('“年初”没有写具体日期')
      expect(words).toContain('（R-WORKFLOW）')
    }))

  test('something no document has is not made up', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '/政策 太空旅游补助')
      expect(words).toContain('现有文件里没有找到这一条，这里不猜')
    }))
})

describe('documents', () => {
  test('现在按哪个文件: those in force, drafts and what no longer is, apart', () =>
    onDatabase(async db => {
      const answer = await say(db, 'mayor', '现在按哪个文件')
      expect(answer.words).toMatch(
        /2023-11-15施行中的：[\s\S]*若干政策措施》（现行，2023-09-15起）[\s\S]*征求意见稿（不施行）/,
      )
      expect(answer.words).toMatch(/其他版本：[\s\S]*（试行，2021-06-01起，2023-09-14止）/)
      expectToFit(answer, '现在按哪个文件')
    }))

  test('13条: what it holds, a button to each', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '13条都有哪些内容')
      expect(words).toContain('技术改造贷款贴息：“按照利率予以一年贴息')
    }))

  test('试行办法里名录怎么规定的: by that document, though it has ended', () =>
    onDatabase(async db => {
      const { words, messages } = await say(db, 'office', '试行办法里名录怎么规定的')
      expect(words).toContain('条件原文未载')
      expect(words).toContain('现在施行的是另一版（2023-09-15起）')
      expect(messages[0]?.card.tags).toEqual(['已不施行'])
    }))

  test.each([
    ['2022年的名录条件', '按2022-12-31施行的文件'],
    ['2023年9月14日的名录条件', '按2023-09-14施行的文件'],
  ])('%s is answered by the document of then', (text, told) =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', text)
      expect(words).toContain(told)
      expect(words).toContain('须查阅2021年试行文件')
    }),
  )

  test('2023年9月15日的名录条件 is the new one already', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '2023年9月15日的名录条件')
      expect(words).toContain('不低于1亿元')
    }))

  test('a day before every version has no policy', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '2020年的名录条件')
      expect(words).toContain('该日期没有现行政策')
    }))

  test.each(['9月15号那个新政策跟21年的有啥区别', '新老政策有什么不一样', '新政策改了哪些内容'])(
    '%s: old beside new, and that the old text is not there',
    text =>
      onDatabase(async db => {
        const answer = await say(db, 'official', text)
        expect(answer.words).toMatch(/新：《关于加快区域中心化进程[\s\S]*旧：《关于落实“三高四新”/)
        expect(answer.words).toContain('旧版条件原文未载，无法逐条比较')
        expectToFit(answer, text)
      }),
  )

  test('a document that is yet to come is told as that', () =>
    onDatabase(async db => {
      const { messages } = await say(db, 'office', '13条都有哪些内容', '--at', '2023-09-14T10:00:00+08:00')
      expect(messages[0]?.card.tags).toEqual(['尚未施行'])
    }))

  test('a version published at run time is answered from its day on, with what it changed', () =>
    onDatabase(async db => {
      const { out } = await operate(db, ['policy', 'show', '2023-09-15', '--json'])
      const text = out
        .replace('"version":"2023-09-15"', '"version":"2024-01-01"')
        .replaceAll(/"from":"2023-09-15"|"effectiveFrom":"2023-09-15"/g, day =>
          day.replace('2023-09-15', '2024-01-01'),
        )
        .replace('"value":"10000"', '"value":"8000"')
      const done = await operate(db, ['policy', 'publish', 'new.json', '--as', 'ou_office'], {
        files: { 'new.json': text },
      })
      expect(done.err).toBe('')
      const asked = '工业企业进名录的条件是什么'
      expect((await say(db, 'office', asked)).words).toContain('上年度工业产值：不低于1亿元')
      const later = await say(db, 'office', asked, '--at', '2024-01-02T10:00:00+08:00')
      expect(later.words).toContain('上年度工业产值：不低于8000万元')
      expect(later.words).toContain(
        '调整：上年度工业产值，由“不低于1亿元（包含本数）”改为“不低于8000万元（包含本数）”',
      )
      const compared = await say(db, 'office', '新旧政策有什么区别', '--at', '2024-01-02T10:00:00+08:00')
      expect(compared.words).toContain('由“不低于1亿元（包含本数）”改为“不低于8000万元（包含本数）”')
    }))
})

describe('how to', () => {
  test('怎么申报名录: the steps, in order', () =>
    onDatabase(async db => {
      const { action, words } = await say(db, 'enterprise', '怎么申报名录')
      expect(action).toBe('query.howto')
      expect(words).toMatch(
        /1\. 推荐或申报[\s\S]*5\. 领导小组已评定\n6\. 市委常委会议审议\n7\. 市政府常务会议审议/,
      )
      expect(words).toContain('领导小组')
    }))

  test.each([
    ['贴息怎么申请', '文件没有写“技术改造贷款贴息”的申报材料、申报时间'],
    ['倍增通报怎么看', '怎么用：通报'],
    ['怎么报诉求', '又停电了'],
  ])('%s', (text, told) =>
    onDatabase(async db => {
      expect((await say(db, 'enterprise', text)).words).toContain(told)
    }),
  )

  test.each([
    ['office', '企业表'],
    ['enterprise', '不用填表'],
  ])('导入模板在哪下载, asked by %s', (who, told) =>
    onDatabase(async db => {
      const { action, words } = await say(db, who, '导入模板在哪下载')
      expect(action).toBe('query.template')
      expect(words).toContain(told)
    }),
  )

  test('a firm is not told of imports', () =>
    onDatabase(async db => {
      expect((await say(db, 'enterprise', '导入模板在哪下载')).words).not.toContain('企业表')
    }))
})

describe('the whole of it', () => {
  const ids = [...new Set(policies.flatMap(document => document.rules.map(rule => rule.id)))]

  test.each(ids)('%s can be told, fits a card, and its buttons lead on', id =>
    onDatabase(async db => {
      const action = { command: 'policy', intent: 'query.policy', args: { ruleId: id } }
      const answer = await press(db, 'enterprise', action)
      expect(answer.words).toContain(`（${id}）`)
      expectToFit(answer, id)
      for (const next of answer.messages.flatMap(({ card }) => actionsOf(card)))
        expect((await press(db, 'enterprise', next)).words, JSON.stringify(next)).not.toMatch(
          /没有办成|系统出错/,
        )
    }),
  )

  test('every rule is found by its own title', () =>
    onDatabase(async db => {
      for (const { rules } of policies) {
        for (const { id, title } of rules) {
          const { words, messages } = await say(db, 'office', `/政策 ${title}`)
          const offered = messages.flatMap(({ card }) => actionsOf(card)).map(({ args }) => args.ruleId)
          expect(
            words.includes(`（${id}）`) || offered.includes(id),
            `${id} ${title}: ${words.slice(0, 200)}`,
          ).toBe(true)
        }
      }
    }))

  test('every document is found by every name it has', () =>
    onDatabase(async db => {
      for (const { title, aliases = [] } of policies) {
        for (const name of [title, ...aliases]) {
          const { words } = await say(db, 'office', `/政策 ${name}`)
          expect(words, name).not.toContain('没有找到这一条')
        }
      }
    }))

  test('every topic names a rule there is', () => {
    const missing = TOPICS.filter(({ rules }) => !rules.every(rule => ids.includes(rule.split('.')[0] ?? '')))
    expect(missing.map(({ name }) => name)).toEqual([])
  })
})

describe('words of the documents', () => {
  test.each([
    ['十大主导产业是哪些', '一核：核技术应用'],
    ['援企服务是个什么行动', '企业难题的专项行动'],
    ['县里六条重点产业链是哪六条', '机械制造、有色金属、化工新材料'],
    ['人才资金最高能给多少', '综合资助最高1亿元'],
    ['散乱污整治了多少家', '148家整治到位，只有总数'],
    ['沿江化工搬了多少家', '23家，只有总数'],
    ['供应链金融怎么申请', '应收账款'],
    ['续贷中心在哪里', '续贷中心衡阳中心'],
    ['14条产业链2021年和2022年名单有什么不同', '2021年答复列'],
    ['国家级园区创建得怎么样了', '松木经开区、常宁水口山经开区、西渡'],
    ['减税降费有哪些优惠政策', '不作推测'],
  ])('%s: as far as they explain it', (asked, words) =>
    onDatabase(async db => {
      expect((await say(db, 'office', asked)).words).toContain(words)
    }),
  )
})

describe('who is responsible for a clause', () => {
  test('stands with the rule, and is what 这条谁负责 asks about', () =>
    onDatabase(async db => {
      const told = '责任单位：各市州、县市区人民政府，省工业和信息化厅、省统计局'
      expect((await say(db, 'office', '小升规重点培育对象是什么标准')).words).toContain(told)
      expect((await say(db, 'office', '这条谁负责')).words).toContain(told)
    }))

  test('can be asked of one clause and of all', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '第五条由哪些单位负责')
      expect(words).toContain('五、加大财税支持力度：各市州、县市区人民政府，省财政厅')
      expect(words).not.toContain('六、加大融资服务力度')
      expect((await say(db, 'office', '各条的责任单位是哪些')).words).toContain('十、完善工作推进机制：')
    }))
})
