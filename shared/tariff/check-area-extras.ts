import { isLocalDay } from '../calendar/local-day.ts'
import { type HeatedAreaFacts, type HeatPeriod, type MeteringFacts, payers, type SeasonFacts } from './facts.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf, impossible, within } from './fault.ts'
import { checkRatio } from './ratio.ts'
import { checkPeriods } from './season-parts.ts'

const largestMilliM2 = 10_000_000_000

/** The same for the facts an area may have besides. */
export function checkAreaExtras(area: HeatedAreaFacts, season: SeasonFacts): Fault[] {
  const { publicShareMilliM2, clearHeightMm, occupancyPpm, contractFactor, periods, metering, stopAppliedOn } = area
  const whole = (path: string, label: string, value: unknown, max: number) =>
    value === undefined ? [] : checkWhole(path, label, value, 0, max)
  return [
    ...whole('publicShareMilliM2', '公摊面积（千分之一平方米）', publicShareMilliM2, largestMilliM2),
    ...whole('clearHeightMm', '净高（毫米）', clearHeightMm, 100_000),
    ...whole('occupancyPpm', '入住率（百万分之一）', occupancyPpm, 1_000_000),
    ...(contractFactor === undefined ? [] : checkRatio('contractFactor', '合同约定系数', contractFactor)),
    ...checkParts(area),
    ...(stopAppliedOn === undefined ? [] : checkApplied('stopAppliedOn', stopAppliedOn)),
    ...(periods === undefined ? [] : checkHeatPeriods(periods, season)),
    ...(metering === undefined ? [] : within('metering', checkMetering(metering))),
  ]
}

/** 套内 + 公摊 = 建筑: where all three are recorded they must agree to the last 1/1000 m². */
function checkParts({ insideMilliM2, publicShareMilliM2, grossMilliM2 }: HeatedAreaFacts): Fault[] {
  if (insideMilliM2 === null || publicShareMilliM2 === undefined || insideMilliM2 + publicShareMilliM2 === grossMilliM2) return []
  const message = `套内面积 ${insideMilliM2} 与公摊面积 ${publicShareMilliM2} 之和不等于建筑面积 ${grossMilliM2}（千分之一平方米）`
  return [{ code: 'AREA_PARTS_DO_NOT_ADD_UP', path: 'publicShareMilliM2', message }]
}

function checkHeatPeriods(periods: readonly HeatPeriod[], season: SeasonFacts): Fault[] {
  const faults = periods.flatMap(({ fromOn, toOn, status, payer, appliedOn }, index) =>
    within(`periods[${index}]`, [
      ...checkOneOf('status', '期间用热状态', status, ['heating', 'stopped', 'not-connected']),
      ...(payer === undefined ? [] : checkOneOf('payer', '付费方', payer, payers)),
      ...(appliedOn === undefined ? [] : checkApplied('appliedOn', appliedOn)),
      ...[fromOn, toOn].flatMap((day) => (isLocalDay(day) ? [] : checkOneOf('fromOn', '用热期间的日期', day, ['年-月-日']))),
    ]),
  )
  return faults.length > 0 || !isLocalDay(season.startsOn) || !isLocalDay(season.endsOn) ? faults : checkPeriods(season, periods)
}

function checkApplied(path: string, day: unknown): Fault[] {
  return isLocalDay(day) ? [] : checkOneOf(path, '报停申请日', day, ['年-月-日'])
}

function checkMetering(metering: MeteringFacts): Fault[] {
  const reading = (path: string, label: string, value: unknown) => checkWhole(path, label, value, 0, 1_000_000_000_000)
  if (metering.state === 'missing') {
    const { neighboursMilliPerM2 } = metering
    return neighboursMilliPerM2 === undefined ? [] : reading('neighboursMilliPerM2', '邻户平均用热量', neighboursMilliPerM2)
  }
  if (metering.state !== 'read') return checkOneOf('state', '计量状态', fieldsOf(metering).state, ['read', 'missing'])
  if (!Array.isArray(metering.meters)) return [impossible('meters', '表计读数应为列表')]
  if (metering.meters.length === 0) return [{ code: 'FACT_NOT_RECORDED', path: 'meters', message: '已抄表但没有表计读数' }]
  return metering.meters.flatMap(({ meterNo, unit, startMilli, endMilli }, index) =>
    within(`meters[${index}]`, [
      ...checkOneOf('unit', '计量单位', unit, ['kWh', 'GJ']),
      ...reading('startMilli', '起始读数', startMilli),
      ...reading('endMilli', '截止读数', endMilli),
      ...(endMilli < startMilli
        ? [
            {
              code: 'METER_READING_WRONG' as const,
              path: 'endMilli',
              message: `热量表 ${meterNo} 截止读数 ${endMilli} 小于起始读数 ${startMilli}`,
            },
          ]
        : []),
    ]),
  )
}
