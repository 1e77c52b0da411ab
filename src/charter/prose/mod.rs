//! Cookies named inside sentences: « un cookie nommé sid », "we set `_lang`, which remembers your language".
//!
//! A word is taken for a name where the sentence speaks of cookies or storage and singles the word out: by its letters
//! (`_lang`), its marks (code, quotes), or the words beside it (« nommé », "cookie PHPSESSID"). Sentences that explain
//! ("for example a cookie called id"), deny, or speak of addresses and their parameters name nothing.
//!
//! Here is the way from line to name; which lines may have one is told in [`likely`], what a word's own signs say in
//! [`word`] and [`noun`], what a sentence says in [`sentence`], what the words around a name tell of it in [`told`].

mod except;
mod former;
mod likely;
mod listed;
mod noun;
mod sentence;
mod told;
mod word;

pub(super) use noun::goes_on_with_cookie;

use super::entry::Entry;
use super::lexicon::Languages;
use super::line::{Line, Of};
use super::outline::{Mark, Marked};
use super::{category, lead, name, provider};
use crate::text::{self, Tokens};
use likely::{lists_times, may_name, timed_names};
use listed::{add_listed, alone, names_some_of_a_service};
use sentence::{is_denied, is_example_before, is_timed, joins, lists_storage, speaks, speaks_of_addresses};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use told::{Around, each_its_own, entry, in_turn, own_aim, respectively};
use word::{
    Beside, Letters, beside, candidates, has_placeholder, is_called, is_camel, is_camel_in_list, is_camel_of_cookies,
    is_counted, is_import, is_key, is_keyed, is_labelled, is_name_shaped, is_of_a_program, is_of_one_cookie,
    is_of_the_cookie, is_placed, is_quoted, is_small, is_stored, is_timed_key, likeness, star, with_placeholder,
};

/// The longest paragraph that is searched, in bytes; longer ones have lost their lines and are cut.
const LONGEST: usize = 60_000;
/// The most words a sentence may have.
const MOST_WORDS: usize = 400;
/// Where the subject of a sentence ends, in bytes: behind it, what is named is something that was spoken of.
const SUBJECT: usize = 20;

/// Reads the cookies that sentences name.
///
/// `of_cookies` tells whether cookies are what the whole page speaks of.
pub(super) fn read(lines: &[Line<'_>], of_cookies: bool, languages: Languages) -> Vec<Entry> {
    let mut entries = Vec::new();
    let hosts = hosts(lines, languages);
    // "These services set cookies:" above a list.
    let mut introduced = false;
    let mut sort: Option<Sort<'_>> = None;
    let mut last_sort = None;
    for line in lines {
        let line = versions_in_value(line, of_cookies);
        let line = line.as_ref();
        if let Some(found) = Sort::of(line, languages) {
            // "Necessary", "Statistics", "Marketing", one below the other, are the tabs of a banner.
            let follows = found.below > 0 && last_sort.is_some_and(|last| last + 1 == found.block);
            sort = Some(found).filter(|_| !follows);
            last_sort = Some(found.block);
        } else {
            sort = sort.filter(|sort| sort.reaches(line));
        }
        match line.of {
            Of::Paragraph => introduced = line.words.ends_with(':') && speaks(line.words, languages),
            Of::Item => {}
            Of::Title | Of::Pair => {
                introduced = false;
                continue;
            }
        }
        let listed = introduced && line.of == Of::Item;
        if line.words.len() > LONGEST || is_import(line.words) {
            continue;
        }
        if of_cookies && names_some_of_a_service(line.words, languages)
            || may_name(line)
                && (listed
                    || speaks(line.words, languages)
                    || lists_times(line.words, languages)
                    || of_cookies && (line.words.contains(['"', '“', '„', '«']) || names_versions(line.words))
                    || line.marks.iter().any(|mark| mark.marked == Marked::Code || is_word(line, mark)))
        {
            let first = entries.len();
            of_line(line, listed, of_cookies, languages, &mut entries);
            let titles = sort.map(|sort| sort.words.to_owned());
            for entry in entries.get_mut(first..).unwrap_or_default() {
                entry.surroundings.extend(titles.clone());
            }
        }
    }
    entries.retain(|entry| !hosts.contains(entry.name.as_str()));
    entries
}

/// A category that stands above the sentences on its cookies.
#[derive(Debug, Clone, Copy)]
struct Sort<'a> {
    words: &'a str,
    block: usize,
    /// The row of cards it lies in, all of which are one block. `None` elsewhere.
    row: Option<u32>,
    section: Option<usize>,
    /// How many blocks below its own it is said of: none where it stands in bold above the other lines of its paragraph, the
    /// one below where it is a paragraph of its own, "Necessary (always on)", "Statistics:".
    below: usize,
}

impl<'a> Sort<'a> {
    /// A short line that names a category, in bold or alone.
    fn of(line: &Line<'a>, languages: Languages) -> Option<Self> {
        let Line { words, block, row, section, .. } = *line;
        let title = words.trim_end().trim_end_matches(':');
        let below = match line.of {
            Of::Paragraph if line.is_strong() && is_short(words) && category::of(words, languages).is_some() => 0,
            Of::Paragraph | Of::Title if category::of_title(title, languages).is_some() => 1,
            _ => return None,
        };
        Some(Self { words, block, row, section, below })
    }

    /// Whether it is said of a line as well.
    fn reaches(&self, line: &Line<'_>) -> bool {
        let is_beside = self.block == line.block && self.row == line.row;
        self.section == line.section && (is_beside || (1..=self.below).any(|below| self.block + below == line.block))
    }
}

/// Whether some words may be a title.
fn is_short(words: &str) -> bool {
    const MOST_WORDS: usize = 6;
    Tokens::at_most(words, MOST_WORDS)
}

/// What words in code are hosts, as words before them say: "they lie on the domain `shop.example`".
fn hosts<'a>(lines: &[Line<'a>], languages: Languages) -> BTreeSet<&'a str> {
    let mut hosts = BTreeSet::new();
    for line in lines {
        for mark in line.marks.iter().filter(|mark| mark.marked == Marked::Code) {
            let host = line.words.get(mark.start..mark.end).filter(|words| words.contains('.') && !words.contains(' '));
            // `connect.sid` is written so as well, and the last part of a host may be a long word.
            let host = host.filter(|words| {
                provider::host(words).is_some() || words.rsplit('.').next().is_some_and(|last| last.len() > 4)
            });
            hosts.extend(host.filter(|_| is_placed(line.words, mark.start, languages)));
        }
    }
    hosts
}

/// Whether a mark other than a link's singles one word out.
fn is_word(line: &Line<'_>, mark: &Mark) -> bool {
    let word = line.words.get(mark.start..mark.end).unwrap_or_default();
    mark.marked != Marked::Link && (2..=40).contains(&word.len()) && !word.contains(' ')
}

/// Whether a word is written as code. Capitals among other words are no name: "[CHECKED IN CODE: server.js]".
fn is_code(line: &Line<'_>, mark: &Mark, place: &Range<usize>) -> bool {
    let is_among_others = || {
        line.words.get(mark.start..mark.end).is_some_and(|words| words.contains(' '))
            && line.words.get(place.clone()).is_some_and(text::is_capitals)
    };
    mark.marked == Marked::Code && mark.start <= place.start && place.end <= mark.end && !is_among_others()
}

/// Whether a place lies in a mark that holds a command or a call: `DELETE /me/data`, `banner.show()`.
fn is_in_command(line: &Line<'_>, mark: &Mark, place: &Range<usize>) -> bool {
    let words = line.words.get(mark.start..mark.end).unwrap_or_default();
    let is_path = |word: &str| word.len() > 1 && word.starts_with('/');
    let is_within = mark.start <= place.start && place.end <= mark.end;
    is_within && mark.marked == Marked::Code && (words.ends_with("()") || words.split(' ').skip(1).any(is_path))
}

/// Adds the cookies of a line; `spoke` tells whether what stands above it spoke of cookies.
fn of_line(line: &Line<'_>, mut spoke: bool, of_cookies: bool, languages: Languages, entries: &mut Vec<Entry>) {
    let sentences: Vec<Range<usize>> = text::sentence_ranges(line.words).collect();
    // "Google Analytics: _ga (statistics, 2 years). Google Ads: _gcl_au (marketing, 90 days)." is of cookies throughout.
    let listed = lists_times(line.words, languages);
    for (index, range) in sentences.iter().enumerate() {
        let Some(words) = line.words.get(range.clone()) else { continue };
        let speaks = speaks(words, languages) || listed && timed_names(words, languages).next().is_some();
        let found = names(line, range.clone(), Spoken { here: speaks, before: spoke }, of_cookies, languages);
        spoke = speaks;
        let except = except::place(line.words, range, &found, languages);
        let end = except.as_ref().map_or(range.end, |except| except.start);
        let found: Vec<Range<usize>> = found.into_iter().filter(|place| place.start < end).collect();
        let Some(last) = found.last() else { continue };
        let after = sentences.get(index + 1..).unwrap_or_default();
        let rest = line.words.get(last.end..end).unwrap_or_default();
        let following: Vec<&str> = after.iter().take(3).filter_map(|range| line.words.get(range.clone())).collect();
        let before = index
            .checked_sub(1)
            .and_then(|before| sentences.get(before))
            .and_then(|range| line.words.get(range.clone()));
        let first = entries.len();
        let own = |place: usize, at: &Range<usize>| {
            let next = found.get(place + 1).map_or(end, |next| next.start);
            line.words.get(at.end..next).unwrap_or_default()
        };
        let has_aim = |(place, at)| own_aim(own(place, at), languages).is_some();
        let sentence_is_of_all = !found.iter().enumerate().any(has_aim);
        let mut owns = Vec::with_capacity(found.len());
        for (place, at) in found.iter().enumerate() {
            let Some(name) = line.words.get(at.clone()) else { continue };
            let own = own(place, at);
            let excepted = except.as_ref().filter(|except| line.words.get((*except).clone()) == Some(name));
            let (own, rest) = match excepted.and_then(|except| line.words.get(except.end..range.end)) {
                Some(said) => (said, said),
                None => (own, rest),
            };
            owns.push(own);
            let said = Around { own, rest, sentence: words, sentence_is_of_all, before, following: &following };
            entries.push(entry(line, name, said, languages));
        }
        let said = std::iter::once(words).chain(following.iter().copied());
        let named = entries.get_mut(first..).unwrap_or_default();
        respectively(named, said, rest, languages);
        in_turn(named, rest, languages);
        each_its_own(named, &owns, languages);
    }
}

/// Where cookies were spoken of.
#[derive(Clone, Copy)]
struct Spoken {
    /// In the sentence.
    here: bool,
    /// In what stands before it.
    before: bool,
}

/// A word up to the end of the code it begins: `shop-cookies`, whose end elsewhere is that of a compound.
fn whole(words: &str, marks: &[Mark], sentence: usize, word: Range<usize>) -> Range<usize> {
    let here = marks.partition_point(|mark| mark.start < sentence + word.start);
    let here = marks.get(here..).unwrap_or_default();
    let here = here.iter().take_while(|mark| mark.start == sentence + word.start);
    let mut longer = here.filter(|mark| mark.marked == Marked::Code && mark.end > sentence + word.end);
    let mark =
        longer.next().filter(|mark| words.get(sentence + word.end..mark.end).is_some_and(|rest| rest.starts_with('-')));
    mark.map_or(word.clone(), |mark| word.start..mark.end - sentence)
}

/// The marks that begin in a sentence: those of a line are in its order.
fn marks_within<'a>(line: &'a Line<'_>, sentence: &Range<usize>) -> &'a [Mark] {
    let from = line.marks.partition_point(|mark| mark.start < sentence.start);
    let to = line.marks.partition_point(|mark| mark.start < sentence.end);
    line.marks.get(from..to).unwrap_or_default()
}

/// The places of the names in a sentence.
fn names(
    line: &Line<'_>,
    sentence: Range<usize>,
    spoken: Spoken,
    of_cookies: bool,
    languages: Languages,
) -> Vec<Range<usize>> {
    let (spoke, speaks) = (spoken.before, spoken.here || spoken.before);
    let Some(words) = line.words.get(sentence.clone()) else { return Vec::new() };
    let mut found: Vec<Range<usize>> = Vec::new();
    let marks = marks_within(line, &sentence);
    let (mut small, mut sure, mut example) = (Vec::new(), false, false);
    for word in candidates(words, languages).take(MOST_WORDS) {
        let word = whole(line.words, marks, sentence.start, with_placeholder(words, word));
        let Some(text) = words.get(word.clone()) else { continue };
        let place = sentence.start + word.start..sentence.start + word.end;
        if is_of_a_program(words, &word) || marks.iter().any(|mark| is_in_command(line, mark, &place)) {
            continue;
        }
        let marked = marks.iter().any(|mark| is_code(line, mark, &place));
        let labelled = is_labelled(words, word.start, languages);
        // "a cookie called <em>langc</em>"
        let singled = |mark: &Mark| mark.start == place.start && mark.end == place.end && is_word(line, mark);
        // "the cookie <b>sid</b> keeps you signed in", "the cookie `sid`"
        let of_one = marked && is_of_one_cookie(words, &word, languages)
            || marks.iter().any(singled) && is_of_the_cookie(words, &word, languages);
        let stored = || marked && is_stored(words, &word, languages);
        let single = marked
            || labelled
            || of_one
            || is_quoted(words, &word)
            || marks.iter().any(singled) && beside(words, &word, languages) == Beside::Naming;
        let timed = || is_timed(words.get(word.end..).unwrap_or_default(), languages);
        let is_key = is_key(text, languages) && (single || is_timed_key(words, &word, languages));
        let brand = || provider::known_whole(text).is_some();
        let of_several = || spoken.here && is_camel_of_cookies(words, &word, languages);
        // "**cookieChoice** keeps what you chose", on a page of cookies
        let of_page = || of_cookies && (marks.iter().any(singled) || is_camel_in_list(words, &word, languages));
        let letters = letters(text, words, is_key, || is_camel(text) && !brand() && (of_several() || of_page()));
        let joined = found.last().is_some_and(|last| line.words.get(last.end..place.start).is_some_and(joins));
        let (counted, called) =
            (is_counted(words, &word, spoken.here, joined, languages), is_called(words, &word, languages));
        if (letters == Letters::Ordinary
            && !single
            && !counted
            && !called
            && !(joined && (text::is_capitals(text) || timed()))
            && !(text::is_capitals(text) && timed()))
            || !is_name_shaped(text)
            || !single && name::is_joint(text, languages)
        {
            continue;
        }
        let likeness = likeness(text);
        if is_small(words, &word) {
            small.push(place.clone());
        }
        if likeness < 0.3 && !called || lead::likeness(text, 0.0, languages).is_none() {
            continue;
        }
        let bold = likeness >= 0.9 && tells_in_bold(line, text, of_cookies) && marks.iter().any(singled)
            || of_cookies && name::is_versioned(text);
        let keyed = marked && is_keyed(words, word.start, languages);
        let beside = if labelled || keyed { Beside::Naming } else { beside(words, &word, languages) };
        let taken = match (beside, letters) {
            // "REVIEW_PENDING_NOTE: check the cookies"
            (Beside::Nothing, Letters::Strange) if is_constant(text) && !single && !timed() => joined || bold,
            (_, Letters::Strange) => speaks || joined || beside != Beside::Nothing || bold,
            // "What is kept is called “PHPSESSID”", on a page of cookies; “ACCEPT” is a button.
            (_, Letters::Capitals) if of_cookies && is_quoted(words, &word) && text.contains("SESS") => true,
            // "a menu called “tools”, in which you find the settings of cookies"
            (Beside::Naming, Letters::Ordinary) if !labelled && !marked && likeness < 0.5 => {
                speaks
                    && (spoke
                        || word.start < SUBJECT
                        || sentence::speaks(words.get(..word.start).unwrap_or_default(), languages))
            }
            (Beside::Naming, _) => speaks || called,
            (Beside::Cookie, Letters::Ordinary) if called => category::of(text, languages).is_none(),
            // "the NID and PREF cookies"
            (Beside::Cookie, Letters::Ordinary) if joined && counted => true,
            (Beside::Cookie, Letters::Ordinary) if of_one => true,
            // "your choice as `shop-theme` in localStorage"
            (Beside::Nothing, _) if stored() => true,
            // “first-party” cookies are no cookie's name.
            (Beside::Cookie, _) if single && lead::is_made_of_parts(text, languages) => likeness >= 0.5,
            (Beside::Cookie, _) => likeness >= 0.7,
            // "It sets `VISITOR_INFO1_LIVE` (180 days) and `YSC` (session)", on a page of cookies
            (Beside::Nothing, _) if joined && marked && timed() => speaks || of_cookies,
            (Beside::Nothing, _) if counted => speaks,
            // « des cookies du type « shop-{id} » »
            (Beside::Nothing, _) if single && speaks && text.contains(['[', '{', '<']) => likeness >= 0.7,
            (Beside::Nothing, _) if speaks && timed() => joined || likeness >= 0.7,
            (Beside::Nothing, _) => likeness >= 0.5 && (joined || (marked && speaks && likeness >= 0.7)),
        };
        if taken {
            let place = place.start..place.end + star(line.words.get(place.end..).unwrap_or_default(), text);
            sure |= beside != Beside::Nothing || single || bold;
            // "They remember, for example, your choice (key `consent` in localStorage)"
            example |= !keyed && is_example_before(words, word.start, languages);
            found.push(place);
        }
    }
    if found.is_empty() && of_cookies {
        found = alone(words, sentence.start, languages);
        sure = true;
    }
    if speaks {
        add_small(line, &sentence, small, &mut found, languages);
    }
    add_listed(words, sentence.start, &mut found, languages);
    let said = former::take_out(line.words, &sentence, &mut found, languages);
    let explains = example && found.len() == 1;
    let unsure = found.len() == 1 && !sure && !speaks;
    if explains || unsure || found.is_empty() || names_nothing(line, &said, &found, languages) {
        Vec::new()
    } else {
        found
    }
}

/// Whether some word is a key that says its version: "shop-basket-v2 keeps what you chose".
fn names_versions(words: &str) -> bool {
    words.contains("-v") && words.split([' ', ',', '.', '(', ')']).any(name::is_versioned)
}

/// The definition of a term that is no name, where it names such keys: "Basket", then "shop-basket-v2 keeps …".
fn versions_in_value<'a>(line: &'a Line<'a>, of_cookies: bool) -> Cow<'a, Line<'a>> {
    let value = line.value.filter(|value| of_cookies && names_versions(value) && name::looks_like(line.words) < 0.5);
    value.map_or(Cow::Borrowed(line), |words| {
        Cow::Owned(Line { words, value: None, of: Of::Paragraph, marks: Vec::new(), row: None, ..line.clone() })
    })
}

/// Whether a word in bold is a name for that: "it may set **`_ga`**"; "the browser keeps **`library_notice`**", on a page of
/// cookies.
fn tells_in_bold(line: &Line<'_>, text: &str, of_cookies: bool) -> bool {
    line.of == Of::Paragraph && (text.starts_with('_') || of_cookies)
}

/// Adds the small words in quotes where another is a key: "“theme” keeps your colours, and “shop:city” your town".
fn add_small(
    line: &Line<'_>,
    sentence: &Range<usize>,
    small: Vec<Range<usize>>,
    found: &mut Vec<Range<usize>>,
    languages: Languages,
) {
    let words = line.words.get(sentence.clone()).unwrap_or_default();
    let is_quoted_key = |place: &Range<usize>| {
        let own = place.start - sentence.start..place.end - sentence.start;
        line.words.get(place.clone()).is_some_and(|text| is_key(text, languages)) && is_quoted(words, &own)
    };
    if found.iter().any(is_quoted_key) {
        found.extend(small);
        found.sort_by_key(|place| place.start);
        found.dedup();
    }
}

/// Whether a word is written as constants of programs are: `REVIEW_PENDING_NOTE`. A renowned cookie's name may be, too.
fn is_constant(text: &str) -> bool {
    const FEWEST_WORDS: usize = 3;
    let words = || text.split('_');
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    words().nth(FEWEST_WORDS - 1).is_some() && words().all(is_word) && !name::is_renowned(text)
}

/// What the letters of a word say where it stands, by whether it is a key with its time, and written as `camel` names are.
fn letters(text: &str, words: &str, is_key: bool, camel: impl FnOnce() -> bool) -> Letters {
    match Letters::of(text) {
        // In a heading written in capitals, capitals say nothing.
        Letters::Capitals if !words.contains(char::is_lowercase) || words.contains(" COOKIE") => Letters::Ordinary,
        // "in your browser (shop:choice, for one year)", "“shop:city”"
        Letters::Ordinary if is_key || has_placeholder(text) || name::is_versioned(text) || camel() => Letters::Strange,
        letters => letters,
    }
}

/// Whether a sentence denies the cookies it names, lists ways of storing, or is no sentence on cookies at all.
fn names_nothing(line: &Line<'_>, sentence: &Range<usize>, found: &[Range<usize>], languages: Languages) -> bool {
    let words = line.words.get(sentence.clone()).unwrap_or_default();
    // "`SharedPreferences`, `secure_store`, local storage": ways of storing, not names.
    let of_storage = found.len() > 1
        && found
            .last()
            .and_then(|last| line.words.get(last.end..sentence.end))
            .is_some_and(|rest| lists_storage(rest, languages));
    let denied = found.first().is_some_and(|first| is_denied(words, first.start - sentence.start, languages));
    let renamed = found.windows(2).any(
        |pair| matches!(pair, [one, other] if line.words.get(one.end..other.start).is_some_and(sentence::is_arrow)),
    );
    // Templates are no text.
    denied || renamed || of_storage || words.contains("{%") || words.contains("{{") || speaks_of_addresses(words)
}
