import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { useSend } from '../../../api/context.ts'
import { seasonFile } from '../../../api/seasons.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { seasonStateWord } from '../../../words/states.ts'
import { Carries } from './components/Carries.tsx'
import { SeasonActs } from './components/SeasonActs.tsx'
import { SeasonNumbers } from './components/SeasonNumbers.tsx'

const allowed = {
  planned: '筹备中：可登记用热户资料、编制和发布价目、试算；还不能正式出账。',
  open: '进行中：可以正式出账、收款、报停和变更。',
  closed: '已结束：不再出账；欠费照常收取，可以重新启用。',
} as const

export default function SeasonPage(): ReactNode {
  const { orgUnit = '', seasonCode = '' } = useParams()
  const { data: season, error, refetch } = useQuery(seasonFile(useSend(), { orgUnit, code: seasonCode }))
  const back = { to: '/seasons', text: '采暖季' }
  if (!season)
    return (
      <>
        <PageHeader back={back} title={seasonCode} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading />}
      </>
    )
  return (
    <>
      <PageHeader
        actions={<SeasonActs season={season} />}
        back={back}
        beside={<StateMark word={seasonStateWord(season.state)} />}
        note={season.orgUnitName}
        title={`${season.code} 采暖季`}
      />
      {error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : null}
      <p className="nz-notice">{allowed[season.state]}</p>
      {season.obstacles.length > 0 ? <p className="nz-notice nz-notice-attention">结束前要先处理：{season.obstacles.join('；')}</p> : null}
      <SeasonNumbers season={season} />
      <Carries season={season} />
    </>
  )
}
