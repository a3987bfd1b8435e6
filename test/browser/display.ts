/** True where a window can be shown; otherwise the browser runs headless. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return !process.env.CI;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
