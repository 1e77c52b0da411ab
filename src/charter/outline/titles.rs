//! Titles in bold, one below the other: no element tells which of them lies below which, but their words may. "Statistics
//! cookies", then "Example Analytics", then "_ga", or "Name" again and again.

use super::{Body, Outline};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::once::Once;
use crate::charter::{category, field, kind, lead, name, provider};
use crate::text::Tokens;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// What a title names, from what lies above to what lies below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Anything else: "Your rights", "Statistics cookies"
    Other,
    /// Who sets them: "Example Analytics"
    Service,
    /// One of them, or what is told of each: "_ga", "Name: _ga", "Name"
    Entry,
}

/// Puts each title in bold below the one that it follows, where their words tell that it lies there.
pub(crate) fn settle(outline: &mut Outline, languages: Languages) {
    let ranks = ranks(outline, languages);
    // Few pages have a service or a name among such titles: nothing else is looked up for the others.
    let listing = LazyCell::new(|| listing(outline));
    let known = Once::default();
    // A sort of cookies, none of which is told before the next title: "Statistics cookies".
    let heads_sort = |at: usize| {
        let title = outline.sections.get(at).map_or("", |section| &section.title);
        known.get(at, title, || !listing.contains(&at) && is_sort(title, languages))
    };
    let mut below: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, section) in outline.sections.iter().enumerate() {
        let Some(rank) = ranks.get(&at).copied().filter(|rank| *rank > Rank::Other) else { continue };
        let of = |at: &usize| ranks.get(at).copied().unwrap_or(Rank::Other);
        // Each title above is of a higher rank than the one before: there are three at most.
        let above = std::iter::successors(section.follows, |at| below.get(at).copied()).find(|above| of(above) < rank);
        if let Some(above) = above.filter(|above| rank == Rank::Entry || heads_sort(*above)) {
            below.insert(at, above);
        }
    }
    for (at, above) in below {
        if let Some(section) = outline.sections.get_mut(at) {
            section.parent = Some(above);
        }
    }
}

/// The ranks of the titles in bold that follow one another.
fn ranks(outline: &Outline, languages: Languages) -> BTreeMap<usize, Rank> {
    let followed: BTreeSet<usize> = outline.sections.iter().filter_map(|section| section.follows).collect();
    if followed.is_empty() {
        return BTreeMap::new();
    }
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for section in outline.sections.iter().filter(|section| section.is_bold) {
        *times.entry(&section.title).or_default() += 1;
    }
    let titles = outline.sections.iter().enumerate();
    let titles = titles.filter(|(at, section)| section.follows.is_some() || followed.contains(at));
    let ranked = titles.map(|(at, section)| {
        let title = section.title.as_str();
        let repeated = times.get(title).is_some_and(|times| *times > 1);
        let rank = match () {
            () if lead::are_names(title, 0.9, languages) || is_label(title, repeated, languages) => Rank::Entry,
            () if provider::known_whole(title).is_some() => Rank::Service,
            () => Rank::Other,
        };
        (at, rank)
    });
    ranked.collect()
}

/// The sections that tell of cookies themselves: in a list, a table, or by a name in their text.
fn listing(outline: &Outline) -> BTreeSet<usize> {
    let tells = |body: &Body| match body {
        Body::Item(_) | Body::Pair(..) | Body::Grid(_) => true,
        Body::Paragraph(text) => name::is_told_in(&text.plain),
        Body::Heading(..) | Body::Label(_) | Body::Code(_) => false,
    };
    outline.blocks.iter().filter(|block| tells(&block.body)).filter_map(|block| block.section).collect()
}

/// "Name: _ga", or "Name" wherever a cookie is told of.
fn is_label(title: &str, repeated: bool, languages: Languages) -> bool {
    field::of(title, languages).is_some_and(|field| {
        let is_told = field.roles.first().is_some_and(|role| !matches!(role, Role::Other | Role::Category));
        let has_value = !field.value.is_empty() && field.roles.first() == Some(&Role::Name);
        is_told && (has_value || repeated && field.value.is_empty() && !kind::names_cookie(title, languages))
    })
}

fn is_sort(title: &str, languages: Languages) -> bool {
    const MOST_WORDS: usize = 10;
    Tokens::at_most(title, MOST_WORDS)
        && kind::names_cookie(title, languages)
        && category::of(title, languages).is_some()
}
