import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Import } from '../../../../../shared/contracts/exchange.ts'
import { useSend } from '../../../api/context.ts'
import { importList } from '../../../api/exchange.ts'
import { useFilters } from '../../../components/filters.ts'
import { Gate } from '../../../components/Gate.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { importColumns, importPath } from './columns.tsx'
import { UploadContactsDialog } from './components/UploadContactsDialog.tsx'
import { UploadDialog } from './components/UploadDialog.tsx'

export default function ImportListPage(): ReactNode {
  const navigate = useNavigate()
  const [uploading, setUploading] = useState<'households' | 'contacts' | null>(null)
  const uploaded = ({ importNo }: Import) => void navigate(importPath(importNo))
  const close = () => setUploading(null)
  const { paging, setPaging } = useFilters([])
  const answer = useQuery(importList(useSend(), paging))
  return (
    <>
      <PageHeader
        actions={
          <>
            <Gate right="bulkEdit">
              <Button onClick={() => setUploading('contacts')}>上传客户资料修改</Button>
            </Gate>
            <Button onClick={() => setUploading('households')} type="primary">
              导入用热户
            </Button>
          </>
        }
        note="上传后先校验、看清户数和金额，确认后才写入；有一行错误就全部不导入"
        title="导入"
      />
      <SearchTable
        answer={answer}
        columns={importColumns}
        empty={<EmptyRows text="还没有导入过。点“导入用热户”，下载模板，填好后上传。" />}
        label="导入批次列表"
        minWidth={1080}
        name="imports"
        onOpen={({ importNo }) => void navigate(importPath(importNo))}
        onPaging={setPaging}
        paging={paging}
        rowKey={({ importNo }) => importNo}
      />
      {uploading === 'households' ? <UploadDialog onClose={close} onUploaded={uploaded} /> : null}
      {uploading === 'contacts' ? <UploadContactsDialog onClose={close} onUploaded={uploaded} /> : null}
    </>
  )
}
