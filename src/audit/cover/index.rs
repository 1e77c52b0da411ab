//! Finding the declarations whose name agrees with a cookie's, without trying them all.

use super::fit::{self, Declared, Place};
use super::{Cover, How, Miss, Subject, tie};
use crate::charter::lifetime::Length;
use crate::charter::{Declaration, Kind, name};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::hash::{BuildHasherDefault, DefaultHasher};

/// The last place by a text; `Index::earlier` leads to those before. It is looked up and never iterated, so that its
/// order reaches no report; its hashes are the same in every run.
#[expect(clippy::disallowed_types, reason = "looked up, never iterated: a tree costs more the larger a site is")]
type Places<'a> = std::collections::HashMap<Cow<'a, str>, usize, BuildHasherDefault<DefaultHasher>>;

/// Declarations by name; families by what stands before their first `*` or after their last one.
#[derive(Default)]
pub(crate) struct Index<'a> {
    declarations: &'a [&'a Declaration],
    /// Their declared domains.
    declared: Vec<Option<Box<Declared>>>,
    /// For each place, the one before it under the same text.
    earlier: Vec<Option<usize>>,
    /// Lower-case full names.
    names: Places<'a>,
    /// Families with a literal beginning, by its lower case.
    beginnings: Places<'a>,
    /// The lengths of those beginnings, in bytes.
    lengths: BTreeSet<usize>,
    /// Families that begin with `*`, by the lower case of their end.
    endings: Places<'a>,
    ending_lengths: BTreeSet<usize>,
    /// Declarations that name no cookie but a domain, by registrable domain.
    domains: Places<'a>,
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
        let names = Places::with_capacity_and_hasher(declarations.len(), BuildHasherDefault::default());
        let mut index = Self { declarations, names, ..Self::default() };
        for (place, declaration) in declarations.iter().enumerate() {
            let declared = fit::declared(declaration).map(Box::new);
            let (part, text) = match plain(&declaration.name) {
                Cow::Borrowed(name) => {
                    let (part, text) = part(name);
                    (part, Cow::Borrowed(text))
                }
                Cow::Owned(name) => {
                    let (part, text) = part(&name);
                    (part, Cow::Owned(text.to_owned()))
                }
            };
            let before = match part {
                Part::Whole => index.names.insert(text, place),
                Part::Beginning => {
                    index.lengths.insert(text.len());
                    index.beginnings.insert(text, place)
                }
                Part::Ending => {
                    index.ending_lengths.insert(text.len());
                    index.endings.insert(text, place)
                }
                Part::None => {
                    declared.as_ref().and_then(|declared| index.domains.insert(declared.site.clone().into(), place))
                }
            };
            index.earlier.push(before);
            index.declared.push(declared);
        }
        index
    }

    /// The declaration that covers a subject, the most specific one; every declaration that matches becomes `seen`.
    pub(crate) fn cover(&self, subject: &Subject<'_>, seen: &mut [bool]) -> Found {
        let mut best: Option<(Place, Cover)> = None;
        let mut near: Option<(Miss, usize)> = None;
        self.candidates(subject, |place, declaration, how| {
            match fit::fit(declaration, self.declared.get(place).and_then(Option::as_deref), subject) {
                Err(miss) => {
                    if near.is_none_or(|near| self.missed(miss, place) < self.missed(near.0, near.1)) {
                        near = Some((miss, place));
                    }
                }
                Ok((at, doubts)) => {
                    if let Some(seen) = seen.get_mut(place) {
                        *seen = true;
                    }
                    let cover = Cover { declaration: place, how, doubts };
                    if best.as_ref().is_none_or(|(first, best)| self.rank(at, &cover) < self.rank(*first, best)) {
                        best = Some((at, cover));
                    }
                }
            }
        });
        let cover = best.map(|(_, cover)| cover);
        let near = near.filter(|_| cover.is_none()).map(|(miss, place)| (place, miss));
        Found { cover, near }
    }

    /// What makes one covering declaration more specific than another: smaller is better.
    fn rank(&self, at: Place, cover: &Cover) -> impl Ord {
        let name = self.declarations.get(cover.declaration).map(|declaration| declaration.name.as_str());
        let literal = name.map(|name| name.chars().filter(|character| *character != '*').count());
        let elsewhere = at == Place::Elsewhere;
        (
            elsewhere,
            cover.how,
            at,
            Reverse(literal),
            cover.doubts.clone(),
            self.life(cover.declaration),
            self.tie(cover.declaration),
        )
    }

    /// Of two lengths that charters give, the longer one counts, and so does the declaration that gives it.
    fn life(&self, place: usize) -> impl Ord {
        let lifetime = self.declarations.get(place).and_then(|declaration| declaration.lifetime.as_ref());
        Reverse(lifetime.map(|lifetime| match lifetime.length {
            Length::Session(_) => 0,
            Length::Seconds(seconds) => seconds,
            Length::Unbounded(_) => u64::MAX,
        }))
    }

    /// What makes one declaration come closer than another, when neither covers: smaller is better.
    fn missed(&self, miss: Miss, place: usize) -> impl Ord {
        (miss, self.tie(place))
    }

    /// What decides among equals.
    fn tie(&self, place: usize) -> impl Ord {
        (self.declarations.get(place).map(|declaration| tie(declaration)), place)
    }

    /// Calls for each declaration whose name agrees with the subject's, with its place and how it agrees.
    fn candidates(&self, subject: &Subject<'_>, mut each: impl FnMut(usize, &'a Declaration, How)) {
        let (name, small) = (&*name::decoded(subject.name), plain(subject.name));
        let mut add = |last: Option<&usize>, how: &dyn Fn(&Declaration) -> Option<How>| {
            let mut next = last.copied();
            while let Some(place) = next {
                let Some(declaration) = self.declarations.get(place) else { break };
                if let Some(how) = how(declaration) {
                    each(place, declaration, how);
                }
                next = self.earlier.get(place).copied().flatten();
            }
        };
        let whole =
            |declaration: &Declaration| Some(if is_named(declaration, name) { How::Exact } else { How::OtherCase });
        let family = |declaration: &Declaration| {
            if name::matches(&name::decoded(&declaration.name), name) {
                Some(How::Family)
            } else {
                name::matches(&plain(&declaration.name), &small).then_some(How::FamilyOtherCase)
            }
        };
        add(self.names.get(&*small), &whole);
        if let Some(stem) = numbered_stem(name) {
            add(self.names.get(&*lower(stem)), &|declaration| is_named(declaration, stem).then_some(How::Numbered));
        }
        for length in self.lengths.iter().take_while(|length| **length <= small.len()) {
            add(small.get(..*length).and_then(|beginning| self.beginnings.get(beginning)), &family);
        }
        for length in self.ending_lengths.iter().take_while(|length| **length <= small.len()) {
            add(small.get(small.len() - length..).and_then(|ending| self.endings.get(ending)), &family);
        }
        if subject.kind == Some(Kind::Cookie) {
            add(self.domains.get(subject.site), &|_| Some(How::Provider));
        }
    }
}

/// By which part of its lower-case name a declaration is found.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Beginning,
    Ending,
    /// The name says nothing: `*`.
    None,
}

fn part(name: &str) -> (Part, &str) {
    let Some((beginning, rest)) = name.split_once('*') else { return (Part::Whole, name) };
    match () {
        () if !name.contains(char::is_alphanumeric) => (Part::None, ""),
        () if beginning.is_empty() => (Part::Ending, rest.rsplit('*').next().unwrap_or(rest)),
        () => (Part::Beginning, beginning),
    }
}

/// Whether a declaration has this very name, compared as [`name::decoded`] has it.
fn is_named(declaration: &Declaration, decoded: &str) -> bool {
    name::decoded(&declaration.name) == decoded
}

/// A name as names are found: decoded, in lower case.
fn plain(name: &str) -> Cow<'_, str> {
    match name::decoded(name) {
        Cow::Borrowed(name) => lower(name),
        Cow::Owned(name) => Cow::Owned(name.to_lowercase()),
    }
}

/// A text in lower case. Nothing is allocated for what is written so already.
fn lower(text: &str) -> Cow<'_, str> {
    let small = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if small { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
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
    use super::{Part, numbered_stem, part};

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
    /// A family under an empty text would be tried for every cookie.
    #[test]
    fn a_declaration_is_found_by_what_its_name_tells() {
        for (name, found) in [
            ("_ga", (Part::Whole, "_ga")),
            ("_ga_*", (Part::Beginning, "_ga_")),
            ("a*_b", (Part::Beginning, "a")),
            ("*_id", (Part::Ending, "_id")),
            ("*_b_*_id", (Part::Ending, "_id")),
            ("*", (Part::None, "")),
            ("_*", (Part::None, "")),
        ] {
            assert_eq!(part(name), found, "{name}");
        }
    }
}
