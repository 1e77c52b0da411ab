var klaroConfig = {
  version: 1,
  lang: 'fr',
  services: [
    {
      name: 'mesure',
      title: 'Mesure d’audience',
      purposes: ['analytics'],
      cookies: [[/^compteur$/, '/', 'vallee.localhost']],
    },
  ],
};
