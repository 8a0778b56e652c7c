/** Which of the next answers of an operation are to be spoiled, and how. */
export type PlannedFaults<Operation extends string, Fault extends string> = {
  plan(operation: Operation, fault: Fault, times: number): void
  next(operation: Operation): Fault | null
}

export function createPlannedFaults<Operation extends string, Fault extends string>(): PlannedFaults<Operation, Fault> {
  const planned = new Map<Operation, Fault[]>()
  return {
    plan(operation, fault, times) {
      planned.set(operation, [...(planned.get(operation) ?? []), ...Array.from({ length: times }, () => fault)])
    },
    next: (operation) => planned.get(operation)?.shift() ?? null,
  }
}
