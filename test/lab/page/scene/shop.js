import { request, run } from './client.js';

const json = { 'content-type': 'application/json' };
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzaG9wIn0.c2hvcA';

await run({
  products: () => request('api', '/api/products'),
  cart: function saveCart() {
    return request('api', '/api/cart', {
      method: 'PUT',
      headers: { ...json, 'x-cart-version': '7' },
      body: '{"items":[{"sku":"A-1","quantity":2}]}',
    });
  },
  orders: function loadOrders() {
    return request('api', '/api/orders', { headers: { authorization: `Bearer ${token}` } });
  },
  checkout: function checkOut() {
    return request('api', '/api/checkout', {
      method: 'POST',
      headers: json,
      body: '{"discount":"WELCOME"}',
    });
  },
});
