import { View } from '@tarojs/components'
import { useState } from 'react'
import type { CompanyChoice } from '../../../../../shared/contracts/residents.ts'
import { findCompanies } from '../../../api/residents.ts'
import { Button } from '../../../components/Button.tsx'
import { Choice } from '../../../components/Choice.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { Field } from '../../../components/Field.tsx'
import { useAct } from '../../../screen/use-act.ts'

interface Props {
  readonly code: string
  readonly fault: string | null
  onChoose(code: string): void
}

/** In the app of all companies: which of them heats this home, by a part of its name or of the community's. */
export function ChooseCompany({ code, fault, onChoose }: Props) {
  const [term, setTerm] = useState('')
  const [found, setFound] = useState<readonly CompanyChoice[] | null>(null)
  const { act, busy, failure } = useAct()
  const find = () => void act(async () => setFound(await findCompanies(term.trim())))
  return (
    <View>
      <Field id="company-term" name="哪家供热公司" value={term} hint="公司或小区名" fault={fault} maxLength={32} onChange={setTerm} />
      <Button id="company-find" kind="plain" busy={busy && '正在查找…'} disabled={term.trim().length < 2} onPress={find}>
        查找
      </Button>
      {failure ? <Failure id="company-failure" failure={failure} /> : null}
      {found?.length === 0 ? (
        <View className="note" id="company-none">
          没有找到。请换几个字，例如缴费单据上的公司名，或您的小区名。
        </View>
      ) : null}
      {found && found.length > 0 ? (
        <Choice
          id="company"
          name="请选择"
          value={code}
          options={found.map((each) => ({ value: each.code, name: each.name }))}
          onChoose={onChoose}
        />
      ) : null}
    </View>
  )
}
