//! The kind of storage of an entry: in its cells, in what its purpose says, in the words around it, in its name.

use super::Entry;
use super::cells::Cells;
use super::leads::Lead;
use crate::charter::lexicon::Role;
use crate::charter::section::Around;
use crate::charter::{Kind, kind, provider};
use crate::text::Tokens;

/// The kind that the words of an entry, or those around it, tell. `None` when none do.
pub(super) fn of<'a>(entry: &'a Entry, lead: &Lead<'_>, around: &Around, cells: &Cells<'a>) -> Option<Kind> {
    let told = |role| entry.fact(role);
    let storage = |words: &'a str| cells.kind(words).filter(|kind| kind.is_storage());
    [Role::Kind, Role::Category]
        .into_iter()
        .find_map(|role| told(role).and_then(|words| told_kind(words, cells)))
        .or_else(|| told(Role::Lifetime).and_then(storage))
        .or_else(|| told(Role::Provider).filter(|words| words.len() <= 60).and_then(storage))
        .or_else(|| {
            // One word is a name and nothing else.
            let noted = entry.name.contains([' ', '\n', ':', '→', '[']) && !notes_cookie(&entry.name, cells);
            if noted { storage(&entry.name) } else { None }
        })
        .or_else(|| told(Role::Purpose).and_then(|words| cells.storage_of_purpose(words)))
        .or(around.kind)
        .or(lead.storage)
}

/// How many clauses of a purpose may tell where a cookie is kept.
const MOST_CLAUSES: usize = 4;

/// The storage that a purpose says: in a note, in its first words, as scripts call it.
pub(super) fn of_purpose<'a>(purpose: &'a str, cells: &Cells<'a>) -> Option<Kind> {
    let languages = cells.languages;
    // "Cookies and local storage, among them …": which of them lie where, is not said.
    let opening = || {
        let opening = opening(purpose);
        cells.kind(opening).filter(|kind| kind.is_storage() && !kind::names_two(opening, languages))
    };
    let called = || {
        // "Kept in localStorage. No cookie."
        kind::called(purpose)?;
        // Far behind, it may be where something else is kept, or where this is until it is set.
        let mut clauses = purpose.split(['.', ',', ';']).take(MOST_CLAUSES);
        // "Remembers whether you agreed to cookies and localStorage" says what the visitor agreed to.
        let kept = |clause: &str| !languages.denies(clause) && !kind::names_two(clause, languages);
        clauses.find_map(|clause| kind::called(clause).filter(|_| kept(clause)))
    };
    provider::storage_note(purpose, languages)
        .or_else(|| notes_no_cookie(purpose, cells).then_some(Kind::LocalStorage))
        .or_else(opening)
        .or_else(called)
}

/// Whether a purpose ends in a note that tells where it is kept, and that this is no cookie: "… (kept in your browser, not an HTTP
/// cookie)".
fn notes_no_cookie(purpose: &str, cells: &Cells<'_>) -> bool {
    const MOST_WORDS: usize = 5;
    let note = purpose.trim_end_matches('.').strip_suffix(')').and_then(|words| words.rsplit_once('('));
    let clause = note.and_then(|(_, note)| note.rsplit_once(',')).map(|(_, clause)| clause.trim());
    clause.is_some_and(|clause| {
        Tokens::at_most(clause, MOST_WORDS)
            && kind::names_cookie(clause, cells.languages)
            && cells.languages.denies(clause)
    })
}

/// Whether a note behind a name says that it is a cookie, too: `shop_choice` "(cookie and local storage)".
fn notes_cookie(name: &str, cells: &Cells<'_>) -> bool {
    name.split_once(" (").is_some_and(|(_, note)| kind::names_cookie(note, cells.languages))
}

/// The first words of a purpose: "Fichiers « session storage » permettant …" says what it is of.
fn opening(purpose: &str) -> &str {
    let tokens = Tokens::first(purpose, 6);
    purpose.get(tokens.span(0..tokens.len())).unwrap_or(purpose)
}

/// What "HTML" means in the cells that tell the kind: the browser's own storage, unless every cell says so.
pub(super) fn html(entries: &[Entry]) -> Option<Kind> {
    const SEVERAL: usize = 2;
    let kinds = || entries.iter().filter_map(|entry| entry.fact(Role::Kind));
    let alone = kinds().nth(SEVERAL - 1).is_some() && kinds().all(|words| words.eq_ignore_ascii_case("html"));
    (!alone).then_some(Kind::LocalStorage)
}

/// The kind a cell or label tells. Beside "HTTP", "HTML" means the browser's own storage.
fn told_kind<'a>(words: &'a str, cells: &Cells<'a>) -> Option<Kind> {
    if words.trim().eq_ignore_ascii_case("html") {
        return cells.html;
    }
    if words.contains('_') { kind::of(&words.replace('_', " "), cells.languages) } else { cells.kind(words) }
}

/// The kind of storage a name tells by itself: what is written like the path of an image is a pixel.
pub(super) fn of_name(name: &str) -> Kind {
    let path = name.trim_end_matches(['/', '*']);
    let is_path = path.contains('/') && !path.contains([' ', ':']) && path.chars().any(char::is_alphabetic);
    if is_path || path.to_ascii_lowercase().ends_with("gif") && path.contains('.') { Kind::Pixel } else { Kind::Cookie }
}
