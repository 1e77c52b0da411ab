// @ts-check

// One shape for each meaning, so that no meaning rests on its colour.
const SHAPES = {
  raised: ['M8 .8 15.4 14.2H.6Z', 'M8 5.6v4M8 12v.1'],
  noted: ['', 'M8 4.4v4.4M8 11.4v.1'],
  third: ['M8 .4 15.6 8 8 15.6.4 8Z', 'M5.2 8h5.4M8.4 5.6 10.8 8l-2.4 2.4'],
  kept: ['M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8Z', 'm4.9 8.2 2.2 2.2 4-4.4'],
  quiet: ['', 'M5.4 8h5.2'],
};

/**
 * The mark beside a row. It says nothing to a screen reader: the group's heading and the sentence do.
 *
 * @param {string} meaning `raised`, `noted`, `third`, `kept`; anything else is quiet.
 */
export function mark(meaning) {
  const [shape, sign] = SHAPES[/** @type {keyof typeof SHAPES} */ (meaning)] ?? SHAPES.quiet;
  const drawn = svg('svg', { class: 'mark', viewBox: '0 0 16 16', 'aria-hidden': 'true' });
  if (shape) drawn.append(svg('path', { d: shape }), svg('path', { d: sign, class: 'sign' }));
  else drawn.append(svg('circle', { cx: 8, cy: 8, r: 6.6, class: 'hollow' }), svg('path', { d: sign, class: 'hollow' }));
  return drawn;
}

/**
 * Builds an element of a drawing.
 *
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
export function svg(tag, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}
