import { expect, test } from 'vitest'
import { policies } from '../../src/policies/index.ts'
import { checkDocuments } from '../../src/rules/check-documents.ts'
import { policyDocument } from '../../src/rules/document.ts'

test('every policy document is well formed', () => {
  expect(checkDocuments(policies)).toEqual([])
})

test('policy documents survive being stored as JSON', () => {
  for (const document of policies)
    expect(policyDocument.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
})

test('every parameter names its source', () => {
  for (const { parameters } of policies)
    for (const { values } of parameters) for (const { source } of values) expect(source).not.toBe('')
})
