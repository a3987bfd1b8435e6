/*
 * CORS Lens runs this script in the inspected page for one load, when you choose "Reload with tracing". It notes what
 * DevTools does not tell extensions about a call: its credentials, mode, redirect and cache mode, how it ended for
 * the page, and what a Content Security Policy blocked. It sends nothing and keeps nothing; DevTools reads the notes.
 *
 * It runs before the page's own scripts, and they may replace whatever they like afterwards. So everything it needs is
 * taken first, and after that no method of an object is called, nothing is spread or iterated, and no array is written
 * to: each of these asks prototypes that belong to the page by then. All noting stands inside `try`; the call itself does not.
 */
(function trace(key, limits) {
  const view = window;
  const { apply, construct, defineProperty, deleteProperty } = Reflect;
  const { getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const { stringify } = JSON;
  const owns = Object.prototype.hasOwnProperty;
  const { slice } = String.prototype;
  const { then } = Promise.prototype;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const { get: read, set: write } = WeakMap.prototype;
  const { getAttribute, hasAttribute, matches, querySelectorAll } = Element.prototype;
  const { observe, disconnect } = MutationObserver.prototype;
  const PageError = Error;
  const PageURL = URL;
  const { performance } = view;
  const { now } = Performance.prototype;
  const origin = performance.timeOrigin;
  const limitsFrames = getOwnPropertyDescriptor(PageError, 'stackTraceLimit') !== undefined;
  const getterOf = (prototype, name) => getOwnPropertyDescriptor(prototype, name)?.get;
  const request = {
    __proto__: null,
    url: getterOf(Request.prototype, 'url'),
    method: getterOf(Request.prototype, 'method'),
    credentials: getterOf(Request.prototype, 'credentials'),
    mode: getterOf(Request.prototype, 'mode'),
    redirect: getterOf(Request.prototype, 'redirect'),
    cache: getterOf(Request.prototype, 'cache'),
  };
  const violation = {
    __proto__: null,
    url: getterOf(SecurityPolicyViolationEvent.prototype, 'blockedURI'),
    directive: getterOf(SecurityPolicyViolationEvent.prototype, 'effectiveDirective'),
    disposition: getterOf(SecurityPolicyViolationEvent.prototype, 'disposition'),
  };
  const hrefOf = getterOf(URL.prototype, 'href');
  const baseOf = getterOf(Node.prototype, 'baseURI');
  const typeOfNode = getterOf(Node.prototype, 'nodeType');
  const tagOf = getterOf(Element.prototype, 'tagName');
  const lengthOf = getterOf(NodeList.prototype, 'length');
  const addedTo = getterOf(MutationRecord.prototype, 'addedNodes');
  const targetOf = getterOf(MutationRecord.prototype, 'target');
  const kindOf = getterOf(MutationRecord.prototype, 'type');
  const statusOf = getterOf(Response.prototype, 'status');
  const xhrStatusOf = getterOf(XMLHttpRequest.prototype, 'status');
  const withCredentialsOf = getterOf(XMLHttpRequest.prototype, 'withCredentials');
  const nameOf = getterOf(DOMException.prototype, 'name');
  const messageOf = getterOf(DOMException.prototype, 'message');
  const stackOf = getterOf(PageError.prototype, 'stack');
  const { document } = view;

  // A frame notes where the page does: Firefox runs this in frames of the same site, and reads only the page.
  let home;
  if (view !== view.top) {
    try {
      home = view.top[key];
    } catch {
      return;
    }
    if (typeof home !== 'function') return;
  }

  const log = { __proto__: null };
  const undo = { __proto__: null };
  let undos = 0;
  let first = 0;
  let next = 0;
  let size = 0;
  let calls = 0;
  let dropped = 0;
  let off = false;

  /** The number of a call to be noted; 0: there is no room for more. */
  function admit() {
    if (home) return home(-3);
    if (off) return 0;
    if (calls >= limits.calls) {
      dropped += 1;
      return 0;
    }
    calls += 1;
    return calls;
  }

  function push(line) {
    if (home) {
      home(-2, line);
      return;
    }
    if (off) return;
    if (size + line.length > limits.unread || next - first > 3 * limits.calls) {
      dropped += 1;
      return;
    }
    log[next] = line;
    next += 1;
    size += line.length;
  }

  /** Frees what was read, and gives what follows, as JSON. */
  function readFrom(from) {
    for (; first < from && first < next; first += 1) {
      size -= log[first].length;
      delete log[first];
    }
    let text = '';
    let at = first;
    for (; at < next && (text === '' || text.length + log[at].length < limits.chunk); at += 1) {
      text += (text === '' ? '' : ',') + log[at];
    }
    return `{"from":${first},"next":${at},"left":${next - at},"calls":${calls},"dropped":${dropped},"origin":${origin},"log":[${text}]}`;
  }

  function stop() {
    off = true;
    first = next;
    size = 0;
    for (let index = 0; index < undos; index += 1) undo[index]();
  }

  if (!home) {
    defineProperty(view, key, {
      __proto__: null,
      value: (from, line) => {
        if (from === -3) return admit();
        if (from === -2) return typeof line === 'string' ? push(line) : undefined;
        if (from === -1) return stop();
        return typeof from === 'number' ? readFrom(from) : undefined;
      },
    });
  }

  const time = () => origin + apply(now, performance, []);
  const isObject = (value) =>
    (typeof value === 'object' && value !== null) || typeof value === 'function';
  const cut = (text, most) => (text.length > most ? apply(slice, text, [0, most]) : text);

  /** A property's value, found without running a getter: undefined where it has none, null where only a getter knows. */
  function dataOf(object, name) {
    let holder = object;
    for (let depth = 0; depth < 8 && isObject(holder); depth += 1) {
      const found = getOwnPropertyDescriptor(holder, name);
      if (found !== undefined) {
        return apply(owns, found, ['value']) ? (found.value ?? undefined) : null;
      }
      holder = getPrototypeOf(holder);
    }
    return undefined;
  }

  /** The absolute URL; null where reading it would run the page's code. */
  function urlOf(input) {
    let text = typeof input === 'string' ? input : null;
    if (text === null && isObject(input)) {
      try {
        text = apply(hrefOf, input, []);
      } catch {
        return null;
      }
    }
    if (text === null) return null;
    if (text.length > 100_000) return cut(text, limits.url);
    try {
      return cut(apply(hrefOf, new PageURL(text, apply(baseOf, document, [])), []), limits.url);
    } catch {
      return cut(text, limits.url);
    }
  }

  function defineOn(object, name, value) {
    return defineProperty(object, name, {
      __proto__: null,
      value,
      writable: true,
      configurable: true,
    });
  }

  function restore(object, name, before) {
    if (before === undefined) deleteProperty(object, name);
    else defineProperty(object, name, before);
  }

  /** Where the call was made. The page's own formatting of stacks is set aside meanwhile. */
  function stack() {
    const prepare = getOwnPropertyDescriptor(PageError, 'prepareStackTrace');
    if (!defineOn(PageError, 'prepareStackTrace', undefined)) return '';
    const limit = limitsFrames ? getOwnPropertyDescriptor(PageError, 'stackTraceLimit') : undefined;
    try {
      if (limitsFrames && !defineOn(PageError, 'stackTraceLimit', limits.frames)) return '';
      const error = new PageError();
      const own = getOwnPropertyDescriptor(error, 'stack');
      const text =
        own === undefined
          ? stackOf && apply(stackOf, error, [])
          : apply(owns, own, ['value'])
            ? own.value
            : apply(own.get, error, []);
      return typeof text === 'string' ? cut(text, limits.stack) : '';
    } finally {
      restore(PageError, 'prepareStackTrace', prepare);
      if (limitsFrames) restore(PageError, 'stackTraceLimit', limit);
    }
  }

  /** Notes a call, and gives its number; 0: it is not noted. */
  function noteCall(api, call) {
    const id = admit();
    if (id === 0) return 0;
    call.kind = 'call';
    call.id = id;
    call.api = api;
    call.time = time();
    call.stack = stack();
    push(stringify(call));
    return id;
  }

  /** Notes how a call ended; `outcome`: what the page was given. */
  function noteEnd(id, outcome, reason, status) {
    const end = { __proto__: null, kind: 'end', id, time: time(), outcome };
    if (typeof status === 'number') end.status = status;
    if (typeof reason === 'string') end.message = cut(reason, limits.message);
    else if (isObject(reason)) {
      let name;
      let message;
      try {
        name = apply(nameOf, reason, []);
        message = apply(messageOf, reason, []);
      } catch {
        name = dataOf(reason, 'name');
        message = dataOf(reason, 'message');
      }
      if (typeof name === 'string') end.name = cut(name, 100);
      if (typeof message === 'string') end.message = cut(message, limits.message);
    }
    push(stringify(end));
  }

  function tryEnd(id, outcome, reason, status) {
    try {
      if (id > 0) noteEnd(id, outcome, reason, status);
    } catch {}
  }

  /** Puts a wrapped function in the place of one, and remembers how to take it out again. */
  function wrap(object, name, part, handler) {
    const before = object && getOwnPropertyDescriptor(object, name);
    if (!before?.configurable || typeof before[part] !== 'function') return undefined;
    const proxy = new Proxy(before[part], handler);
    const after = { __proto__: null };
    after.configurable = true;
    after.enumerable = before.enumerable;
    if (part === 'set') {
      after.get = before.get;
      after.set = proxy;
    } else {
      after.writable = before.writable;
      after.value = proxy;
    }
    defineProperty(object, name, after);
    const original = { __proto__: null, ...before };
    undo[undos] = () => {
      const current = getOwnPropertyDescriptor(object, name);
      if (current && apply(owns, current, [part]) && current[part] === proxy) {
        defineProperty(object, name, original);
      }
    };
    undos += 1;
    return proxy;
  }

  const option = (init, name, otherwise) => {
    const value = dataOf(init, name);
    return value === undefined ? otherwise : typeof value === 'string' ? cut(value, 40) : null;
  };

  function describeFetch(input, init) {
    const call = { __proto__: null };
    call.url = null;
    call.method = 'GET';
    call.credentials = 'same-origin';
    call.mode = 'cors';
    call.redirect = 'follow';
    call.cache = 'default';
    let isRequest = false;
    if (isObject(input)) {
      try {
        call.url = cut(apply(request.url, input, []), limits.url);
        call.method = apply(request.method, input, []);
        call.credentials = apply(request.credentials, input, []);
        call.mode = apply(request.mode, input, []);
        call.redirect = apply(request.redirect, input, []);
        call.cache = apply(request.cache, input, []);
        isRequest = true;
      } catch {}
    }
    if (!isRequest) call.url = urlOf(input);
    if (isObject(init)) {
      call.method = option(init, 'method', call.method);
      call.credentials = option(init, 'credentials', call.credentials);
      call.mode = option(init, 'mode', call.mode);
      call.redirect = option(init, 'redirect', call.redirect);
      call.cache = option(init, 'cache', call.cache);
    }
    return call;
  }

  wrap(view, 'fetch', 'value', {
    __proto__: null,
    apply(target, self, args) {
      if (off) return apply(target, self, args);
      let id = 0;
      try {
        const { length } = args;
        const init = length > 1 ? args[1] : undefined;
        id = noteCall('fetch', describeFetch(length > 0 ? args[0] : undefined, init));
      } catch {}
      const promise = apply(target, self, args);
      if (id === 0) return promise;
      try {
        // The derived promise, so that a rejection nobody handles is reported once, and for the page's promise.
        return apply(then, promise, [
          (response) => {
            let status;
            try {
              status = apply(statusOf, response, []);
            } catch {}
            tryEnd(id, 'ok', undefined, status);
            return response;
          },
          (reason) => {
            tryEnd(id, 'error', reason);
            throw reason;
          },
        ]);
      } catch {
        return promise;
      }
    },
  });

  const requests = new WeakMap();
  const stateOf = (xhr) => apply(read, requests, [xhr]);

  function describeXhr(method, url, credentials) {
    const call = { __proto__: null };
    call.url = url;
    call.method = typeof method === 'string' ? cut(method, 40) : null;
    call.credentials = credentials;
    call.mode = 'cors';
    return call;
  }

  const xhr = XMLHttpRequest.prototype;
  wrap(xhr, 'open', 'value', {
    __proto__: null,
    apply(target, self, args) {
      let method;
      let url = null;
      try {
        const { length } = args;
        method = length > 0 ? args[0] : undefined;
        url = length > 1 ? urlOf(args[1]) : null;
      } catch {}
      try {
        const result = apply(target, self, args);
        try {
          const state = stateOf(self) ?? { __proto__: null, heard: false };
          state.id = 0;
          state.method = method;
          state.url = url;
          apply(write, requests, [self, state]);
        } catch {}
        return result;
      } catch (error) {
        try {
          if (!off) tryEnd(noteCall('xhr', describeXhr(method, url, null)), 'error', error);
        } catch {}
        throw error;
      }
    },
  });

  /** Hears how a request ends. No `upload` listener: it would force a preflight. */
  function hear(target, state, type, outcome) {
    const listener = (event) => {
      if (event.isTrusted !== true || state.id === 0) return;
      const { id } = state;
      state.id = 0;
      let status;
      try {
        if (outcome === 'ok' && state.status) status = apply(state.status, target, []);
      } catch {}
      tryEnd(id, outcome, undefined, status);
    };
    apply(addEventListener, target, [type, listener]);
  }

  wrap(xhr, 'send', 'value', {
    __proto__: null,
    apply(target, self, args) {
      let id = 0;
      try {
        const state = off ? undefined : stateOf(self);
        if (state !== undefined) {
          const included = apply(withCredentialsOf, self, []) === true;
          const credentials = included ? 'include' : 'same-origin';
          id = noteCall('xhr', describeXhr(state.method, state.url, credentials));
          state.id = id;
          state.status = xhrStatusOf;
          if (!state.heard) {
            state.heard = true;
            hear(self, state, 'load', 'ok');
            hear(self, state, 'error', 'error');
            hear(self, state, 'abort', 'abort');
            hear(self, state, 'timeout', 'timeout');
          }
        }
      } catch {}
      try {
        return apply(target, self, args);
      } catch (error) {
        tryEnd(id, 'error', error);
        throw error;
      }
    },
  });

  const EventStream = view.EventSource;
  const stream = wrap(view, 'EventSource', 'value', {
    __proto__: null,
    construct(target, args, newTarget) {
      const made = construct(target, args, newTarget === stream ? target : newTarget);
      try {
        if (off) return made;
        const { length } = args;
        const call = describeXhr('GET', length > 0 ? urlOf(args[0]) : null, null);
        const included =
          length > 1 && isObject(args[1]) ? dataOf(args[1], 'withCredentials') : undefined;
        // A getter that was not run, or a value that is no boolean: what the browser makes of it is its own affair.
        if (included === undefined || included === false) call.credentials = 'same-origin';
        else if (included === true) call.credentials = 'include';
        const state = { __proto__: null, id: noteCall('eventsource', call) };
        hear(made, state, 'open', 'ok');
        hear(made, state, 'error', 'error');
      } catch {}
      return made;
    },
  });
  if (stream) {
    const before = getOwnPropertyDescriptor(EventStream.prototype, 'constructor');
    defineOn(EventStream.prototype, 'constructor', stream);
    undo[undos] = () => defineProperty(EventStream.prototype, 'constructor', before);
    undos += 1;
  }

  const loads = '[crossorigin],script[type="module" i]';

  /** An element that loads in `cors` mode. What loads without has no check that could fail. */
  function noteElement(element) {
    if (apply(hasAttribute, element, ['srcset'])) return;
    const tag = apply(tagOf, element, []);
    const address = apply(getAttribute, element, [tag === 'LINK' ? 'href' : 'src']);
    if (address === null || address === '') return;
    const id = admit();
    if (id === 0) return;
    const said = apply(getAttribute, element, ['crossorigin']);
    const call = { __proto__: null, kind: 'element', id, time: time(), url: urlOf(address) };
    call.tag = cut(tag, 20);
    // An enumerated attribute: any other value is `anonymous`, in whatever case.
    call.crossorigin = said === null ? null : cut(said, 40);
    push(stringify(call));
  }

  function look(node, within) {
    if (apply(typeOfNode, node, []) !== 1) return;
    if (apply(matches, node, [loads])) noteElement(node);
    if (!within) return;
    const inside = apply(querySelectorAll, node, [loads]);
    const count = apply(lengthOf, inside, []);
    for (let index = 0; index < count; index += 1) noteElement(inside[index]);
  }

  const observer = new MutationObserver((records) => {
    try {
      for (let index = 0; index < records.length; index += 1) {
        const record = records[index];
        if (apply(kindOf, record, []) === 'attributes') {
          look(apply(targetOf, record, []), false);
          continue;
        }
        const added = apply(addedTo, record, []);
        const count = apply(lengthOf, added, []);
        for (let at = 0; at < count; at += 1) look(added[at], true);
      }
    } catch {}
  });
  apply(observe, observer, [
    document,
    {
      __proto__: null,
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['crossorigin', 'src', 'href'],
    },
  ]);
  undo[undos] = () => apply(disconnect, observer, []);
  undos += 1;

  // An image that is in no document: `new Image()`.
  wrap(HTMLImageElement.prototype, 'src', 'set', {
    __proto__: null,
    apply(target, self, args) {
      const result = apply(target, self, args);
      try {
        if (!off) look(self, false);
      } catch {}
      return result;
    },
  });

  const onViolation = (event) => {
    try {
      if (event.isTrusted !== true || admit() === 0) return;
      const record = { __proto__: null, kind: 'csp', time: time() };
      record.url = cut(apply(violation.url, event, []), limits.url);
      record.directive = cut(apply(violation.directive, event, []), 60);
      record.enforced = apply(violation.disposition, event, []) === 'enforce';
      push(stringify(record));
    } catch {}
  };
  apply(addEventListener, view, ['securitypolicyviolation', onViolation, true]);
  undo[undos] = () =>
    apply(removeEventListener, view, ['securitypolicyviolation', onViolation, true]);
  undos += 1;

  // A page that comes back from the back/forward cache is none that was asked for.
  apply(addEventListener, view, ['pagehide', (event) => event.isTrusted === true && stop()]);
});
