// @ts-check

/**
 * A cookie of the visit with what the comparison says of it: the same meanings as in the counts.
 *
 * @typedef {object} Held
 * @property {any} cookie
 * @property {'raised' | 'third' | 'kept' | 'quiet'} meaning
 * @property {boolean} third Whether it is another site's.
 * @property {number | null} declaration The place of the declaration that covers it.
 */

/**
 * @param {any} report
 * @returns {Held[]}
 */
export function cookies(report) {
  const compared = report.summary.outcome === 'audited';
  return report.visit.cookies.map((/** @type {any} */ cookie, /** @type {number} */ at) => {
    const { party, cover } = report.held[at] ?? {};
    const third = party === 'third';
    const known = third ? 'third' : cover ? 'kept' : 'quiet';
    return { cookie, meaning: compared && !cover ? 'raised' : known, third, declaration: cover?.declaration ?? null };
  });
}

/**
 * Groups what is given, in the order in which each key first appears.
 *
 * @template Each
 * @param {Each[]} all
 * @param {(each: Each) => string} key
 * @returns {[string, Each[]][]}
 */
export function grouped(all, key) {
  /** @type {Map<string, Each[]>} */
  const groups = new Map();
  for (const each of all) {
    const known = groups.get(key(each));
    if (known) known.push(each);
    else groups.set(key(each), [each]);
  }
  return [...groups];
}

/**
 * The host whose cookie it is: of one that was refused because it names a domain that is not its own, the host that answered.
 *
 * @param {any} cookie
 * @returns {string}
 */
export function hostOf({ domain, refused, setBy }) {
  return refused === 'domain' && setBy?.by === 'header' ? setBy.host : domain;
}

/**
 * The cookies by host: the site's own hosts first, then those with the most cookies.
 *
 * @param {Held[]} held
 * @returns {[string, Held[]][]}
 */
export function byHost(held) {
  const third = (/** @type {Held[]} */ of) => Number(of.some((each) => each.third));
  return grouped(held, ({ cookie }) => hostOf(cookie)).sort(([a, inA], [b, inB]) => third(inA) - third(inB) || inB.length - inA.length || a.localeCompare(b));
}
