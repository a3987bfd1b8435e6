// The client that every page of a real application has: it knows the base URL, the headers and the errors.
const servers = new URLSearchParams(location.search);

export async function request(server, path, { headers, ...options } = {}) {
  const response = await fetch(servers.get(server) + path, {
    ...options,
    headers: { accept: 'application/json', ...headers },
  });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.json();
}

/** Runs the page's calls one after the other, and shows what a user would see of each. */
export async function run(calls) {
  for (const [name, call] of Object.entries(calls)) {
    const item = document.querySelector(`[data-call="${name}"] output`);
    try {
      await call();
      item.textContent = 'OK';
    } catch (error) {
      item.textContent = String(error);
    }
  }
  document.body.dataset.done = 'true';
}
