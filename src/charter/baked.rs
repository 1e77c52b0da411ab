//! Pages on cookies that are eaten: their tables tell names and times as well.

use super::lexicon::Languages;
use super::lifetime::Length;
use super::outline::{Body, Outline};
use super::{Declaration, Kind, name};
use crate::names;

/// Whether what was read on a page is told of biscuits: ordinary words with times of baking, nothing that is said of cookies
/// alone, and no word of a browser or of consent.
pub(super) fn are(declarations: &[Declaration], outline: &Outline, languages: Languages) -> bool {
    declarations.len() > 1
        && declarations.iter().all(may_be)
        && declarations.iter().filter(|declaration| declaration.lifetime.is_some()).count() * 2 > declarations.len()
        && !outline.blocks.iter().any(|block| is_of_browsers(&block.body, languages))
}

/// Whether a declaration may be one: see [`are`].
fn may_be(declaration: &Declaration) -> bool {
    const LONGEST: u64 = 3 * 3600;
    let told = [&declaration.provider, &declaration.domain].into_iter().any(Option::is_some)
        || declaration.category.is_some()
        || declaration.party.is_some()
        || declaration.kind != Kind::Cookie;
    let is_short = |length: &Length| matches!(length, Length::Seconds(seconds) if *seconds <= LONGEST);
    !told
        && name::looks_like(&declaration.name) < 0.5
        && !names::is_known(&declaration.name)
        && declaration.lifetime.as_ref().is_none_or(|lifetime| is_short(&lifetime.length))
}

/// Whether running text speaks of a browser, or of what is done with one.
fn is_of_browsers(body: &Body, languages: Languages) -> bool {
    match body {
        Body::Heading(_, text) | Body::Label(text) | Body::Paragraph(text) | Body::Item(text) => {
            languages.speaks_of_browsers(&text.plain)
        }
        Body::Pair(..) | Body::Grid(_) | Body::Code(_) => false,
    }
}
