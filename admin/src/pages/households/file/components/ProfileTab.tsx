import { Button, Descriptions } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { HouseholdFile, UnmaskedPerson } from '../../../../../../shared/contracts/households.ts'
import { Gate } from '../../../../components/Gate.tsx'
import { Masked } from '../../../../components/Masked.tsx'
import { customerKindName } from '../../../../words/names.ts'
import { UnmaskDialog } from './UnmaskDialog.tsx'

/** The full name stays on the screen this long. */
const shownMs = 60_000

export function ProfileTab({ file }: { readonly file: HouseholdFile }): ReactNode {
  const [asking, setAsking] = useState(false)
  const [person, setPerson] = useState<UnmaskedPerson | null>(null)
  useEffect(() => {
    if (!person) return
    const timer = setTimeout(() => setPerson(null), shownMs)
    return () => clearTimeout(timer)
  }, [person])
  return (
    <section aria-label="客户资料" className="nz-paper">
      <Descriptions
        column={3}
        extra={
          <Gate right="unmaskPerson">
            {person ? (
              <Button onClick={() => setPerson(null)} size="small">
                重新遮盖
              </Button>
            ) : (
              <Button onClick={() => setAsking(true)} size="small">
                查看完整信息
              </Button>
            )}
          </Gate>
        }
        items={[
          { key: 'name', label: '户主', children: <Masked revealed={person?.name} value={file.customer.name} /> },
          { key: 'phone', label: '电话', children: <Masked revealed={person?.phone} value={file.customer.phone} /> },
          { key: 'kind', label: '客户类型', children: customerKindName(file.customer.kind) },
          { key: 'householdNo', label: '客户卡号', children: <span className="nz-figures">{file.householdNo}</span> },
          { key: 'orgUnit', label: '所属组织', children: file.orgUnit.name },
          { key: 'address', label: '用热地址', children: file.address },
        ]}
        size="small"
        title="客户资料"
      />
      {person ? (
        <p className="nz-soft" role="status">
          完整信息一分钟后自动遮盖；本次查看已记入操作日志。
        </p>
      ) : null}
      {asking ? <UnmaskDialog householdNo={file.householdNo} onClose={() => setAsking(false)} onPerson={setPerson} /> : null}
    </section>
  )
}
