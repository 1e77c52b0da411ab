//! The party that sentences tell: what a purpose says of its cookie, a paragraph of those it introduces.

use crate::charter::lexicon::Languages;
use crate::charter::{Kind, Party, kind, provider};
use crate::text::{self, Tokens};

/// The party that the first words of a purpose tell: "Own cookie. It keeps you signed in."
pub(in crate::charter) fn of_purpose(purpose: &str, languages: Languages) -> Option<Party> {
    const MOST_WORDS: usize = 5;
    const OPENING: usize = 3;
    // "Third-party cookies of Example, which …", "Cookie di terze parti di Example"
    let opening = Tokens::first(purpose, MOST_WORDS);
    let is_cookie = |tokens: &Tokens, at| languages.near().any(|index| kind::is_cookie(tokens, at, index));
    let begins = || 0..opening.len().min(OPENING);
    if begins().any(|at| is_cookie(&opening, at))
        && let Some(party) = languages.near().find_map(|index| index.parties.longest(&opening, 0))
        && party.tokens.end >= 2
        && (provider::known(purpose).is_some()
            // "Third-party cookie choice" is the site's own.
            || party.meaning == Party::First && begins().any(|at| opening.plain(at) == "cookie"))
    {
        return Some(party.meaning);
    }
    let first = purpose.split(['.', ':', ',']).next()?;
    let is_alone = first.len() == purpose.len();
    let tokens = Tokens::first(first, MOST_WORDS + 1);
    // "First-party technical consent cookie" says what it is, "Blocks third-party cookies" what it does.
    let names_itself = || tokens.len().checked_sub(1).is_some_and(|last| is_cookie(&tokens, last));
    let begins = || languages.near().any(|index| index.parties.longest(&tokens, 0).is_some());
    let is_short = !is_alone && tokens.len() <= 3 && (0..tokens.len()).any(|at| is_cookie(&tokens, at));
    (is_short || tokens.len() <= MOST_WORDS && names_itself() && (!is_alone || begins()))
        .then(|| super::of(first, languages))
        .flatten()
}

/// What some words call cookies by their party.
pub(in crate::charter) struct Called {
    /// The party.
    pub(in crate::charter) party: Party,
    /// Whether one small word tells it: "own".
    pub(in crate::charter) is_small: bool,
}

/// The party by which a few words call cookies: "the first-party cookies", "cookie di terze parti", "förstapartskakor".
/// `None` where they name no cookies, or several parties.
pub(in crate::charter) fn of_cookies_called(words: &str, languages: Languages) -> Option<Called> {
    const SMALL: usize = 8;
    let tokens = Tokens::of(words);
    languages.near().find_map(|index| {
        let is_word = |at: usize| index.kinds.longest(&tokens, at).is_some_and(|phrase| phrase.meaning == Kind::Cookie);
        let is_cookie = |at: usize| kind::is_cookie(&tokens, at, index) || kind::is_compound(tokens.plain(at), index);
        let found = index.parties.all(&tokens);
        let told = found.first().filter(|first| found.iter().all(|other| other.meaning == first.meaning))?;
        let mut around = told.tokens.start.saturating_sub(1)..(told.tokens.end + 1).min(tokens.len());
        let mut own = told.tokens.clone().filter(|at| tokens.is_word(*at) && !is_word(*at));
        let is_short = own.next().is_none_or(|at| tokens.plain(at).len() <= SMALL);
        let is_small = is_short && own.next().is_none();
        around.any(is_cookie).then_some(Called { party: told.meaning, is_small })
    })
}

/// The party that the paragraph above names in its first sentence: "The shop sets three first-party cookies. …"
pub(in crate::charter) fn of_lead(lead: &str, languages: Languages) -> Option<Party> {
    let sentence = text::sentences(lead).next()?;
    let tokens = Tokens::count(sentence, 25);
    // "Most browsers accept first-party cookies."
    let general = || languages.denies(sentence) || languages.speaks_of_browsers(sentence);
    (tokens <= 24 && kind::speaks_of_storage(sentence, languages) && !general())
        .then(|| super::of(sentence, languages))
        .flatten()
}

/// The party that a paragraph tells of the cookies it introduces, in one of its last two sentences: "Others set cookies here
/// too. These are:", "The only third-party cookies are these:".
pub(in crate::charter) fn of_introduction(words: &str, languages: Languages) -> Option<Party> {
    let sentences: Vec<&str> = text::sentences(words).collect();
    sentences.into_iter().rev().take(2).find_map(|sentence| of_lead(sentence, languages))
}

/// Whether the paragraphs of a section say that its cookies are the site's own, and nothing of third parties: "We use
/// first-party cookies to know which pages are read."
pub(in crate::charter) fn are_first(paragraphs: &[&str], languages: Languages) -> bool {
    let sentences = paragraphs.iter().flat_map(|words| text::sentences(words));
    let mut clauses = sentences.flat_map(|sentence| sentence.split([',', ':', ';']));
    clauses.any(|clause| super::says_own(&Tokens::of(clause), languages))
        && !paragraphs.iter().any(|words| super::speaks_of_third(words, languages))
}

#[cfg(test)]
mod tests {
    use super::{Languages, Party, of_cookies_called};

    #[test]
    fn words_before_names_call_cookies_by_their_party() {
        for (language, words, expected) in [
            ("da", "bruger førstepartscookies", Some(Party::First)),
            ("sv", "använder tredjepartskakorna", Some(Party::Third)),
            ("de", "setzt die Erstanbieter-Cookies", Some(Party::First)),
            ("it", "i cookie di terze parti", Some(Party::Third)),
            ("fr", "dépose les cookies tiers", Some(Party::Third)),
            ("en", "the third-party service", None),
            ("en", "sets these cookies", None),
        ] {
            let told = of_cookies_called(words, Languages::of(Some(language)));
            assert_eq!(told.map(|told| told.party), expected, "{language}: {words}");
        }
    }
}
