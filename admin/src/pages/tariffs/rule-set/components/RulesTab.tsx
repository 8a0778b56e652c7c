import type { ReactNode } from 'react'
import type { RuleSetFile, RuleSetKey } from '../../../../../../shared/contracts/tariffs.ts'
import { formOf } from '../../../../../../shared/tariff/forms/index.ts'
import { useFeeTypes } from '../../../../api/fee-types.ts'
import { roundingWords } from '../../form/rounding-words.ts'
import { forWhom, ruleTitle, ruleWords, type Words, type WrittenRule } from '../../form/rule-words.ts'
import { NoticeFiles } from '../../notice-files/NoticeFiles.tsx'

/** The whole set as one reads a notice: what it rests on, then rule by rule. */
export function RulesTab({ file, setKey }: { readonly file: RuleSetFile; readonly setKey: RuleSetKey }): ReactNode {
  const { content, faults, questions, season, notice } = file
  return (
    <div className="nz-stack">
      <Remarks title="提交前须改正" words={faults.map(({ message }) => message)} />
      {file.state === 'published' ? null : <Remarks title="提交和发布时须逐条确认" words={questions.map(({ message }) => message)} />}
      <section aria-label="依据" className="nz-paper">
        <dl className="nz-facts nz-facts-wide">
          <dt>价格文件</dt>
          <dd>{notice.title}</dd>
          <dt>文号</dt>
          <dd>{notice.no}</dd>
          <dt>发布日</dt>
          <dd className="nz-figures">{notice.issuedOn}</dd>
          <dt>适用组织</dt>
          <dd>{file.orgUnitName}及下级</dd>
          <dt>采暖季</dt>
          <dd className="nz-figures">
            {season.startsOn} 至 {season.endsOn}，{season.days} 天
          </dd>
          <dt>进位</dt>
          <dd>{roundingWords(content.rounding)}</dd>
        </dl>
        <NoticeFiles file={file} setKey={setKey} />
      </section>
      {content.rules.length === 0 ? <p className="nz-empty">还没有规则</p> : null}
      {content.rules.map((rule, index) => (
        <RuleShown index={index} key={`${rule.kind} ${rule.feeType} ${forWhom(rule)}`} rule={rule} />
      ))}
    </div>
  )
}

function Remarks({ title, words }: { readonly title: string; readonly words: readonly string[] }): ReactNode {
  if (words.length === 0) return null
  return (
    <section aria-label={title} className="nz-notice nz-notice-attention">
      <strong>
        {title}（{words.length} 处）
      </strong>
      <ul className="nz-remarks">
        {[...new Set(words)].map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
    </section>
  )
}

function RuleShown({ rule, index }: { readonly rule: WrittenRule; readonly index: number }): ReactNode {
  const words = ruleWords(rule)
  const { nameOf } = useFeeTypes()
  const plain = words.filter((one) => 'text' in one)
  const tables = words.filter((one) => 'rows' in one)
  return (
    <section aria-label={`第 ${index + 1} 条 ${ruleTitle(rule)}`} className="nz-paper">
      <h2 className="nz-heading-line">
        {index + 1}. {ruleTitle(rule)}
        <span className="nz-soft nz-rule-who">
          {forWhom(rule)}　{nameOf(rule.feeType)}
        </span>
      </h2>
      <p className="nz-soft nz-rule-about">{formOf(rule.kind)?.explanation}</p>
      <dl className="nz-facts nz-facts-wide">
        {plain.map((one) => ('text' in one ? <Fact key={one.label} words={one} /> : null))}
        {rule.rounding ? <Fact words={{ label: '本条进位', text: roundingWords(rule.rounding) }} /> : null}
      </dl>
      {tables.map((one) => ('rows' in one ? <WordTable key={one.label} words={one} /> : null))}
    </section>
  )
}

function Fact({ words }: { readonly words: Extract<Words, { text: string }> }): ReactNode {
  return (
    <>
      <dt>{words.label}</dt>
      <dd>{words.text}</dd>
    </>
  )
}

function WordTable({ words }: { readonly words: Extract<Words, { rows: readonly (readonly string[])[] }> }): ReactNode {
  return (
    <table className="nz-grid nz-grid-shown">
      <caption>{words.label}</caption>
      <thead>
        <tr>
          {words.heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {words.rows.map((row) => (
          <tr key={row.join()}>
            {row.map((cell, column) => (
              <td key={words.heads[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
