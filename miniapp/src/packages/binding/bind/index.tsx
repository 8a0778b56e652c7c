import { View } from '@tarojs/components'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Choice } from '../../../components/Choice.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { Field } from '../../../components/Field.tsx'
import { Page } from '../../../components/Page.tsx'
import { relationNames } from '../../../screen/words.ts'
import { Consent } from './Consent.tsx'
import { useBinding } from './use-binding.ts'

const checks = [
  { value: 'phone', name: '手机号后四位' },
  { value: 'name', name: '户主姓名' },
] as const
const roles = (['holder', 'family', 'payer'] as const).map((value) => ({ value, name: relationNames[value] }))

/** A card number and something only the household knows: a stranger learns nothing here. */
export default function BindPage() {
  const { form, faults, failure, busy, change, send } = useBinding()
  return (
    <Page name="bind">
      <Card>
        {faults.companyCode || form.companyCode ? (
          <Field
            id="company-code"
            name="供热公司代码"
            value={form.companyCode}
            hint="见缴费单据"
            fault={faults.companyCode ?? null}
            maxLength={32}
            onChange={(companyCode) => change({ companyCode })}
          />
        ) : null}
        <Field
          id="household-no"
          name="客户卡号"
          value={form.householdNo}
          hint="见合同或单据"
          fault={faults.householdNo ?? null}
          maxLength={20}
          onChange={(householdNo) => change({ householdNo })}
        />
        <Choice id="check-by" name="用什么核对" value={form.checkBy} options={checks} onChoose={(checkBy) => change({ checkBy })} />
        {form.checkBy === 'phone' ? (
          <Field
            id="last-four"
            name="登记手机号的后四位"
            value={form.lastFour}
            hint="四位数字"
            fault={faults.lastFour ?? null}
            maxLength={4}
            digits
            onChange={(lastFour) => change({ lastFour })}
          />
        ) : (
          <Field
            id="holder-name"
            name="户主姓名"
            value={form.name}
            hint="和合同一致"
            fault={faults.name ?? null}
            maxLength={64}
            onChange={(name) => change({ name })}
          />
        )}
        <Choice id="role" name="您是" value={form.role} options={roles} fault={faults.role ?? null} onChoose={(role) => change({ role })} />
        <Field
          id="label"
          name="给它起个名字（可不填）"
          value={form.label}
          hint="例如：爸妈家"
          fault={faults.label ?? null}
          maxLength={12}
          onChange={(label) => change({ label })}
        />
        <Consent given={form.consent} fault={faults.consent ?? null} onChange={(consent) => change({ consent })} />
        {failure ? <Failure id="bind-failure" failure={failure} /> : null}
        <Button id="bind-now" busy={busy && '正在核对…'} onPress={() => void send()}>
          绑定
        </Button>
      </Card>
      <View className="note">找不到卡号，或手机号已经换了？请到营业厅或打服务电话查询、更改。</View>
    </Page>
  )
}
