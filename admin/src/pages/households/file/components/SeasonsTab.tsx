import { App, Button, Table } from 'antd'
import { type ReactNode, useState } from 'react'
import type { HeatedArea, HouseholdFile } from '../../../../../../shared/contracts/households.ts'
import { formatArea, formatHeight } from '../../../../../../shared/format/amount.ts'
import { useAccess } from '../../../../api/context.ts'
import { StateMark } from '../../../../components/StateMark.tsx'
import { customerClassName, priceTypeName } from '../../../../words/names.ts'
import { householdStatusWord } from '../../../../words/states.ts'
import { AreaFactsDialog } from '../../../tariffs/area-facts/AreaFactsDialog.tsx'

const area = (milliM2: number | null) => (milliM2 === null ? '—' : formatArea(milliM2))

/** The areas as each season was billed by them. */
export function SeasonsTab({ householdNo, seasons }: Pick<HouseholdFile, 'householdNo' | 'seasons'>): ReactNode {
  const { changeAreas } = useAccess()
  const { message } = App.useApp()
  const [asked, setAsked] = useState<{ readonly seasonCode: string; readonly areaNo: number } | null>(null)
  if (seasons.length === 0) return <p className="nz-empty nz-paper">还没有年度记录。建立采暖季并登记面积之后，会列在这里。</p>
  return (
    <div className="nz-stack">
      {seasons.map((season) => (
        <section aria-label={`${season.seasonCode} 年度记录`} className="nz-paper" key={season.seasonCode}>
          <h2 className="nz-heading-line">
            {season.seasonCode} <StateMark word={householdStatusWord(season.status)} />
          </h2>
          <Table<HeatedArea>
            aria-label={`${season.seasonCode} 面积`}
            columns={[
              { title: '面积行', dataIndex: 'name' },
              { title: '用户类型', dataIndex: 'customerClass', render: customerClassName },
              { title: '单价类型', dataIndex: 'priceType', render: priceTypeName },
              { title: '建筑面积 ㎡', dataIndex: 'grossMilliM2', align: 'right', className: 'nz-figures', render: area },
              { title: '套内面积 ㎡', dataIndex: 'insideMilliM2', align: 'right', className: 'nz-figures', render: area },
              { title: '使用面积 ㎡', dataIndex: 'usableMilliM2', align: 'right', className: 'nz-figures', render: area },
              {
                title: '收费面积 ㎡',
                dataIndex: 'billedMilliM2',
                align: 'right',
                className: 'nz-figures',
                render: (value: number) => <strong>{formatArea(value)}</strong>,
              },
              {
                title: '层高 m',
                dataIndex: 'heightMm',
                align: 'right',
                className: 'nz-figures',
                render: (height: number | null) => (height === null ? '—' : formatHeight(height)),
              },
              { title: '状态', dataIndex: 'status', render: (_, row) => <StateMark word={householdStatusWord(row.status)} /> },
              { title: '来源', dataIndex: 'provenance' },
              ...(changeAreas
                ? [
                    {
                      title: '计价资料',
                      key: 'facts',
                      render: (_: unknown, { areaNo }: HeatedArea) => (
                        <Button onClick={() => setAsked({ seasonCode: season.seasonCode, areaNo })} size="small">
                          补充
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
            dataSource={[...season.areas]}
            locale={{ emptyText: <p className="nz-empty">本季没有登记面积</p> }}
            pagination={false}
            rowKey="areaNo"
            size="small"
          />
        </section>
      ))}
      {asked ? (
        <AreaFactsDialog
          {...asked}
          householdNo={householdNo}
          onClose={() => setAsked(null)}
          onDone={({ posted }) => {
            setAsked(null)
            void message.success(posted ? '资料已保存，账单已更正' : '资料已保存', 4)
          }}
        />
      ) : null}
    </div>
  )
}
