//! Names that nothing parts from the sentence behind them: in tables that have lost their lines and their header, behind
//! their company or alone ("`AteliersidKeeps` you signed in.2 years", "`_langRemembers` the language.Session"), with the
//! length of time before the sentence as well ("_sid2 yearsKeeps you signed in."), and above
//! labels ("`sidKeeps` you signed in.", then "Duration: 1 dayType: HTTP cookie").

use super::lines::Line;
use super::pipes::Table;
use super::{Body, Mark, Marked, Text, TextPage, append, labels, markdown};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::outline::{Grid, grid::Cell};
use crate::charter::{field, lifetime, name, provider};
use std::iter;

/// The most rows looked at together.
const MOST_ROWS: usize = 400;

/// The longest row, in bytes.
const LONGEST: usize = 1_500;

/// A row, cut.
struct Row<'a> {
    /// The company and the name, or the name alone.
    head: &'a str,
    /// How much of the head is the company.
    company: usize,
    purpose: &'a str,
    /// Empty when it has none.
    time: &'a str,
}

/// The table whose first row is a line. `None` when none is: half of the rows must end with a length of time, and one must
/// have a name that no other word could be.
pub(super) fn headless(page: &TextPage<'_>, at: usize) -> Option<Table> {
    let row = |at: usize| page.line(at).and_then(|line| Row::of(line, page.languages));
    // Rows are looked at together, from the first one on.
    if at.checked_sub(1).and_then(row).is_some() {
        return None;
    }
    let mut rows: Vec<Row<'_>> = (at..at + MOST_ROWS).map_while(row).collect();
    let timed = rows.iter().filter(|row| !row.time.is_empty()).count();
    if rows.len() < 2 || timed * 2 < rows.len() {
        return None;
    }
    tell_companies(&mut rows);
    if !rows.iter().any(|row| name::looks_like(row.name()) >= 0.75) {
        return None;
    }
    let has_companies = rows.iter().any(|row| row.company > 0);
    let mut grid = Grid::default();
    for row in &rows {
        let company = has_companies.then(|| row.company());
        let cells = company.into_iter().chain([row.name(), row.purpose, row.time]);
        if !grid.add_row(cells.map(|cell| Cell::new(markdown::inline(cell), false))) {
            break;
        }
    }
    Some(Table { end: at + grid.height(), grid, left_out: None })
}

/// The name that has run into the sentence behind it on a line, above a line of several labels, that of a length of time
/// first. `None` when none does.
pub(super) fn labelled(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let (name, said, labels) = above_labels(page, at)?;
    let mut label = Text::new(name);
    label.marks.push(Mark { start: 0, end: name.len(), marked: Marked::Code });
    let mut value = Text::default();
    for line in iter::once(said).chain((at + 1..labels).filter_map(|at| page.line(at)).map(|line| line.text)) {
        append(&mut value, &markdown::inline(line));
        value.add(" ");
    }
    for part in field::apart(page.line(labels)?.text, page.languages) {
        value.break_line();
        value.add(part);
    }
    value.finish();
    page.push(Body::Pair(label, value), 0);
    Some(labels + 1)
}

/// Whether such a name stands on a line.
pub(super) fn begins(page: &TextPage<'_>, at: usize) -> bool {
    above_labels(page, at).is_some()
}

/// The name on a line, what it has run into, and the line of labels below.
fn above_labels<'a>(page: &TextPage<'a>, at: usize) -> Option<(&'a str, &'a str, usize)> {
    const MOST_LINES: usize = 6;
    let words = page.line(at)?.text;
    let parted = words.split_once(' ').map(|(name, said)| (name, unnumbered(said)));
    let (name, said) = match parted.filter(|(name, said)| may_be_parted(name, said)) {
        Some(parted) => parted,
        None => words.split_at_checked(sentence(words, 0)?)?,
    };
    let name = name.rsplit_once(" [x").map_or(name, |(name, _)| name);
    if name.contains(' ') || name::looks_like(name) < 0.1 {
        return None;
    }
    let below = (at + 1..=at + MOST_LINES).map_while(|at| Some((at, page.line(at).filter(|line| !line.is_blank())?)));
    let labels = below.into_iter().find(|(_, line)| tells_a_time_and_more(line.text, page.languages))?.0;
    (at + 1..labels)
        .all(|at| page.line(at).is_some_and(|line| sentence(line.text, 0).is_none()))
        .then_some((name, said, labels))
}

/// Whether a word may be a name, with a space alone before what is said of it.
fn may_be_parted(name: &str, said: &str) -> bool {
    name::looks_like(name) >= 0.25 && !name.ends_with(['.', ',', ':', ';']) && said.starts_with(char::is_uppercase)
}

/// What is said of a name, without how often it is set: "`[x2]` Keeps …".
fn unnumbered(said: &str) -> &str {
    said.strip_prefix("[x").and_then(|rest| rest.split_once("] ")).map_or(said, |(_, said)| said)
}

/// Whether a line has several labels, that of a length of time first: "Duration: 1 day Type: HTTP cookie".
fn tells_a_time_and_more(words: &str, languages: Languages) -> bool {
    labels::pair(words, languages).is_some_and(|(role, ..)| role == Role::Lifetime)
        && field::apart(words, languages).len() > 1
}

impl<'a> Row<'a> {
    fn of(line: Line<'a>, languages: Languages) -> Option<Self> {
        const FEWEST_BEHIND: usize = 2;
        let words = line.text;
        let purpose = sentence(words, FEWEST_BEHIND).filter(|_| words.len() <= LONGEST && line.item().is_none())?;
        let time = time(words, languages).filter(|time| *time > purpose).unwrap_or(words.len());
        if time == words.len()
            && let Some((name, purpose)) = around_time(words, languages)
        {
            let time = words.get(name..purpose)?;
            return Some(Self { head: words.get(..name)?, company: 0, purpose: words.get(purpose..)?, time });
        }
        Some(Self {
            head: words.get(..purpose)?,
            company: 0,
            purpose: words.get(purpose..time)?,
            time: words.get(time..)?,
        })
    }

    fn company(&self) -> &'a str {
        self.head.get(..self.company).unwrap_or_default()
    }

    fn name(&self) -> &'a str {
        self.head.get(self.company..).unwrap_or_default()
    }
}

/// Where a sentence begins in one of the first words of a line, which the name before it has run into, as many words behind
/// it at least: "`Example Co_sidKeeps` you …".
fn sentence(words: &str, fewest: usize) -> Option<usize> {
    const MOST_WORDS: usize = 4;
    sentence_within(words, MOST_WORDS, fewest)
}

/// See [`sentence`], in one of so many words.
fn sentence_within(words: &str, most: usize, fewest: usize) -> Option<usize> {
    let mut start = 0;
    let mut rest = words.split(' ').peekable();
    for _ in 0..most {
        let word = rest.next()?;
        // "CookieConsent [x2]Stores …" is one name.
        let goes_on = rest.peek().is_some_and(|next| next.starts_with("[x"));
        if let Some(begins) = capital(word).filter(|_| !goes_on) {
            return (rest.count() >= fewest).then_some(start + begins);
        }
        start += word.len() + 1;
    }
    None
}

/// Where the last cell begins that has run into a word: "`sidKeeps`", "`SIDKeeps`", "`sidA`" before "cookie", "`sidL'heure`".
fn capital(word: &str) -> Option<usize> {
    let letters = || word.char_indices();
    let behind = letters().skip(2).map(|(_, letter)| Some(letter)).chain([None]);
    let turns = letters().zip(letters().skip(1)).zip(behind).filter(|(((_, before), (_, capital)), after)| {
        let ends_name = before.is_alphanumeric() || "_*>])}#/".contains(*before);
        let alone = after.is_none_or(|after| matches!(after, '\'' | '’'));
        capital.is_uppercase()
            && if alone { before.is_lowercase() } else { ends_name && after.is_some_and(char::is_lowercase) }
    });
    turns.last().map(|((_, (at, _)), _)| at)
}

/// Where the length of time begins that a line ends with, parted by nothing from the words before: "… signed in.2 years".
fn time(words: &str, languages: Languages) -> Option<usize> {
    const LONGEST: usize = 40;
    let end = words.char_indices().rev().take(LONGEST);
    let begins = end.clone().zip(end.skip(1)).filter(|((_, first), (_, before))| {
        (first.is_uppercase() || first.is_ascii_digit()) && (before.is_lowercase() || matches!(before, '.' | ')'))
    });
    let is_time = |at: &usize| words.get(*at..).is_some_and(|words| lifetime::looks_like(words, languages) >= 0.7);
    begins.map(|((at, _), _)| at).filter(is_time).last()
}

/// Where the length of time begins that has run into the name before it, and where the sentence does behind it: "_sid2 years
/// after a visitKeeps you signed in.", "`_langEnd` of sessionRemembers the language."
fn around_time(words: &str, languages: Languages) -> Option<(usize, usize)> {
    const MOST_WORDS: usize = 6;
    let (first, _) = words.split_once(' ')?;
    let letters = first.char_indices();
    let turns = letters.clone().zip(letters.skip(1)).filter(|((_, before), (_, after))| {
        after.is_ascii_digit() && !before.is_ascii_digit() || after.is_uppercase() && !before.is_uppercase()
    });
    turns.map(|(_, (at, _))| at).find_map(|at| {
        let behind = words.get(at..)?;
        let end = sentence_within(behind, MOST_WORDS, 0)?;
        // "shopSession" is a name, "End of the session" is none.
        let time = behind.get(..end).filter(|time| time.contains(' '))?;
        let begins = || lifetime::find(time, languages).is_some_and(|(_, place)| place.start == 0);
        (lifetime::looks_like(time, languages) >= 0.5 || begins()).then_some((at, at + end))
    })
}

/// Parts the companies from the names behind them: those known, those that rows one below the other begin with, and those
/// whose name the cookie's begins with, as in `AtelieratelierSid`.
fn tell_companies(rows: &mut [Row<'_>]) {
    for row in rows.iter_mut() {
        row.company = known(row.head).or_else(|| said_again(row.head)).unwrap_or(0);
    }
    for at in 1..rows.len() {
        let Some([one, other]) = rows.get_mut(at - 1..=at) else { continue };
        let shared = shared(one.head, other.head);
        let likeness = |row: &Row<'_>| row.head.get(shared..).map_or(0.0, name::looks_like);
        let (least, most) = (likeness(one).min(likeness(other)), likeness(one).max(likeness(other)));
        if shared > 0 && least >= 0.25 && most >= 0.75 {
            (one.company, other.company) = (shared, shared);
        }
    }
}

/// How long the known company is that stands before a name with an underscore.
fn known(head: &str) -> Option<usize> {
    let (company, _) = head.split_once('_')?;
    provider::known_whole(company).map(|_| company.len())
}

/// How long a company is whose name comes at once again.
fn said_again(head: &str) -> Option<usize> {
    const SHORTEST: usize = 4;
    const LONGEST_TWICE: usize = 80;
    let is_again = |end: &usize| {
        let twice = head.get(..*end).zip(head.get(*end..end * 2));
        twice.is_some_and(|(company, name)| company.eq_ignore_ascii_case(name))
    };
    (SHORTEST..=head.len().min(LONGEST_TWICE) / 2).find(is_again)
}

/// How much two rows begin with, before names of different kinds: "Atelier" of "`Atelier_sid`" and "Atelierlang".
fn shared(one: &str, other: &str) -> usize {
    let same = one.char_indices().zip(other.chars()).take_while(|((_, one), other)| one == other);
    let end = same.last().map_or(0, |((at, letter), _)| at + letter.len_utf8());
    let shared = one.get(..end).unwrap_or_default();
    // The names may begin alike as well: "Atelier_sid", "Atelier_session".
    let shared = shared.split_once('_').map_or(shared, |(company, _)| company);
    let may_be_company = shared.len() > 2 && shared.starts_with(char::is_uppercase);
    if may_be_company { shared.len() } else { 0 }
}
