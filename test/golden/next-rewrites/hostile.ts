import type { NextConfig } from 'next';

const nextConfig: NextConfig = {
  async rewrites() {
    // Under the page's own origin there is no CORS. Not under /api: your own routes are there.
    return [{ source: '/remote/:path*', destination: 'https://api.example.com/:path*' }];
  },
};

export default nextConfig;
