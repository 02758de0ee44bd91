import { raiseSupervision } from '../src/ledger/clock/supervision.ts'
import type { Job } from '../src/schedule/job.ts'

/** 亮牌督办: on working days before the digests go out, so that these tell the lights. */
export const supervision = {
  name: 'supervision',
  title: '亮牌督办',
  schedule: '40 8 * * *',
  misfire: 'skip',
  async run({ db, now }) {
    const raised = await raiseSupervision(db, now)
    if (!raised) return { summary: '今天不是工作日，不亮牌', counts: { blue: 0, orange: 0, red: 0, told: 0 } }
    const { blue, orange, red, told } = raised
    return {
      summary:
        blue + orange + red === 0
          ? '没有新亮牌的诉求'
          : `新亮蓝牌${blue}件、橙牌${orange}件、红牌${red}件${red > 0 ? `，报分管领导${told}人，抄送办公室` : ''}`,
      counts: { blue, orange, red, told },
    }
  },
} satisfies Job
