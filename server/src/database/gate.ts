/** Lets one unit of work in at a time, in the order of asking. The embedded database needs it: even reads fail beside an open transaction. */
export class Gate {
  #tail: Promise<void> = Promise.resolve()

  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = this.#tail
    let leave = () => {}
    this.#tail = new Promise((resolve) => {
      leave = resolve
    })
    await before
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
