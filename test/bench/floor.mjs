// What any tool pays that reads a HAR and writes it: the least that `annotate` can cost.
import { readFileSync, writeFileSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
writeFileSync(to, JSON.stringify(JSON.parse(readFileSync(from, 'utf8')), null, 2));
