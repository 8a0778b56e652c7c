import { type MarkPart, markHousehold } from '../../../api/households.ts'
import { useWrite } from '../../../api/use-write.ts'

/** One act on what stands beside a household; then the household is read anew. */
export function useMark(householdNo: string, part: MarkPart, onDone: () => void = () => {}) {
  return useWrite((send, body: object, key) => markHousehold(send, householdNo, part, body, key), { refresh: [['households']], onDone })
}
