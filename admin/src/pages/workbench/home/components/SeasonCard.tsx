import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useAccess, useSend } from '../../../../api/context.ts'
import { seasonList } from '../../../../api/tenancy.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { StateMark } from '../../../../components/StateMark.tsx'
import { seasonStateWord } from '../../../../words/states.ts'

/** The season that is being collected, and the keys that save the mouse. */
export function SeasonCard(): ReactNode {
  const access = useAccess()
  const { data, error, refetch } = useQuery(seasonList(useSend()))
  const season = data?.items.find(({ state }) => state === 'open') ?? data?.items[0]
  return (
    <div className="nz-stack">
      <section aria-label="当前采暖季" className="nz-paper">
        <h2>当前采暖季</h2>
        {season ? (
          <>
            <p className="nz-season-code">
              {season.code} <StateMark word={seasonStateWord(season.state)} />
            </p>
            <dl className="nz-facts">
              <dt>开始供热</dt>
              <dd className="nz-figures">{season.startsOn}</dd>
              <dt>停止供热</dt>
              <dd className="nz-figures">{season.endsOn}</dd>
              <dt>供热天数</dt>
              <dd className="nz-figures">{season.days} 天</dd>
            </dl>
            {access.seeHouseholds ? (
              <Link to={`/households?${new URLSearchParams({ seasonCode: season.code, owed: 'owed' })}`}>查看本季欠费户</Link>
            ) : null}
          </>
        ) : error && !data ? (
          <ErrorPanel compact error={error} onRetry={() => void refetch()} />
        ) : data ? (
          <p className="nz-soft">还没有采暖季</p>
        ) : (
          <Loading rows={3} />
        )}
      </section>
      {access.seeHouseholds ? (
        <section aria-label="快捷键" className="nz-paper">
          <h2>快捷键</h2>
          <dl className="nz-keys">
            <dt>
              <kbd>/</kbd>
            </dt>
            <dd>查找用热户</dd>
            <dt>
              <kbd>↑</kbd> <kbd>↓</kbd>
            </dt>
            <dd>在列表中移动</dd>
            <dt>
              <kbd>Enter</kbd>
            </dt>
            <dd>打开这一行</dd>
            <dt>
              <kbd>Esc</kbd>
            </dt>
            <dd>清空查找内容</dd>
          </dl>
        </section>
      ) : null}
    </div>
  )
}
