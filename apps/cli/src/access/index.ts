import type { Command } from '../arguments/index.ts';

export const accessCommands: Command[] = [
  {
    name: 'login',
    summary: 'store the address and key of a workspace',
    description: [
      'Asks for the address of a Steward and for an API key (typed unseen), checks both, and stores them in $XDG_CONFIG_HOME/steward/config.json (else ~/.config), readable by you only. Make the key in the web app under Settings.',
      'Several workspaces can be stored; the newest login is the one that commands use, and --workspace or --url chooses another.',
    ],
    options: [
      { name: 'url', value: 'URL', summary: 'the address; asked for when absent' },
      { name: 'key-stdin', summary: 'read the key from the standard input instead of asking' },
    ],
    worksOn: 'nothing',
    exits: ['failed', 'unreachable', 'forbidden'],
    examples: [
      { line: 'steward login', meaning: 'asks for both' },
      {
        line: 'steward login --url https://steward.example.org --key-stdin < key.txt',
        meaning: 'without a person',
      },
    ],
    load: async () => (await import('./login.ts')).runLogin,
  },
  {
    name: 'logout',
    summary: 'forget a stored login',
    description: [
      'Forgets the login that commands use, or those that --url and --workspace name. The key stays valid: revoke it in the web app under Settings.',
    ],
    options: [
      { name: 'url', value: 'URL', summary: 'only logins at this address' },
      { name: 'workspace', value: 'ID', summary: 'only this workspace, by id or name' },
      { name: 'all', summary: 'forget every login' },
    ],
    worksOn: 'nothing',
    exits: ['forbidden'],
    examples: [{ line: 'steward logout --all', meaning: 'leave nothing on this machine' }],
    load: async () => (await import('./logout.ts')).runLogout,
  },
  {
    name: 'status',
    summary: 'who you are, where, and what waits',
    description: [
      'Prints the address and version of the server, the workspace and your role in it, what waits for review, imports under way, and the health of the predictions as far as it was measured.',
    ],
    worksOn: 'server',
    examples: [{ line: 'steward status --json', meaning: 'for a monitor' }],
    load: async () => (await import('./status.ts')).runStatus,
  },
];
