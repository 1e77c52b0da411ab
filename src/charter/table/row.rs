//! The rows below a header: entries, titles of what follows, descriptions of what precedes.

use super::roles::Roles;
use crate::charter::entry::{self, Entry, Fact, Said};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::outline::{Grid, inline::excerpt};
use crate::charter::{Kind, Party, category, field, kind, lifetime, name, party, provider};
use crate::text::{self, Tokens};
use std::borrow::Cow;
use std::ops::Range;

/// The title rows above a row.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// "Cookies statistiques"
    category: Option<String>,
    /// "Google Analytics"
    other: Option<String>,
}

impl Titles {
    /// Keeps what a row of one cell says of those below it.
    fn tell(&mut self, words: &str, languages: Languages) {
        if category::of(words, languages).is_some() {
            *self = Self { category: Some(excerpt(words)), other: None };
        } else if Tokens::at_most(words, 12) {
            self.other = Some(excerpt(words));
        }
    }

    /// Keeps the sort of cookies that a row of one cell tells above the header of the others: "First-party cookies".
    pub(super) fn tell_above(&mut self, grid: &Grid, row: usize, languages: Languages) {
        let mut filled = grid.row(row).filter(|(_, cell)| !cell.text.is_empty());
        if let (Some((_, only)), None) = (filled.next(), filled.next()) {
            let words = only.text.plain.as_str();
            let is_sort = party::of(words, languages).is_some() || category::of(words, languages).is_some();
            if is_sort && kind::names_cookie(words, languages) {
                self.tell(words, languages);
            }
        }
    }
}

/// Reads the rows of a range into entries. `titles` are those above
/// the range, then those above what follows.
pub(super) fn read(
    grid: &Grid,
    rows: Range<usize>,
    roles: &Roles,
    section: Option<usize>,
    titles: &mut Titles,
    languages: Languages,
    entries: &mut Vec<Entry>,
) {
    let before = entries.len();
    // "localStorage → theme" among them
    let keyed = roles.inferred && rows.clone().any(|row| kind::keys(grid.text(row, roles.name), languages).is_some());
    for row in rows {
        let filled: Vec<_> = grid.row(row).filter(|(_, cell)| !cell.text.is_empty()).collect();
        match filled.as_slice() {
            [] => continue,
            [(column, only)]
                if grid.width() > 1
                    && !(*column == roles.name
                        && only.columns == 1
                        && (is_name(&only.text.plain) || is_word_alone(grid, row, &only.text.plain, languages))) =>
            {
                let words = only.text.plain.as_str();
                let last = entries.get_mut(before..).and_then(|entries| entries.last_mut());
                match (roles.second, last) {
                    (Some(role), Some(last)) => last.tell(role, words),
                    (None, Some(last)) if !Tokens::at_most(words, 8) && last.fact(Role::Purpose).is_none() => {
                        last.tell(Role::Purpose, words);
                    }
                    _ => titles.tell(words, languages),
                }
                continue;
            }
            _ => {}
        }
        let name = field::value(grid.text(row, roles.name), languages);
        let (name, said) =
            entry::described_above(name, languages).map_or((name, None), |(named, said)| (named, Some(said)));
        // A name alone, above its row.
        let again = filled.len() == 1 && grid.text(row + 1, roles.name) == grid.text(row, roles.name);
        // "Application cache", among keys
        let is_said = keyed && name.contains(' ') && is_plain(name);
        if name.is_empty() || again || is_said || roles.inferred && are_others(name) {
            continue;
        }
        let among = if roles.inferred { names_among(name) } else { None };
        let (name, host) = among.map_or((Cow::Borrowed(name), None), |(names, host)| (Cow::Owned(names), Some(host)));
        let mut entry = Entry {
            name: name.into_owned(),
            unit: roles.unit,
            section,
            row: u32::try_from(row + 1).ok(),
            words: grid.row_text(row),
            surroundings: titles.other.iter().chain(&titles.category).cloned().collect(),
            ..Entry::default()
        };
        tell(grid, row, roles, languages, &mut entry);
        if let Some(said) = said {
            described(said, roles, &mut entry);
        }
        if let Some(host) = host.filter(|_| !roles.of.contains(&Some(Role::Provider))) {
            entry.tell(Role::Provider, host);
        }
        let timed = roles.of.contains(&Some(Role::Lifetime));
        if !timed {
            retell_purpose(&mut entry, languages);
        }
        if grid.hangs(row, roles.name)
            && let Some(last) = entries.get_mut(before..).and_then(|entries| entries.last_mut())
        {
            for Fact { role, words, .. } in entry.facts {
                if last.fact(role).is_none() {
                    last.tell(role, &words);
                }
            }
            continue;
        }
        entries.push(entry);
    }
}

/// Tells what the cell of a purpose says, where no column tells the time: "Remembers the language. Duration: 1 year."
pub(super) fn retell_purpose(entry: &mut Entry, languages: Languages) {
    if let Some(purpose) = entry.take(Role::Purpose) {
        field::behind(&purpose, Said::Running, entry, languages);
    }
}

/// Tells what is said below a name in its own cell, and the service before it, which a column of buttons is not: "Example
/// Analytics (_ea)", "counts visits", beside "Change".
fn described(said: &str, roles: &Roles, entry: &mut Entry) {
    if entry.fact(Role::Purpose).is_none() {
        entry.tell(Role::Purpose, said);
    }
    let is_known = |words: &str| provider::known(words).is_some() || provider::host(words).is_some();
    if roles.inferred && !entry.fact(Role::Provider).is_some_and(is_known) {
        entry.take(Role::Provider);
        let service = entry.name.split('(').next().and_then(provider::known_whole);
        service.into_iter().for_each(|service| entry.tell(Role::Provider, &service));
    }
}

/// Tells what the cells of a row say, by the role of their column.
fn tell(grid: &Grid, row: usize, roles: &Roles, languages: Languages, entry: &mut Entry) {
    for (column, role) in roles.of.iter().enumerate() {
        if let Some(role) = role.filter(|role| !matches!(role, Role::Name | Role::Other)) {
            let words = field::value_in(grid.text(row, column), role, languages);
            match entry.fact(Role::Purpose).filter(|told| role == Role::Purpose && *told != words) {
                Some(told) if !words.is_empty() => {
                    let both = format!("{told} — {words}");
                    entry.take(role);
                    entry.tell(role, &both);
                }
                _ => entry.tell(role, words),
            }
        }
    }
    if let Some(column) = roles.purpose_too {
        let cell = grid.text(row, column);
        if roles.of.get(column) == Some(&Some(Role::Provider)) {
            if let Some((provider, purpose)) = provider_and_purpose(cell) {
                entry.take(Role::Provider);
                entry.tell(Role::Provider, provider);
                entry.tell(Role::Purpose, purpose);
            }
        } else {
            entry.tell(Role::Purpose, cell);
        }
    }
    untitled(grid, row, roles, languages, entry);
    if let Some((column, asked)) = roles.asked {
        answer(grid.text(row, column), asked, languages, entry);
    }
    if let Some(column) = roles.party_or_company {
        company(grid.text(row, column), languages, entry);
    }
    if let Some((column, party)) = only_marked(grid, row, &roles.marked, languages) {
        let said = if *party == Party::First { "first-party" } else { "third-party" };
        retell(grid.text(row, *column), Role::Party, said, entry);
    }
    if let Some((column, time)) = only_marked(grid, row, &roles.marked_times, languages) {
        retell(grid.text(row, *column), Role::Lifetime, time, entry);
    }
    if entry.fact(Role::Category).is_none()
        && let Some((_, sort)) = only_marked(grid, row, &roles.asked_sorts, languages)
    {
        entry.tell(Role::Category, sort);
    }
    for (column, sort) in &roles.asked_sorts {
        let cell = grid.text(row, *column);
        match languages.answer(cell) {
            Some(true) if entry.fact(Role::Category).is_none() => entry.tell(Role::Category, sort),
            None if entry.fact(Role::Category).is_none() && category::of(cell, languages).is_some() => {
                entry.tell(Role::Category, cell);
            }
            _ => {}
        }
    }
}

/// The names in a cell whose header announces none, and the host on a line above them: "shop.example", its address, and below
/// these what it sets. `None` of a cell that lists no names below one.
fn names_among(cell: &str) -> Option<(String, &str)> {
    let host = cell.lines().next().map(str::trim).filter(|first| provider::is_host(first))?;
    let names: Vec<&str> = listed(cell).filter(|part| !part.contains(char::is_whitespace) && !is_other(part)).collect();
    (names.len() > 1).then(|| (names.join(", "), host))
}

/// Whether such a cell lists companies with their hosts or addresses, and no name: "Example Ads", and below it its policy.
fn are_others(cell: &str) -> bool {
    let is_address = |part: &str| part.contains("://") || provider::is_host(part);
    listed(cell).any(is_address)
        && listed(cell).any(|part| provider::known_whole(part).is_some())
        && !listed(cell).any(|part| name::looks_like(part) >= 0.6)
}

fn listed(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['\n', ',', ';']).map(str::trim).filter(|part| !part.is_empty())
}

fn is_other(part: &str) -> bool {
    part.contains("://") || provider::is_host(part) || provider::known_whole(part).is_some()
}

/// Whoever provides a cookie and what it is for, in either order: "Example Analytics — counts visitors". `None` where none of
/// them, or both, are a known company's.
fn provider_and_purpose(cell: &str) -> Option<(&str, &str)> {
    let (first, second) = text::parted(cell, &[" — ", " – ", " - ", ": "])?;
    let is_named = |words: &str| {
        let is_proper = |word: &str| word.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
        words.contains(' ') && words.split_whitespace().all(is_proper)
    };
    let of_company = provider::known(first).is_some() || is_named(first);
    match (of_company, provider::known_whole(second).is_some() || is_named(second)) {
        (true, false) => Some((first, second)),
        (false, true) => Some((second, first)),
        _ => None,
    }
}

/// Tells the party that the cell of a column answers to its header, "Third party?", and whoever a note behind it names:
/// "Yes (Example Analytics)".
fn answer(cell: &str, asked: Party, languages: Languages, entry: &mut Entry) {
    let (said, note) = match cell.split_once('(') {
        Some((said, note)) => (said.trim(), note.split(')').next()),
        None => (cell, None),
    };
    let Some(answer) = languages.answer(said) else { return };
    entry.take(Role::Party);
    entry.tell(Role::Party, if answer == (asked == Party::First) { "first-party" } else { "third-party" });
    if entry.fact(Role::Provider) == Some(cell.trim()) {
        entry.take(Role::Provider);
        let named = note.filter(|note| note.starts_with(char::is_uppercase) && provider::is_proper(note));
        named.into_iter().for_each(|note| entry.tell(Role::Provider, note));
    }
}

/// Tells what the header of a column says above a mark, which told something by itself: "First party | Third party", "Session
/// | Persistent", then "X" below one of them.
fn retell(mark: &str, role: Role, said: &str, entry: &mut Entry) {
    for told in [role, Role::Provider] {
        if entry.fact(told) == Some(mark) {
            entry.take(told);
        }
    }
    entry.tell(role, said);
}

/// The one of some columns in which a row has a mark, where it says no more than that in the others.
fn only_marked<'a, T>(
    grid: &Grid,
    row: usize,
    columns: &'a [(usize, T)],
    languages: Languages,
) -> Option<&'a (usize, T)> {
    let is_mark = |cell: &str| matches!(cell, "X" | "x" | "●" | "•" | "⬤");
    let says_no =
        |cell: &str| cell.is_empty() || matches!(cell, "-" | "–" | "—") || languages.answer(cell) == Some(false);
    let cell = |column: &(usize, T)| grid.text(row, column.0).trim();
    let mut marked = columns.iter().filter(|column| !says_no(cell(column)));
    let only = marked.next().filter(|_| columns.len() > 1 && marked.next().is_none())?;
    (is_mark(cell(only)) || languages.answer(cell(only)) == Some(true)).then_some(only)
}

/// Tells whoever sets a cookie where the cell of a party names a company instead: whatever has a name of its own is another.
fn company(cell: &str, languages: Languages, entry: &mut Entry) {
    const MOST_WORDS: usize = 4;
    let names_one = cell.contains(char::is_alphabetic)
        && Tokens::at_most(cell, MOST_WORDS)
        && party::of(cell, languages).is_none()
        && languages.answer(cell).is_none()
        && kind::of(cell, languages).is_none()
        && category::of(cell, languages).is_none();
    if names_one && let Some(company) = entry.take(Role::Party) {
        entry.tell(Role::Provider, &company);
        entry.tell(Role::Party, "third-party");
    }
}

/// What columns tell whose headers announce nothing of ours: "More information: expires after two months", "Legal basis:
/// strictly necessary".
fn untitled(grid: &Grid, row: usize, roles: &Roles, languages: Languages, entry: &mut Entry) {
    const MOST_WORDS: usize = 20;
    let has = |role| roles.of.contains(&Some(role));
    let timed = has(Role::Lifetime);
    let sorted = entry.fact(Role::Category).is_some_and(|words| category::named(words, languages).is_some());
    for (column, role) in roles.of.iter().enumerate() {
        let words = grid.text(row, column);
        // "Local storage, 180 days"
        let told = !matches!(role, None | Some(Role::Other | Role::Kind));
        if told || words.is_empty() || !Tokens::at_most(words, MOST_WORDS) {
            continue;
        }
        if !timed
            && entry.fact(Role::Lifetime).is_none()
            && let Some(time) = time(words, languages)
        {
            entry.tell(Role::Lifetime, time);
        }
        let first = parts(words).next().unwrap_or_default();
        let is_stored = || kind::of(first, languages).is_some_and(Kind::is_storage);
        if !has(Role::Kind) && entry.fact(Role::Kind).is_none() && is_short(first) && is_stored() {
            entry.tell(Role::Kind, first);
        }
        if !sorted && entry.above.is_none() && *role != Some(Role::Kind) {
            entry.above = category::named(words, languages).filter(|named| named.tells_aim());
        }
    }
}

/// The time among a few words: "Local storage, until you close the tab". `None` when they tell none.
fn time(words: &str, languages: Languages) -> Option<&str> {
    let within = lifetime::find(words, languages).and_then(|(_, range)| words.get(range));
    within.or_else(|| {
        parts(words).skip(1).find(|part| is_short(part) && lifetime::parse(part, languages, None).is_some())
    })
}

fn parts(words: &str) -> impl Iterator<Item = &str> {
    words.split([',', ';'])
}

fn is_short(part: &str) -> bool {
    const MOST_WORDS: usize = 6;
    Tokens::at_most(part, MOST_WORDS)
}

/// Whether one word stands where names do, every other cell of its row there and empty: no title is set so.
fn is_word_alone(grid: &Grid, row: usize, words: &str, languages: Languages) -> bool {
    let whole = |row: usize| grid.row(row).count() == grid.width();
    let is_bare = |row: usize| {
        let mut cells = grid.row(row).filter(|(_, cell)| !cell.text.is_empty());
        whole(row) && cells.next().is_some_and(|(_, cell)| is_name(&cell.text.plain)) && cells.next().is_none()
    };
    // "checkout" alone may be the title of the rows below it; beside bare names, or where none are below, it is one.
    let is_last = row + 1 == grid.height() && words.bytes().all(|byte| byte.is_ascii_lowercase());
    let beside = is_last || row.checked_sub(1).is_some_and(is_bare) || is_bare(row + 1);
    whole(row)
        && beside
        && !words.contains(' ')
        && name::looks_like(words) >= 0.25
        && category::of(words, languages).is_none()
}

/// Whether words are written as those of a sentence are, no sign of a name among them.
fn is_plain(words: &str) -> bool {
    words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '(' | ')'))
}

fn is_name(words: &str) -> bool {
    name::looks_like(words) >= 0.5
}
