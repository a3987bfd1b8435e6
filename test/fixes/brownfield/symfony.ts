import type { Scene } from '../brownfield.ts';
import symfony from '../stacks/symfony.ts';

const { apt, start } = symfony;

/** The stack's own application, with PATCH, a file, and listeners of its own. */
function app(snippet: string, listeners: string, data = '') {
  const files = symfony.files(snippet);
  return {
    ...files,
    'index.php': files['index.php']
      .replace("methods: ['GET', 'PUT']", "methods: ['GET', 'PUT', 'PATCH']")
      .replace("'X-Total-Count' => 42", `'X-Total-Count' => 42, 'Vary' => 'Accept'${data}`)
      .replace(
        '$requests = new RequestStack()',
        "$routes->add('file', new Route('/files/a.json', ['_controller' => fn () => new JsonResponse([])]));\n$requests = new RequestStack()",
      )
      .replace('$kernel = ', `${listeners}\n$kernel = `),
  };
}

export default [
  {
    // What the bundle registers: a listener for requests at 250, one for responses at 0.
    name: 'listeners as NelmioCorsBundle has them, with a list',
    apt,
    start,
    today: {
      calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'],
      credentials: true,
    },
    leftIn: 'works',
    files: ({ snippet, old, origins }) =>
      app(
        snippet,
        old(`
$nelmio = function ($response, $origin) {
    if ($origin !== '${origins.old}') return;
    $response->headers->set('Access-Control-Allow-Origin', $origin);
    $response->headers->set('Access-Control-Allow-Credentials', 'true');
    $response->headers->set('Access-Control-Expose-Headers', 'x-total-count');
    $response->headers->set('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
    $response->headers->set('Access-Control-Allow-Headers', 'content-type, authorization, x-csrf-token');
};
$events->addListener(KernelEvents::REQUEST, function (RequestEvent $event) use ($nelmio) {
    if (!$event->getRequest()->isMethod('OPTIONS')) return;
    $event->setResponse(new Response('', 204));
}, 250);
$events->addListener(KernelEvents::RESPONSE, function ($event) use ($nelmio) {
    $nelmio($event->getResponse(), $event->getRequest()->headers->get('Origin'));
});
`),
      ),
  },
  {
    name: 'the asterisk, set in a controller',
    apt,
    start,
    today: { calls: ['get'], credentials: false },
    anyOrigin: true,
    calls: { get: { path: '/api/data?token', status: 200 } },
    leftIn: 'works',
    files: ({ snippet, old }) => {
      const files = app(
        snippet,
        '',
        old(", 'Access-Control-Allow-Origin' => '*', 'Access-Control-Expose-Headers' => '*'"),
      );
      return {
        ...files,
        'index.php': files['index.php'].replace(
          "if ($event->getRequest()->headers->get('Authorization') !== 'Bearer token'",
          "if ($event->getRequest()->headers->get('Authorization') !== 'Bearer token' && !$event->getRequest()->query->has('token')",
        ),
      };
    },
  },
] satisfies Scene[];
