// @ts-check
/** A printed report, read as a reader of PDF sees it, with Debian's poppler-utils. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const [A4_WIDTH, A4_HEIGHT] = [595, 842];
// Pixels an inch of the pictures, and the part of a sheet's width that stays white at its sides.
const [DENSITY, SIDE] = [60, 0.05];

/**
 * The text of a document without its spaces: on paper, lines break where they will.
 *
 * @param {string} text
 */
export function pressed(text) {
  return text.normalize('NFKC').replace(/[\s\p{Cf}\p{Cc}]/gu, '');
}

/**
 * What a PDF says, in the order in which it was written.
 *
 * @param {string} file
 */
export function written(file) {
  return pressed(run('pdftotext', '-raw', file, '-'));
}

/**
 * Holds every sheet to its bounds: A4, no word beyond the sheet's edge, something on each, nothing drawn into the side margins.
 * Writes a picture of each beside the file.
 *
 * @param {string} file
 * @returns {number} How many sheets there are.
 */
export function sheets(file) {
  const words = run('pdftotext', '-bbox', file, '-');
  const pages = words.split('<page ').slice(1);
  assert.ok(pages.length > 0, `${file} has no page`);
  for (const [at, page] of pages.entries()) {
    const [width, height] = ['width', 'height'].map((side) => Number(page.match(`${side}="([\\d.]+)"`)?.[1]));
    assert.ok(Math.abs(width - A4_WIDTH) < 2 && Math.abs(height - A4_HEIGHT) < 2, `sheet ${at + 1} is ${width} × ${height}`);
    for (const [, left, top, right, bottom, word] of page.matchAll(/xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g)) {
      const inside = Number(left) >= 0 && Number(top) >= 0 && Number(right) <= width && Number(bottom) <= height;
      assert.ok(inside, `sheet ${at + 1}: “${word}” is cut off`);
    }
  }
  const stem = file.replace(/\.pdf$/, '');
  for (const old of pictures(stem)) rmSync(old);
  run('pdftoppm', '-r', String(DENSITY), '-gray', file, stem);
  for (const picture of pictures(stem)) assert.deepEqual(drawn(readFileSync(picture)), { middle: true, sides: false }, picture);
  for (const old of pictures(stem)) rmSync(old);
  run('pdftoppm', '-r', String(DENSITY), '-png', file, stem);
  return pages.length;
}

/** @param {string} stem */
function pictures(stem) {
  const ours = (/** @type {string} */ name) => name.startsWith(`${basename(stem)}-`) && /-\d+\.(pgm|png)$/.test(name);
  return readdirSync(dirname(stem)).filter(ours).map((name) => join(dirname(stem), name));
}

/**
 * Where a sheet has ink. The picture is a binary PGM with 8 bits a pixel: a header of four words, then the rows.
 *
 * @param {Buffer} picture
 */
function drawn(picture) {
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.subarray(0, 64).toString('latin1'));
  assert.ok(header, 'not a picture in greys');
  const width = Number(header[1]);
  const rows = picture.subarray(header[0].length);
  const edge = Math.floor(width * SIDE);
  const found = { middle: false, sides: false };
  rows.forEach((grey, at) => {
    if (grey > 200) return;
    const x = at % width;
    if (x < edge || x >= width - edge) found.sides = true;
    else found.middle = true;
  });
  return found;
}

/** @param {string} program @param {...string} wanted */
function run(program, ...wanted) {
  return execFileSync(program, wanted, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
