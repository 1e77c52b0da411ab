//! Several pages of one site as one charter: a cookie page and its platform's list, a charter and the privacy page it is a
//! section of. Every line keeps the address it came from.

use super::Charter;

/// Joins the charters of several pages, the main one first. `None` when there is none.
///
/// The joined charter has the source and the language of the first, and the columns of the first that has any. Each declaration's evidence names its own page;
/// what several pages declare alike (name, kind and domain) is kept once, from the first. A charter that declares
/// something takes away the doubt that nothing was read in another.
pub fn join(charters: Vec<Charter>) -> Option<Charter> {
    let mut charters = charters.into_iter();
    let mut joined = located(charters.next()?);
    for charter in charters.map(located) {
        for declaration in charter.declarations {
            let known = joined.declarations.iter().any(|known| {
                known.name == declaration.name
                    && known.kind == declaration.kind
                    && (known.domain == declaration.domain || known.domain.is_none() || declaration.domain.is_none())
            });
            if !known {
                joined.declarations.push(declaration);
            }
        }
        for statement in charter.claims {
            if !joined.claims.iter().any(|known| known.claim == statement.claim) {
                joined.claims.push(statement);
            }
        }
        joined.doubts.extend(charter.doubts);
        if joined.columns.is_empty() {
            joined.columns = charter.columns;
        }
    }
    if !joined.declarations.is_empty() {
        joined.doubts.retain(|doubt| doubt.doubt != super::DoubtKind::NothingRead);
    }
    Some(joined)
}

/// The charter with its page's address in the evidence of each declaration that has none yet.
fn located(mut charter: Charter) -> Charter {
    for declaration in &mut charter.declarations {
        if declaration.evidence.address.is_none() {
            declaration.evidence.address.clone_from(&charter.source.address);
        }
    }
    charter
}

#[cfg(test)]
mod tests {
    use super::join;
    use crate::charter::{Charter, read};
    use crate::page::{Form, Page};

    fn charter(address: &str, source: &str) -> Charter {
        let page = Page {
            address: Some(address.to_owned()),
            language: Some("fr".to_owned()),
            form: Form::Html,
            source: source.to_owned(),
        };
        read(&page)
    }

    #[test]
    fn lines_keep_their_page() {
        let table = "<h1>Cookies</h1><table><tr><th>Nom<th>Finalité<th>Durée</tr><tr><td>_a_id<td>Mesure<td>13 mois</tr><tr><td>_b_id<td>Panier<td>1 an</tr></table>";
        let list = r#"{"disclosures": [{"identifier": "_b_id", "type": "cookie", "maxAgeSeconds": 60}, {"identifier": "_c_id", "type": "cookie", "maxAgeSeconds": 60}]}"#;
        let joined =
            join(vec![charter("https://a.example/cookies", table), charter("https://cmp.example/list.json", list)])
                .unwrap();
        let lines: Vec<(&str, Option<&str>)> =
            joined.declarations.iter().map(|line| (line.name.as_str(), line.evidence.address.as_deref())).collect();
        let (page, platform) = (Some("https://a.example/cookies"), Some("https://cmp.example/list.json"));
        assert_eq!(lines, [("_a_id", page), ("_b_id", page), ("_c_id", platform)]);
        assert_eq!(joined.source.address.as_deref(), page);
        assert!(join(Vec::new()).is_none());
    }
}
