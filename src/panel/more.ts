// One file for what is opened in a diagnosis: it rests on the same config, headers and commands.
export { default as Consoles } from './Consoles.tsx';
export * from './copies.ts';
export { default as Facts } from './Facts.tsx';
export { default as Fix } from './Fix.tsx';
export { readSource } from './source.ts';
export { default as Verify } from './Verify.tsx';
