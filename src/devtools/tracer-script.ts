import { tracerName } from '../recording/stack.ts';
import text from './tracer.js?raw';

/**
 * The script to inject: the packaged text, called with a name for its reader and its bounds, which is all that differs
 * from one reload to the next. Chromium injects nothing that ends in a comment without a line end.
 */
export function tracerScript(key: string, limits: Readonly<Record<string, number>>): string {
  const tracer = text.slice(text.indexOf('(function'), text.lastIndexOf(')') + 1);
  return `${tracer}(${JSON.stringify(key)}, ${JSON.stringify(limits)});\n//# sourceURL=${tracerName}\n`;
}
