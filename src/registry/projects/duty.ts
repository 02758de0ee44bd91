/** City departments whose duty a list is (C-6): they read all of it. */
export const PROJECT_DUTY = ['dept-reform', 'dept-industry']
export const CONTRACT_DUTY = ['dept-commerce']
export const LAND_DUTY = ['dept-land']
export const AWARD_DUTY = ['dept-fiscal', 'dept-industry']
