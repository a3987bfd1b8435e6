import type { NextConfig } from 'next';

const nextConfig: NextConfig = {
  async rewrites() {
    // Same origin as the page, so no CORS. Not /api: that is where your own routes are.
    return [{ source: '/remote/:path*', destination: 'https://api.example.com/:path*' }];
  },
};

export default nextConfig;
