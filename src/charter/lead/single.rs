//! Lines that begin with one word which only what stands behind it shows to be a name: "theme (localStorage) – keeps …".

use super::{Lead, UNSURE, is_inside_key, likeness};
use crate::charter::field::is_joint;
use crate::charter::lexicon::Languages;
use crate::charter::{kind, lifetime, name, party, provider};
use crate::names;
use crate::text::{self, Tokens};

/// A small word, then a dash, a colon, a comma or a length of time in parentheses, in a list: it may be a name, as others of
/// its list are, or not.
pub(super) fn small<'a>(words: &'a str, languages: Languages) -> Option<Lead<'a>> {
    let at = words.find([' ', ':']).filter(|at| !is_inside_key(words, *at))?;
    let (names, rest) = words.split_at(at - usize::from(words.get(..at)?.ends_with(',')));
    let note = rest.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    // "theme:", what is said of it on the lines below
    if rest == ":"
        && (0.25..0.55).contains(&name::looks_like(names))
        && names.starts_with(|c: char| c.is_ascii_lowercase())
    {
        return Some(Lead { names, rest: "", sure: UNSURE });
    }
    // "one, two or several `sid_1a2b`"
    let listed = || rest.starts_with(',') && !name::is_told_in(rest);
    let joins = |rest: &str| rest.trim_start().starts_with([':', '–', '—', '-', '=', '→']);
    // "lang (own cookie): keeps your language"
    let of_party = |note: &str| Tokens::at_most(note, 3) && party::of(note, languages).is_some();
    let joint = joins(rest)
        || listed()
        || note.is_some_and(|(note, rest)| joins(rest) && of_party(note))
        || note.is_some_and(|(note, _)| note.len() <= 60 && lifetime::looks_like(note, languages) >= 0.7);
    let likeness = name::looks_like(names);
    let said = rest.split_whitespace().nth(2).is_some();
    (joint && said && (0.25..0.55).contains(&likeness) && names.starts_with(|c: char| c.is_ascii_lowercase()))
        .then_some(Lead { names, rest, sure: UNSURE })
}

/// A small word, a sentence about it and a length of time, with no sign between: "fr Keeps what was shown to you. 3 months".
pub(super) fn unjoined<'a>(words: &'a str, languages: Languages) -> Option<Lead<'a>> {
    let (names, said) = words.split_once(' ')?;
    let (said, time) = said.trim_end_matches(['.', ' ']).rsplit_once(". ")?;
    let is_small = names.starts_with(|c: char| c.is_ascii_lowercase())
        && names.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':'))
        && names.ends_with(char::is_alphanumeric);
    let is_sentence = said.starts_with(char::is_uppercase) && said.split_whitespace().nth(2).is_some();
    let is_timed = || lifetime::looks_like(time, languages) >= 0.8 && !kind::names_cookie(names, languages);
    // "weekly For one zone. 7 days" is so written as well: its neighbours tell what it is.
    let sure = UNSURE - 0.05;
    (is_small && is_sentence && is_timed()).then_some(Lead { names, rest: words.get(names.len()..)?, sure })
}

/// A word in quotes, then a dash or a colon: "\"city\" - remembers your town".
pub(super) fn quoted(words: &str) -> Option<Lead<'_>> {
    let inner = words.trim_start_matches([' ', '•', '-', '*']).strip_prefix(['"', '«', '“', '„', '\'', '‘', '`'])?;
    let (names, rest) = inner.split_once(['"', '»', '”', '“', '\'', '’', '`'])?;
    let names = names.trim();
    // `'title' => 'Cookies',` is the source of a program.
    let joint = rest.trim_start().starts_with(['-', '–', '—', ':', '=', '→']) && !rest.trim_start().starts_with("=>");
    let single = !names.contains(' ') && names.chars().nth(1).is_some() && name::looks_like(names) >= 0.25;
    (joint && single).then_some(Lead { names, rest, sure: 0.95 })
}

/// A word and a length of time, nothing else: "id: 2 ans". It may be a name; as others of its list are, or not.
pub(super) fn timed<'a>(words: &'a str, languages: Languages) -> Option<Lead<'a>> {
    let at = words.bytes().take(61).position(|byte| matches!(byte, b':' | b'('))?;
    let (names, rest) = words.split_at(at);
    let names = names.trim();
    let time = rest.trim_matches(|character: char| is_joint(character) || matches!(character, '(' | ')' | '.'));
    let likely = name::looks_like(names);
    // "Session: until you leave" tells of a sort of cookies.
    let tells_time = || likely < 0.25 && lifetime::looks_like(names, languages) >= 0.8;
    let is_company = || likely < 0.25 && provider::known_whole(names).is_some();
    let single = !names.contains(' ') && !names.is_empty() && likely >= 0.15 && !tells_time() && !is_company();
    (single && lifetime::looks_like(time, languages) >= 0.7).then(|| {
        let sure = likeness(names, UNSURE, languages).unwrap_or(UNSURE);
        Lead { names, rest, sure }
    })
}

/// A word and how it is stored, in parentheses: "theme (localStorage) – keeps your colours".
pub(super) fn stored<'a>(words: &'a str, languages: Languages) -> Option<Lead<'a>> {
    let (names, rest) = words.split_at(words.bytes().take(61).position(|byte| byte == b' ')?);
    let (note, _) = rest.trim_start().strip_prefix('(')?.split_once(')')?;
    let likely = name::looks_like(names);
    let single = likely >= 0.25 && !names.ends_with([',', ':', '.']);
    (single && Tokens::at_most(note, 3) && kind::of(note, languages).is_some()).then_some(Lead {
        names,
        rest,
        sure: 0.95,
    })
}

/// A word, what it is for, and a length of time, dashes between them: "profil – keeps your settings – valid for 1 year".
pub(super) fn between_dashes<'a>(words: &'a str, languages: Languages) -> Option<Lead<'a>> {
    let dash = [" – ", " — ", " - "].into_iter().find(|dash| words.contains(dash))?;
    let (names, rest) = words.split_once(dash)?;
    let (said, last) = rest.rsplit_once(dash)?;
    let names = names.trim();
    let single = !names.contains(' ')
        && names.starts_with(|c: char| c.is_ascii_lowercase())
        && name::looks_like(names) >= 0.15
        && (said.split_whitespace().nth(1).is_some() || names::is_known(names));
    let timed = Tokens::at_most(last, 6) && lifetime::find(last, languages).is_some();
    (single && timed).then(|| {
        let sure = likeness(names, 0.6, languages).unwrap_or(0.6);
        Lead { names, rest, sure }
    })
}

/// Names behind the word "cookie", and a colon or a dash before what is said of them: "Cookie _ga: counts visits", "Cookies utmb
/// and utmc: …".
pub(super) fn of_cookies<'a>(words: &'a str, languages: Languages) -> Option<Lead<'a>> {
    const FARTHEST: usize = 80;
    let (kind, rest) = words.split_once(' ')?;
    if !["cookie", "cookies"].iter().any(|word| kind.eq_ignore_ascii_case(word)) {
        return None;
    }
    let at = text::head(rest, FARTHEST).find([':', '–', '—'])?;
    let (names, rest) = rest.split_at(at);
    let mut words = names.split([' ', ',']).filter(|word| !word.is_empty());
    let is_name = |word: &str| name::looks_like(word) >= 0.9 || names::is_called(word);
    let are_names =
        words.next().is_some_and(is_name) && words.all(|word| is_name(word) || name::is_joint(word, languages));
    are_names.then_some(Lead { names: names.trim(), rest, sure: 0.95 })
}
