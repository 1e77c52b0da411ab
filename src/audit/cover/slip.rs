//! Names that a slip of the pen tells from a declared one: `PHPSESID`, `_pk-id`, `VISITOR_INF01_LIVE`.
//!
//! They cover nothing, for two cookies may well have names so alike. They are told beside a cookie that nothing covers,
//! where the visit has no cookie of the declaration itself.

use super::tie;
use crate::charter::{Declaration, Kind};
use crate::knowledge;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// The declarations that nothing of the visit matches, by their names and by those without one letter.
pub(crate) struct Slips<'a> {
    declarations: &'a [&'a Declaration],
    places: BTreeSet<(u64, usize)>,
}

/// Further declarations are not looked at.
const MOST: usize = 5_000;

/// Longer names are not compared.
const LONGEST: usize = 64;

/// Names that differ only in what is no letter or digit have as many of these.
const FEWEST_SAME: usize = 4;

/// Names that differ in one letter have as many.
const FEWEST_OTHER: usize = 6;

impl<'a> Slips<'a> {
    /// Indexes the declarations of cookies that were not seen. One whose name is publicly known is written as it should.
    pub(crate) fn of(declarations: &'a [&'a Declaration], seen: &[bool], site: &str) -> Self {
        let is_known = |name: &str| knowledge::known(name, site).is_some_and(|known| known.name == name);
        let unseen = declarations.iter().enumerate().filter(|(place, declaration)| {
            seen.get(*place) == Some(&false) && declaration.kind == Kind::Cookie && !is_known(&declaration.name)
        });
        let places = unseen.take(MOST).flat_map(|(place, declaration)| {
            let letters = Letters::of(stem(&declaration.name));
            letters.keys().map(move |key| (key, place)).collect::<Vec<_>>()
        });
        Self { declarations, places: places.collect() }
    }

    /// The place of the declaration whose name is the cookie's but for a slip. `None` when there is none.
    pub(crate) fn of_cookie(&self, name: &str) -> Option<usize> {
        let found = stems(name).filter_map(|held| {
            let letters = Letters::of(held);
            let keys = letters.keys().collect::<Vec<_>>().into_iter();
            let places = keys.flat_map(|key| self.places.range((key, 0)..=(key, usize::MAX))).map(|(_, place)| *place);
            let declared = places.filter_map(|place| Some((*self.declarations.get(place)?, place)));
            let is_slip =
                |(declared, _): &(&Declaration, usize)| letters.is_slip_of(&Letters::of(stem(&declared.name)));
            declared.filter(is_slip).min_by(|(one, at), (other, place)| (tie(one), at).cmp(&(tie(other), place)))
        });
        found.map(|(_, place)| place).next()
    }
}

/// What is fixed of a family's name, or the whole name: `_pk_id.*`.
fn stem(name: &str) -> &str {
    name.split('*').next().unwrap_or_default()
}

/// A cookie's name, and what is left of it without the identifiers at its end: `_pk_ses.1.4f2a`, `_pk_ses.1`, `_pk_ses`.
fn stems(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        let (stem, part) = name.rsplit_once(['.', '_', '-'])?;
        let is_hexadecimal = part.chars().all(|character| character.is_ascii_hexdigit());
        let is_identifier = is_hexadecimal || part.contains(|character: char| character.is_ascii_digit());
        is_identifier.then_some(stem)
    })
}

/// The letters and digits of a name in lower case, of two alike in a row one.
#[derive(PartialEq, Eq)]
struct Letters(Vec<char>);

impl Letters {
    /// None of a name that is too long.
    fn of(name: &str) -> Self {
        let is_short = name.len() <= LONGEST;
        let letters = name.chars().filter(|letter| is_short && letter.is_alphanumeric()).flat_map(char::to_lowercase);
        let mut letters: Vec<char> = letters.collect();
        letters.dedup();
        Self(letters)
    }

    /// What names of the same letters share, and names that one letter tells apart: at least one of these.
    fn keys(&self) -> impl Iterator<Item = u64> {
        let hasher = BuildHasherDefault::<DefaultHasher>::new();
        let whole = (self.0.len() >= FEWEST_SAME).then(|| hasher.hash_one(&self.0));
        let most = if self.0.len() >= FEWEST_OTHER { self.0.len() } else { 0 };
        let shorter = (0..most).map(move |without| {
            let mut letters = self.0.clone();
            letters.remove(without);
            hasher.hash_one(&letters)
        });
        whole.into_iter().chain(shorter)
    }

    /// Whether only a slip tells two names apart: signs and doubled letters, one letter more or less, another one, or two in
    /// the wrong order. A digit counts, `page_1` and `page_2`, and so does what ends a name, `__utma` and `__utmb`.
    fn is_slip_of(&self, other: &Self) -> bool {
        let (one, other) = (self.0.as_slice(), other.0.as_slice());
        if one == other {
            return true;
        }
        let same = |(one, other): &(&char, &char)| one == other;
        let before = one.iter().zip(other).take_while(same).count();
        let (one, other) = (one.get(before..).unwrap_or_default(), other.get(before..).unwrap_or_default());
        let behind = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
        let (one, other) = (one.get(..one.len() - behind), other.get(..other.len() - behind));
        match (one.unwrap_or_default(), other.unwrap_or_default()) {
            ([letter], []) | ([], [letter]) => letter.is_alphabetic(),
            ([one], [other]) if behind > 0 => are_alike(*one, *other) || one.is_alphabetic() && other.is_alphabetic(),
            ([first, second], [one, other]) => first == other && second == one && first.is_alphabetic(),
            _ => false,
        }
    }
}

/// Whether a letter and a digit look the same: O and 0, l and 1.
fn are_alike(one: char, other: char) -> bool {
    matches!((one, other), ('o', '0') | ('0', 'o') | ('l' | 'i', '1') | ('1', 'l' | 'i'))
}

#[cfg(test)]
mod tests {
    use super::{Letters, stems};

    #[test]
    fn a_slip_is_told_from_another_name() {
        for (held, declared) in [
            ("PHPSESSID", "PHPSESID"),
            ("_pk_id", "_pk-id"),
            ("VISITOR_INFO1_LIVE", "VISITOR_INF01_LIVE"),
            ("wordpress_test_cookie", "wordpress_test_cookies"),
            ("cookielawinfo-checkbox-analytics", "cookielawinfo-checbox-analytics"),
            ("csrftoken", "crsftoken"),
        ] {
            assert!(is_slip(held, declared), "{held} {declared}");
        }
        for (held, declared) in [
            ("__utma", "__utmb"),
            ("page_1", "page_2"),
            ("session1", "session"),
            ("_gid", "_ga"),
            ("fr", "gr"),
            ("basket", "baskets_of_others"),
            ("", ""),
        ] {
            assert!(!is_slip(held, declared), "{held} {declared}");
        }
    }

    fn is_slip(held: &str, declared: &str) -> bool {
        let (held, declared) = (Letters::of(held), Letters::of(declared));
        let is_near = held.keys().any(|key| declared.keys().any(|other| other == key));
        is_near && held.is_slip_of(&declared)
    }

    #[test]
    fn identifiers_at_the_end_are_left_out() {
        assert_eq!(stems("_pk_ses.1.4f2a").collect::<Vec<_>>(), ["_pk_ses.1.4f2a", "_pk_ses.1", "_pk_ses"]);
        assert_eq!(stems("user_lang").collect::<Vec<_>>(), ["user_lang"]);
    }
}
