import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { CreateHousehold } from '../../../../../shared/contracts/households/record.ts'
import { formatYuan } from '../../../../../shared/format/amount.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { createHousehold, householdOptions } from '../../../api/households.ts'
import { createIntention } from '../../../api/idempotency.ts'
import { isPassing } from '../../../api/problem.ts'
import { seasonList } from '../../../api/tenancy.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { BillSeasonDialog } from '../file/corrections/BillSeasonDialog.tsx'
import { householdPath } from '../list/columns.tsx'
import { RecordFields } from '../record-fields.tsx'
import { AreaSection, CustomerSection, PlaceSection } from './components/Sections.tsx'
import { type CreateForm, createOf, emptyForm } from './create-form.ts'

/** 新建客户: everything of a household at once; then, if wanted, its bill of the season, seen before it is posted. */
export default function CreateHouseholdPage(): ReactNode {
  const send = useSend()
  const navigate = useNavigate()
  const access = useAccess()
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<CreateForm>()
  const community = Form.useWatch('community', form)
  const building = Form.useWatch('building', form)
  const seasonCode = Form.useWatch('seasonCode', form)
  const options = useQuery(householdOptions(send, { ...(community ? { community } : {}), ...(building ? { building } : {}) })).data
  const seasons = useQuery(seasonList(send)).data
  const [intention] = useState(() => createIntention())
  const [created, setCreated] = useState<{ readonly householdNo: string; readonly seasonCode: string } | null>(null)
  const create = useMutation({
    mutationFn: ({ body }: { readonly body: CreateHousehold; readonly bill: boolean }) =>
      createHousehold(send, body, intention.keyFor(body)),
    async onSuccess({ householdNo }, { body, bill }) {
      intention.settled()
      await queryClient.invalidateQueries({ queryKey: ['households'] })
      void message.success(`已建档，客户卡号 ${householdNo}`)
      if (bill && body.season) setCreated({ householdNo, seasonCode: body.season.seasonCode })
      else void navigate(householdPath(householdNo))
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
    },
  })
  const save = async (bill: boolean) => {
    const filled = await form.validateFields().catch(() => null)
    if (filled) create.mutate({ body: createOf(filled), bill })
  }
  const codes = [...new Set((seasons?.items ?? []).filter(({ state }) => state !== 'closed').map(({ code }) => code))]
  return (
    <>
      <PageHeader
        actions={
          <>
            <Button loading={create.isPending} onClick={() => void save(false)} type={seasonCode ? 'default' : 'primary'}>
              保存
            </Button>
            {access.postBilling ? (
              <Button disabled={!seasonCode} loading={create.isPending} onClick={() => void save(true)} type="primary">
                保存并生成当年暖费
              </Button>
            ) : null}
          </>
        }
        back={{ to: '/households', text: '用热户' }}
        title="新建客户"
      />
      {create.error ? <ErrorPanel compact error={create.error} /> : null}
      <Form<CreateForm>
        className="nz-stack"
        disabled={created !== null}
        form={form}
        initialValues={emptyForm}
        layout="vertical"
        scrollToFirstError={{ focus: true }}
      >
        <PlaceSection options={options} />
        <CustomerSection />
        <AreaSection codes={codes} options={options} />
        <section aria-label="档案" className="nz-paper">
          <h2>档案（可不填）</h2>
          <RecordFields options={options} seasons={codes} />
        </section>
      </Form>
      {created ? (
        <BillSeasonDialog
          householdNo={created.householdNo}
          onClose={() => void navigate(householdPath(created.householdNo))}
          onDone={({ after }) => {
            void message.success(`账单已生成，应缴 ${formatYuan(after.owedFen)}`, 5)
            void navigate(householdPath(created.householdNo))
          }}
          seasonCodes={[created.seasonCode]}
        />
      ) : null}
    </>
  )
}
