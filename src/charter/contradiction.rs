//! Whether two declarations of one cookie can both be so.

use super::lifetime::Length;
use super::outline::inline::excerpt;
use super::{Category, Declaration, Doubt, DoubtKind};
use crate::text;
use std::collections::BTreeSet;

impl Declaration {
    /// Whether another declaration of the same cookie tells another category, lifetime, provider or party. What one of
    /// them leaves out, or only writes otherwise ("365 days" and "1 year", "Google" and "Google LLC"), does not count.
    pub fn contradicts(&self, other: &Self) -> bool {
        let lengths = self.lifetime.as_ref().zip(other.lifetime.as_ref());
        let parties = self.party.zip(other.party);
        self.category.zip(other.category).is_some_and(|(one, other)| sort_otherwise(one, other))
            || lengths.is_some_and(|(one, other)| lasts_otherwise(one.length, other.length))
            || provided_otherwise(self, other)
            || parties.is_some_and(|(one, other)| one != other)
    }
}

/// Leaves the doubt that another place contradicts a declaration, once.
pub(super) fn mark(kept: &mut Declaration, other: &Declaration) {
    if kept.doubts.iter().all(|doubt| doubt.doubt != DoubtKind::Contradiction) {
        kept.doubts.push(Doubt { doubt: DoubtKind::Contradiction, excerpt: excerpt(&other.evidence.excerpt) });
    }
}

/// What a page leaves unclassified, it sorts nowhere else either.
fn sort_otherwise(one: Category, other: Category) -> bool {
    one != other && one != Category::Unclassified && other != Category::Unclassified
}

/// A length written in another unit ("90 days", "3 months") differs by 3 % at most. "Persistent" is what a cookie with a
/// figure is, too.
fn lasts_otherwise(one: Length, other: Length) -> bool {
    match (one, other) {
        (Length::Seconds(one), Length::Seconds(other)) => one.abs_diff(other) > one.max(other) / 33,
        (Length::Session(_), Length::Session(_)) => false,
        (Length::Session(_), _) | (_, Length::Session(_)) => true,
        (Length::Unbounded(_), _) | (_, Length::Unbounded(_)) => false,
    }
}

/// Whether two declarations name providers that have nothing in common: not even a word, as "Google LLC" and "Google/Meta"
/// have, nor is one told in the place that names the other.
fn provided_otherwise(one: &Declaration, other: &Declaration) -> bool {
    let plain = |declaration: &Declaration| declaration.provider.as_deref().map(text::plain);
    let (Some(provider), Some(other_provider)) = (plain(one), plain(other)) else { return false };
    let letters = |name: &str| name.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let (all, all_other) = (letters(&provider), letters(&other_provider));
    let (place, other_place) = (text::plain(&one.evidence.excerpt), text::plain(&other.evidence.excerpt));
    let (names, other_names) = (words(&provider), words(&other_provider));
    !all.contains(&all_other)
        && !all_other.contains(&all)
        && names.is_disjoint(&other_names)
        && names.is_disjoint(&words(&other_place))
        && other_names.is_disjoint(&words(&place))
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use crate::charter::Declaration;
    use serde_json::{Value, json};

    fn declaration(said: &Value) -> Declaration {
        let mut plain =
            json!({ "name": "x", "asWritten": "x", "kind": "cookie", "evidence": { "excerpt": "x" }, "doubts": [] });
        plain.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        serde_json::from_value(plain).unwrap()
    }

    #[test]
    fn what_is_left_out_or_written_otherwise_is_no_contradiction() {
        let days = |days: u64| json!({ "lifetime": { "asWritten": "", "seconds": days * 86_400 } });
        for (one, other, contradict) in [
            (json!({}), json!({ "category": "necessary", "party": "first", "provider": "A" }), false),
            (json!({ "category": "necessary" }), json!({ "category": "statistics" }), true),
            (json!({ "category": "unclassified" }), json!({ "category": "statistics" }), false),
            (json!({ "party": "first" }), json!({ "party": "third" }), true),
            (json!({ "provider": "Google" }), json!({ "provider": "Google LLC" }), false),
            (json!({ "provider": "Google/Meta" }), json!({ "provider": "Meta Platforms" }), false),
            (json!({ "provider": "You Tube" }), json!({ "provider": "YouTube" }), false),
            (json!({ "provider": "Meta" }), json!({ "provider": "Google" }), true),
            (days(365), json!({ "lifetime": { "asWritten": "1 year", "seconds": 31_556_952 } }), false),
            (days(90), json!({ "lifetime": { "asWritten": "3 months", "seconds": 7_889_238 } }), false),
            (days(365), days(395), true),
            (days(1), json!({ "lifetime": { "asWritten": "session", "session": true } }), true),
            (days(1), json!({ "lifetime": { "asWritten": "persistent", "unbounded": true } }), false),
        ] {
            let (a, b) = (declaration(&one), declaration(&other));
            assert_eq!((a.contradicts(&b), b.contradicts(&a)), (contradict, contradict), "{one} {other}");
        }
    }
}
