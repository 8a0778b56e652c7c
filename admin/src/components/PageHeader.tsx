import { type ReactNode, useEffect } from 'react'
import { Link } from 'react-router'

type Props = {
  readonly title: string
  /** What the browser tab shows, when it should say more than the title. */
  readonly tabTitle?: string
  /** Beside the title: a state, a count. */
  readonly beside?: ReactNode
  readonly note?: ReactNode
  readonly back?: { readonly to: string; readonly text: string }
  readonly actions?: ReactNode
}

export function PageHeader({ title, tabTitle = title, beside, note, back, actions }: Props): ReactNode {
  useEffect(() => {
    document.title = `${tabTitle} · 暖账`
  }, [tabTitle])
  return (
    <div className="nz-page-header">
      <div className="nz-page-heading">
        {back ? (
          <Link className="nz-page-back" to={back.to}>
            ‹ {back.text}
          </Link>
        ) : null}
        <h1>{title}</h1>
        {beside}
        {note ? <span className="nz-page-note">{note}</span> : null}
      </div>
      {actions ? <div className="nz-page-actions">{actions}</div> : null}
    </div>
  )
}
