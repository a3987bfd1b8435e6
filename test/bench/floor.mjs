// What any tool pays that reads a HAR and writes it: the least that `annotate` can cost.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
const { log } = JSON.parse(readFileSync(from, 'utf8'));
const file = openSync(to, 'w');
// In pieces: the whole may be longer than the longest string.
for (let at = 0; at < log.entries.length; at += 1000) {
  writeSync(file, JSON.stringify(log.entries.slice(at, at + 1000), null, 2));
}
closeSync(file);
