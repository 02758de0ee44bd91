/** Who asks in the benchmark: enough people that no chat becomes a queue of its own. */
export const PEOPLE = Array.from({ length: 200 }, (_, i) => ({
  openId: `ou_bench_${i}`,
  name: `测试${i}`,
  title: '',
}))
