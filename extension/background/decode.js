// @ts-check
// Bytes of a page as text, as browsers do it: byte order mark, then what the header or the page's start declares, then
// what the bytes themselves say.

/**
 * @param {ArrayBuffer} bytes
 * @param {string} type the content type of the answer
 */
export function decode(bytes, type) {
  const start = new Uint8Array(bytes.slice(0, 1024));
  const marked = mark(start);
  if (marked) return new TextDecoder(marked).decode(bytes);
  const named = /charset\s*=\s*["']?([\w.:-]+)/i;
  const xml = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)/i;
  const written = new TextDecoder('latin1').decode(start);
  // A page that can be searched for its charset is not written in UTF-16.
  const declared = known(named.exec(type)?.[1]) ?? known((named.exec(written) ?? xml.exec(written))?.[1])?.replace(/^utf-16.*/, 'utf-8');
  if (declared && declared !== 'utf-8') return new TextDecoder(declared).decode(bytes);
  const text = new TextDecoder().decode(bytes);
  return isBroken(text) ? new TextDecoder('windows-1252').decode(bytes) : text;
}

/** The encoding that a byte order mark tells. */
function mark(start) {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** The name of an encoding that the browser knows. */
function known(label) {
  try {
    return label && new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** Whether most letters beyond ASCII were no UTF-8: a page in windows-1252, not one with a few broken bytes. */
function isBroken(text) {
  let broken = 0;
  let good = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) good += 1;
  }
  return broken > 0 && broken >= good;
}
