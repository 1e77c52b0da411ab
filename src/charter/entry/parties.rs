//! The party of an entry, in its own words.

use super::Entry;
use super::cells::Cells;
use crate::charter::lexicon::Role;
use crate::charter::{Party, kind, party, provider};

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
        .or_else(|| told(Role::Purpose).and_then(|words| party::of_purpose(words, cells.languages)))
}

/// What a line that stands in parentheses says: "(first-party)", below a name.
fn in_parentheses(line: &str) -> Option<&str> {
    line.trim().strip_prefix('(')?.strip_suffix(')')
}
