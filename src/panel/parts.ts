import { later } from './later.tsx';

// What an empty panel does not show comes in files of its own, so that the panel draws itself first.

/** All that rests on the config of every stack. */
const more = () => import('./more.ts');
export const Fix = later(async () => (await more()).Fix);
export const Verify = later(async () => (await more()).Verify);
export const Consoles = later(async () => (await more()).Consoles);
export const Facts = later(async () => (await more()).Facts);

const dialogs = () => import('./dialogs.ts');
export const Export = later(async () => (await dialogs()).Export);
export const Report = later(async () => (await dialogs()).Report);
export const Menu = later(async () => (await dialogs()).Menu);
export const Keys = later(async () => (await dialogs()).Keys);

const rare = () => import('./rare.ts');
export const HiddenBanner = later(async () => (await rare()).HiddenBanner);
export const PreviewBanner = later(async () => (await rare()).PreviewBanner);
export const TraceBanner = later(async () => (await rare()).TraceBanner);
export const Since = later(async () => (await rare()).Since);
