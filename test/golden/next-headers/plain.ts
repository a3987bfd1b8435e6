import type { NextConfig } from 'next';

const nextConfig: NextConfig = {
  async headers() {
    return [
      // For every origin: a cache must not serve one origin's response to another.
      { source: '/v1/:path*', headers: [{ key: 'Vary', value: 'Origin' }] },
      {
        source: '/v1/:path*',
        // Only origins listed here get CORS headers, on errors and 404, too.
        has: [
          {
            type: 'header',
            key: 'origin',
            value: '(?<origin>https://app\\.example\\.com)',
          },
        ],
        headers: [
          { key: 'Access-Control-Allow-Origin', value: ':origin' },
          { key: 'Access-Control-Allow-Methods', value: 'GET' },
          { key: 'Access-Control-Max-Age', value: '600' },
        ],
      },
    ];
  },
};

export default nextConfig;
