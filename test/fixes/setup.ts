import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** `vitest --update`: versions and recorded responses are written instead of compared. */
    update: boolean;
  }
}

export default function setup(project: TestProject): void {
  project.provide('update', project.config.snapshotOptions.updateSnapshot === 'all');
}
