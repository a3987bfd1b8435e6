<?php

namespace App\EventSubscriber;

use Symfony\Component\EventDispatcher\EventSubscriberInterface;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpKernel\Event\RequestEvent;
use Symfony\Component\HttpKernel\Event\ResponseEvent;
use Symfony\Component\HttpKernel\KernelEvents;

final class CorsSubscriber implements EventSubscriberInterface
{
    private const ALLOWED_ORIGINS = ['https://app.example.com'];

    public static function getSubscribedEvents(): array
    {
        // 250: before the router (32) and the firewall (8), which refuse a preflight.
        return [
            KernelEvents::REQUEST => ['answerPreflight', 250],
            KernelEvents::RESPONSE => ['addHeaders', -250],
        ];
    }

    public function answerPreflight(RequestEvent $event): void
    {
        $request = $event->getRequest();
        if ($request->isMethod('OPTIONS') && $request->headers->has('Access-Control-Request-Method')) {
            $event->setResponse(new Response('', 204));
        }
    }

    // The kernel sends this event for its error pages too.
    public function addHeaders(ResponseEvent $event): void
    {
        $request = $event->getRequest();
        $response = $event->getResponse();
        $response->setVary('Origin', false);
        $origin = $request->headers->get('Origin');
        if (!in_array($origin, self::ALLOWED_ORIGINS, true)) {
            return;
        }
        $response->headers->set('Access-Control-Allow-Origin', $origin);
        $response->headers->set('Access-Control-Allow-Credentials', 'true');
        $response->headers->set('Access-Control-Expose-Headers', 'x-total-count');
        if ($request->isMethod('OPTIONS')) {
            $response->headers->set('Access-Control-Allow-Methods', 'GET, PUT');
            $response->headers->set('Access-Control-Allow-Headers', 'content-type, x-ok, x-request-id');
            $response->headers->set('Access-Control-Max-Age', '600');
        }
    }
}
