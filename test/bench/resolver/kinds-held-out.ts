import { charsOfReading, homophonesOf, readingOf, spell } from './characters.ts'
import { dropOne, type Kind, replaceOne, swapOne } from './kind.ts'

const short = ({ brand, trade }: { brand: string; trade: string }) => brand + trade

/** Sounds that are one to many people here; a wrong character may come from the other. */
const BLURRED: readonly (readonly [RegExp, string])[] = [
  [/^zh/, 'z'],
  [/^ch/, 'c'],
  [/^sh/, 's'],
  [/^z(?!h)/, 'zh'],
  [/^c(?!h)/, 'ch'],
  [/^s(?!h)/, 'sh'],
  [/^n/, 'l'],
  [/^l/, 'n'],
  [/(?<=[ei])ng$/, 'n'],
  [/(?<=[ei])n$/, 'ng'],
  [/^h(?=u)/, 'f'],
]
const blurredOf = (char: string) =>
  BLURRED.flatMap(([from, to]) => {
    const reading = readingOf(char)
    return from.test(reading) ? charsOfReading(reading.replace(from, to)) : []
  })

/** Characters that look alike, typed by shape or read from a scan. */
const LOOK_ALIKE = [
  '杯怀坏',
  '未末朱',
  '免兔',
  '己已巳',
  '大太犬天',
  '土士',
  '日曰目',
  '晴睛',
  '晨晟',
  '宏宠',
  '盛威成',
  '金全',
  '华毕',
  '源原',
  '诚城',
  '鑫森淼',
  '宇字',
  '科料',
  '利和',
  '瑞端',
  '润阔',
  '达迭',
  '博搏',
  '旺汪',
  '恒桓',
  '永水',
  '东车',
  '兴与',
  '光米',
  '铝吕',
  '阳阴',
  '德得',
  '泰秦',
  '隆降',
  '凯剀',
  '久夂',
  '辰唇',
  '斗头',
  '卓桌',
  '泉皋',
  '锋峰烽',
  '砺励',
  '北比',
  '天夫',
  '力刀',
  '九丸',
  '千干',
  '川州',
]
const alikeOf = (char: string) =>
  LOOK_ALIKE.flatMap(group => (group.includes(char) ? [...group].filter(other => other !== char) : []))

/** Characters in their traditional form, written down apart from the table the program uses. */
const PLAIN =
  '华优润泽锐骄领标创园献麦莲鲜乐远见学达艺腾跃阳云电机业动联设备数据产东兴与传网络软检测询务资运输仓储链环气厂总团责兰长门开飞马鱼龙卫矿铝线缆显制药疗饲渔饮纸钟体'
const ORNATE =
  '華優潤澤銳驕領標創園獻麥蓮鮮樂遠見學達藝騰躍陽雲電機業動聯設備數據產東興與傳網絡軟檢測詢務資運輸倉儲鏈環氣廠總團責蘭長門開飛馬魚龍衛礦鋁線纜顯製藥療飼漁飲紙鐘體'
const traditional = (text: string) =>
  [...text].map(char => ORNATE.charAt(PLAIN.indexOf(char)) || char).join('')

const NUMERALS = '零一二三四五六七八九'
const digits = (text: string) =>
  text.replace(/[零一二三四五六七八九]/g, char => String(NUMERALS.indexOf(char)))

/** What nobody looked at while the index was improved. */
export const HELD_OUT_KINDS: readonly Kind[] = [
  {
    title: '全称换了地名的写法',
    said: ({ name }) => name,
    typed: text =>
      text.includes('湖南')
        ? text.replace('湖南', '湖南省').replace('省省', '省')
        : text.startsWith('衡阳市')
          ? text.replace('衡阳市', '衡阳')
          : null,
  },
  {
    title: '全称换了公司形式',
    said: ({ name }) => name,
    typed: text =>
      text.endsWith('有限责任公司')
        ? text.replace('有限责任公司', '有限公司')
        : text.endsWith('股份有限公司')
          ? text.replace('股份有限公司', '公司')
          : null,
  },
  { title: '地名加字号', said: ({ place, brand }) => (place ? place + brand : null) },
  { title: '字号加行业末字', said: ({ brand, trade }) => brand + trade.slice(-1) },
  { title: '字号头一字加行业', said: ({ brand, trade }) => brand.charAt(0) + trade },
  { title: '字号加行业，中间夹“的”', said: ({ brand, trade }) => `${brand}的${trade}` },
  { title: '“那个……厂”', said: short, typed: text => `那个${text}厂` },
  {
    title: '同音错两字',
    said: short,
    typed: (text, random) => {
      const once = replaceOne(text, random, homophonesOf)
      return once && replaceOne(once, random, homophonesOf)
    },
  },
  {
    title: '平翘舌、前后鼻音、n/l 不分',
    said: short,
    typed: (text, random) => replaceOne(text, random, blurredOf),
  },
  { title: '形近错字', said: short, typed: (text, random) => replaceOne(text, random, alikeOf) },
  {
    title: '繁体',
    said: ({ name }) => name,
    typed: text => (traditional(text) === text ? null : traditional(text)),
  },
  {
    title: '繁体又少了公司',
    said: short,
    typed: text => (traditional(text) === text ? null : traditional(text)),
  },
  {
    title: '漏字又错字',
    said: short,
    typed: (text, random) => {
      if (text.length < 5) return null
      const at = random.below(text.length)
      return replaceOne(text.slice(0, at) + text.slice(at + 1), random, homophonesOf)
    },
  },
  {
    title: '一字打了两遍',
    said: short,
    typed: (text, random) => text.replace(random.pick([...text]), '$&$&'),
  },
  { title: '数字写成阿拉伯数字', said: short, typed: text => (digits(text) === text ? null : digits(text)) },
  {
    title: '拼音夹空格和大写（jian Tao）',
    said: firm => spell(short(firm)).join(''),
    typed: (_, random, firm) =>
      spell(short(firm))
        .map(one => (random.chance(0.5) ? one.charAt(0).toUpperCase() + one.slice(1) : one))
        .join(random.chance(0.5) ? ' ' : ''),
  },
  {
    title: '拼音漏一个字母',
    said: firm => spell(short(firm)).join(''),
    typed: (text, random) => (text.length < 8 ? null : dropOne(text, random)),
  },
  {
    title: '字号拼音加首字母',
    said: ({ brand, trade }) =>
      spell(brand).join('') +
      spell(trade)
        .map(one => one.charAt(0))
        .join(''),
  },
  { title: '拼音没打完', said: firm => spell(short(firm)).join('').slice(0, -2) },
  { title: '全称拼音', said: ({ name }) => spell(name.replace(/[（）]/g, '')).join('') },
  { title: '代码中间 8 位', said: ({ uscc }) => uscc.slice(8, 16) },
  {
    title: '代码末 6 位，0/O、1/I 混用、小写',
    said: ({ uscc }) => uscc.slice(-6),
    typed: text => (/[01]/.test(text) ? text.replaceAll('0', 'o').replaceAll('1', 'l') : null),
  },
  {
    title: '代码漏一位',
    said: ({ uscc }) => uscc,
    typed: (text, random) => {
      const at = random.below(17)
      return text.slice(0, at) + text.slice(at + 1)
    },
  },
  { title: '代码颠倒两位', said: ({ uscc }) => uscc, typed: swapOne },
  { title: '代码前 8 位（全县都一样）', said: ({ uscc }) => uscc.slice(0, 8) },
]
