// One file for what stands above the list now and then.
export { HiddenBanner } from './Hidden.tsx';
export { PreviewBanner } from './PreviewBanner.tsx';
export { Since } from './Since.tsx';
export { TraceBanner } from './TraceOffer.tsx';
