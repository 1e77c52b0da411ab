//! Cutting a line back into cells, where only single spaces, or nothing at all, separate them.
//!
//! A cell may begin where a capital letter, a digit or something like a name begins, or ends. Of all ways to cut the line
//! at such places, the one whose pieces look most like their columns is taken.

use super::fit::Look;
use super::header::{Apart, Header};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::{Kind, category, kind, lifetime, name, provider};
use crate::names;
use crate::text;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// The most places considered for a cut: in a longer line those at its beginning, and [`LAST_CUTS`] at its end, where a
/// length of time may stand behind a long purpose.
const MOST_CUTS: usize = 24;
/// How many of them are kept at the end of a long line.
const LAST_CUTS: usize = 8;

/// The longest line whose end is looked at, in bytes: no row of a charter is longer.
pub(crate) const LONGEST_LINE: usize = 4_000;

/// The longest bracket that is kept whole, in bytes.
const LONGEST_BRACKET: usize = 120;

/// A line cut into the cells of its columns, empty where a column has none, and how well they fit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// One text a column.
    pub(crate) cells: Vec<String>,
    /// The mean fit of the columns; a row of a table is above 0.3.
    pub(crate) fit: f32,
}

/// Words that occur in several rows: a provider, a category.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    seen: BTreeMap<String, u16>,
    /// Hosts that nothing separates from the names before them.
    hosts: BTreeSet<String>,
}

impl Repeats {
    /// The repeated words of some lines.
    pub(crate) fn of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut seen: BTreeMap<String, u16> = BTreeMap::new();
        let mut hosts = BTreeSet::new();
        let mut before: Vec<&str> = Vec::new();
        for line in lines.into_iter().take(40) {
            if let Some(host) = glued_host(line) {
                hosts.extend(before.iter().filter_map(|other| shared_end(host, other)));
                before.push(host);
            }
            let words: Vec<&str> = line.split_whitespace().take(14).collect();
            for from in 0..words.len() {
                for phrase in (1..=4).filter_map(|length| words.get(from..from + length)) {
                    *seen.entry(phrase.join(" ")).or_default() += 1;
                }
            }
        }
        seen.retain(|_, times| *times > 1);
        Self { seen, hosts }
    }

    /// The places where a host begins and ends that nothing separates from what stands beside it.
    fn around_hosts(&self, line: &str) -> Vec<usize> {
        let host = glued_host(line)
            .and_then(|glued| Some((glued, self.hosts.iter().find(|host| glued.ends_with(host.as_str()))?)));
        host.map_or_else(Vec::new, |(glued, host)| vec![glued.len() - host.len(), glued.len()])
    }

    /// How much it counts that a text repeats in a column where texts repeat.
    fn weight(&self, text: &str, role: Role) -> f32 {
        if matches!(role, Role::Provider | Role::Domain) && self.hosts.contains(text.trim()) {
            return 0.5;
        }
        let repeats = matches!(role, Role::Provider | Role::Party | Role::Category | Role::Kind | Role::Domain);
        if !repeats || ends_open(text) || !self.seen.contains_key(text.trim()) {
            return 0.0;
        }
        (1..=4).zip(text.split_whitespace()).map(|_| 0.25).sum()
    }
}

/// The first word of a line up to the end of a host inside it, where a capital letter follows: "sidexample.orgKeeps".
fn glued_host(line: &str) -> Option<&str> {
    let word = line.split(' ').next().unwrap_or_default();
    word.match_indices('.').find_map(|(dot, _)| {
        let rest = word.get(dot + 1..)?;
        let end = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
        let follows = rest.get(end..)?.starts_with(char::is_uppercase);
        ((2..=3).contains(&end) && follows).then(|| word.get(..dot + 1 + end)).flatten()
    })
}

/// The host that two words end with, names of different ends before it: "sidexample.org", "langexample.org".
fn shared_end(left: &str, right: &str) -> Option<String> {
    let shared = left
        .char_indices()
        .rev()
        .zip(right.chars().rev())
        .take_while(|((_, left), right)| left == right && (left.is_ascii_alphanumeric() || ".-".contains(*left)))
        .last()
        .map(|((at, _), _)| at)?;
    let host = left.get(shared..)?.trim_start_matches(['-', '.']);
    let own = host.split('.').next().is_some_and(|own| own.len() >= 4);
    (own && host.len() < left.len() && host.len() < right.len()).then(|| host.to_owned())
}

/// Cuts a line into cells. `None` when it has no name, or fits no better than any sentence would.
pub(crate) fn row(line: &str, header: &Header, repeats: &Repeats, languages: Languages) -> Option<Row> {
    let roles = header.roles.as_slice();
    let mut places = places(line, header.apart);
    if header.apart == Apart::Nothing {
        places.extend(repeats.around_hosts(line));
        places.extend(around_time(line, languages).into_iter().flatten());
        places.sort_unstable();
        places.dedup();
    }
    let name = roles.iter().position(|role| *role == Role::Name)?;
    if header.apart == Apart::Spaces {
        places.extend(behind_time(line, languages).filter(|_| roles.get(name + 1) == Some(&Role::Lifetime)));
        places.extend(before_time(line, languages).filter(|_| roles.last() == Some(&Role::Lifetime)));
        places.sort_unstable();
        places.dedup();
    }
    // best[column][place]: the best score of the first `column` columns ending at `place`, and where the last began.
    let mut best = vec![vec![(f32::NEG_INFINITY, 0_usize); places.len()]; roles.len() + 1];
    *best.first_mut()?.first_mut()? = (0.0, 0);
    let mut looks: Vec<Vec<Option<Look>>> = vec![vec![None; places.len()]; places.len()];
    for (column, role) in roles.iter().enumerate() {
        for to in 0..places.len() {
            let mut winner = (best.get(column)?.get(to)?.0 - if column == name { 3.0 } else { 1.2 }, to);
            for from in 0..to {
                let before = best.get(column)?.get(from)?.0;
                if !before.is_finite() {
                    continue;
                }
                let text = line.get(*places.get(from)?..*places.get(to)?)?;
                let look = looks.get_mut(from)?.get_mut(to)?.get_or_insert_with(|| Look::of(text, languages));
                // Nothing stands between this name and its purpose, where a capital follows a small letter in it.
                let parted = header.apart == Apart::Nothing && column == name && is_parted(text);
                let usual = header.apart == Apart::Nothing && *role == Role::Lifetime && is_usual(text);
                let score = before
                    + look.fit(*role)
                    + shape(text, *role, languages)
                    + repeats.weight(text, *role)
                    + if usual { 0.3 } else { 0.0 }
                    - if parted { 4.0 } else { 0.0 };
                if score > winner.0 {
                    winner = (score, from);
                }
            }
            *best.get_mut(column + 1)?.get_mut(to)? = winner;
        }
    }
    let mut to = places.len() - 1;
    let fit = best.last()?.get(to)?.0 / f32::from(u16::try_from(roles.len()).ok()?);
    let mut cells = Vec::with_capacity(roles.len());
    for column in (0..roles.len()).rev() {
        let from = best.get(column + 1)?.get(to)?.1;
        cells.push(line.get(*places.get(from)?..*places.get(to)?)?.trim().to_owned());
        to = from;
    }
    cells.reverse();
    (!cells.get(name)?.is_empty()).then_some(Row { cells, fit })
}

/// Where the length of time begins and ends that a name in capitals has run into: "`SIDsessionKeeps` you signed in", "`SID2`
/// yearsKeeps you signed in".
fn around_time(line: &str, languages: Languages) -> Option<[usize; 2]> {
    const LONGEST: usize = 40;
    let name = line.split(' ').next().filter(|name| name.len() <= LONGEST)?;
    let turns = name.char_indices().zip(name.char_indices().skip(1));
    let begins_cell = |letter: char| letter.is_lowercase() || letter.is_ascii_digit();
    let begins = turns.filter(|((_, before), (_, after))| before.is_uppercase() && begins_cell(*after));
    let places = begins.filter_map(|(_, (at, _))| {
        let rest = text::head(line.get(at..)?, LONGEST);
        let mut letters = rest.char_indices().zip(rest.chars().skip(1));
        let turn = letters.find(|((_, before), after)| before.is_lowercase() && after.is_uppercase());
        let end = turn.map_or(rest.len(), |((last, before), _)| last + before.len_utf8());
        (lifetime::looks_like(rest.get(..end)?, languages) >= 0.7).then_some([at, at + end])
    });
    places.last()
}

/// Where words go on in small letters behind the first length of time of a line, that of a column beside the name:
/// "sid 2 days keeps you signed in".
fn behind_time(line: &str, languages: Languages) -> Option<usize> {
    const FARTHEST: usize = 80;
    let head = text::head(line, FARTHEST);
    let (_, time) = lifetime::find_all(head, languages).into_iter().next()?;
    let rest = line.get(time.end..)?.strip_prefix(' ')?;
    rest.starts_with(char::is_lowercase).then_some(time.end + 1)
}

/// Where the one word in small letters begins that a line ends with, if it is a length of time: "sid Keeps you signed in session".
fn before_time(line: &str, languages: Languages) -> Option<usize> {
    let (before, last) = line.trim_end().rsplit_once(' ')?;
    let is_time = last.starts_with(char::is_lowercase) && lifetime::looks_like(last, languages) >= 0.7;
    is_time.then_some(before.len() + 1)
}

/// Whether a piece ends with a small word that opens what follows: "Google Up to".
fn ends_open(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let small = |word: &str| word.len() <= 3 && word.chars().all(char::is_lowercase);
    words.next().is_some_and(small) && words.next().is_some()
}

/// Whether a space ends a name in which a capital letter and small ones follow small ones: "sessionHolder ", `session_Holder `.
fn is_parted(name: &str) -> bool {
    let Some(word) = name.strip_suffix(' ').filter(|name| !name.contains(' ')) else { return false };
    let capital = word.rfind(char::is_uppercase).unwrap_or(0);
    let (before, after) = word.split_at(capital);
    before.ends_with(|c: char| c.is_lowercase() || c == '_')
        && after.chars().skip(1).filter(|c| c.is_lowercase()).nth(1).is_some()
}

/// What the ends of a piece say of the column it stands in.
fn shape(text: &str, role: Role, languages: Languages) -> f32 {
    let text = text.trim();
    let capital = text.starts_with(|c: char| c.is_uppercase() || c == '(' || c == '"');
    let broken = text.matches('(').count() != text.matches(')').count();
    if role == Role::Provider && provider::known_whole(text.trim()).is_some() {
        return if text.trim().contains(' ') { 0.6 } else { 0.4 };
    }
    if role == Role::Provider && provider::is_incorporated(text) {
        return 0.9;
    }
    let prose = matches!(role, Role::Purpose | Role::Service | Role::Provider);
    // Of "in30 minutes" the first figure is no other cell's.
    if role == Role::Lifetime && (text.contains(". ") || text.starts_with('0')) {
        return -0.5;
    }
    if role == Role::Lifetime && !broken && text.contains(' ') && text.starts_with(char::is_lowercase) {
        return -0.2;
    }
    if role == Role::Other && text.starts_with(char::is_lowercase) {
        return -0.4;
    }
    if role == Role::Lifetime {
        // "Up to 365 days" is longer than "365 days", and all of it is the lifetime.
        return if broken { -1.0 } else { (0..4).zip(text.split_whitespace()).map(|_| 0.1).sum() };
    }
    if role == Role::Category && !is_tidy(text, languages) {
        return -0.8;
    }
    // "clubSession", then "IDKeeps the basket"
    if prose
        && text.chars().take_while(|c| c.is_uppercase()).count() > 1
        && text.chars().nth(1).is_some_and(char::is_alphabetic)
        && !text.split(' ').next().is_some_and(|word| word.chars().all(|c| !c.is_lowercase()))
    {
        return -0.2;
    }
    // "`_sid`", then "Session{id}Keeps the basket"
    if prose && ends_placeholder(text) {
        return -0.2;
    }
    match (broken || ends_open(text), prose, capital) {
        (true, ..) => -1.0,
        (_, true, false) => -0.4,
        (_, true, true) => 0.2,
        _ => 0.0,
    }
}

/// Whether a piece begins with the end of a name that holds a placeholder: "Session{id}Keeps the basket".
fn ends_placeholder(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    let placeholder = word.split_once('{').filter(|(before, _)| !before.is_empty());
    placeholder
        .and_then(|(_, rest)| rest.split_once('}'))
        .is_some_and(|(_, after)| after.starts_with(char::is_uppercase))
}

/// The words that tables without lines glue to a name: "`_sidpersistent2 years`".
const GLUED: &[&str] = &["persistent", "session"];

/// Where the line may be cut: its ends, and places where a cell may begin or end.
fn places(line: &str, apart: Apart) -> Vec<usize> {
    let mut places = vec![0];
    let mut before = ' ';
    let mut earlier = ' ';
    let mut word_before = "";
    let mut named = false;
    let mut bracket = None;
    for (at, character) in line.char_indices() {
        if places.len() >= MOST_CUTS && line.len() >= LONGEST_LINE {
            break;
        }
        if bracket.is_some_and(|open| at < open + LONGEST_BRACKET) && !matches!(before, ')' | ']') {
            earlier = before;
            before = character;
            if character == ')' {
                word_before = ")";
            }
            continue;
        }
        bracket = None;
        let begins = match before {
            ' ' => {
                let word = line.get(at..).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
                named = name::looks_like(word.trim_end_matches(',')) >= 0.4;
                let after_list = word_before.ends_with(',');
                let begins = !after_list
                    && (character.is_uppercase()
                        || character.is_ascii_digit()
                        || matches!(character, '<' | '"' | '-' | '–')
                        || named
                        || name::looks_like(word_before) >= 0.4
                        || provider::host(word).is_some()
                        || word_before.ends_with([')', '.', '!']));
                word_before = word;
                begins
            }
            // "example.org" is one word where spaces separate cells.
            '.' if apart != Apart::Nothing && character.is_lowercase() => false,
            // "… of version 4.2 years"
            '.' if earlier.is_ascii_digit() && character.is_ascii_digit() => {
                let rest = line.get(at..).unwrap_or_default().trim_start_matches(|c: char| c.is_ascii_digit());
                let number = word_before.trim_start_matches(|c: char| c.is_ascii_digit());
                rest.starts_with(' ') && number.strip_prefix('.').is_some_and(|rest| rest.len() < 4)
            }
            ')' | '.' | '!' => (character.is_alphanumeric() || character == '_') && !earlier.is_ascii_digit(),
            // "wordpress_[hash]End of session"
            ']' | '>' | '}' | '*' if apart == Apart::Nothing => character.is_uppercase() || character.is_ascii_digit(),
            _ if apart == Apart::Nothing
                && GLUED.iter().any(|word| line.get(at..).is_some_and(|rest| rest.starts_with(word))) =>
            {
                word_before.is_empty() || word_before.contains('_')
            }
            // "cpnb_cookiesSettings" is one name where spaces separate cells.
            _ if apart != Apart::Nothing && named => false,
            _ => {
                before.is_lowercase() && (character.is_uppercase() || character.is_ascii_digit())
                    || before.is_ascii_digit() && character.is_uppercase()
                    || apart == Apart::Nothing && is_glued(earlier, before, line.get(at..).unwrap_or_default())
                    || apart == Apart::Nothing && character.is_uppercase() && is_in_capitals(line, at)
            }
        };
        if begins && at > 0 {
            places.push(at);
        }
        let close = match character {
            '(' => Some(')'),
            '[' => Some(']'),
            _ => None,
        };
        if close.is_some_and(|close| line.get(at..).is_some_and(|rest| rest.contains(close))) {
            bracket = Some(at);
        }
        earlier = before;
        before = character;
    }
    if places.len() > MOST_CUTS {
        places.drain(MOST_CUTS - LAST_CUTS..places.len() - LAST_CUTS);
    }
    places.push(line.len());
    places
}

/// Whether a category is all that a piece says: it begins with its word, and no capital letter begins another one behind
/// it ("Technical", then "Session ID: keeps you signed in").
fn is_tidy(text: &str, languages: Languages) -> bool {
    let Some(told) = category::of(text, languages) else { return true };
    let says = |words: &str| category::of(words, languages) == Some(told);
    let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    let begins = text.len() < 40
        && ends.first().is_none_or(|first| {
            let second = ends.get(1).copied().unwrap_or(text.len());
            text.get(..*first).is_some_and(says) || text.get(..second).is_some_and(says)
        });
    let goes_on = ends.iter().take(4).any(|end| {
        let (before, after) = text.split_at(*end);
        let next = after.trim_start_matches([' ', '-', '–', '—']);
        says(before)
            && next.starts_with(char::is_uppercase)
            && kind::of(next, languages) != Some(Kind::Cookie)
            && category::of(next, languages).is_none()
    });
    begins && !goes_on
}

/// Whether a new cell may begin where nothing separates two alike: "PHPSESSID|Session", "Analytics 4|2 years", "reader_|Loans".
fn is_glued(earlier: char, before: char, rest: &str) -> bool {
    let mut characters = rest.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() => {
            (before.is_uppercase() || before == '_' && earlier.is_lowercase()) && second.is_lowercase()
        }
        (Some('0'..='9'), _) => {
            before.is_ascii_digit() && rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(' ')
        }
        _ => false,
    }
}

/// Whether a line begins with a name in capitals that everyone knows, up to a place: "`PHPSESSID`" before "PHP session".
fn is_in_capitals(line: &str, end: usize) -> bool {
    const LENGTHS: RangeInclusive<usize> = 6..=40;
    let name = line.get(..end).filter(|name| LENGTHS.contains(&name.len()));
    name.is_some_and(|name| text::is_capitals(name) && names::is_known(name))
}

/// Whether a length of time has a number that charters give: "13 months"; of "113 months" the first digit is another
/// cell's.
fn is_usual(lifetime: &str) -> bool {
    const NUMBERS: &[&str] = &[
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "13", "14", "15", "18", "20", "24", "25", "26", "30",
        "36", "48", "60", "90", "100", "120", "180", "365", "400",
    ];
    lifetime.split_whitespace().next().is_some_and(|number| NUMBERS.contains(&number))
}

#[cfg(test)]
mod tests {
    use super::{Apart, Header, Repeats, row};
    use crate::charter::lexicon::{Languages, Role};

    #[track_caller]
    fn check(line: &str, apart: Apart, roles: &[Role], expected: &[&str]) {
        let header = Header { cells: Vec::new(), roles: roles.to_vec(), end: 0, apart };
        let row = row(line, &header, &Repeats::default(), Languages::of(Some("en"))).unwrap();
        assert_eq!(row.cells, expected, "{}", row.fit);
        assert!(row.fit > 0.3, "{}", row.fit);
    }

    #[test]
    fn cells_apart_by_single_spaces() {
        let roles = [Role::Name, Role::Provider, Role::Purpose, Role::Lifetime];
        check(
            "_ga Google Analytics Used to distinguish users. 2 years",
            Apart::Spaces,
            &roles,
            &["_ga", "Google Analytics", "Used to distinguish users.", "2 years"],
        );
        check(
            "sid Example Ltd Keeps you signed in. Session",
            Apart::Spaces,
            &roles,
            &["sid", "Example Ltd", "Keeps you signed in.", "Session"],
        );
    }

    #[test]
    fn cells_apart_by_nothing() {
        check(
            "PortalLogin (front and back office)sessionidKeeps you signed in.",
            Apart::Nothing,
            &[Role::Provider, Role::Service, Role::Name, Role::Purpose],
            &["Portal", "Login (front and back office)", "sessionid", "Keeps you signed in."],
        );
    }
}
