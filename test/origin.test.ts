import { describe, expect, it } from 'vitest';
import { corsErrors, headerCheckedBy, onPreflight, withoutStage } from '../src/cors/errors.ts';
import { isExposed } from '../src/cors/exposed.ts';
import { isLocalHost, isLoopback, isTrustworthy } from '../src/cors/loopback.ts';
import { preflightMaxAge } from '../src/cors/max-age.ts';
import { areSameOrigin, isSameOrigin, originOf, withoutFragment } from '../src/cors/origin.ts';
import { isForbiddenRequestHeader } from '../src/cors/safelist.ts';

describe('an origin', () => {
  it.each([
    ['https://app.test/a?b#c', 'https://app.test'],
    ['https://app.test:443/', 'https://app.test'],
    ['https://app.test:8443/', 'https://app.test:8443'],
    ['http://[::1]:80/', 'http://[::1]'],
    ['capacitor://localhost/index.html', 'capacitor://localhost'],
    ['ionic://localhost', 'ionic://localhost'],
    ['tauri://localhost', 'tauri://localhost'],
    ['app://bundle', 'app://bundle'],
    ['chrome-extension://abc/panel.html', 'chrome-extension://abc'],
    ['moz-extension://0b1c/', 'moz-extension://0b1c'],
    ['safari-web-extension://0b1c/', 'safari-web-extension://0b1c'],
    ['capacitor:///index.html', 'null'],
    ['myapp://open', 'null'],
    ['file:///home/me/a.html', 'null'],
    ['data:text/html,x', 'null'],
    ['no URL', null],
  ])('of %s is %s', (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });

  it('is compared as a whole, and an opaque one equals none', () => {
    expect(isSameOrigin('https://app.test', 'https://app.test/x')).toBe(true);
    expect(isSameOrigin('https://app.test', 'http://app.test/x')).toBe(false);
    expect(isSameOrigin('https://app.test', 'https://api.app.test/x')).toBe(false);
    expect(isSameOrigin('null', 'data:,')).toBe(false);
    expect(areSameOrigin('https://app.test/a', 'https://app.test/b')).toBe(true);
    expect(areSameOrigin('https://app.test/a', 'https://api.test/b')).toBe(false);
    expect(areSameOrigin('data:,a', 'data:,a')).toBe(false);
    expect(areSameOrigin('no URL', 'no URL')).toBe(false);
  });

  it('has no fragment, nor has the URL that a server sees', () => {
    expect(withoutFragment('https://app.test/a#b#c')).toBe('https://app.test/a');
    expect(withoutFragment('https://app.test/a?b')).toBe('https://app.test/a?b');
    expect(withoutFragment('#b')).toBe('');
  });
});

describe('a host', () => {
  it.each([
    ['localhost', true],
    ['localhost.', true],
    ['app.localhost', true],
    ['127.0.0.1', true],
    ['127.100.200.250', true],
    ['[::1]', true],
    ['0.0.0.0', true],
    ['localhost.test', false],
    ['.localhost.test', false],
    ['mylocalhost', false],
    ['x127.0.0.1', false],
    ['127.0.0.1.test', false],
    ['127.test', false],
    ['[::2]', false],
    ['192.168.0.1', false],
    ['', false],
  ])('"%s" is of this machine: %s', (hostname, expected) => {
    expect(isLoopback(hostname)).toBe(expected);
  });

  it.each([
    ['localhost', true],
    ['10.1.2.3', true],
    ['192.168.0.10', true],
    ['169.254.10.20', true],
    ['172.16.0.1', true],
    ['172.20.0.1', true],
    ['172.31.0.1', true],
    ['172.15.0.1', false],
    ['172.32.0.1', false],
    ['172.2.0.1', false],
    ['11.0.0.1', false],
    ['8.10.0.1', false],
    ['192.169.0.1', false],
    ['10.example.com', false],
    ['10.1.example.com', false],
    ['[fc00::1]', true],
    ['[fd12:3456::1]', true],
    ['[fe80::1]', true],
    ['[febf::1]', true],
    ['[fec0::1]', false],
    ['[ff02::1]', false],
    ['[2001:db8::1]', false],
    ['nas', true],
    ['printer.local', true],
    ['router.lan', true],
    ['nas.home.arpa', true],
    ['local.example.com', false],
    ['example.com', false],
    ['example.xlocal', false],
    ['', false],
  ])('"%s" is of this machine or its network: %s', (hostname, expected) => {
    expect(isLocalHost(hostname)).toBe(expected);
  });

  it.each([
    ['https://app.test', true],
    ['wss://app.test/socket', true],
    ['file:///home/me/a.html', true],
    ['http://localhost:3000', true],
    ['http://app.localhost:3000/x', true],
    ['http://127.0.0.1:8080', true],
    ['http://[::1]/', true],
    ['http://0.0.0.0:3000', false],
    ['http://192.168.0.1', false],
    ['http://app.test', false],
    ['ws://app.test', false],
    ['null', false],
    ['no URL', false],
  ])('%s is potentially trustworthy: %s', (url, expected) => {
    expect(isTrustworthy(url)).toBe(expected);
  });
});

describe('the age a preflight response may reach', () => {
  it.each([
    ['600', 600, 600, 600],
    ['100000', 7200, 86_400, 600],
    ['0', 0, 0, 0],
    ['-1', 0, 0, 0],
    ['600, 600', 5, 5, 5],
    ['600 seconds', 5, 5, 5],
    ['x600', 5, 5, 5],
    ['', 5, 5, 5],
  ])('%j: %i seconds in Chromium, %i in Firefox, %i in WebKit', (value, ...seconds) => {
    const headers = [['access-control-max-age', value]] as const;
    expect(
      (['chromium', 'firefox', 'webkit'] as const).map((engine) =>
        preflightMaxAge(headers, engine),
      ),
    ).toEqual(seconds);
  });

  it('is five seconds without the header', () => {
    expect(preflightMaxAge([], 'firefox')).toBe(5);
  });
});

describe('a response header', () => {
  const lists = (value: string) => [['access-control-expose-headers', value]] as const;
  it.each([
    ['content-type', '', 'include', true],
    ['cache-control', '', 'omit', true],
    ['x-total', '', 'omit', false],
    ['x-total', 'link, X-Total', 'include', true],
    ['x-total', 'link', 'omit', false],
    ['x-total', '*', 'omit', true],
    ['x-total', '*', 'include', false],
    // One member that is no token spoils the list.
    ['x-total', 'x-total, a b', 'omit', false],
    // Forbidden response headers stay hidden, whatever is exposed.
    ['set-cookie', 'set-cookie, *', 'omit', false],
    ['set-cookie2', 'set-cookie2, *', 'omit', false],
  ] as const)(
    '%s with "%s" and credentials "%s" is shown to scripts: %s',
    (name, value, credentials, shown) => {
      expect(isExposed(lists(value), name, credentials)).toBe(shown);
    },
  );
});

describe('a request header', () => {
  it.each([
    ['Cookie', '', true],
    ['origin', '', true],
    ['Accept-Encoding', '', true],
    ['Proxy-Authorization', '', true],
    ['Sec-Fetch-Mode', '', true],
    ['X-HTTP-Method-Override', 'TRACE', true],
    ['x-http-method', 'PUT, connect', true],
    ['x-method-override', ' track ', true],
    ['x-http-method-override', 'PATCH', false],
    ['x-http-method', 'TRACEX', false],
    ['x-http-method', 'XTRACE', false],
    ['x-http-method', 'PATCH', false],
    ['x-method', 'TRACE', false],
    ['x-proxy-id', '', false],
    ['x-sec-id', '', false],
    ['user-agent', '', false],
    ['authorization', '', false],
  ])('%s: %s is one that no script can set: %s', (name, value, expected) => {
    expect(isForbiddenRequestHeader(name, value)).toBe(expected);
  });
});

describe('the name of an error', () => {
  it('is one fault on the preflight and on the response', () => {
    expect(onPreflight('AllowOriginMismatch')).toBe('PreflightAllowOriginMismatch');
    expect(withoutStage('PreflightAllowOriginMismatch')).toBe('AllowOriginMismatch');
    expect(withoutStage('AllowOriginMismatch')).toBe('AllowOriginMismatch');
    expect(withoutStage('PreflightInvalidStatus')).toBe('PreflightInvalidStatus');
  });

  it('names the header that its check reads', () => {
    const readBy = (header: string | null) =>
      corsErrors.filter((error) => headerCheckedBy(error) === header).toSorted();
    expect(readBy('access-control-allow-methods')).toEqual([
      'InvalidAllowMethodsPreflightResponse',
      'MethodDisallowedByPreflightResponse',
    ]);
    expect(readBy('access-control-allow-headers')).toEqual([
      'HeaderDisallowedByPreflightResponse',
      'InvalidAllowHeadersPreflightResponse',
    ]);
    expect(readBy('access-control-allow-credentials')).toEqual([
      'InvalidAllowCredentials',
      'PreflightInvalidAllowCredentials',
    ]);
    expect(readBy('access-control-allow-origin')).toEqual([
      'AllowOriginMismatch',
      'InvalidAllowOriginValue',
      'MissingAllowOriginHeader',
      'MultipleAllowOriginValues',
      'PreflightAllowOriginMismatch',
      'PreflightInvalidAllowOriginValue',
      'PreflightMissingAllowOriginHeader',
      'PreflightMultipleAllowOriginValues',
      'PreflightWildcardOriginNotAllowed',
      'WildcardOriginNotAllowed',
    ]);
  });
});
