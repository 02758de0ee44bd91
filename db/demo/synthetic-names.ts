const FIRST = [...'雁湘岳蒸珠祁宁耀鸿晟泓凯嘉骏锦钰铭旭朗昊沃毅睿霖翔岚坤穗乾荣']
const SECOND = [...'盛泰隆丰源翼辉航博创华利康成鑫腾恒越宸棠沛']
/** Trade, its class in GB/T 4754 and the chain (产业链) it counts for. */
const TRADES: readonly (readonly [word: string, industryCode: string, chain: string])[] = [
  ['机械', 'C3489', '新能源汽车'],
  ['电缆', 'C3831', '输变电'],
  ['电气', 'C3821', '输变电'],
  ['电子', 'C3981', '电子信息'],
  ['化工', 'C2614', '盐卤化工'],
  ['新材料', 'C2651', '盐卤化工'],
  ['有色', 'C3240', '有色金属'],
  ['钢管', 'C3130', '钢管及深加工'],
  ['汽配', 'C3670', '新能源汽车'],
  ['食品', 'C1439', '新农业'],
  ['药业', 'C2740', '生物医药'],
  ['纺织', 'C1751', '纺织服装'],
  ['鞋业', 'C1952', '纺织服装'],
  ['钟表', 'C4030', '钟表'],
  ['建材', 'C3021', '钢管及深加工'],
  ['陶瓷', 'C3071', '有色金属'],
  ['包装', 'C2231', '新农业'],
  ['电源', 'C3849', '新能源汽车'],
  ['仪器', 'C4016', '电子信息'],
  ['铸造', 'C3391', '钢管及深加工'],
]

/** The made-up short name, trade class and chain of enterprise number `n`; no two of 12,600 share a name. */
export function syntheticFirm(n: number): { shortName: string; industryCode: string; chain: string } {
  const total = FIRST.length * SECOND.length * TRADES.length
  // A stride prime to the total walks through every combination, neighbours in the list looking unlike.
  const at = ((n % total) * 7919) % total
  const [word, industryCode, chain] = TRADES[at % TRADES.length] ?? ['机械', 'C3489', '新能源汽车']
  const brand = Math.floor(at / TRADES.length)
  const first = FIRST[brand % FIRST.length] ?? ''
  const second = SECOND[Math.floor(brand / FIRST.length)] ?? ''
  // Beyond the first round a third character keeps names apart.
  const third = n < total ? '' : (SECOND[Math.floor(n / total)] ?? '')
  return { shortName: `${first}${second}${third}${word}`, industryCode, chain }
}
