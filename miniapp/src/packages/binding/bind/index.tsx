import { View } from '@tarojs/components'
import { getMe } from '../../../api/account.ts'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Choice } from '../../../components/Choice.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { Field } from '../../../components/Field.tsx'
import { Page } from '../../../components/Page.tsx'
import { Resourceful } from '../../../components/Resourceful.tsx'
import { useParam } from '../../../screen/use-params.ts'
import { useResource } from '../../../screen/use-resource.ts'
import { relationNames } from '../../../screen/words.ts'
import { ByPlace } from './ByPlace.tsx'
import { CheckFields } from './CheckFields.tsx'
import { ChooseCompany } from './ChooseCompany.tsx'
import { Consent } from './Consent.tsx'
import { useBinding } from './use-binding.ts'

const ways = [
  { value: 'card', name: '客户卡号' },
  { value: 'place', name: '小区地址' },
] as const
const roles = (['holder', 'family', 'payer'] as const).map((value) => ({ value, name: relationNames[value] }))
const roleNotes = {
  holder: '',
  family: '和户主一样能看账单、缴费。',
  payer: '只看得到应缴多少，可以替这一户缴费；看不到户主、地址和别人的缴费。',
} as const

/** Which home, something only the household knows, and who one is to it: a stranger learns nothing here. */
export default function BindPage() {
  const { resource, reload } = useResource(getMe)
  // A company's notice or a QR code may lead here with its code and a card number.
  const begin = { companyCode: useParam('company'), householdNo: useParam('no') }
  const binding = useBinding(begin)
  const { form, faults, failure, busy, change, send } = binding
  return (
    <Page name="bind">
      <Resourceful resource={resource} reload={reload}>
        {({ company }) => (
          <View>
            <Card>
              {company === null && begin.companyCode === '' ? (
                <ChooseCompany
                  code={form.companyCode}
                  fault={faults.companyCode ?? null}
                  onChoose={(companyCode) => change({ companyCode })}
                />
              ) : (
                <View className="note" id="bind-company">{`在 ${company?.name ?? `公司 ${begin.companyCode}`} 缴热费的房屋`}</View>
              )}
              <Choice id="by" name="怎么找到房屋" value={form.by} options={ways} onChoose={(by) => change({ by })} />
              {form.by === 'card' ? (
                <Field
                  id="household-no"
                  name="客户卡号"
                  value={form.householdNo}
                  hint="见合同或单据"
                  fault={faults.householdNo ?? null}
                  maxLength={20}
                  onChange={(householdNo) => change({ householdNo })}
                />
              ) : (
                <ByPlace binding={binding} />
              )}
              <CheckFields binding={binding} />
              <Choice
                id="role"
                name="您是"
                value={form.role}
                options={roles}
                fault={faults.role ?? null}
                onChoose={(role) => change({ role })}
              />
              {form.role && roleNotes[form.role] !== '' ? <View className="note">{roleNotes[form.role]}</View> : null}
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
          </View>
        )}
      </Resourceful>
    </Page>
  )
}
