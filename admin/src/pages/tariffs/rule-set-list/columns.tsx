import { Link } from 'react-router'
import type { RuleSetKey, RuleSetRow } from '../../../../../shared/contracts/tariffs.ts'
import { Moment } from '../../../components/Moment.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { ruleSetStateWord } from '../../../words/states.ts'

export const ruleSetPath = ({ orgUnit, seasonCode, version }: RuleSetKey) =>
  `/rule-sets/${encodeURIComponent(orgUnit)}/${seasonCode}/${version}`
export const ruleSetKey = ({ orgUnit, seasonCode, version }: RuleSetKey) => `${orgUnit}/${seasonCode}/${version}`

export const columns: SearchColumn<RuleSetRow>[] = [
  {
    title: '价目',
    dataIndex: 'version',
    width: 152,
    render: (_, row) => (
      <Link className="nz-figures" to={ruleSetPath(row)}>
        {row.seasonCode} 第 {row.version} 版
      </Link>
    ),
  },
  { title: '组织', dataIndex: 'orgUnitName', width: 128, ellipsis: true },
  { title: '状态', dataIndex: 'state', width: 132, render: (_, row) => <StateMark word={ruleSetStateWord(row)} /> },
  { title: '生效日', dataIndex: 'validFrom', width: 104, className: 'nz-figures' },
  {
    title: '价格文件',
    dataIndex: ['notice', 'no'],
    ellipsis: true,
    render: (_, { notice }) => (
      <>
        {notice.no} <span className="nz-soft">{notice.title}</span>
      </>
    ),
  },
  { title: '编制', dataIndex: 'authorName', width: 104, ellipsis: true, render: (_, row) => row.authorName ?? '' },
  { title: '发布', dataIndex: 'publisherName', width: 104, ellipsis: true, render: (_, row) => row.publisherName ?? '' },
  {
    title: '发布时间',
    dataIndex: 'publishedAt',
    width: 144,
    render: (_, row) => (row.publishedAt ? <Moment at={row.publishedAt} /> : ''),
  },
]
