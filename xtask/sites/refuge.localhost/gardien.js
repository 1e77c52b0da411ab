// Answers the page from its own store, and asks a third party by itself when the page asks for the weather.
addEventListener('install', (event) => event.waitUntil(caches.open('refuge').then((store) => store.add('/')).then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.mode === 'navigate') event.respondWith(caches.match('/'));
  else if (pathname === '/meteo') {
    const asked = fetch('http://ads.regie.localhost:{{port}}/banniere', { mode: 'no-cors', credentials: 'include' });
    event.respondWith(asked.then(() => new Response('beau temps')));
  }
});
