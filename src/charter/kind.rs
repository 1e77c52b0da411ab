//! The kind of storage, in the page's words: "stockage local", "HTML Local Storage", "pixel".

use super::lexicon::{Index, Languages};
use super::{Kind, category, name};
use crate::text::{self, Tokens};

/// Longer texts are paragraphs.
const MOST_BYTES: usize = 300;

/// The kind of storage that a cell or a phrase names. `None` when it names none.
///
/// A cell that names a cookie beside another kind ("Cookie / Local Storage") is read as the other kind. A generic word
/// ("tag") counts only in a cell of few words.
pub fn of(text: &str, languages: Languages) -> Option<Kind> {
    if text.len() > MOST_BYTES { None } else { of_tokens(&Tokens::of(text), languages) }
}

/// See [`of`], of a text that is cut already.
pub(super) fn of_tokens(tokens: &Tokens, languages: Languages) -> Option<Kind> {
    if tokens.text().len() > MOST_BYTES {
        return None;
    }
    // What consent platforms write for "HTML local storage", beside "HTTP" for cookies.
    if tokens.len() == 1 && tokens.plain(0) == "html" {
        return Some(Kind::LocalStorage);
    }
    let words = (0..tokens.len()).filter(|at| tokens.is_word(*at)).count();
    let mut named: Option<Kind> = None;
    for index in languages.near() {
        for phrase in index.kinds.all(tokens) {
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

/// Whether a word names cookies, alone, in a compound, or with those behind it: "témoin", "cookiewall", "HTTP cookie".
pub(super) fn is_cookie(tokens: &Tokens, at: usize, index: &Index) -> bool {
    tokens.plain(at).contains("cookie")
        || index.kinds.longest(tokens, at).is_some_and(|phrase| phrase.meaning == Kind::Cookie)
}

/// Whether a plain word is a compound whose last part names cookies: "forstapartskakor".
pub(super) fn is_compound(word: &str, index: &Index) -> bool {
    const SHORTEST: usize = 4;
    const LONGEST: usize = 60;
    let ends = || word.char_indices().skip(SHORTEST).filter_map(|(at, _)| word.get(at..));
    let is_cookie =
        |end: &str| end.len() >= SHORTEST && index.kinds.whole(&Tokens::of(end), 0..1).contains(&Kind::Cookie);
    word.len() <= LONGEST && ends().any(is_cookie)
}

/// Whether a word names cookies or another storage; see [`is_cookie`].
pub(super) fn is_storage(tokens: &Tokens, at: usize, index: &Index) -> bool {
    tokens.plain(at).contains("cookie") || index.kinds.longest(tokens, at).is_some()
}

/// Whether some words speak of cookies; see [`is_cookie`].
pub(super) fn speaks_of_cookies(words: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(words);
    languages.near().any(|index| (0..tokens.len()).any(|at| is_cookie(&tokens, at, index)))
}

/// Whether some words speak of cookies or of another storage of the browser.
pub(super) fn speaks_of_storage(words: &str, languages: Languages) -> bool {
    text::holds(words, "cookie") || of(words, languages).is_some()
}

/// Whether a text names cookies, beside any other kind of storage.
pub(super) fn names_cookie(text: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(text);
    languages.near().any(|index| index.kinds.all(&tokens).iter().any(|phrase| phrase.meaning == Kind::Cookie))
}

/// The words by which a text names a storage of the browser other than cookies. `None` where it names cookies too, or none.
pub(super) fn storage(text: &str, languages: Languages) -> Option<&str> {
    let tokens = Tokens::of(text);
    let named = |index: &Index| {
        let phrases = index.kinds.all(&tokens);
        phrases.into_iter().find(|phrase| phrase.meaning.is_storage()).map(|phrase| tokens.span(phrase.tokens))
    };
    let storage = languages.near().find_map(named).filter(|_| !names_cookie(text, languages))?;
    text.get(storage)
}

/// The storage that a text calls as scripts do, whatever its language: "stored in localStorage". `None` where it calls none.
pub(super) fn called(text: &str) -> Option<Kind> {
    const CALLED: [(&str, Kind); 3] = [
        ("localstorage", Kind::LocalStorage),
        ("sessionstorage", Kind::SessionStorage),
        ("indexeddb", Kind::IndexedDb),
    ];
    // Most purposes have no such letters.
    let may = text.contains("torage") || text.contains("ndexed");
    CALLED.into_iter().find(|(words, _)| may && text::holds(text, words)).map(|(_, kind)| kind)
}

/// Whether a clause names two kinds of storage side by side, no more than a word between them: "cookies and localStorage".
pub(super) fn names_two(clause: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(clause);
    let beside = |index: &Index| {
        let found = index.kinds.all(&tokens);
        found.windows(2).any(|pair| {
            let [one, other] = pair else { return false };
            one.meaning != other.meaning && other.tokens.start <= one.tokens.end + 1
        })
    };
    languages.near().any(beside)
}

/// The storage that a paragraph says the data below it to lie in: "Kept in localStorage (and not as cookies):". `None` where
/// it speaks of cookies in another sentence, or behind the storage, but to deny them.
pub(super) fn of_paragraph(words: &str, languages: Languages) -> Option<Kind> {
    let denies = |clause: &str| {
        let opening = Tokens::first(clause, 3);
        let denied = |at: usize| languages.near().any(|index| category::denies(&opening, at, index));
        languages.denies(clause) || (0..opening.len()).any(denied)
    };
    let affirms = |clause: &str| names_cookie(clause, languages) && !denies(clause);
    let mut told = None;
    for sentence in text::sentences(words) {
        let mut clauses = sentence.split(['(', ')', ',', ';']);
        let storage = |clause: &str| of(clause, languages).filter(|kind| kind.is_storage());
        let named =
            clauses.find_map(|clause| storage(clause).filter(|_| !denies(clause) && !names_two(clause, languages)));
        let contradicts = if named.is_some() { clauses.any(affirms) } else { affirms(sentence) };
        if contradicts {
            return None;
        }
        told = told.or(named);
    }
    told
}

/// The keys that are said to lie in a storage, behind its name and a sign: "localStorage → theme, font". `None` for other
/// words.
pub(super) fn keys(text: &str, languages: Languages) -> Option<&str> {
    const LONGEST: usize = 30;
    if let Some((storage, key)) = text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        let key = ['\'', '"'].into_iter().find_map(|quote| key.strip_prefix(quote)?.strip_suffix(quote));
        let is_key = |key: &&str| !key.is_empty() && !key.contains(' ');
        return key.filter(|key| is_key(key) && of(storage, languages).is_some_and(Kind::is_storage));
    }
    let at = text.char_indices().take_while(|(at, _)| *at <= LONGEST).find(|(_, c)| matches!(c, '→' | '›' | ':'));
    let (storage, rest) = text.split_at_checked(at?.0)?;
    let keys = rest.trim_start_matches(['→', '›', ':', ' ']);
    // "Local storage: your preferences" names none.
    let is_key = |key: &str| !key.contains(' ') && (!rest.starts_with(':') || name::looks_like(key) >= 0.4);
    if !keys.split(',').all(|key| is_key(key.trim())) {
        return None;
    }
    (!keys.is_empty() && !storage.contains('(') && of(storage, languages).is_some_and(Kind::is_storage)).then_some(keys)
}

#[cfg(test)]
mod tests {
    use super::{Languages, keys, of, of_paragraph};
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

    #[test]
    fn paragraphs_say_where_data_lie() {
        let told = |language, words| of_paragraph(words, Languages::of(Some(language)));
        assert_eq!(
            told("de", "Ihre Cookie-Auswahl liegt im lokalen Speicher (localStorage). Es ist kein Cookie."),
            Some(LocalStorage)
        );
        assert_eq!(told("fr", "Gardés dans le localStorage (et non sous forme de cookies) :"), Some(LocalStorage));
        for (language, words) in [
            ("de", "Neben Cookies nutzen wir den lokalen Speicher (localStorage). Folgende Cookies werden gesetzt:"),
            ("fr", "En plus du stockage local (localStorage), le site dépose les cookies suivants."),
            ("en", "We do not use localStorage. We set two items."),
            ("en", "These are all the cookies we set. Other data are kept in localStorage."),
            ("en", "The table lists our cookies and localStorage entries."),
        ] {
            assert_eq!(told(language, words), None, "{language}: {words}");
        }
    }

    #[test]
    fn keys_stand_behind_their_storage() {
        let keys = |text| keys(text, Languages::of(Some("fr")));
        assert_eq!(keys("localStorage → croquis:langue"), Some("croquis:langue"));
        assert_eq!(keys("Stockage de session : panier_v1, choix_v1"), Some("panier_v1, choix_v1"));
        assert_eq!(keys("Stockage local : préférences d’affichage"), None);
        assert_eq!(keys("localStorage: none"), None);
        assert_eq!(keys("localStorage['panier-v1']"), Some("panier-v1"));
        assert_eq!(keys("localStorage [1]"), None);
        assert_eq!(keys("croquis:langue"), None);
        assert_eq!(keys("Cookie : choix"), None);
        assert_eq!(keys("choix (localStorage : croquis:choix)"), None);
        assert_eq!(keys("localStorage"), None);
    }
}
