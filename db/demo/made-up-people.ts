import { spread } from './spread.ts'

const SURNAMES = [...'李王张刘陈杨黄周吴罗谭彭肖唐邓蒋曾龙贺阳欧谢邹廖']
const FIRST = [...'建国志文晓海新春明立向振云思雨嘉子家永宏世']
const SECOND = [...'华平军辉林斌涛峰伟芳琴丽敏静宁杰勇波湘衡岳轩']

/** The name of a person nobody is: one of eleven thousand, always the same for a number. */
export function madeUpPerson(seed: number): string {
  const one = (list: readonly string[], salt: number) =>
    list[Math.floor(spread(seed, salt) * list.length)] ?? ''
  return `${one(SURNAMES, 61)}${one(FIRST, 62)}${one(SECOND, 63)}`
}
