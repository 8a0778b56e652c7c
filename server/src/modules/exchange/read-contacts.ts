import { columnLetters, type SheetRow } from '../../platform/xlsx/index.ts'
import { contactTitles } from './contact-columns.ts'
import type { ReadRow } from './read-households.ts'
import { type Fault, fault } from './sheet-fault.ts'

/** Everything wrong with the titles at once: exactly the exported columns, nothing more, nothing less. */
export function contactHeaderFaults(header: readonly string[]): Fault[] {
  const titles = Array.from({ length: Math.max(header.length, contactTitles.length) }, (_, index) => index)
  return titles.flatMap((index) => {
    const [wanted, found] = [contactTitles[index], header[index] ?? '']
    if (found === (wanted ?? '')) return []
    const message =
      wanted === undefined
        ? `只能修改室号、姓名、手机号、其他电话，不能增加“${found.slice(0, 32)}”这一列`
        : `标题应为“${wanted}”${found === '' ? '，现在是空的' : `，现在是“${found.slice(0, 32)}”`}；请勿修改标题行`
    return [fault(1, columnLetters(index + 1), message)]
  })
}

/** Reads rows of contacts one after another; what they mean is judged against the company's data. */
export class ContactReader {
  readonly #seen = new Map<string, number>()

  add({ rowNo, cells, faults: unreadable }: SheetRow): ReadRow[] {
    const faults: Fault[] = unreadable.map(({ column, message }) =>
      fault(rowNo, contactTitles[column - 1] ?? columnLetters(column), message),
    )
    for (const [index, value] of cells.entries())
      if (index >= contactTitles.length && value !== '') faults.push(fault(rowNo, columnLetters(index + 1), '这一列没有标题，请删除其内容'))
    const householdNo = (cells[0] ?? '').normalize('NFKC').trim().toUpperCase()
    const before = this.#seen.get(householdNo)
    if (householdNo === '') faults.push(fault(rowNo, '客户卡号', '必填'))
    else if (before !== undefined) faults.push(fault(rowNo, '客户卡号', `客户卡号 ${householdNo.slice(0, 32)} 与第 ${before} 行重复`))
    else this.#seen.set(householdNo, rowNo)
    return [
      {
        rowNo,
        cells,
        householdNo: householdNo === '' ? null : householdNo.slice(0, 20),
        household: null,
        part: false,
        faults: faults.slice(0, 20),
      },
    ]
  }

  end(): ReadRow[] {
    return []
  }
}
