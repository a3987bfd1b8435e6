import { request, run } from './client.js';

await run({
  catalog: function loadCatalog() {
    return request('api', '/v1/catalog');
  },
  payment: function openPayment() {
    return request('payment', '/v1/methods');
  },
  mail: function subscribe() {
    return request('mail', '/v1/subscriptions', {
      method: 'POST',
      body: 'address=a%40example.com',
    });
  },
});
