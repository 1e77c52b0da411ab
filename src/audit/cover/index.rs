//! Finding the declarations whose name agrees with a cookie's, without trying them all.

use super::fit::{self, Declared, Place};
use super::{Cover, CoverDoubt, How, Miss, Subject};
use crate::charter::{Declaration, Kind, Party, name};
use crate::cookie::domain;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::hash::{BuildHasherDefault, DefaultHasher};

/// The last place by a text; `Index::earlier` leads to those before. It is looked up and never iterated, so that its order reaches no report; its hashes are the same in
/// every run.
#[expect(clippy::disallowed_types, reason = "looked up, never iterated: a tree costs more the larger a site is")]
type Places = std::collections::HashMap<String, usize, BuildHasherDefault<DefaultHasher>>;

/// Declarations by name; families by what stands before their first `*` or after their last one.
#[derive(Default)]
pub(crate) struct Index<'a> {
    declarations: &'a [&'a Declaration],
    /// Their declared domains.
    declared: Vec<Option<Declared>>,
    /// For each place, the one before it under the same text.
    earlier: Vec<Option<usize>>,
    /// Lower-case full names.
    names: Places,
    /// Families with a literal beginning, by its lower case.
    beginnings: Places,
    /// The lengths of those beginnings, in bytes.
    lengths: BTreeSet<usize>,
    /// Families that begin with `*`, by the lower case of their end.
    endings: Places,
    ending_lengths: BTreeSet<usize>,
    /// Declarations that name no cookie but a domain, by registrable domain.
    domains: Places,
}

/// What the index answers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// The most specific declaration that covers.
    pub(crate) cover: Option<Cover>,
    /// When none covers: the closest one.
    pub(crate) near: Option<(usize, Miss)>,
}

impl<'a> Index<'a> {
    /// Indexes declarations, in linear time.
    pub(crate) fn of(declarations: &'a [&'a Declaration]) -> Self {
        let declared = declarations.iter().map(|declaration| fit::declared(declaration)).collect();
        let names = Places::with_capacity_and_hasher(declarations.len(), BuildHasherDefault::default());
        let mut index = Self { declarations, declared, names, ..Self::default() };
        for (place, declaration) in declarations.iter().enumerate() {
            let lower = declaration.name.to_lowercase();
            let Some((beginning, rest)) = lower.split_once('*') else {
                let before = index.names.insert(lower, place);
                index.earlier.push(before);
                continue;
            };
            let ending = rest.rsplit('*').next().unwrap_or(rest);
            let nameless = !lower.contains(char::is_alphanumeric);
            let before = if nameless {
                let declared = index.declared.get(place).and_then(Option::as_ref);
                declared.and_then(|declared| index.domains.insert(declared.site.clone(), place))
            } else if beginning.is_empty() {
                index.ending_lengths.insert(ending.len());
                index.endings.insert(ending.to_owned(), place)
            } else {
                index.lengths.insert(beginning.len());
                index.beginnings.insert(beginning.to_owned(), place)
            };
            index.earlier.push(before);
        }
        index
    }

    /// The declaration that covers a subject, the most specific one; every declaration that matches becomes `seen`.
    pub(crate) fn cover(&self, subject: &Subject<'_>, seen: &mut [bool]) -> Found {
        let mut best: Option<(Rank<'_>, Cover)> = None;
        let mut near: Option<((Miss, Tie<'_>), usize)> = None;
        for (place, how) in self.candidates(subject) {
            let Some(declaration) = self.declarations.get(place) else { continue };
            match fit::fit(declaration, self.declared.get(place).and_then(Option::as_ref), subject) {
                Err(miss) => {
                    let rank = (miss, tie(declaration));
                    if near.as_ref().is_none_or(|(first, _)| rank < *first) {
                        near = Some((rank, place));
                    }
                }
                Ok((at, doubts)) => {
                    if let Some(seen) = seen.get_mut(place) {
                        *seen = true;
                    }
                    let rank = rank(declaration, how, at, &doubts, place);
                    if best.as_ref().is_none_or(|(first, _)| rank < *first) {
                        best = Some((rank, Cover { declaration: place, how, doubts }));
                    }
                }
            }
        }
        let cover = best.map(|(_, cover)| cover);
        let near = near.filter(|_| cover.is_none()).map(|((miss, _), place)| (place, miss));
        Found { cover, near }
    }

    /// The declarations whose name agrees with the subject's, and how.
    fn candidates(&self, subject: &Subject<'_>) -> Vec<(usize, How)> {
        let name = subject.name();
        let lower = name.to_lowercase();
        let mut found = Vec::new();
        let mut add = |last: Option<&usize>, how: &dyn Fn(&Declaration) -> Option<How>| {
            let places = std::iter::successors(last.copied(), |place| self.earlier.get(*place).copied().flatten());
            for place in places {
                let agrees = self.declarations.get(place).and_then(|declaration| how(declaration));
                found.extend(agrees.map(|how| (place, how)));
            }
        };
        let whole =
            |declaration: &Declaration| Some(if declaration.name == name { How::Exact } else { How::OtherCase });
        let family = |declaration: &Declaration| {
            if name::matches(&declaration.name, name) {
                Some(How::Family)
            } else {
                name::matches(&declaration.name.to_lowercase(), &lower).then_some(How::FamilyOtherCase)
            }
        };
        add(self.names.get(&lower), &whole);
        if let Some(stem) = numbered_stem(name) {
            add(self.names.get(&stem.to_lowercase()), &|declaration| {
                (declaration.name == stem).then_some(How::Numbered)
            });
        }
        for length in self.lengths.iter().take_while(|length| **length <= lower.len()) {
            add(lower.get(..*length).and_then(|beginning| self.beginnings.get(beginning)), &family);
        }
        for length in self.ending_lengths.iter().take_while(|length| **length <= lower.len()) {
            add(lower.get(lower.len() - length..).and_then(|ending| self.endings.get(ending)), &family);
        }
        let host = subject.host();
        if let Subject::Cookie(..) = subject {
            add(self.domains.get(domain::registrable(host).unwrap_or(host)), &|_| Some(How::Provider));
        }
        found
    }
}

/// What makes one covering declaration more specific than another: smaller is better.
type Rank<'a> = (bool, How, Place, Reverse<usize>, Vec<CoverDoubt>, Tie<'a>, usize);

/// What decides among equals, so that the order in which declarations are given does not.
type Tie<'a> = (Option<u32>, &'a str, &'a str, Option<&'a str>, Option<&'a str>, Option<Party>, Kind);

fn rank<'a>(declaration: &'a Declaration, how: How, at: Place, doubts: &[CoverDoubt], place: usize) -> Rank<'a> {
    let literal = declaration.name.chars().filter(|character| *character != '*').count();
    (at == Place::Elsewhere, how, at, Reverse(literal), doubts.to_vec(), tie(declaration), place)
}

fn tie(declaration: &Declaration) -> Tie<'_> {
    let evidence = &declaration.evidence;
    let (domain, provider) = (declaration.domain.as_deref(), declaration.provider.as_deref());
    (evidence.row, &evidence.excerpt, &declaration.name, domain, provider, declaration.party, declaration.kind)
}

/// The part of a name before an identifier: `_pk_id` of `_pk_id.1.4f2a`, `_hjSession` of `_hjSession_1234567`.
///
/// An identifier is made of digits, a to f and separators, has a digit, and a run of at least four of them; so
/// `session_2` has none.
fn numbered_stem(name: &str) -> Option<&str> {
    let mut end = name.len();
    let mut stem = None;
    while let Some(cut) = name.get(..end)?.rfind(['.', '_', '-']) {
        let part = name.get(cut + 1..end)?;
        if part.is_empty() || !part.chars().all(|character| character.is_ascii_hexdigit()) {
            break;
        }
        end = cut;
        stem = name.get(..cut);
    }
    let stem = stem.filter(|stem| stem.chars().filter(|character| character.is_alphanumeric()).count() >= 3)?;
    let identifier = name.get(stem.len()..)?;
    let long = identifier.split(['.', '_', '-']).any(|run| run.len() >= 4);
    (long && identifier.contains(|character: char| character.is_ascii_digit())).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::numbered_stem;

    #[test]
    fn identifiers_are_told_from_words() {
        for (name, stem) in [
            ("_pk_id.1.4f2a", Some("_pk_id")),
            ("_hjSession_1234567", Some("_hjSession")),
            ("session_2", None),
            ("_ga_ABC123XYZ", None),
            ("_gat", None),
            ("my_cafe", None),
            ("1234", None),
            ("", None),
        ] {
            assert_eq!(numbered_stem(name), stem, "{name}");
        }
    }
}
