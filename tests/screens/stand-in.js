// @ts-check
/**
 * A stand-in for the browser's `chrome`, chosen by the page's address:
 * `state` names an answer of `target/screens/answers/`, `language` the browser's language, `wait` the milliseconds before each answer,
 * `stopped` how many questions find the background stopped, `grant=no` a refusal of access, `active` the number of the tab that the background takes for the active one.
 */
(() => {
  const wanted = new URLSearchParams(location.search);
  const language = wanted.get('language') ?? 'en';
  const state = wanted.get('state') ?? 'audited';
  const load = (/** @type {string} */ path) => {
    // The browser's own labels are there at once; so must these be.
    const request = new XMLHttpRequest();
    request.open('GET', path, false);
    request.send();
    return request.status === 200 ? JSON.parse(request.responseText) : undefined;
  };
  const messages = load(`/_locales/${language}/messages.json`);
  const answers = (/** @type {string} */ name, /** @type {string} */ spoken) => load(`/answers/${name}.${spoken}.json`) ?? load(`/answers/${name}.en.json`);
  /** @type {{ask: string}[]} */
  const asked = [];
  let stopped = Number(wanted.get('stopped') ?? 0);
  /** The state of the answer once the charter was looked for; `find` settles it. */
  const found = new Promise((resolve, reject) => {
    Object.assign(globalThis, { find: (/** @type {string} */ name) => (name ? resolve(name) : reject(new Error('The worker ended.'))) });
  });
  found.catch(() => {});
  const settings = { mode: 'click', language: null, keep: true, kept: { audits: 3, bytes: 184000, most: 5000000 }, charters: [{ site: 'www.example.org', address: 'https://www.example.org/privacy/cookies' }] };

  /** @param {any} message */
  function answer(message) {
    const spoken = message.language ?? settings.language ?? language;
    if (message.ask === 'settings') return settings;
    if (message.ask === 'set-settings') return Object.assign(settings, message, { ask: undefined });
    if (message.ask === 'export') return { name: `report.${message.format}`, type: 'text/plain', text: 'report' };
    if (['report', 'history', 'delete', 'import'].includes(message.ask)) return answers(state, spoken);
    if (message.ask === 'difference') return answers('difference', spoken);
    if (message.ask === 'export-history') return { name: 'history.json', type: 'application/json', text: '{}' };
    if (message.ask === 'keep') return { said: 'Kept.', done: 'wholly' };
    if (message.ask === 'judge') return { judgement: message.opinion || message.note ? { opinion: message.opinion, note: message.note, sentence: `Judged: ${message.opinion} ${message.note}` } : null };
    if (message.ask === 'set-charter' || message.ask === 'forget-charter') return settings;
    const { view } = answers(state, spoken);
    if (message.ask === 'stage') view.stage = message.stage;
    view.tab = message.tab ?? Number(wanted.get('active') ?? 1);
    return view;
  }

  const listeners = { addListener() {}, removeListener() {} };
  const site = state === 'not-a-site' ? 'chrome://settings/' : 'https://opendata.ville-exemple.fr/explore/';
  Object.assign(globalThis, {
    asked,
    chrome: {
      i18n: { getMessage: (/** @type {string} */ key) => messages[key]?.message ?? '', getUILanguage: () => language },
      runtime: {
        getURL: (/** @type {string} */ path) => `/${path.replace(/^\//, '')}`,
        getManifest: () => ({ version: '0.1.0' }),
        sendMessage: async (/** @type {any} */ message) => {
          asked.push(message);
          if (state === 'working') return new Promise(() => {});
          await new Promise((done) => setTimeout(done, Number(wanted.get('wait') ?? 0)));
          if (stopped > 0 && message.ask !== 'settings' && stopped--) throw new Error('The message port closed before a response was received.');
          if (state === 'asleep' && message.ask !== 'settings') throw new Error('Could not establish connection. Receiving end does not exist.');
          if (state === 'reading' && message.ask === 'view') {
            if (message.reach === 'here') return { ...answer(message), more: true };
            return { ...answers(await found, message.language ?? language).view, tab: message.tab };
          }
          return structuredClone(answer(message));
        },
      },
      tabs: {
        get: async () => ({ id: 1, url: site }),
        query: async () => [{ id: 1, url: site }],
        create: async (/** @type {any} */ tab) => asked.push({ ask: 'tab', ...tab }),
        reload: async () => {},
        onUpdated: listeners,
      },
      storage: { session: { get: async () => ({}), set: async () => {}, remove: async () => {} } },
      permissions: {
        request: async () => wanted.get('grant') !== 'no',
        contains: async () => wanted.get('grant') !== 'no',
        onAdded: listeners,
        onRemoved: listeners,
      },
      commands: { getAll: async () => [{ name: '_execute_action', description: 'Cookie Charter', shortcut: 'Alt+Shift+C' }] },
    },
  });
})();
