//! The party that sentences tell: what a purpose says of its cookie, a paragraph of those it introduces.

use crate::charter::lexicon::Languages;
use crate::charter::{Party, kind, provider};
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
