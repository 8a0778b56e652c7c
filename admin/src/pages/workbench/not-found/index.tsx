import { type ReactNode, useEffect } from 'react'
import { Link, useLocation } from 'react-router'

export default function NotFoundPage(): ReactNode {
  const { pathname } = useLocation()
  useEffect(() => {
    document.title = '没有这个页面 · 暖账'
  }, [])
  return (
    <div className="nz-blank">
      <h1 className="nz-blank-title">没有这个页面</h1>
      <p>地址 {pathname} 不存在，可能链接已经失效。</p>
      <p>
        <Link to="/">回到工作台</Link>
      </p>
    </div>
  )
}
