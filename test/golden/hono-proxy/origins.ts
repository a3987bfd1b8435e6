import { proxy } from 'hono/proxy';

// Same origin as the page, so no CORS. Keys for the API stay here, on the server.
// fetch('/remote/v1/items') calls https://api.example.com/v1/items
app.all('/remote/*', (c) => {
  const url = new URL(c.req.url);
  return proxy('https://api.example.com' + url.pathname.slice('/remote'.length) + url.search, {
    ...c.req,
    headers: {
      ...c.req.header(),
      Host: undefined,
      // The API doesn't need to know the page's origin, and may reject it.
      Origin: undefined,
      // The page's cookies are for this server. Remove this line if the API is your own.
      Cookie: undefined,
    },
  });
});
