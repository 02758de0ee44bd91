/** What help tells together, in its order; every command that help shows stands in one of them (a test holds it). */
export const AREAS: readonly { title: string; commands: readonly string[] }[] = [
  { title: '诉求办理', commands: ['report', 'case', 'ledger', 'instruct', 'taskforce', 'route', 'duty'] },
  { title: '我的待办和提醒', commands: ['todo', 'remind', 'subscribe'] },
  { title: '企业和数据', commands: ['figures', 'enterprise', 'doubling', 'evaluation', 'import'] },
  { title: '名录和政策', commands: ['eligibility', 'roster', 'policy', 'estimate', 'screening', 'term'] },
  { title: '走访和联点', commands: ['visit', 'liaison', 'plan'] },
  { title: '项目和事项', commands: ['project', 'matter', 'proposal'] },
  { title: '全局情况', commands: ['bulletin', 'target', 'ranking', 'chain', 'incident'] },
  { title: '其他', commands: ['bind', 'calendar', 'undo', 'dialogue', 'help'] },
]
