/** Either door of the roster. */
export const ROSTER_RULES: readonly string[] = ['R-LIST-IND', 'R-LIST-DIG']

/** Rules about an enterprise besides the roster's that people ask of one: 入规, 小升规, 应统未统, 退规, 梯队, 阶梯. */
export const FIRM_RULES: readonly string[] = ['R-ABOVE', 'R-CULT', 'R-DUE-IN', 'R-RISK', 'R-TIER', 'R-LADDER']
