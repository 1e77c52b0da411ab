//! The party of an entry, in its own words.

use super::Entry;
use super::cells::Cells;
use crate::charter::lexicon::{Languages, Role};
use crate::charter::{Party, kind, party, provider};
use crate::text::{self, Tokens};

/// The party that the words of an entry tell, which has so many names.
pub(super) fn told<'a>(entry: &'a Entry, names: usize, cells: &Cells<'a>) -> Option<Party> {
    let told = |role| entry.fact(role);
    [Role::Party, Role::Category, Role::Kind, Role::Lifetime]
        .into_iter()
        .find_map(|role| told(role).and_then(|words| cells.party(words)))
        .or_else(|| told(Role::Party).and_then(party::of_number))
        .or_else(|| {
            // "(own cookies)" below several names is said of all of them, "(own)" of the last.
            let of_all = |note: &&str| names == 1 || kind::names_cookie(note, cells.languages);
            let mut notes = entry.name.lines().skip(1).filter_map(in_parentheses).filter(of_all);
            notes.find_map(|note| cells.party(note))
        })
        .or_else(|| {
            let noted = |role| told(role).and_then(provider::party_note).and_then(|note| cells.party(note));
            noted(Role::Provider).or_else(|| noted(Role::Domain))
        })
        .or_else(|| told(Role::Provider).filter(|words| words.len() <= 24).and_then(|words| cells.party(words)))
        .or_else(|| told(Role::Purpose).and_then(|words| sentence(words, cells.languages)))
}

/// The party that the first words of a purpose tell: "Own cookie. It keeps you signed in."
fn sentence(purpose: &str, languages: Languages) -> Option<Party> {
    const MOST_WORDS: usize = 5;
    if !text::holds(purpose, "cookie") {
        return None;
    }
    // "Third-party cookies of Example, which …"
    let opening = Tokens::first(purpose, 3);
    let of_cookies = |at: usize| opening.plain(at).starts_with("cookie");
    if (0..opening.len()).any(of_cookies)
        && let Some(party) = languages.near().find_map(|index| index.parties.longest(&opening, 0))
        && party.tokens.end >= 2
        && (provider::known(purpose).is_some()
            // "Third-party cookie choice" is the site's own.
            || party.meaning == Party::First && (0..opening.len()).any(|at| opening.plain(at) == "cookie"))
    {
        return Some(party.meaning);
    }
    let (first, _) = purpose.split_once(['.', ':', ','])?;
    let tokens = Tokens::first(first, MOST_WORDS + 1);
    let is_cookie = || (0..tokens.len()).any(|at| tokens.plain(at).contains("cookie"));
    // "First-party technical consent cookie" says what it is, "Blocks third-party cookies" what it does.
    let names_itself = || tokens.len().checked_sub(1).is_some_and(|last| tokens.plain(last) == "cookie");
    (tokens.len() <= 3 && is_cookie() || tokens.len() <= MOST_WORDS && names_itself())
        .then(|| party::of(first, languages))
        .flatten()
}

/// What a line that stands in parentheses says: "(first-party)", below a name.
fn in_parentheses(line: &str) -> Option<&str> {
    line.trim().strip_prefix('(')?.strip_suffix(')')
}
