import { View } from '@tarojs/components'
import { Choice } from '../../../components/Choice.tsx'
import { Field } from '../../../components/Field.tsx'
import type { Binding } from './use-binding.ts'

/** What only the household knows: the phone on file, or the name, whole or completed. */
export function CheckFields({ binding: { form, faults, change } }: { readonly binding: Binding }) {
  const checks = [
    { value: 'phone', name: '手机号后四位' },
    { value: 'name', name: form.by === 'card' ? '户主姓名' : '补全姓名' },
  ] as const
  return (
    <View className="form-part">
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
      ) : form.by === 'card' ? (
        <Field
          id="holder-name"
          name="户主姓名"
          value={form.name}
          hint="和合同一致"
          fault={faults.name ?? null}
          maxLength={64}
          onChange={(name) => change({ name })}
        />
      ) : (
        <Field
          id="signs"
          name={form.holder === '' ? '姓名里隐藏的字' : `户主 ${form.holder} 里隐藏的字`}
          value={form.signs}
          hint="隐藏的字"
          fault={faults.signs ?? null}
          maxLength={62}
          onChange={(signs) => change({ signs })}
        />
      )}
    </View>
  )
}
