/** What the window is to ask for: match patterns of hosts, and permissions that the manifest calls optional. */
export interface PermissionRequest {
  readonly origins: string[];
  readonly permissions: 'webRequest'[];
}

/** The request as the fragment of the window's URL. */
export function writeRequest(request: PermissionRequest): string {
  return `#${encodeURIComponent(JSON.stringify(request))}`;
}

/** Reads what `writeRequest` wrote; of anything else it makes a request for nothing. */
export function readRequest(hash: string): PermissionRequest {
  try {
    const { origins, permissions } = JSON.parse(decodeURIComponent(hash.slice(1)));
    return {
      origins: origins.filter((each: unknown) => /^https?:\/\/[^/*]+\/\*$/.test(String(each))),
      permissions: permissions.filter((each: unknown) => each === 'webRequest'),
    };
  } catch {
    return { origins: [], permissions: [] };
  }
}
