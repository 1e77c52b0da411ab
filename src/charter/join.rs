//! Several pages of one site as one charter: a cookie page and its platform's list, a charter and the privacy page it is a
//! section of. Every line keeps the address it came from.

use super::name::matches;
use super::{Charter, Declaration, DoubtKind, contradiction};
use std::collections::BTreeMap;

/// Joins the charters of several pages, the main one first. `None` when there is none.
///
/// The joined charter has the source and the language of the first, and the columns of the first that has any. Each
/// declaration's evidence names its own page; what several pages declare alike (name, kind and domain, a pattern and what it
/// matches) is kept once, from the first, with a doubt where another page contradicts it. A charter that declares something
/// takes away the doubt that nothing was read in another.
pub fn join(charters: Vec<Charter>) -> Option<Charter> {
    let mut charters = charters.into_iter();
    let mut joined = charters.next()?;
    let mut known = Known::default();
    for charter in charters {
        if known.0.is_empty() {
            joined = located(joined);
            joined.declarations.iter().enumerate().for_each(|(at, declaration)| known.add(at, declaration));
        }
        let charter = located(charter);
        for declaration in charter.declarations {
            let first = known.same(&joined.declarations, &declaration).and_then(|at| joined.declarations.get_mut(at));
            if let Some(first) = first {
                if first.contradicts(&declaration) {
                    contradiction::mark(first, &declaration);
                }
            } else {
                known.add(joined.declarations.len(), &declaration);
                joined.declarations.push(declaration);
            }
        }
        for statement in charter.claims {
            if !joined.claims.iter().any(|known| known.claim == statement.claim) {
                joined.claims.push(statement);
            }
        }
        joined.doubts.extend(charter.doubts);
        joined.mentions.extend(charter.mentions);
        if joined.columns.is_empty() {
            joined.columns = charter.columns;
        }
    }
    if !joined.declarations.is_empty() {
        joined.doubts.retain(|doubt| doubt.doubt != DoubtKind::NothingRead);
    }
    Some(joined)
}

/// The declarations joined so far, by name; patterns apart.
#[derive(Default)]
struct Known(BTreeMap<String, Vec<usize>>, Vec<usize>);

/// More patterns than this are looked at by name only, so that the work stays linear.
const MOST_PATTERNS: usize = 300;

impl Known {
    fn add(&mut self, at: usize, declaration: &Declaration) {
        self.0.entry(declaration.name.clone()).or_default().push(at);
        if is_pattern(&declaration.name) && self.1.len() < MOST_PATTERNS {
            self.1.push(at);
        }
    }

    /// The one that declares the same.
    fn same(&self, all: &[Declaration], new: &Declaration) -> Option<usize> {
        let alike = |at: &&usize| all.get(**at).is_some_and(|known| repeats(known, new));
        let named = self.0.get(&new.name).into_iter().flatten().take(64).find(alike);
        let pattern = || {
            self.1
                .iter()
                .find(|at| all.get(**at).is_some_and(|known| matches(&known.name, &new.name) && repeats(known, new)))
        };
        named.or_else(pattern).copied()
    }
}

fn is_pattern(name: &str) -> bool {
    name.contains('*') || name.ends_with(['_', '-'])
}

fn repeats(first: &Declaration, again: &Declaration) -> bool {
    first.kind == again.kind && (first.domain == again.domain || first.domain.is_none() || again.domain.is_none())
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
    use crate::charter::{Charter, DoubtKind, read};
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
        let doubts = |at: usize| joined.declarations[at].doubts.iter().map(|doubt| doubt.doubt).collect::<Vec<_>>();
        assert_eq!((doubts(0), doubts(1)), (Vec::new(), vec![DoubtKind::Contradiction]));
        assert!(join(Vec::new()).is_none());
    }

    #[test]
    fn a_pattern_and_what_it_matches_are_one_line() {
        let table = "<h1>Cookies</h1><table><tr><th>Nom<th>Finalité</tr><tr><td>_a_id.*<td>Mesure</tr><tr><td>_b_*<td>Panier</tr></table>";
        let list = r#"{"disclosures": [{"identifier": "_a_id.7", "type": "cookie"}, {"identifier": "_b", "type": "cookie"}, {"identifier": "_b_1", "type": "web"}]}"#;
        let joined =
            join(vec![charter("https://a.example/cookies", table), charter("https://cmp.example/list.json", list)])
                .unwrap();
        let names: Vec<&str> = joined.declarations.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["_a_id.*", "_b_*", "_b", "_b_1"]);
    }

    #[test]
    fn a_charter_alone_stays_as_it_is() {
        let alone = charter(
            "https://a.example/cookies",
            "<h1>Cookies</h1><table><tr><th>Nom<th>Finalité</tr><tr><td>_a_id<td>Mesure</tr></table>",
        );
        assert_eq!(join(vec![alone.clone()]), Some(alone));
    }
}
