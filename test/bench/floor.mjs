// What any tool pays that reads a HAR and writes it: the least that `annotate` can cost.
import { closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
// Indented, it is longer than it was: beyond this it may be longer than the longest string.
const longest = 2 ** 28;
if (statSync(from).size <= longest) {
  writeFileSync(to, JSON.stringify(JSON.parse(readFileSync(from, 'utf8')), null, 2));
} else {
  const { log } = JSON.parse(readFileSync(from, 'utf8'));
  const file = openSync(to, 'w');
  for (let at = 0; at < log.entries.length; at += 1000) {
    writeSync(file, JSON.stringify(log.entries.slice(at, at + 1000), null, 2));
  }
  closeSync(file);
}
