import { createRequire } from 'node:module';
import { Ajv, type AnySchema } from 'ajv';
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import addFormats from 'ajv-formats';

const schemas: Record<string, AnySchema> = createRequire(import.meta.url)('har-schema');
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addMetaSchema(draft6);
for (const schema of Object.values(schemas)) ajv.addSchema(schema);

/** Where a document breaks HAR 1.2, by the schema of the specification's keepers; empty when it does not. */
export function schemaErrors(har: unknown): string[] {
  ajv.validate('har.json#', har);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
