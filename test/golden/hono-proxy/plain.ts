import { proxy } from 'hono/proxy';

// Under the page's own origin there is no CORS. Keys for the API stay here, on the server.
app.all('/api/*', (c) => {
  const url = new URL(c.req.url);
  return proxy('https://api.example.com' + url.pathname.slice('/api'.length) + url.search, {
    ...c.req,
    headers: {
      ...c.req.header(),
      Host: undefined,
      // The API need not know the page, and may refuse an origin it does not.
      Origin: undefined,
      // The page's cookies are for this server. Leave the line out where the API is your own.
      Cookie: undefined,
    },
  });
});
