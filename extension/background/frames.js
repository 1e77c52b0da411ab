// @ts-check
// Whose the frames of a tab are. Of a frame inside another one browsers tell the frames around it and not the page, so
// numbers of frames are kept with their page; a frame never moves to another one, nor is its number given twice.

/** Numbers kept of a page, of frames and of those around others each; the one heard of longest ago goes first. */
const FRAMES = 200;
/** What is kept apart until it is known whose it is. */
const ADRIFT = 20;

/** Whether any of these frames is known to be in the page. */
export function holds(page, numbers) {
  return numbers.some((number) => page.around.includes(number) || page.frames.includes(number));
}

/** Puts a number last, where it is not. */
function put(list, number) {
  if (list.at(-1) === number) return;
  const at = list.lastIndexOf(number);
  if (at >= 0) list.splice(at, 1);
  list.push(number);
  list.splice(0, list.length - FRAMES);
}

/**
 * Keeps that frames are in a page. Those around others are kept apart: a page that makes and removes very many frames would
 * push them out, and they are asked for again and again.
 */
function learn(page, [own, ...around]) {
  put(page.frames, own);
  for (const number of around) put(page.around, number);
}

/** Keeps where the frame of an event is, and gives its page what was kept apart of the same frames. */
export function settle(record, page, seen, join) {
  if (seen.frames.length === 0 && page.frame === 0) return;
  if (seen.frames.length > 0) learn(page, seen.frames);
  const numbers = [...seen.frames, page.frame];
  const own = (record.adrift ?? []).filter((group) => group !== page && holds(group, numbers));
  if (own.length === 0) return;
  for (const group of own) {
    join(page, group);
    for (const number of group.around) put(page.around, number);
    for (const number of group.frames) put(page.frames, number);
  }
  record.adrift = record.adrift.filter((group) => !own.includes(group));
}

/** The page that a frame which nothing was heard of is in, where it can be of no other. */
export function only({ documents }, seen) {
  const alike = documents.filter(({ ahead, site }) => ahead === seen.ahead && (!seen.page || site === seen.page));
  // Without names there is nothing better than the last page that was answered.
  if (seen.document === undefined) return alike.findLast(({ answered }) => answered) ?? alike.at(-1);
  if (seen.left) return undefined;
  if (seen.ahead) return alike.length === 1 ? alike[0] : undefined;
  // One that was rendered ahead may be shown by now, and one that was answered may not be there yet.
  const last = alike.findLast(({ answered }) => answered);
  return last?.ids.length > 0 && !documents.some(({ ahead }) => ahead) ? last : undefined;
}

/** What is kept apart of the frames of an event, made with `blank` where they are new. */
export function adrift(record, seen, blank) {
  const groups = (record.adrift ??= []);
  const known = groups.find((group) => holds(group, seen.frames));
  if (known) {
    known.site ||= seen.page;
    return known;
  }
  // The host that is asked says nothing of the page.
  const group = { ...blank(seen, false), site: seen.page, frame: 0, left: seen.left };
  groups.push(group);
  if (groups.length > ADRIFT) {
    groups.shift();
    for (const page of record.documents) page.bounded ||= page.ahead === seen.ahead;
  }
  return group;
}
