import { deno } from './deno.ts';

export default deno('Deno');
