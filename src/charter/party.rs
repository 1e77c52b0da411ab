//! Who sets a cookie, in the page's words: "interne", "tiers".

use super::Party;
use super::lexicon::Languages;
use crate::text::Tokens;

/// The party that a cell or a phrase names. `None` when it names none, or both.
pub fn of(text: &str, languages: Languages) -> Option<Party> {
    let tokens = Tokens::of(text);
    languages.near().find_map(|index| {
        let found = index.parties.all(&tokens);
        let first = found.first()?.meaning;
        found.iter().all(|phrase| phrase.meaning == first).then_some(first)
    })
}
