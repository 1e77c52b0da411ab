// @ts-check
// Runs in the visited page and its frames of the same site: what is on the screen, as HTML, shadow roots included.

(() => {
  /** As much as the reader accepts of a page. */
  const MOST = 5_000_000;
  const ROOTS = 200;
  const own = (name) => Reflect.get(Document.prototype, name, document);

  /** Consent dialogs live in shadow roots, some of them closed; extensions may open these. */
  const rootOf = (element) => {
    try {
      return element.openOrClosedShadowRoot ?? globalThis.chrome?.dom?.openOrClosedShadowRoot?.(element) ?? element.shadowRoot;
    } catch {
      return element.shadowRoot;
    }
  };

  const roots = [];
  const search = (within) => {
    for (const element of Element.prototype.querySelectorAll.call(within, '*')) {
      if (roots.length >= ROOTS) return;
      // Only these can host a root: custom elements and a few plain ones (DOM Standard, "attach a shadow root").
      if (!/-|^(article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/.test(element.localName)) continue;
      const root = rootOf(element);
      if (!root) continue;
      roots.push(`<section>${root.innerHTML}</section>`);
      for (const inner of root.children) search(inner);
    }
  };

  const top = own('documentElement');
  if (!top) return { address: location.href, language: null, type: own('contentType'), source: '' };
  search(top);
  return {
    address: location.href,
    language: top.getAttribute('lang') || null,
    type: own('contentType'),
    source: `${top.outerHTML}${roots.join('')}`.slice(0, MOST),
  };
})();
