/** What we use of ali-oss 6, which brings no types. */
declare module 'ali-oss' {
  type Answered = { readonly res: { readonly status: number; readonly headers: Readonly<Record<string, string | undefined>> } }

  export default class OSS {
    constructor(options: {
      readonly accessKeyId: string
      readonly accessKeySecret: string
      readonly bucket: string
      readonly endpoint: string
      readonly region: string
      readonly secure: boolean
      readonly sldEnable: boolean
      readonly authorizationV4: boolean
      readonly timeout: number
      readonly retryMax: number
    })
    put(
      name: string,
      content: Buffer,
      options: { readonly mime: string; readonly headers: Readonly<Record<string, string>> },
    ): Promise<Answered>
    get(name: string): Promise<Answered & { readonly content: Buffer }>
    head(name: string): Promise<Answered>
    delete(name: string): Promise<Answered>
  }
}
