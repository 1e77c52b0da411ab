// Reads the seed's table with cheerio. Run: PEERS=target/peers node reader.mjs cheerio FILE…
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const { load } = createRequire(`${resolve(process.env.PEERS)}/`)('cheerio');
const COLUMNS = { 'nom du cookie': 'name', 'nom du prestataire': 'provider', 'finalités': 'purpose', 'durée de conservation': 'lifetime' };

function read(source) {
  const $ = load(source);
  const declarations = [];
  $('table').each((_, table) => {
    const [header, ...rows] = $(table).find('tr').toArray();
    const roles = $(header).find('th,td').toArray().map((cell) => COLUMNS[$(cell).text().trim().toLowerCase()]);
    for (const row of rows) {
      const cells = $(row).find('td').toArray().map((cell) => $(cell).text().trim());
      declarations.push(Object.fromEntries(roles.map((role, place) => [role, cells[place]]).filter(([role]) => role)));
    }
  });
  return declarations;
}

for (const path of process.argv.slice(3)) {
  const source = readFileSync(path, 'utf8');
  const times = [];
  let declarations;
  for (let run = 0; run < 11; run += 1) {
    const start = performance.now();
    declarations = read(source);
    times.push(performance.now() - start);
  }
  console.log(times.sort((a, b) => a - b)[5], declarations.length);
}
