/**
 * The names and addresses of this machine, as far as they tell. `hostname` is that of a `URL`.
 * https://wicg.github.io/local-network-access/#ip-address-space-heading
 */
export function isLoopback(hostname: string): boolean {
  return isTrustworthyHost(hostname) || hostname === '0.0.0.0';
}

/** The names and addresses of this machine or its network, as far as they tell. */
export function isLocalHost(hostname: string): boolean {
  return (
    isLoopback(hostname) ||
    /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)[\d.]+$/.test(hostname) ||
    /^\[(f[cd]|fe[89ab])/.test(hostname) ||
    /(^[^.[\]]+|\.local|\.lan|\.home\.arpa)$/.test(hostname)
  );
}

/**
 * True when a browser takes the origin or URL for secure: it gets Fetch metadata, may be called by an https page,
 * and its pages are a secure context. https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
 */
export function isTrustworthy(originOrUrl: string): boolean {
  const url = URL.parse(originOrUrl);
  if (url === null) return false;
  return ['https:', 'wss:', 'file:'].includes(url.protocol) || isTrustworthyHost(url.hostname);
}

/** 0.0.0.0 reaches this machine, too, and is not among them. */
function isTrustworthyHost(hostname: string): boolean {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(name)
  );
}
