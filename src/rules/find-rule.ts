/** One rule in one document version, with what it is read against. */
export interface RuleVersion {
  rule: unknown
  document: unknown
}
