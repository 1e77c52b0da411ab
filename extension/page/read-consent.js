// @ts-check
// Runs among the page's own scripts, where consent platforms keep what the visitor chose.
// Answers with the platform, the choice, and the names of the cookies that tell it; what these records hold, identifiers among
// it, stays in the page.

(() => {
  /** @typedef {'before' | 'accepted' | 'refused'} Choice */

  /** All that can be refused was accepted: accepted. None of it: refused. Some of it counts as accepted. */
  const choice = (answers) => (answers.length === 0 ? undefined : answers.some(Boolean) ? 'accepted' : 'refused');

  const cookies = new Map(
    document.cookie.split('; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const plain = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  /** The cookies that tell the choice of the platform that is being read. */
  const records = new Set();
  const has = (name) => cookies.has(name) && Boolean(records.add(name));
  const cookie = (name) => (has(name) ? plain(cookies.get(name)) : undefined);
  const begins = (start) => [...cookies.keys()].find((name) => name.startsWith(start));
  const stored = (name) => localStorage.getItem(name) ?? undefined;
  const booleans = (object, needless = /^(necessary|essential|strict|functional)$/i) =>
    Object.entries(object).filter(([name, value]) => typeof value === 'boolean' && !needless.test(name) && !name.startsWith('$$')).map(([, value]) => value);

  /** Each reads one platform: `undefined` when it is not here, `before` when it has no answer yet. Keys are those of `formats`. */
  const platforms = {
    tarteaucitron() {
      const [name, record] = [...cookies].find(([, value]) => /^(![\w-]+=(true|false|wait))+$/.test(value)) ?? [];
      if (!record) return window.tarteaucitron ? 'before' : undefined;
      records.add(name);
      if (record.includes('=wait')) return 'before';
      return choice(record.split('!').filter(Boolean).map((pair) => pair.endsWith('=true')));
    },
    Orejime() {
      const record = cookie(window.orejimeConfig?.cookie?.name ?? 'eu-consent') ?? cookie('orejime') ?? cookie('eu-consent');
      if (!record) return window.orejimeConfig ? 'before' : undefined;
      const exempt = (window.orejimeConfig?.purposes ?? []).filter((purpose) => purpose.isMandatory || purpose.isExempt).map(({ id }) => id);
      return choice(Object.entries(JSON.parse(record)).filter(([id]) => !exempt.includes(id)).map(([, answer]) => answer === true));
    },
    Klaro() {
      const name = window.klaroConfig?.storageName ?? window.klaroConfig?.cookieName ?? 'klaro';
      const record = cookie(name) ?? stored(name);
      if (!record) return window.klaro || window.klaroConfig ? 'before' : undefined;
      const required = (window.klaroConfig?.services ?? []).filter((service) => service.required).map((service) => service.name);
      return choice(Object.entries(JSON.parse(plain(record))).filter(([id]) => !required.includes(id)).map(([, answer]) => answer === true));
    },
    CookieConsent() {
      const record = cookie('cc_cookie');
      if (!record) return document.querySelector('#cc-main') ? 'before' : undefined;
      const { categories, level } = JSON.parse(record);
      return (categories ?? level).some((name) => !/^(necessary|essential|strict)/i.test(name)) ? 'accepted' : 'refused';
    },
    Cookiebot() {
      const record = cookie('CookieConsent');
      if (record === undefined || !/stamp|necessary/.test(record)) return window.Cookiebot ? 'before' : undefined;
      return choice([...record.matchAll(/(preferences|statistics|marketing)"?:(true|false)/g)].map(([, , answer]) => answer === 'true'));
    },
    OneTrust() {
      const record = cookie('OptanonConsent');
      if (record === undefined) return undefined;
      if (!has('OptanonAlertBoxClosed')) return 'before';
      const groups = (new URLSearchParams(record).get('groups') ?? '').split(',').filter((group) => !/^(C0001|1):/.test(group));
      return choice(groups.map((group) => group.endsWith(':1')));
    },
    Usercentrics() {
      const record = stored('uc_settings');
      if (record === undefined) return window.UC_UI ? 'before' : undefined;
      if (stored('uc_user_interaction') !== 'true') return 'before';
      return choice(JSON.parse(record).services.filter((service) => service.categorySlug !== 'essential').map((service) => service.status === true));
    },
    Didomi() {
      const record = cookie('didomi_token') ?? stored('didomi_token');
      if (record === undefined) return window.Didomi ? 'before' : undefined;
      const { purposes } = JSON.parse(atob(record));
      return (purposes.enabled ?? purposes.consent?.enabled ?? []).length > 0 ? 'accepted' : 'refused';
    },
    Axeptio() {
      const record = cookie('axeptio_cookies');
      if (record === undefined) return window.axeptioSettings ? 'before' : undefined;
      const answers = JSON.parse(record);
      return answers.$$completed === true ? choice(booleans(answers, /^$/)) : 'before';
    },
    iubenda() {
      const name = begins('_iub_cs-');
      if (!name) return window._iub?.csConfiguration ? 'before' : undefined;
      const { purposes, consent } = JSON.parse(cookie(name));
      return choice(purposes ? Object.entries(purposes).filter(([id]) => id !== '1').map(([, answer]) => answer === true) : [consent === true]);
    },
    Complianz() {
      const status = cookie('cmplz_banner-status');
      if (!begins('cmplz_')) return window.complianz ? 'before' : undefined;
      if (status !== 'dismissed') return 'before';
      return choice(['preferences', 'statistics', 'marketing'].map((name) => cookie(`cmplz_${name}`)).filter(Boolean).map((answer) => answer === 'allow'));
    },
    CookieYes() {
      const record = cookie('cookieyes-consent');
      if (record === undefined) return undefined;
      const answers = Object.fromEntries(record.split(',').map((pair) => pair.split(':')));
      if (answers.action !== 'yes') return 'before';
      return choice(['functional', 'analytics', 'performance', 'advertisement', 'other'].filter((name) => name in answers).map((name) => answers[name] === 'yes'));
    },
    'GDPR Cookie Consent'() {
      if (!begins('cookielawinfo-check') && !window.CLI) return undefined;
      if (!has('viewed_cookie_policy')) return 'before';
      return choice([...cookies].filter(([name]) => /^cookielawinfo-check?box-(?!necessary)/.test(name)).map(([, answer]) => answer === 'yes'));
    },
    'Borlabs Cookie'() {
      const record = cookie('borlabs-cookie');
      if (record === undefined) return undefined;
      return choice(Object.entries(JSON.parse(record).consents).filter(([name]) => name !== 'essential').map(([, services]) => services.length > 0));
    },
    Osano() {
      const record = cookie('osano_consentmanager') ?? stored('osano_consentmanager');
      if (!record?.startsWith('{')) return undefined;
      return choice(Object.entries(JSON.parse(record)).filter(([name]) => !/^(ESSENTIAL|OPT_OUT)$/.test(name)).map(([, answer]) => answer === 'ACCEPT'));
    },
    CookieScript() {
      const record = cookie('CookieScriptConsent');
      if (record === undefined) return undefined;
      const { action, categories } = JSON.parse(record);
      return action === 'reject' ? 'refused' : choice(JSON.parse(categories || '[]').map((name) => name !== 'strict').concat(false));
    },
    CookieFirst() {
      const record = cookie('cookiefirst-consent');
      return record === undefined ? undefined : choice(booleans(JSON.parse(record), /^necessary$/));
    },
  };

  /** IAB TCF: the stub queues calls until its platform is there, so only an answer given at once counts. */
  const tcf = () => {
    if (typeof window.__tcfapi !== 'function') return undefined;
    let data;
    window.__tcfapi('addEventListener', 2, (answer, success) => {
      if (success) data ??= answer;
      if (answer?.listenerId !== undefined) window.__tcfapi('removeEventListener', 2, () => {}, answer.listenerId);
    });
    if (!data) return undefined;
    if (!data.tcString || data.eventStatus === 'cmpuishown') return 'before';
    return choice(Object.values(data.purpose?.consents ?? {}).concat(false));
  };

  for (const [platform, read] of Object.entries({ ...platforms, 'IAB TCF': tcf })) {
    records.clear();
    try {
      const stage = read();
      if (stage) return { platform, stage, records: [...records] };
    } catch {
      // A record that this platform does not write: another product has taken its name.
    }
  }
  return null;
})();
