// Our services.
var klaroConfig = {
  version: 1,
  elementID: 'klaro',
  cookieName: 'klaro',
  mustConsent: false,
  translations: { de: { purposes: { analytics: 'Besucherstatistik' } } },
  services: [
    { name: 'matomo', title: 'Matomo', description: 'Zählt Besuche.', purposes: ['analytics'], cookies: [/^_pk_.*$/, 'piwik_ignore', [/^mtm_/, '/', '.verein.example']], callback: function (consent, service) { if (consent) { start(); } } },
    { name: 'warenkorb', title: 'Warenkorb', purposes: ['functional'], required: true, cookies: ['korb'] },
    { name: 'film', title: 'Film', purposes: ['styling'], cookies: [] },
  ],
};
