// Run by Node, Bun and Deno alike: prints what the client did as JSON.
import { exercise } from './exercise.ts';

const { STEWARD_URL = '', STEWARD_API_KEY = '' } = process.env;
console.log(JSON.stringify(await exercise({ url: STEWARD_URL, apiKey: STEWARD_API_KEY })));
process.exit();
