import { Button, Descriptions } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { HouseholdFile, UnmaskedPerson } from '../../../../../../shared/contracts/households.ts'
import { householdFieldTitles, householdWordKinds } from '../../../../../../shared/format/household-words.ts'
import { Gate } from '../../../../components/Gate.tsx'
import { Masked } from '../../../../components/Masked.tsx'
import { customerKindName } from '../../../../words/names.ts'
import { EditDialog } from './EditDialog.tsx'
import { MarksPanel } from './MarksPanel.tsx'
import { UnmaskDialog } from './UnmaskDialog.tsx'

/** The full name stays on the screen this long. */
const shownMs = 60_000

const none = <span className="nz-none">—</span>
const yesOrNo = (value: boolean) => (value ? '是' : '否')

export function ProfileTab({ file }: { readonly file: HouseholdFile }): ReactNode {
  const [asking, setAsking] = useState(false)
  const [editing, setEditing] = useState(false)
  const [person, setPerson] = useState<UnmaskedPerson | null>(null)
  useEffect(() => {
    if (!person) return
    const timer = setTimeout(() => setPerson(null), shownMs)
    return () => clearTimeout(timer)
  }, [person])
  return (
    <div className="nz-stack">
      <section aria-label="客户资料" className="nz-paper">
        <Descriptions
          column={3}
          extra={
            <span className="nz-batch">
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
              <Gate right="editHousehold">
                <Button onClick={() => setEditing(true)} size="small">
                  修改资料
                </Button>
              </Gate>
            </span>
          }
          items={itemsOf(file, person)}
          size="small"
          title="客户资料"
        />
        {person ? (
          <p className="nz-soft" role="status">
            完整信息一分钟后自动遮盖；本次查看已记入操作日志。
          </p>
        ) : null}
      </section>
      <MarksPanel householdNo={file.householdNo} />
      {asking ? <UnmaskDialog householdNo={file.householdNo} onClose={() => setAsking(false)} onPerson={setPerson} /> : null}
      {editing ? <EditDialog file={file} onClose={() => setEditing(false)} /> : null}
    </div>
  )
}

function itemsOf({ customer, householdNo, orgUnit, place, address, record }: HouseholdFile, person: UnmaskedPerson | null) {
  const personal = [
    { key: 'name', label: '户主', children: <Masked revealed={person?.name} value={customer.name} /> },
    { key: 'phone', label: '手机号', children: <Masked revealed={person?.phone} value={customer.phone} /> },
    { key: 'otherPhones', label: '其他电话', children: <Masked revealed={person?.otherPhones} value={customer.otherPhones} /> },
    { key: 'idNo', label: '证件号码', children: <Masked revealed={person?.idNo} value={customer.idNo} /> },
    { key: 'kind', label: '户主类型', children: customerKindName(customer.kind) },
    { key: 'householdNo', label: '客户卡号', children: <span className="nz-figures">{householdNo}</span> },
    { key: 'orgUnit', label: '所属组织', children: orgUnit.name },
    { key: 'address', label: '用热地址', children: address },
    { key: 'floor', label: '层号', children: place.floor ?? none },
  ]
  const texts = [...householdWordKinds, 'substation', 'payingOrg', 'contractNo', 'connectedSeason', 'connectedOn'] as const
  const flags = ['contractSigned', 'cardHolder', 'agencyAllowed'] as const
  return [
    ...personal,
    ...texts.map((name) => ({ key: name, label: householdFieldTitles[name], children: record[name] ?? none })),
    ...flags.map((name) => ({ key: name, label: householdFieldTitles[name], children: yesOrNo(record[name]) })),
  ]
}
