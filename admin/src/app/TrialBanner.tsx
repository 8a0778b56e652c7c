import { CloseOutlined } from '@ant-design/icons'
import { type ReactNode, useState } from 'react'

const closedKey = 'nuanzhang.console.trial-banner-closed'

/** Says that this installation runs on the embedded database; can be put away until the browser is closed. */
export function TrialBanner(): ReactNode {
  const [closed, setClosed] = useState(() => sessionStorage.getItem(closedKey) !== null)
  if (closed) return null
  function close() {
    sessionStorage.setItem(closedKey, '1')
    setClosed(true)
  }
  return (
    <aside aria-label="试用规格" className="nz-trial">
      <span>
        <strong>试用规格</strong>　数据保存在内置数据库中，适合试用和演示；正式收费请改用 MySQL 或 MariaDB。
      </span>
      <button aria-label="收起提示" onClick={close} type="button">
        <CloseOutlined />
      </button>
    </aside>
  )
}
