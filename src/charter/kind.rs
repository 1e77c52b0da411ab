//! The kind of storage, in the page's words: "stockage local", "HTML Local Storage", "pixel".

use super::Kind;
use super::lexicon::Languages;
use crate::text::Tokens;

/// Longer texts are paragraphs.
const MOST_BYTES: usize = 300;

/// The kind of storage that a cell or a phrase names. `None` when it names none.
///
/// A cell that names a cookie beside another kind ("Cookie / Local Storage") is read as the other kind. A generic word
/// ("tag") counts only in a cell of few words.
pub fn of(text: &str, languages: Languages) -> Option<Kind> {
    if text.len() > MOST_BYTES {
        return None;
    }
    let tokens = Tokens::of(text);
    // What consent platforms write for "HTML local storage", beside "HTTP" for cookies.
    if tokens.len() == 1 && tokens.plain(0) == "html" {
        return Some(Kind::LocalStorage);
    }
    let words = (0..tokens.len()).filter(|at| tokens.is_word(*at)).count();
    let mut named: Option<Kind> = None;
    for index in languages.near() {
        for phrase in index.kinds.all(&tokens) {
            let is_generic = phrase.meaning != Kind::Cookie
                && phrase.tokens.len() == 1
                && tokens.plain(phrase.tokens.start).len() < 6;
            if (!is_generic || words <= 3) && matches!(named, None | Some(Kind::Cookie)) {
                named = Some(phrase.meaning);
            }
        }
    }
    named
}

/// Whether a text names cookies, beside any other kind of storage.
pub(super) fn names_cookie(text: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(text);
    languages.near().any(|index| index.kinds.all(&tokens).iter().any(|phrase| phrase.meaning == Kind::Cookie))
}

#[cfg(test)]
mod tests {
    use super::{Languages, of};
    use crate::charter::Kind::{self, Cookie, IndexedDb, LocalStorage, Pixel, SessionStorage};

    #[track_caller]
    fn check(language: &str, text: &str, expected: Option<Kind>) {
        assert_eq!(of(text, Languages::of(Some(language))), expected, "{language}: {text}");
    }

    #[test]
    fn cells_name_their_kind() {
        check("fr", "Stockage local", Some(LocalStorage));
        check("fr", "HTML Local Storage", Some(LocalStorage));
        check("en", "HTTP Cookie", Some(Cookie));
        check("en", "Pixel Tracker", Some(Pixel));
        check("es", "HTML", Some(LocalStorage));
        check("en", "IndexedDB", Some(IndexedDb));
        check("de", "Session Storage", Some(SessionStorage));
        check("pt", "HTTP (Essencial)", Some(Cookie));
        check("fr", "Cookie / Local Storage", Some(LocalStorage));
        check("fr", "Google", None);
    }
}
