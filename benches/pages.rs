//! The page that every benchmark measures: a charter with a table, as long as wanted.

use std::fmt::Write as _;

/// A charter with a table of this many rows, of the seed's columns, about 200 bytes a row.
pub(crate) fn table(rows: usize) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Charte cookies</title></head><body>\
         <h1>Charte cookies</h1><p>Un cookie est un petit fichier.</p><h2>Cookies de mesure d’audience</h2><table>\
         <tr><th>Nom du prestataire</th><th>Nom du cookie</th><th>Finalités</th><th>Durée de conservation</th></tr>\n",
    );
    for row in 0..rows {
        let _ = writeln!(
            page,
            "<tr><td>Prestataire {}</td><td><code>_mesure_{row}</code></td><td>Mesurer l’audience de la page {row} et \
             retenir le choix du visiteur</td><td>{} mois</td></tr>",
            row % 40,
            row % 24 + 1
        );
    }
    page.push_str("</table></body></html>");
    page
}
