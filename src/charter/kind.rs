//! The kind of storage, in the page's words: "stockage local", "HTML Local Storage", "pixel".

use super::Kind;
use super::lexicon::Languages;
use crate::text::Tokens;

/// The kind of storage that a cell or a phrase names. `None` when it names none.
///
/// A cell that names a cookie beside another kind ("Cookie / Local Storage") is read as the other kind.
pub fn of(text: &str, languages: Languages) -> Option<Kind> {
    let tokens = Tokens::of(text);
    let mut named: Option<Kind> = None;
    for index in languages.near() {
        for phrase in index.kinds.all(&tokens) {
            if named.is_none() || named == Some(Kind::Cookie) {
                named = Some(phrase.meaning);
            }
        }
    }
    named
}
