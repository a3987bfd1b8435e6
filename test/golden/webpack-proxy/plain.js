// webpack-dev-server 5: a list. The object of version 4 is gone.
const devServer = {
  proxy: [
    {
      context: ['/api'],
      target: 'https://api.example.com',
      changeOrigin: true,
      pathRewrite: { '^/api': '' },
      onProxyReq(request) {
        // The API need not know the page, and may refuse an origin it does not.
        request.removeHeader('origin');
        // The page's cookies are for this server. Leave the line out where the API is your own.
        request.removeHeader('cookie');
      },
    },
  ],
};

export default { devServer };
