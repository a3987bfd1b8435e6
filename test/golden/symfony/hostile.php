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
        // Before the router (32), the firewall (8) and NelmioCorsBundle (250); after everything else.
        return [
            KernelEvents::REQUEST => ['handlePreflight', 1000],
            KernelEvents::RESPONSE => ['setHeaders', -1010],
        ];
    }

    public function handlePreflight(RequestEvent $event): void
    {
        $request = $event->getRequest();
        if ($request->isMethod('OPTIONS') && $request->headers->has('Access-Control-Request-Method')) {
            $event->setResponse(new Response('', 204));
        }
    }

    // The kernel sends this event for its error pages too.
    public function setHeaders(ResponseEvent $event): void
    {
        $request = $event->getRequest();
        $response = $event->getResponse();
        // What an older config set.
        foreach ($response->headers->keys() as $name) {
            if (str_starts_with($name, 'access-control-')) {
                $response->headers->remove($name);
            }
        }
        if (!in_array('origin', array_map('strtolower', $response->getVary()), true)) {
            $response->setVary('Origin', false);
        }
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
