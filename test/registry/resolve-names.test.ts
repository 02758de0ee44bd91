import { describe, expect, test } from 'vitest'
import { buildNameIndex, type NamedFirm } from '../../src/registry/name-index.ts'
import { searchNames } from '../../src/registry/search-names.ts'
import { mentionsIn } from '../../src/registry/search-sentence.ts'
import { isSure } from '../../src/registry/tally.ts'
import { makeCity } from '../bench/resolver/city.ts'
import { HELD_OUT } from '../bench/resolver/words.ts'

const firm = (
  uscc: string,
  name: string,
  shortName: string,
  aliases: string[] = [],
  county: string | null = null,
): NamedFirm => ({ uscc, name, shortName, aliases, county })

/** Names as they are in Hengyang, among 3,000 others. */
const FIRMS = [
  firm('914304001850123461', '衡阳金杯电缆有限公司', '金杯电缆'),
  firm('91430400MA4L1K2P3Q', '衡阳建滔化工有限公司', '建滔化工'),
  firm('91430400712190148X', '特变电工衡阳变压器有限公司', '特变电工衡阳变压器', ['衡变']),
  firm('914304001850234572', '衡阳华菱钢管有限公司', '华菱钢管', ['衡阳钢管厂']),
  firm('914304001850345683', '中核二七二铀业有限责任公司', '中核二七二铀业', ['核工业二七二厂']),
  firm('91430424MA4M7N8P9R', '衡东鑫垚机械有限公司', '鑫垚机械', [], '衡东县'),
  firm('91430422MA4M7N8P1T', '衡南鑫垚机械有限公司', '鑫垚机械', [], '衡南县'),
  firm('91430424MA4M1A2B3C', '湖南湘焱米业有限公司', '湘焱米业', [], '衡东县'),
  firm('91430426MA4M1A2B4D', '衡阳湘焱米业有限公司', '湘焱米业', [], '祁东县'),
  firm('914304007767561234', '湖南恒飞电缆股份有限公司', '恒飞电缆'),
  firm('914304007767561345', '衡阳恒菲电缆有限公司', '恒菲电缆'),
  firm('914304001850456794', '湖南机油泵股份有限公司', '湖南机油泵', ['湘油泵']),
  firm('91430400MA4P5Q6R7T', '金龙（衡阳）铜业有限公司', '金龙铜业'),
  firm('91430481MA4Q5R6T7U', '耒阳市焱鑫有色金属有限公司', '焱鑫有色金属', ['耒阳市焱鑫冶炼厂']),
  firm('91430400MA4R1T2U3W', '衡阳宇焜通信车辆有限公司', '宇焜通信车辆'),
  firm('91430400MA4R1T2U4X', '宇焜电源技术（衡阳）有限公司', '宇焜电源技术'),
]
const index = buildNameIndex([...FIRMS, ...makeCity(HELD_OUT, 3000)])
const find = (query: string) => searchNames(index, query, 5)

describe('the one that is meant is answered with, without asking', () => {
  test.each([
    ['衡阳金杯电缆有限公司', '衡阳金杯电缆有限公司', '全称'],
    ['衡阳市金杯电缆公司', '衡阳金杯电缆有限公司', '多说了市，少说了有限'],
    ['金杯电缆厂', '衡阳金杯电缆有限公司', '公司说成厂'],
    ['金杯电览', '衡阳金杯电缆有限公司', '同音错字'],
    ['金杯杯电缆', '衡阳金杯电缆有限公司', '一字打了两遍'],
    ['ＪＩＮＢＥＩＤＩＡＮＬＡＮ', '衡阳金杯电缆有限公司', '全角拼音'],
    ['建涛化工', '衡阳建滔化工有限公司', '同音错字'],
    ['建滔 化工', '衡阳建滔化工有限公司', '夹空格'],
    ['建化滔工', '衡阳建滔化工有限公司', '颠倒'],
    ['jianTaoHuaGong', '衡阳建滔化工有限公司', '拼音大小写'],
    ['建滔huagong', '衡阳建滔化工有限公司', '半字半拼音'],
    ['衡變', '特变电工衡阳变压器有限公司', '繁体'],
    ['特變電工衡陽變壓器有限公司', '特变电工衡阳变压器有限公司', '繁体全称'],
    ['特边电工衡阳变压器', '特变电工衡阳变压器有限公司', '同音错字'],
    ['中核272', '中核二七二铀业有限责任公司', '数字'],
    ['二七二铀业', '中核二七二铀业有限责任公司', '取中间'],
    ['核工业272厂', '中核二七二铀业有限责任公司', '曾用名，数字'],
    ['衡东鑫垚机械', '衡东鑫垚机械有限公司', '两县同名，说了县'],
    ['衡南县鑫垚机械公司', '衡南鑫垚机械有限公司', '两县同名，说了县'],
    ['衡东湘焱米业', '湖南湘焱米业有限公司', '县不在名称里，按所在地认'],
    ['恒飞电缆', '湖南恒飞电缆股份有限公司', '差一字的另有一家，说对了'],
    ['湘油泵', '湖南机油泵股份有限公司', '俗称'],
    ['金龙铜业', '金龙（衡阳）铜业有限公司', '地名在中间'],
    ['耒阳焱鑫冶炼厂', '耒阳市焱鑫有色金属有限公司', '曾用名，少了市'],
    ['91430400712190148X', '特变电工衡阳变压器有限公司', '信用代码'],
    ['914304OO71219O148X', '特变电工衡阳变压器有限公司', '零写成字母'],
    ['9143040071219014BX', '特变电工衡阳变压器有限公司', '8 看成 B'],
    ['90148X', '特变电工衡阳变压器有限公司', '末六位'],
    ['9OI48x', '特变电工衡阳变压器有限公司', '末六位，零和一写成字母'],
  ])('%s 是 %s（%s）', (query, name) => {
    const found = find(query)
    expect(found[0]?.name).toBe(name)
    expect(isSure(found), JSON.stringify(found.slice(0, 2))).toBe(true)
  })
})

describe('where several may be meant, somebody is asked and the right one offered among the first', () => {
  test.each([
    ['鑫垚机械', ['衡东鑫垚机械有限公司', '衡南鑫垚机械有限公司'], '两县同名'],
    ['衡阳市鑫垚机械', ['衡东鑫垚机械有限公司', '衡南鑫垚机械有限公司'], '两县都属衡阳'],
    ['湘焱米业', ['湖南湘焱米业有限公司', '衡阳湘焱米业有限公司'], '简称相同'],
    ['宇焜', ['衡阳宇焜通信车辆有限公司', '宇焜电源技术（衡阳）有限公司'], '同一集团'],
    ['恒非电缆', ['湖南恒飞电缆股份有限公司', '衡阳恒菲电缆有限公司'], '错字离两家一样近'],
    ['hengfeidianlan', ['湖南恒飞电缆股份有限公司', '衡阳恒菲电缆有限公司'], '拼音相同'],
    ['xybz', [], '谁的首字母也不是'],
    ['914304', [], '全市都一样的代码前六位'],
    ['有限公司', [], '只有公司形式'],
    ['机械', [], '只有行业'],
    ['华为技术', [], '库里没有'],
  ])('%s（%s）', (query, names) => {
    const found = find(query)
    expect(isSure(found)).toBe(false)
    expect(found.slice(0, 3).map(({ name }) => name)).toEqual(expect.arrayContaining([...names]))
  })
})

describe('in a sentence', () => {
  test.each([
    ['查一下建涛化工去年产值', '建涛化工', '衡阳建滔化工有限公司'],
    ['中核二七二铀业够不够进名录', '中核二七二铀业', '中核二七二铀业有限责任公司'],
    ['衡东的鑫垚机械停产了', '衡东的鑫垚机械', '衡东鑫垚机械有限公司'],
    ['昨天到金龙铜业走访', '金龙铜业', '金龙（衡阳）铜业有限公司'],
    ['請問特變電工衡陽變壓器10月税收', '特變電工衡陽變壓器', '特变电工衡阳变压器有限公司'],
    ['914304001850345683的诉求', '914304001850345683', '中核二七二铀业有限责任公司'],
    ['91430400MA4P5Q6R7T10月产值', '91430400MA4P5Q6R7T', '金龙（衡阳）铜业有限公司'],
  ])('%s', (text, said, name) => {
    const [mention] = mentionsIn(index, text)
    expect(mention?.matchedText).toBe(said)
    expect(mention?.candidates[0]?.name).toBe(name)
    expect(mention?.exact || isSure(mention?.candidates ?? [])).toBe(true)
  })

  test('a name of two counties is asked about', () => {
    const [mention] = mentionsIn(index, '鑫垚机械 去年产值')
    expect(mention?.exact).toBe(false)
    expect(isSure(mention?.candidates ?? [])).toBe(false)
    expect(mention?.candidates).toHaveLength(2)
  })
})
