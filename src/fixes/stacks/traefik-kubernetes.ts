import { lines } from '../text.ts';
import { headersOptions, traefik } from '../traefik.ts';
import type { Stack } from '../types.ts';

export default {
  ...traefik,
  id: 'traefik-kubernetes',
  title: 'Traefik (Kubernetes Middleware)',
  place:
    'Save as cors.yaml and run `kubectl apply -f cors.yaml` in the namespace of the route. Then put the middleware first on the route, as the last lines say.',
  docs: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/middleware/',
  limits: [
    ...traefik.limits,
    'The API version `traefik.io/v1alpha1` needs Traefik 2.10 or newer; before, it is `traefik.containo.us/v1alpha1`.',
  ],
  render: (policy) =>
    lines(
      'apiVersion: traefik.io/v1alpha1',
      'kind: Middleware',
      'metadata:',
      '  name: cors',
      'spec:',
      '  headers:',
      ...headersOptions(policy, '    '),
      '# IngressRoute, in each entry of spec.routes, before every other middleware:',
      '#   middlewares:',
      '#     - name: cors',
      '# Ingress, in metadata.annotations (NAMESPACE is that of the middleware):',
      '#   traefik.ingress.kubernetes.io/router.middlewares: NAMESPACE-cors@kubernetescrd',
    ),
} satisfies Stack as Stack;
