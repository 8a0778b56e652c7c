import { XMLParser } from 'fast-xml-parser'

const parser = new XMLParser({ ignoreAttributes: true, processEntities: false, parseTagValue: false, trimValues: true })

/** The fields of WeChat's flat `<xml>…</xml>`; null for anything else. Document types, and entities with them, are refused. */
export function readXml(text: string): Readonly<Record<string, string>> | null {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return null
  try {
    const { xml } = parser.parse(text, true) as { readonly xml?: unknown }
    if (typeof xml !== 'object' || xml === null || Array.isArray(xml)) return null
    return Object.fromEntries(Object.entries(xml).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
  } catch {
    return null
  }
}

/** Texts go into CDATA, which nothing in them can end; numbers stand as they are. */
export function writeXml(fields: Readonly<Record<string, string | number>>): string {
  const inside = Object.entries(fields).map(([name, value]) => `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`)
  return `<xml>${inside.join('')}</xml>`
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
