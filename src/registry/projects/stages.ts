import { PROJECT_STAGES } from '../../../db/schema/index.ts'
import { type Day, daysBetween } from '../../lib/time.ts'

export type ProjectStage = (typeof PROJECT_STAGES)[number]

/** A stage of one project: when it is to be reached and when it was. */
export interface StageDates {
  stage: ProjectStage
  plannedOn: Day | null
  /** Null where it had not been reached on the day asked about. */
  actualOn: Day | null
}

const place = (stage: ProjectStage): number => PROJECT_STAGES.indexOf(stage)

/** Whether a stage is at another or past it. */
export const isFrom = (stage: ProjectStage, least: ProjectStage): boolean => place(stage) >= place(least)

/** 储备 until something else is reached; else the last stage that was. */
export const stageOf = (dates: readonly StageDates[]): ProjectStage =>
  dates.reduce<ProjectStage>(
    (last, { stage, actualOn }) => (actualOn !== null && isFrom(stage, last) ? stage : last),
    '储备',
  )

/** 在建: it has started and does not produce yet. */
export const isUnderConstruction = (stage: ProjectStage): boolean => isFrom(stage, '开工') && stage !== '投产'

/** 早开工早投产: days by which a stage came later than planned; negative when earlier. */
export interface Delay {
  stage: ProjectStage
  plannedOn: Day
  actualOn: Day | null
  days: number
}

/**
 * How the stages stood against their plan on a day. One not reached is late only from its day on; one still to come is
 * left out, and so is one passed over: a project that produces has started, whether or not somebody wrote down when.
 */
export function delaysOf(dates: readonly StageDates[], on: Day): Delay[] {
  const reached = stageOf(dates)
  return dates
    .flatMap(({ stage, plannedOn, actualOn }): Delay[] => {
      if (plannedOn === null) return []
      if (actualOn !== null) return [{ stage, plannedOn, actualOn, days: daysBetween(plannedOn, actualOn) }]
      return plannedOn < on && !isFrom(reached, stage)
        ? [{ stage, plannedOn, actualOn, days: daysBetween(plannedOn, on) }]
        : []
    })
    .sort((a, b) => place(a.stage) - place(b.stage))
}
