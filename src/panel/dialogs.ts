// One file for what the toolbar opens.
export { default as Export } from './Export.tsx';
export { default as Keys } from './Keys.tsx';
export { Menu } from './Menu.tsx';
export { default as Report } from './Report.tsx';
