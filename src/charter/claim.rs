//! What a page claims of all its cookies: "ce site n'utilise aucun cookie".

use super::Claim;
use super::lexicon::Languages;
use crate::text::Tokens;

/// The claim a sentence makes. `None` when it makes none, or restricts it ("aucun cookie sans votre consentement").
pub fn of(sentence: &str, languages: Languages) -> Option<Claim> {
    let tokens = Tokens::of(sentence);
    languages.near().find_map(|index| index.claims.all(&tokens).first().map(|phrase| phrase.meaning))
}
