//! Who provides an entry, and where it lies: in its cells, behind its name, in the words around it.

use super::cells::Cells;
use super::leads::Lead;
use super::{Entry, whole};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::name::Name;
use crate::charter::section::Around;
use crate::charter::{kind, provider};
use crate::names;
use crate::text::Tokens;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The most brackets of a purpose that are looked into.
const MOST_NOTES: usize = 8;

/// What a purpose begins with: further on it may name others than who sets the cookie, "… and the filter of Example Search".
fn opening(purpose: &str) -> &str {
    const MOST_WORDS: usize = 12;
    purpose.match_indices(' ').nth(MOST_WORDS).and_then(|(end, _)| purpose.get(..end)).unwrap_or(purpose)
}

/// A purpose without its brackets of examples: "whether a search engine (such as Example) led here".
fn without_examples(purpose: &str, languages: Languages) -> Cow<'_, str> {
    let mut kept = Cow::Borrowed(purpose);
    for note in purpose.split('(').skip(1).filter_map(|rest| Some(rest.split_once(')')?.0)).take(MOST_NOTES) {
        if languages.is_example(note) {
            kept = Cow::Owned(kept.replacen(note, "", 1));
        }
    }
    kept
}

/// The provider and the domain that the words of an entry, or those around it, tell. `None` each when none do.
pub(super) fn of<'a>(
    entry: &'a Entry,
    lead: &Lead<'_>,
    around: &Around,
    cells: &Cells<'a>,
) -> (Option<String>, Option<String>) {
    let languages = cells.languages;
    let told = |role| entry.fact(role);
    // "Tercero" says whose it is not; the purpose may say whose it is.
    let purpose = told(Role::Purpose).map(|purpose| without_examples(purpose, languages));
    // "The cookies PHPSESSID and tarteaucitron …": a cookie's name is no provider.
    let is_service = |known: &String| !names::is_known(known);
    let in_purpose = || purpose.as_deref().and_then(provider::known).filter(is_service);
    // "Visitors" above "Example Blog sets the cookie sid" provides none.
    let is_unknown = |title: &str| provider::known(title).is_none();
    // "Session" provides nothing, nor does "n/a".
    let told_provider = told(Role::Provider)
        .filter(|words| !languages.is_nothing(words))
        .filter(|words| words.contains(' ') || cells.length(words, None).is_none())
        .filter(|words| words.contains(char::is_whitespace) || cells.party(words).is_none() || in_purpose().is_none());
    // ".example.org" is where it lies.
    let is_set = |words: &str| {
        provider::set_by(words, languages).is_some()
            || provider::known(words).is_some_and(|known| words.starts_with(&known))
    };
    let is_place = told_provider.is_some_and(|words| words.starts_with('.')) && told(Role::Purpose).is_some_and(is_set);
    let (provider, domain) = provider::of(told_provider, told(Role::Domain), told(Role::Service), languages);
    // Below "Host", "shop.example" is where it lies; "Set by Example Analytics to …", or the title above, says whose it is.
    let is_known = |name: &String| provider::known_whole(name).is_some();
    let set_by = |words| provider::set_by(words, languages).as_ref().is_some_and(is_known);
    let is_told = || told(Role::Purpose).is_some_and(set_by) || around.provider.as_ref().is_some_and(is_known);
    let is_set_there = || provider == domain && told_provider.is_none() && is_told();
    let provider = if is_place || is_set_there() { None } else { provider };
    let domain = domain.or_else(|| told(Role::Name).and_then(provider::host));
    // A company's name and postal address, below the heading of its service.
    let service_above = provider.as_deref().filter(|told| provider::is_postal(told)).and(around.provider.as_deref());
    let provider = service_above
        .and_then(provider::known_whole)
        .or(provider)
        .or_else(|| provider::behind_name(&entry.name, &entry.words))
        .or_else(|| provider::before_names(&entry.name))
        .or_else(|| provider::beside_names(&entry.name).map(|(_, company)| company.to_owned()))
        .or_else(|| told(Role::Party).and_then(|words| provider::beside_party(words, languages)))
        // "Example Analytics" is all that a column of purposes says.
        .or_else(|| purpose.as_deref().and_then(provider::known_whole))
        .or_else(|| setter(entry, languages).filter(|_| around.provider.as_deref().is_none_or(is_unknown)))
        .or_else(|| around.provider.clone())
        .or_else(|| lead.noted.map(str::to_owned))
        .or_else(|| {
            [Role::Category, Role::Kind]
                .into_iter()
                .find_map(|role| told(role).and_then(provider::known).filter(is_service))
        })
        .or_else(|| purpose.as_deref().map(opening).and_then(provider::known).filter(is_service))
        .or_else(|| told(Role::Purpose).and_then(|words| provider::set_by(words, languages)))
        .or_else(|| around.mentioned.clone().filter(is_service))
        .or_else(in_purpose)
        .or_else(|| lead.company.map(str::to_owned).filter(is_service));
    (provider, domain)
}

/// The provider in the note behind each of several names: "IDE (Example Ads), fr (Facebook)". A name without a note has that of
/// the next. Empty where they name no two providers.
pub(super) fn behind_each(cell: &str, names: &[Name]) -> Vec<Option<String>> {
    if cell.matches('(').nth(1).is_none() {
        return Vec::new();
    }
    let mut from = 0;
    let mut places = Vec::with_capacity(names.len());
    for name in names {
        let written = name.as_written.split(" (").next().unwrap_or_default();
        let Some(at) = cell.get(from..).and_then(|rest| whole(rest, written)) else { return Vec::new() };
        places.push(from + at..from + at + written.len());
        from += at + written.len();
    }
    let ends = places.iter().skip(1).map(|place| place.start).chain([cell.len()]);
    let behind = places.iter().zip(ends).map(|(place, end)| cell.get(place.end..end).unwrap_or_default());
    let noted = |behind: &str| {
        let note = behind.trim_start().strip_prefix('(').and_then(|behind| behind.split_once(')'));
        note.and_then(|(note, _)| provider::known_whole(note))
    };
    let mut each: Vec<Option<String>> = behind.map(noted).collect();
    if each.iter().flatten().collect::<BTreeSet<_>>().len() < 2 {
        return Vec::new();
    }
    let mut next = None;
    for provider in each.iter_mut().rev() {
        next = provider.take().or(next);
        provider.clone_from(&next);
    }
    each
}

/// The service that running text says to set the cookie it names: "Example Blog uses the cookie `sid` to …".
fn setter(entry: &Entry, languages: Languages) -> Option<String> {
    const MOST_BETWEEN: usize = 6;
    let purpose = entry.fact(Role::Purpose)?;
    let before = purpose.get(..whole(purpose, &entry.name)?)?;
    let clause = before.rsplit([',', ';', ':', '(']).next()?;
    let service = provider::known(clause)?;
    let (_, between) = clause.split_once(service.as_str())?;
    let is_near = Tokens::at_most(between, MOST_BETWEEN) && kind::names_cookie(between, languages);
    (is_near && provider::is_own(&entry.name, &service) != Some(false)).then_some(service)
}
