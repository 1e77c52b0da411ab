//! From tokens to a [`Reading`]: numbers in figures and words, the unit behind them, phrases.

use super::{Amount, Reading};
use crate::charter::lexicon::{Index, Joint, Lifetimes, List, Time, Units};
use crate::charter::lifetime::Unit;
use crate::text::Tokens;
use std::collections::BTreeSet;
use std::ops::Range;

/// Whether one- and two-letter units may be read: "m." is a month in French, a year in Lithuanian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::charter::lifetime) enum Short {
    /// The page is in this language.
    Known,
    /// The language is a guess.
    Unknown,
}

/// A number waiting for its unit.
struct Pending {
    value: f64,
    in_figures: bool,
    tokens: Range<usize>,
}

pub(super) fn read(tokens: &Tokens, languages: &[&Index], short: Short) -> Reading {
    let mut reading = Reading::default();
    let mut pending: Vec<Pending> = Vec::new();
    let mut at = next_of_time(tokens, languages, 0);
    while at < tokens.len() {
        let end = if let Some(end) = minutes(&mut reading, tokens, at, languages, short) {
            end
        } else if let Some((value, end)) = figure(tokens, at) {
            wait(&mut pending, &mut reading, tokens, Pending { value, in_figures: true, tokens: at..end });
            end
        } else if let Some((meaning, end)) = meaning(tokens, at, languages, short, !pending.is_empty()) {
            add(&mut reading, &mut pending, tokens, meaning, at..end);
            end
        } else {
            at + 1
        };
        // Between other words than those of time it joins nothing.
        if is_and(tokens, end, languages) {
            reading.ands.push(end);
        }
        at = next_of_time(tokens, languages, end);
    }
    give_up(&mut pending, &mut reading);
    if reading.amounts.is_empty() {
        for index in languages {
            // All languages as one have hundreds of words for closing and deleting; most texts have none of them.
            for lexicon in index.closings.lists(tokens).filter_map(|place| index.lexicons.get(place)) {
                compose_session(tokens, index, &lexicon.lifetime, &mut reading);
            }
            if reading.phrase(Time::Maximum).is_some() {
                for lexicon in index.deletions.lists(tokens).filter_map(|place| index.lexicons.get(place)) {
                    compose_unbounded(tokens, index, &lexicon.lifetime, &mut reading);
                }
            }
        }
    }
    reading
}

/// Adds the minutes that stand right behind hours without a unit of their own, and answers with their end: "1h30", "1 h 05".
fn minutes(reading: &mut Reading, tokens: &Tokens, at: usize, languages: &[&Index], short: Short) -> Option<usize> {
    let hours = reading.amounts.last_mut().filter(|last| last.tokens.end == at)?;
    let of_hours = (hours.unit - Unit::Hour.seconds()).abs() < 0.5;
    let is_written = of_hours && tokens.plain(at.checked_sub(1)?) == "h" && tokens.plain(at).len() == 2;
    let value: u8 = tokens.plain(at).parse().ok().filter(|value| is_written && *value < 60)?;
    // "1 h 30 min"
    let has_unit = matches!(meaning(tokens, at + 1, languages, short, true), Some((Time::Unit(_), _)));
    if has_unit || matches!(tokens.plain(at + 1), "/" | "." | ",") && !tokens.is_word(at + 2) {
        return None;
    }
    hours.seconds += f64::from(value) * Unit::Minute.seconds();
    hours.tokens.end = at + 1;
    Some(at + 1)
}

/// Adds what a phrase says, with the numbers that wait for it.
fn add(reading: &mut Reading, pending: &mut Vec<Pending>, tokens: &Tokens, meaning: Time, range: Range<usize>) {
    match meaning {
        Time::Number(value) => {
            wait(pending, reading, tokens, Pending { value, in_figures: false, tokens: range });
        }
        Time::Unit(unit) => match take(pending, tokens, range.start) {
            // "2026 m. sausio 1 d.", "2026. gada janvāris"
            Some((year, _)) if is_year(year) && matches!(unit, Unit::Month | Unit::Year) => {
                reading.bare.push(year);
            }
            Some((number, start)) => {
                reading.amounts.push(Amount {
                    seconds: number * unit.seconds(),
                    unit: unit.seconds(),
                    tokens: start..range.end,
                });
            }
            None => reading.units.push((unit, range)),
        },
        Time::Whole(seconds) => {
            let (number, start) = take(pending, tokens, range.start).unwrap_or((1.0, range.start));
            reading.amounts.push(Amount { seconds: number * seconds, unit: seconds, tokens: start..range.end });
        }
        Time::Half => {
            // "Rok a půl": a year is one without a number.
            if let Some((unit, one)) = reading.units.pop_if(|(_, one)| one.end == range.start) {
                let (seconds, unit) = (unit.seconds() * 1.5, unit.seconds());
                reading.amounts.push(Amount { seconds, unit, tokens: one.start..range.end });
            } else if let Some(last) = reading.amounts.last_mut().filter(|last| last.tokens.end == range.start) {
                last.seconds += last.unit / 2.0;
                last.tokens.end = range.end;
            }
        }
        phrase => reading.phrases.push((phrase, range)),
    }
}

/// Whether a word is one for "and", and begins no phrase of time, as "et demi" does.
fn is_and(tokens: &Tokens, at: usize, languages: &[&Index]) -> bool {
    let is = |index: &&&Index| index.joints.longest(tokens, at).is_some_and(|joint| joint.meaning == Joint::And);
    languages.iter().find(is).is_some_and(|index| index.times.longest(tokens, at).is_none())
}

/// Whether a number is the year of a date, rather than so many months or years.
fn is_year(number: f64) -> bool {
    (1990.0..=2100.0).contains(&number) && number.fract() == 0.0
}

/// The next token that may be a figure or begin a phrase of time: most words do not, and most texts have none.
fn next_of_time(tokens: &Tokens, languages: &[&Index], from: usize) -> usize {
    let is_figure = |word: &str| word.starts_with(|first: char| first.is_ascii_digit()) || word.ends_with('½');
    let is_of_time = |at: &usize| {
        languages.iter().any(|index| index.times.may_begin(tokens, *at))
            || !tokens.is_word(*at) && is_figure(tokens.plain(*at))
    };
    (from..tokens.len()).find(is_of_time).unwrap_or(tokens.len())
}

/// How many tokens may lie between the words of a composed phrase.
const REACH: usize = 7;

/// How far behind its end a session may be named: "endet mit der Sitzung".
const REACH_OF_WITH: usize = 4;

/// "Lorsque le navigateur est fermé": a window and its closing are the end of a session. So are "ends with the session"
/// and the like, while the word for a session, alone, says nothing of its end.
fn compose_session(tokens: &Tokens, index: &Index, lifetime: &Lifetimes, reading: &mut Reading) {
    let told: Vec<Range<usize>> = reading.phrases(Time::Session).collect();
    let closings = places(tokens, lifetime.closing);
    if closings.is_empty() || told.iter().any(|phrase| phrase.len() > 2) {
        return;
    }
    let mut windows = places(tokens, lifetime.window);
    windows.retain(|at| !told.iter().any(|phrase| phrase.contains(at)));
    let of_window = |at: usize| near(at, &windows).map(|window| at.min(window)..at.max(window) + 1);
    let is_with = |at: usize| index.afters.longest(tokens, at).is_some();
    let with_session = |at: usize| {
        let session =
            told.iter().find(|phrase| phrase.start > at).filter(|phrase| phrase.start <= at + REACH_OF_WITH)?;
        let denied = || index.negations.holds(tokens, 0..session.start);
        ((at + 1..session.start).any(is_with) && !denied()).then_some(at..session.end)
    };
    let closed = closings.into_iter().find_map(|at| of_window(at).or_else(|| with_session(at)));
    reading.phrases.extend(closed.map(|range| (Time::Session, range)));
}

/// "Jusqu'à ce que vous les supprimiez": until a deletion is for ever.
fn compose_unbounded(tokens: &Tokens, index: &Index, lifetime: &Lifetimes, reading: &mut Reading) {
    if reading.phrase(Time::Unbounded).is_none() {
        let untils: Vec<usize> = reading.phrases(Time::Maximum).map(|range| range.start).collect();
        // "Until you order, and then deleted"
        let is_and = |at: usize| index.joints.longest(tokens, at).is_some_and(|joint| joint.meaning == Joint::And);
        let parts = |at: usize| matches!(tokens.plain(at), "," | ";" | ".") || is_and(at);
        let deleted = places(tokens, lifetime.deletion).into_iter().find_map(|at| {
            let until = near(at, &untils).filter(|until| *until < at && !(*until..at).any(parts))?;
            Some(until..at + 1)
        });
        reading.phrases.extend(deleted.map(|range| (Time::Unbounded, range)));
    }
}

/// Where words of a list stand; list words that end in a hyphen are beginnings.
fn places(tokens: &Tokens, list: List) -> Vec<usize> {
    let is = |known: &str, word: &str| match known.strip_suffix('-') {
        Some(beginning) => word.starts_with(beginning),
        None => word == known,
    };
    let places = list.iter().flat_map(|known| (0..tokens.len()).filter(move |at| is(known, tokens.plain(*at))));
    let places: BTreeSet<usize> = places.collect();
    places.into_iter().collect()
}

/// The first of some places, in their order, within reach of another.
fn near(place: usize, others: &[usize]) -> Option<usize> {
    let from = others.partition_point(|other| other + REACH < place);
    others.get(from).copied().filter(|other| *other <= place + REACH)
}

/// A number in figures and where it ends: "1,5", "1 000", "1.000", "½", "2½", "1/2", "1 1/2".
fn figure(tokens: &Tokens, at: usize) -> Option<(f64, usize)> {
    let digits = tokens.plain(at);
    if let Some(whole) = digits.strip_suffix('½') {
        let whole: f64 = if whole.is_empty() { 0.0 } else { whole.parse().ok()? };
        return Some((whole + 0.5, at + 1));
    }
    if !digits.starts_with(|first: char| first.is_ascii_digit()) || digits.len() > 12 {
        return None;
    }
    let touches = |left: usize| tokens.span(left..left + 1).end == tokens.span(left + 1..left + 2).start;
    let is_thousand =
        |index: usize| tokens.plain(index).len() == 3 && tokens.plain(index).bytes().all(|byte| byte.is_ascii_digit());
    if tokens.plain(at + 1) == "½" {
        return Some((digits.parse::<f64>().ok()? + 0.5, at + 2));
    }
    let sign = tokens.plain(at + 1);
    if is_half(tokens, at) {
        return Some((0.5, at + 3));
    }
    if is_half(tokens, at + 1) && !touches(at) {
        return Some((digits.parse::<f64>().ok()? + 0.5, at + 4));
    }
    if matches!(sign, "." | ",") && touches(at) && touches(at + 1) {
        let after = tokens.plain(at + 2);
        let is_number = after.bytes().all(|byte| byte.is_ascii_digit()) && !after.is_empty();
        if is_number {
            let joined = if is_thousand(at + 2) && digits.len() <= 3 {
                // "31,536,000"
                let parted =
                    |at: usize| tokens.plain(at) == sign && touches(at - 1) && touches(at) && is_thousand(at + 1);
                if parted(at + 3) {
                    return Some((format!("{digits}{after}{}", tokens.plain(at + 4)).parse().ok()?, at + 5));
                }
                format!("{digits}{after}")
            } else {
                format!("{digits}.{after}")
            };
            return Some((joined.parse().ok()?, at + 3));
        }
    }
    // "1 000", one space between them: "version 2", then "180 days" on the next line are two numbers.
    let is_near = || tokens.span(at..at + 1).end + 2 >= tokens.span(at + 1..at + 2).start;
    if digits.len() <= 3 && is_thousand(at + 1) && is_near() {
        return Some((format!("{digits}{}", tokens.plain(at + 1)).parse().ok()?, at + 2));
    }
    Some((digits.parse().ok()?, at + 1))
}

/// Whether "1/2" stands here, and is no part of a date.
fn is_half(tokens: &Tokens, at: usize) -> bool {
    let is_written = [(at, "1"), (at + 1, "/"), (at + 2, "2")].iter().all(|(at, plain)| tokens.plain(*at) == *plain);
    is_written && tokens.span(at..at + 3).len() == 3 && tokens.plain(at + 3) != "/"
}

/// The longest phrase that begins here, in the first language that has it; behind a number, a unit before anything else.
fn meaning(
    tokens: &Tokens,
    at: usize,
    languages: &[&Index],
    short: Short,
    after_number: bool,
) -> Option<(Time, usize)> {
    let mut best: Option<(Time, usize)> = None;
    for index in languages {
        for phrase in index.times.beginning(tokens, at) {
            let is_unit = matches!(phrase.meaning, Time::Unit(_));
            // "de 3 a 6 meses": between two numbers it is a preposition, not the years of "3 a".
            let is_preposition =
                tokens.plain(at) == "a" && tokens.plain(at + 1).starts_with(|next: char| next.is_ascii_digit());
            if is_unit && is_preposition || is_unit && short == Short::Unknown && is_short(tokens, &phrase.tokens) {
                continue;
            }
            // "Mettre à jour" counts no day, though "a" is a number in another language.
            if matches!(phrase.meaning, Time::Number(_))
                && is_article(tokens, &phrase.tokens)
                && !is_counting(tokens, at, index)
            {
                continue;
            }
            let better = best.is_none_or(|(known, end)| {
                phrase.tokens.end > end
                    || phrase.tokens.end == end && after_number && is_unit && !matches!(known, Time::Unit(_))
            });
            if better {
                best = Some((phrase.meaning, phrase.tokens.end));
            }
        }
    }
    best
}

/// Whether a number is a word of one or two letters, as articles are: "a", "un".
fn is_article(tokens: &Tokens, range: &Range<usize>) -> bool {
    range.len() == 1 && tokens.plain(range.start).chars().count() <= 2
}

/// Whether an article counts the next word, in some language that has both. The next word of most articles is no word of
/// time in any.
fn is_counting(tokens: &Tokens, article: usize, index: &Index) -> bool {
    let next = article + 1..article + 2;
    let is_of_time = index.times.beginning(tokens, next.start).any(|phrase| phrase.tokens == next);
    is_of_time && index.lexicons.iter().any(|lexicon| counts(&lexicon.lifetime, tokens, article))
}

/// Whether an article and what it counts, the next word, are of one language.
fn counts(lifetime: &Lifetimes, tokens: &Tokens, article: usize) -> bool {
    let (word, counted) = (tokens.plain(article), tokens.plain(article + 1));
    let Units { second, minute, hour, day, week, month, year } = &lifetime.units;
    let is_unit = || {
        [second, minute, hour, day, week, month, year].into_iter().any(|list| list.iter().any(|unit| unit == counted))
    };
    // "A second means of checking" comes after a first.
    let is_ordinal = || second.iter().any(|unit| unit == counted) && tokens.is_word(article + 2);
    let is_number = |word: &str| lifetime.numbers.iter().any(|(number, _)| *number == word);
    let is_whole = || lifetime.whole.iter().any(|(whole, _)| *whole == counted);
    is_number(word) && (is_unit() && !is_ordinal() || is_whole() || is_number(counted))
}

/// A unit too short to be trusted in a language that is only a guess.
fn is_short(tokens: &Tokens, range: &Range<usize>) -> bool {
    range.len() == 1
        && tokens.plain(range.start).chars().count() <= 2
        && !matches!(tokens.plain(range.start), "an" | "ar" | "h" | "ay")
}

/// A number joins those before it when only a sign or a short word parts them ("3 à 6", "treize (13)"), else it takes their place.
fn wait(pending: &mut Vec<Pending>, reading: &mut Reading, tokens: &Tokens, number: Pending) {
    let Some(last) = pending.last_mut() else {
        pending.push(number);
        return;
    };
    let gap = last.tokens.end..number.tokens.start;
    let is_joint = gap.len() == 1 && reading.ands.contains(&gap.start);
    if !last.in_figures && !number.in_figures && (gap.is_empty() || is_joint) {
        let composed = compose(last.value, number.value);
        if let Some(value) = composed {
            last.value = value;
            last.tokens.end = number.tokens.end;
            return;
        }
    }
    let is_close = gap.len() <= 2
        && gap.clone().all(|at| {
            let plain = tokens.plain(at);
            !matches!(plain, "," | ";" | "." | ":" | "/") && plain.chars().count() <= 6
        });
    if !is_close {
        give_up(pending, reading);
    }
    pending.push(number);
}

/// "vingt" "quatre" is 24, "trois" "cent" is 300.
fn compose(before: f64, after: f64) -> Option<f64> {
    match () {
        () if (20.0..100.0).contains(&before) && before % 10.0 == 0.0 && (1.0..10.0).contains(&after) => {
            Some(before + after)
        }
        () if (1.0..10.0).contains(&before) && (after - 100.0).abs() < 0.5 => Some(before * 100.0),
        () if before >= 100.0 && before % 100.0 == 0.0 && (1.0..100.0).contains(&after) => Some(before + after),
        () => None,
    }
}

/// The number in front of a unit: the largest in figures, else the largest in words; `None` when none stands close.
fn take(pending: &mut Vec<Pending>, tokens: &Tokens, unit: usize) -> Option<(f64, usize)> {
    let last = pending.last()?.tokens.end;
    let is_close = (last..unit).all(|at| {
        matches!(tokens.plain(at), "(" | ")" | "-" | "–" | "+" | "de" | "d" | "il" | "di" | "of" | "von" | "av" | "af")
    });
    let numbers = std::mem::take(pending);
    if !is_close {
        return None;
    }
    let has_figures = numbers.iter().any(|number| number.in_figures);
    let largest =
        numbers.iter().filter(|number| number.in_figures == has_figures).map(|number| number.value).reduce(f64::max)?;
    let start = numbers.first()?.tokens.start;
    Some((largest, start))
}

/// Numbers that found no unit.
fn give_up(pending: &mut Vec<Pending>, reading: &mut Reading) {
    reading.bare.extend(pending.drain(..).filter(|number| number.in_figures).map(|number| number.value));
}
