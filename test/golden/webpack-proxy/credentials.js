// webpack-dev-server 5 takes a list; the object of version 4 is gone.
const devServer = {
  proxy: [
    {
      // fetch('/remote/v1/items') calls https://api.example.com/v1/items
      context: ['/remote'],
      target: 'https://api.example.com',
      changeOrigin: true,
      pathRewrite: { '^/remote': '' },
      onProxyReq(request) {
        // The API doesn't need to know the page's origin, and may reject it.
        request.removeHeader('origin');
        // The page's cookies are for this server. Remove this line if the API is your own.
        request.removeHeader('cookie');
      },
    },
  ],
};

export default { devServer };
