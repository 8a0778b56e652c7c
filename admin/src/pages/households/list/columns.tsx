import { Link } from 'react-router'
import type { HouseholdRow } from '../../../../../shared/contracts/households.ts'
import { formatArea } from '../../../../../shared/format/amount.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Masked } from '../../../components/Masked.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { householdStatusWord } from '../../../words/states.ts'

export const householdPath = (householdNo: string) => `/households/${encodeURIComponent(householdNo)}`

export const columns: SearchColumn<HouseholdRow>[] = [
  {
    title: '客户卡号',
    dataIndex: 'householdNo',
    width: 104,
    fixed: 'start',
    render: (_, row) => (
      <Link className="nz-figures" to={householdPath(row.householdNo)}>
        {row.householdNo}
      </Link>
    ),
  },
  {
    title: '户主',
    dataIndex: 'customerName',
    width: 104,
    ellipsis: true,
    render: (_, row) => (
      <>
        <Masked value={row.customerName} />{' '}
        {row.blacklisted ? (
          <span className="nz-list-mark nz-list-black" title="黑名单">
            黑
          </span>
        ) : null}
      </>
    ),
  },
  { title: '电话', dataIndex: 'customerPhone', width: 120, render: (_, row) => <Masked value={row.customerPhone} /> },
  { title: '地址', dataIndex: 'address', ellipsis: true },
  { title: '小区', dataIndex: 'community', width: 96, ellipsis: true },
  { title: '组织', dataIndex: 'orgUnit', width: 112, ellipsis: true },
  { title: '用热状态', dataIndex: 'status', width: 84, render: (_, row) => <StateMark word={householdStatusWord(row.status)} /> },
  {
    title: '收费面积 ㎡',
    dataIndex: 'billedMilliM2',
    width: 100,
    align: 'right',
    render: (_, row) => <span className="nz-figures">{formatArea(row.billedMilliM2)}</span>,
  },
  {
    title: '欠费 元',
    dataIndex: 'owedFen',
    width: 104,
    align: 'right',
    render: (_, row) => <Amount fen={row.owedFen} to={householdPath(row.householdNo)} tone="owed" />,
  },
  {
    title: '余额 元',
    dataIndex: 'balanceFen',
    width: 88,
    align: 'right',
    render: (_, row) => <Amount fen={row.balanceFen} to={`${householdPath(row.householdNo)}?tab=payments`} tone="quiet" />,
  },
  {
    title: '标签',
    dataIndex: 'tags',
    width: 104,
    ellipsis: true,
    render: (_, row) => row.tags.join('、'),
  },
  { title: '客户子类型', dataIndex: 'subType', width: 96, ellipsis: true },
  { title: '换热站', dataIndex: 'substation', width: 120, ellipsis: true },
  { title: '交费单位', dataIndex: 'payingOrg', width: 120, ellipsis: true },
  { title: '合同编号', dataIndex: 'contractNo', width: 120, ellipsis: true },
]

/** Shown only to those who ask for them in the column settings. */
export const hiddenColumns = ['community', 'subType', 'substation', 'payingOrg', 'contractNo'] as const
