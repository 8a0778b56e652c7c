import type { ReactNode } from 'react'
import { Link } from 'react-router'

export function NoPermission({ what = '这个页面' }: { readonly what?: string }): ReactNode {
  return (
    <div className="nz-blank">
      <h1 className="nz-blank-title">您没有查看{what}的权限</h1>
      <p>如工作需要，请联系本公司管理员为您的角色开通。</p>
      <p>
        <Link to="/">回到工作台</Link>
      </p>
    </div>
  )
}
