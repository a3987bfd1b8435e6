import { buildExtension } from '../browser/build.ts';

/** The lane drives what a user installs, so it is built afresh. */
export default function setup() {
  buildExtension('firefox');
}
