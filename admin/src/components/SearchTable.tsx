import { type ProColumns, ProTable } from '@ant-design/pro-components'
import { Button, Pagination, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { ErrorPanel } from './ErrorPanel.tsx'
import { type Paging, pageSizes } from './filters.ts'
import { Loading } from './Loading.tsx'
import { walkRows } from './row-keyboard.ts'
import { useBodyHeight } from './use-body-height.ts'

export type SearchColumn<Row> = ProColumns<Row>

/** The part of a query result a table shows. */
export type Answer<Row> = {
  readonly data: { readonly items: readonly Row[]; readonly total?: number } | undefined
  readonly error: unknown
  readonly isFetching: boolean
  readonly isPlaceholderData?: boolean
  readonly refetch: () => unknown
}

type Props<Row> = {
  /** Names the saved column choice of this table. */
  readonly name: string
  /** What the rows are, for a reader who does not see the page. */
  readonly label: string
  readonly columns: SearchColumn<Row>[]
  readonly rowKey: (row: Row) => string
  readonly answer: Answer<Row>
  readonly paging?: Paging | undefined
  readonly onPaging?: ((paging: Paging) => void) | undefined
  readonly filters?: ReactNode
  readonly toolbar?: ReactNode[]
  readonly empty: ReactNode
  /** Enter or a click on a row. */
  readonly onOpen?: ((row: Row) => void) | undefined
  readonly expandable?: TableProps<Row>['expandable']
  /** Least width before the table scrolls sideways, px. */
  readonly minWidth?: number
}

/** The one table of the console: filters and tools in one row, dense rows that the keyboard walks, the pager always in sight. */
export function SearchTable<Row extends object>(props: Props<Row>): ReactNode {
  const { answer, paging, onPaging, onOpen } = props
  const [frame, bodyHeight] = useBodyHeight()
  const rows = answer.data?.items ?? []
  const retry = () => void answer.refetch()
  if (!answer.data && answer.error) return <ErrorPanel error={answer.error} onRetry={retry} />
  return (
    // Arrow keys inside reach the rows, which are focusable themselves.
    <div className="nz-table" onKeyDown={walkRows} ref={frame}>
      {answer.error ? <ErrorPanel compact error={answer.error} onRetry={retry} /> : null}
      <ProTable<Row>
        aria-label={props.label}
        cardProps={{ variant: 'borderless' }}
        columns={props.columns}
        columnsState={{ persistenceKey: `nuanzhang.console.columns.${props.name}`, persistenceType: 'localStorage' }}
        dataSource={rows as Row[]}
        defaultSize="small"
        headerTitle={props.filters}
        loading={{ spinning: answer.isFetching && answer.isPlaceholderData === true, delay: 200 }}
        locale={{ emptyText: answer.data ? <div className="nz-empty">{props.empty}</div> : <Loading /> }}
        onRow={(row) => ({ ...(onOpen ? openedBy(row, onOpen) : {}), tabIndex: 0 })}
        options={
          props.filters || props.toolbar ? { reload: retry, density: true, setting: { listsHeight: 320 }, fullScreen: false } : false
        }
        pagination={false}
        rowKey={props.rowKey}
        scroll={{ y: bodyHeight, ...(props.minWidth ? { x: props.minWidth } : {}) }}
        search={false}
        toolBarRender={() => props.toolbar ?? []}
        {...(props.expandable ? { expandable: props.expandable } : {})}
      />
      {paging && onPaging ? <Pager onPaging={onPaging} paging={paging} total={answer.data?.total ?? 0} /> : null}
    </div>
  )
}

type PagerProps = { readonly paging: Paging; readonly total: number; readonly onPaging: (paging: Paging) => void }

/** Apart from the table: antd's own would cut the rows to a page, and a row of ours need not be an item of the server's page. */
function Pager({ paging, total, onPaging }: PagerProps): ReactNode {
  return (
    <Pagination
      align="end"
      className="nz-pager"
      current={paging.page}
      onChange={(page, pageSize) => onPaging({ page: pageSize === paging.pageSize ? page : 1, pageSize })}
      pageSize={paging.pageSize}
      pageSizeOptions={[...pageSizes]}
      showSizeChanger
      showTotal={(all, [first, last]) => (all === 0 ? '共 0 条' : `显示 ${first}-${last} 条，共 ${all} 条`)}
      size="small"
      total={total}
    />
  )
}

/** A click on a link, a button or selected text inside the row is not a click on the row. */
function openedBy<Row>(row: Row, onOpen: (row: Row) => void): React.HTMLAttributes<HTMLElement> {
  return {
    className: 'nz-row-open',
    onClick(event) {
      if (event.target instanceof Element && event.target.closest('a, button, .ant-popover')) return
      if (window.getSelection()?.isCollapsed === false) return
      onOpen(row)
    },
    onKeyDown(event) {
      if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row)
    },
  }
}

/** Clears every filter: the way out of an empty list. */
export function EmptyRows({ text, onClear }: { readonly text: string; readonly onClear?: (() => void) | undefined }): ReactNode {
  return (
    <>
      <p>{text}</p>
      {onClear ? (
        <Button onClick={onClear} size="small">
          清除筛选
        </Button>
      ) : null}
    </>
  )
}
