import type { Command } from '../arguments/index.ts';

export const auditCommands: Command[] = [
  {
    name: 'audit export',
    summary: 'write the audit chain of the workspace into a file',
    description: [
      'Writes every record of the chain as one JSON line, closed by a line with their count and the hash of the head. The file can be checked anywhere with audit verify.',
      'An existing file is replaced only when the export is whole.',
    ],
    arguments: [{ name: 'FILE', summary: 'the file to write', offers: 'files' }],
    worksOn: 'server',
    examples: [{ line: 'steward audit export audit.jsonl', meaning: 'keep the chain as of now' }],
    load: async () => (await import('./audit-export.ts')).runAuditExport,
  },
  {
    name: 'audit verify',
    summary: 'check an exported audit chain, without a server',
    description: [
      'Recomputes every hash. An edited byte, a missing or swapped record and a cut-off end are found and named.',
    ],
    arguments: [{ name: 'FILE', summary: 'a file that audit export wrote', offers: 'files' }],
    worksOn: 'nothing',
    exits: ['differs', 'failed'],
    examples: [{ line: 'steward audit verify audit.jsonl', meaning: 'is the chain whole?' }],
    load: async () => (await import('./audit-verify.ts')).runAuditVerify,
  },
];
