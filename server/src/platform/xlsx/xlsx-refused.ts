/** A file nobody should read on: broken, dangerous or too large. The message is Chinese and tells what to do. */
export class XlsxRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'XlsxRefused'
  }
}
