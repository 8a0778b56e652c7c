import { DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'

export type FormField = { readonly name: string; readonly label: string; readonly control: ReactNode }

type Props = {
  /** What the form looks for, for a reader who does not see the page. */
  readonly label: string
  /** The one row that is always there. */
  readonly first: ReactNode
  /** The rest, behind 更多. */
  readonly more: readonly FormField[]
  /** How many of the rest say something: then they are shown from the start. */
  readonly used: number
  readonly onReset: () => void
}

/** A search form of one row that opens into all its conditions. Each holds as soon as it is chosen or confirmed with Enter. */
export function SearchForm({ label, first, more, used, onReset }: Props): ReactNode {
  const [open, setOpen] = useState(used > 0)
  return (
    <form aria-label={label} className="nz-search-form" onSubmit={(event) => event.preventDefault()}>
      <div className="nz-search-row">
        {first}
        <span className="nz-search-acts">
          <Button onClick={onReset}>重置</Button>
          <Button aria-expanded={open} onClick={() => setOpen(!open)} type="link">
            {open ? '收起' : used > 0 ? `更多（已用 ${used} 项）` : '更多'}{' '}
            {open ? <UpOutlined aria-hidden /> : <DownOutlined aria-hidden />}
          </Button>
        </span>
      </div>
      {open ? (
        <div className="nz-search-more">
          {more.map(({ name, label: title, control }) => (
            <div className="nz-search-field" key={name}>
              <span aria-hidden className="nz-search-label">
                {title}
              </span>
              {control}
            </div>
          ))}
        </div>
      ) : null}
    </form>
  )
}
