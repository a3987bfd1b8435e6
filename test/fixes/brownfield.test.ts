import { brownfield, type Scene } from './brownfield.ts';

const files = import.meta.glob<{ default: readonly Scene[] }>('./brownfield/*.ts', { eager: true });

brownfield(
  Object.fromEntries(
    Object.entries(files).map(([path, { default: scenes }]) => [
      path.replace(/^.*\/|\.ts$/g, ''),
      scenes,
    ]),
  ),
);
