import { COMMON, homophonesOf, spell } from './characters.ts'
import { addOne, dropOne, fullWidth, type Kind, replaceOne, swapOne } from './kind.ts'

const short = ({ brand, trade }: { brand: string; trade: string }) => brand + trade

/** What the index was improved by. */
export const DEVELOPMENT_KINDS: readonly Kind[] = [
  { title: '全称', said: ({ name }) => name },
  { title: '全称少了“有限公司”', said: ({ place, brand, trade }) => place + brand + trade },
  { title: '字号加行业', said: short },
  { title: '只说字号', said: ({ brand }) => brand },
  { title: '字号加行业头一个字', said: ({ brand, trade }) => brand + trade.charAt(0) },
  {
    title: '地名头一字加行业头一字（衡变）',
    said: ({ place, trade, brand }) => (place ? place.charAt(0) + trade.charAt(0) : brand.charAt(0) + trade),
  },
  {
    title: '县名加字号加行业，名称里没有县名',
    said: ({ county, name, brand, trade }) =>
      county === '衡阳市' || name.includes(county.slice(0, 2)) ? null : county.slice(0, 2) + brand + trade,
  },
  { title: '别名、曾用名', said: ({ aliases }) => aliases[0] ?? null },
  { title: '同音错一字', said: short, typed: (text, random) => replaceOne(text, random, homophonesOf) },
  {
    title: '字号里同音错一字',
    said: ({ brand }) => brand,
    typed: (text, random) => replaceOne(text, random, homophonesOf),
  },
  { title: '错成不相干的一字', said: short, typed: (text, random) => replaceOne(text, random, () => COMMON) },
  { title: '漏一字', said: short, typed: dropOne },
  { title: '多一字', said: short, typed: (text, random) => addOne(text, random, COMMON) },
  { title: '两字颠倒', said: short, typed: swapOne },
  {
    title: '全称里同音错一字',
    said: ({ name }) => name,
    typed: (text, random) => replaceOne(text, random, homophonesOf),
  },
  { title: '多说了“衡阳市”“公司”', said: short, typed: text => `衡阳市${text}公司` },
  { title: '“厂”说成“公司”之类', said: short, typed: text => `${text}厂` },
  { title: '全拼', said: firm => spell(short(firm)).join('') },
  {
    title: '全拼里两个字母颠倒',
    said: firm => spell(short(firm)).join(''),
    typed: (text, random) => (text.length < 8 ? null : swapOne(text, random)),
  },
  { title: '字号全拼', said: ({ brand }) => spell(brand).join('') },
  {
    title: '首字母',
    said: firm =>
      spell(short(firm))
        .map(syllable => syllable.charAt(0))
        .join(''),
  },
  {
    title: '半字半拼音',
    said: short,
    typed: (_, _random, { brand, trade }) => brand + spell(trade).join(''),
  },
  { title: '全角、夹空格', said: short, typed: (text, random) => fullWidth(addOne(text, random, [' '])) },
  { title: '代码末 6 位', said: ({ uscc }) => uscc.slice(-6) },
  {
    title: '代码末 8 位，0 写成 O、1 写成 I',
    said: ({ uscc }) => uscc.slice(-8),
    typed: text => (/[01]/.test(text) ? text.replaceAll('0', 'O').replaceAll('1', 'I') : null),
  },
  {
    title: '整个代码错一位',
    said: ({ uscc }) => uscc,
    typed: (text, random) => replaceOne(text, random, char => [...'0123456789'].filter(one => one !== char)),
  },
  { title: '小写代码', said: ({ uscc }) => uscc.toLowerCase() },
  {
    title: '代码末 8 位错一位',
    said: ({ uscc }) => uscc.slice(-8),
    typed: (text, random) => replaceOne(text, random, char => [...'0123456789'].filter(one => one !== char)),
  },
  { title: '行业说在前面', said: short, typed: (_, _random, { brand, trade }) => trade + brand },
  {
    title: '后面带“那个厂”“老总”',
    said: short,
    typed: (text, random) => text + random.pick(['那个厂', '这家企业', '老总', '公司那边', '公司的']),
  },
]
