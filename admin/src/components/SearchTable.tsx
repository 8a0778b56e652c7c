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
  /** A search form of more than a row, above the table. */
  readonly form?: ReactNode
  /** Rows with a box to tick; the ticked keys, also of pages turned over. */
  readonly selection?: Selection | undefined
  readonly toolbar?: ReactNode[]
  /** Columns that are there, and shown when somebody ticks them in the column settings. */
  readonly hidden?: readonly string[]
  readonly empty: ReactNode
  /** Enter or a click on a row. */
  readonly onOpen?: ((row: Row) => void) | undefined
  readonly expandable?: TableProps<Row>['expandable']
  /** Least width before the table scrolls sideways, px. */
  readonly minWidth?: number
}

export type Selection = { readonly keys: readonly string[]; readonly onChange: (keys: readonly string[]) => void }

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
      {props.form}
      {answer.error ? <ErrorPanel compact error={answer.error} onRetry={retry} /> : null}
      <ProTable<Row>
        aria-label={props.label}
        cardProps={{ variant: 'borderless' }}
        columns={props.columns}
        columnsState={{
          persistenceKey: `nuanzhang.console.columns.${props.name}`,
          persistenceType: 'localStorage',
          ...(props.hidden ? { defaultValue: Object.fromEntries(props.hidden.map((key) => [key, { show: false }])) } : {}),
        }}
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
        tableAlertRender={false}
        {...(props.selection ? { rowSelection: selectionOf(props.selection) } : {})}
        toolBarRender={() => props.toolbar ?? []}
        {...(props.expandable ? { expandable: props.expandable } : {})}
      />
      {paging && onPaging ? <Pager onPaging={onPaging} paging={paging} total={answer.data?.total ?? 0} /> : null}
    </div>
  )
}

function selectionOf({ keys, onChange }: Selection) {
  return {
    selectedRowKeys: [...keys],
    onChange: (chosen: React.Key[]) => onChange(chosen.map(String)),
    preserveSelectedRowKeys: true,
    columnWidth: 40,
    fixed: true,
    alwaysShowAlert: false,
    getTitleCheckboxProps: () => ({ 'aria-label': '选中本页' }) as object,
    getCheckboxProps: () => ({ 'aria-label': '选中这一行' }) as object,
  }
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
      if (event.target instanceof Element && event.target.closest('a, button, label, .ant-popover, .ant-table-selection-column')) return
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
