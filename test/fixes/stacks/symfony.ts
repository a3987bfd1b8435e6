import type { Host } from '../host.ts';

export default {
  apt: ['php-cli', 'php-symfony-http-kernel', 'php-symfony-routing'],
  files: (snippet) => ({
    ...(snippet ? { 'src/EventSubscriber/CorsSubscriber.php': snippet } : {}),
    // What the full framework's container wires: the router, a firewall, the error page, and every
    // subscriber it finds in src.
    'index.php': `<?php
require '/usr/share/php/Symfony/Component/HttpKernel/autoload.php';
require '/usr/share/php/Symfony/Component/Routing/autoload.php';

use Symfony\\Component\\ErrorHandler\\ErrorRenderer\\HtmlErrorRenderer;
use Symfony\\Component\\EventDispatcher\\EventDispatcher;
use Symfony\\Component\\HttpFoundation\\{JsonResponse, Request, RequestStack, Response};
use Symfony\\Component\\HttpKernel\\Controller\\{ArgumentResolver, ControllerResolver};
use Symfony\\Component\\HttpKernel\\Event\\{ExceptionEvent, RequestEvent};
use Symfony\\Component\\HttpKernel\\EventListener\\RouterListener;
use Symfony\\Component\\HttpKernel\\Exception\\HttpExceptionInterface;
use Symfony\\Component\\HttpKernel\\{HttpKernel, KernelEvents};
use Symfony\\Component\\Routing\\Matcher\\UrlMatcher;
use Symfony\\Component\\Routing\\{RequestContext, Route, RouteCollection};

$data = fn () => new JsonResponse(['ok' => true], 200, ['X-Total-Count' => 42]);
$routes = new RouteCollection();
$routes->add('data', new Route('/api/data', ['_controller' => $data], methods: ['GET', 'PUT']));
$routes->add('err', new Route('/api/err', ['_controller' => fn () => throw new Exception('crash')]));

$requests = new RequestStack();
$events = new EventDispatcher();
$events->addSubscriber(new RouterListener(new UrlMatcher($routes, new RequestContext()), $requests));
$events->addListener(KernelEvents::REQUEST, function (RequestEvent $event) {
    if ($event->getRequest()->headers->get('Authorization') !== 'Bearer token'
        && str_starts_with($event->getRequest()->getPathInfo(), '/api/')) {
        $event->setResponse(new Response('who are you', 401, ['X-Total-Count' => 0]));
    }
}, 33);
$events->addListener(KernelEvents::EXCEPTION, function (ExceptionEvent $event) {
    $page = (new HtmlErrorRenderer())->render($event->getThrowable());
    $event->setResponse(new Response($page->getAsString(), $page->getStatusCode(), $page->getHeaders()));
});
foreach (glob(__DIR__ . '/src/EventSubscriber/*.php') as $file) {
    require $file;
    $subscriber = 'App\\\\EventSubscriber\\\\' . basename($file, '.php');
    $events->addSubscriber(new $subscriber());
}

$kernel = new HttpKernel($events, new ControllerResolver(), $requests, new ArgumentResolver());
$kernel->handle(Request::createFromGlobals())->send();
`,
  }),
  start: ({ port }) => [
    ...['php', '-d', 'display_errors=0', '-d', 'log_errors=0'],
    ...['-S', `127.0.0.1:${port}`, 'index.php'],
  ],
  version: ({ deb }) => `Symfony ${deb('php-symfony-http-kernel')}`,
} satisfies Host;
