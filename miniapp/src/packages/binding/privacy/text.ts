import { platform } from '../../../platform/index.ts'

export interface Clause {
  readonly title: string
  readonly lines: readonly string[]
}

/** What this app does with personal data, in words for everybody. It must stay true to what the software does. */
export const privacyText: readonly Clause[] = [
  {
    title: '我们收集什么',
    lines: [
      `${platform.wallet.app}给本应用的用户标识：用来认出是您，不含您的${platform.wallet.app}账号和手机号。在普通浏览器里登录时，用的是您的手机号。`,
      '您填写的客户卡号或地址，以及户主姓名、姓名中补全的字或手机号后四位：只用来核对您与这处房屋的关系，核对完不另外保存；按地址查找会留下记录，防止有人打听别人的住处。',
      '您验证过的手机号（可以不验证）：用来在浏览器里登录，认出是同一个人。',
      '您选择的关系、给房屋起的名字、您同意本说明的时间。',
      '您的缴费记录：金额、时间、付款方式、支付单号；在浏览器里付款时还有网络地址（IP），微信支付要求提供它。',
    ],
  },
  {
    title: '用来做什么',
    lines: ['显示账单和算法，帮您付款，处理查询、退款和争议。', '不用来做广告，不出售，也不交给与供热收费无关的人。'],
  },
  {
    title: '谁能看到',
    lines: [
      '供热公司里有权限的工作人员；每次查看完整的姓名、电话都会留下记录。',
      '绑定同一处房屋的户主和家人能看到谁缴了费，只显示居民编号的末四位；代缴人只看得到应缴多少和自己缴的费。',
      '发送验证码时，短信服务商会得到您的手机号和验证码。',
      `付款时，${platform.wallet.name}会得到支付单号和金额。`,
    ],
  },
  {
    title: '保存多久',
    lines: ['解除绑定后，这里不再显示那处房屋。', '账单和缴费是财务凭证，按国家对会计档案的规定保存。'],
  },
  {
    title: '您可以',
    lines: [
      '随时在“我的”里查看和解除绑定。',
      '在“我的 - 隐私与账号”里取走自己的数据、撤回同意，或注销：删除与记账无关的个人信息。',
      '登记的户主姓名、电话有错，请供热公司更正。',
      '不同意本说明也可以在营业厅缴费。',
    ],
  },
]
