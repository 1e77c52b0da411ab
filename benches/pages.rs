//! The pages that are measured: charters as sites publish them, in sizes and shapes that grow.

/// A charter with a table of this many rows, of the seed's columns, about 200 bytes a row.
pub fn table(rows: usize) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Charte cookies</title></head><body>\
         <h1>Charte cookies</h1><p>Un cookie est un petit fichier.</p><h2>Cookies de mesure d’audience</h2><table>\
         <tr><th>Nom du prestataire</th><th>Nom du cookie</th><th>Finalités</th><th>Durée de conservation</th></tr>\n",
    );
    for row in 0..rows {
        page.push_str(&format!(
            "<tr><td>Prestataire {}</td><td><code>_mesure_{row}</code></td><td>Mesurer l’audience de la page {row} et \
             retenir le choix du visiteur</td><td>{} mois</td></tr>\n",
            row % 40,
            row % 24 + 1
        ));
    }
    page.push_str("</table></body></html>");
    page
}

/// A charter of paragraphs, of at least this many bytes, that names a cookie now and then.
pub fn prose(bytes: usize) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"fr\"><title>Politique cookies</title><body><h1>Politique cookies</h1>\n",
    );
    let mut number = 0;
    while page.len() < bytes {
        page.push_str(
            "<p>Lorsque vous consultez notre site, des informations relatives à votre navigation peuvent être \
             enregistrées dans des fichiers appelés cookies, que vous pouvez à tout moment accepter ou refuser.</p>\n",
        );
        if number % 20 == 0 {
            page.push_str(&format!(
                "<p>Nous déposons un cookie nommé _suivi_{number}, conservé treize mois, pour mesurer l’audience.</p>\n"
            ));
        }
        number += 1;
    }
    page + "</body></html>"
}

/// A charter inside this many nested elements.
pub fn nested(depth: usize) -> String {
    format!(
        "<!doctype html><html lang=\"fr\"><body>{}{}{}</body></html>",
        "<div>".repeat(depth),
        table(10),
        "</div>".repeat(depth)
    )
}

/// A charter of cards: label and value pairs in `div`s.
pub fn cards(count: usize) -> String {
    let card = |number: usize| {
        format!(
            "<div class=\"card\"><h3>_carte_{number}</h3><dl><dt>Prestataire</dt><dd>Prestataire {}</dd><dt>Finalité</dt>\
             <dd>Retenir le choix du visiteur</dd><dt>Durée</dt><dd>6 mois</dd></dl></div>\n",
            number % 40
        )
    };
    let cards: String = (0..count).map(card).collect();
    format!("<!doctype html><html lang=\"fr\"><title>Cookies</title><body><h1>Cookies</h1>{cards}</body></html>")
}
