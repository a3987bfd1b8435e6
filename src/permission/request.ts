/** What the window is to ask for: match patterns of hosts, and permissions that the manifest calls optional. */
export interface PermissionRequest {
  /** Also the name of a lock that the panel holds while it waits. */
  readonly id: string;
  readonly origins: string[];
  readonly permissions: 'webRequest'[];
}

/** From the window to the panel that opened it. */
export interface Answer {
  readonly id: string;
  readonly allowed: boolean;
}

/** The request as the fragment of the window's URL. */
export function writeRequest(request: PermissionRequest): string {
  return `#${encodeURIComponent(JSON.stringify(request))}`;
}

/** Reads what `writeRequest` wrote; of anything else it makes a request for nothing. */
export function readRequest(hash: string): PermissionRequest {
  try {
    const { id, origins, permissions } = JSON.parse(decodeURIComponent(hash.slice(1)));
    return {
      id: String(id),
      origins: origins.filter((each: unknown) => /^https?:\/\/[^/*]+\/\*$/.test(String(each))),
      permissions: permissions.filter((each: unknown) => each === 'webRequest'),
    };
  } catch {
    return { id: 'none', origins: [], permissions: [] };
  }
}
