//! One text read as figures, units and phrases of time.

pub(super) mod read;

use super::{Length, Unit};
use crate::charter::lexicon::{Index, Time};
use crate::text::Tokens;
use std::ops::Range;

/// A length no cookie is declared for: beyond it a figure is an error of the page (ten thousand years).
const LONGEST: f64 = 10_000.0 * 31_556_952.0;

/// What a text says of time, by its tokens.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Number and unit, sums not yet added.
    pub(super) amounts: Vec<Amount>,
    /// Phrases with a meaning of their own.
    pub(super) phrases: Vec<(Time, Range<usize>)>,
    /// Numbers without a unit.
    pub(super) bare: Vec<f64>,
    /// Units without a number.
    pub(super) units: Vec<(Unit, Range<usize>)>,
    /// Tokens of words for "and".
    pub(super) ands: Vec<usize>,
}

/// A number of units.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    pub(super) seconds: f64,
    pub(super) unit: f64,
    pub(super) tokens: Range<usize>,
}

impl Reading {
    pub(super) fn of(tokens: &Tokens, languages: &[&Index], short: read::Short) -> Self {
        read::read(tokens, languages, short)
    }

    /// The lengths given in figures: sums added, of a range the upper bound, of a list each.
    pub(super) fn figures(&self, tokens: &Tokens) -> Vec<(Length, Range<usize>)> {
        let mut figures: Vec<Amount> = Vec::new();
        // The smallest unit of the sum that the last figure is.
        let mut last_unit = 0.0;
        for amount in &self.amounts {
            match figures.last_mut() {
                Some(sum) if self.adds(tokens, sum, last_unit, amount) => {
                    sum.seconds += amount.seconds;
                    sum.tokens.end = amount.tokens.end;
                }
                Some(range)
                    if is_range(tokens, range.tokens.end..amount.tokens.start)
                        || self.rises_to(tokens, range, amount) =>
                {
                    range.seconds = range.seconds.max(amount.seconds);
                    range.tokens.end = amount.tokens.end;
                }
                _ => figures.push(amount.clone()),
            }
            last_unit = amount.unit;
        }
        figures
            .into_iter()
            .filter(|figure| figure.seconds <= LONGEST)
            .map(|figure| (Length::Seconds(whole(figure.seconds)), figure.tokens))
            .collect()
    }

    /// "1 an, 1 mois et 4 jours": each part is at most one unit of the part before it. Behind a comma its unit must be
    /// the next smaller one: "2 ans, 24 heures" is a list.
    fn adds(&self, tokens: &Tokens, sum: &Amount, last_unit: f64, part: &Amount) -> bool {
        let gap = sum.tokens.end..part.tokens.start;
        let is_and = || self.ands.contains(&gap.start) || tokens.plain(gap.start) == "+";
        // Two lines of a cell are two times.
        let is_broken = || {
            let (last, first) = (gap.start.saturating_sub(1), gap.end);
            let between = tokens.span(last..last + 1).end..tokens.span(first..first + 1).start;
            tokens.text().get(between).is_some_and(|between| between.contains('\n'))
        };
        let is_joined = gap.is_empty() && !is_broken() || gap.len() == 1 && is_and();
        let is_next = gap.len() == 1 && tokens.plain(gap.start) == "," && part.unit * 61.0 > last_unit;
        (is_joined || is_next) && part.unit < last_unit && part.seconds <= last_unit
    }

    /// "30 minutes to up to 1 year": the longer of two, with "up to" and one word more between them.
    fn rises_to(&self, tokens: &Tokens, least: &Amount, most: &Amount) -> bool {
        let gap = least.tokens.end..most.tokens.start;
        let maximum = || self.phrases(Time::Maximum).find(|phrase| phrase.end == gap.end);
        gap.len() <= 4
            && tokens.is_word(gap.start)
            && least.seconds < most.seconds
            && maximum().is_some_and(|phrase| phrase.start == gap.start + 1)
    }

    /// Where the first phrase of this meaning stands.
    pub(super) fn phrase(&self, wanted: Time) -> Option<Range<usize>> {
        self.phrases(wanted).next()
    }

    /// Where all phrases of this meaning stand.
    pub(super) fn phrases(&self, wanted: Time) -> impl Iterator<Item = Range<usize>> + '_ {
        self.phrases.iter().filter(move |(meaning, _)| *meaning == wanted).map(|(_, range)| range.clone())
    }

    /// Whether it gives a length, or says that there is none.
    pub(super) fn says_something(&self) -> bool {
        !self.amounts.is_empty()
            || self
                .phrases
                .iter()
                .any(|(meaning, _)| matches!(meaning, Time::Session | Time::Unbounded | Time::None | Time::Expired))
    }

    /// A bare number in the header's unit, in the one unit beside it ("Jours : 30"), or in plain seconds ("31536000").
    pub(super) fn bare(&self, tokens: &Tokens, unit: Option<Unit>) -> Option<Length> {
        if self.is_date(tokens) {
            return None;
        }
        let largest = self.bare.iter().copied().reduce(f64::max);
        match (largest, unit, self.units.as_slice()) {
            (Some(number), _, [(unit, _)]) if number < 1_900.0 => Some(Length::Seconds(whole(number * unit.seconds()))),
            (Some(number), Some(unit), []) => Some(Length::Seconds(whole(number * unit.seconds()))),
            (Some(number), None, [])
                if self.bare.len() == 1 && number >= 3_600.0 && number % 3_600.0 == 0.0 && number < LONGEST =>
            {
                Some(Length::Seconds(whole(number)))
            }
            // "Year", not "S"
            (None, _, [(unit, range)])
                if range.start == 0 && range.end == tokens.len() && tokens.plain(0).chars().nth(1).is_some() =>
            {
                Some(Length::Seconds(whole(unit.seconds())))
            }
            _ => None,
        }
    }

    /// Whether it holds a date in figures.
    pub(super) fn is_date(&self, tokens: &Tokens) -> bool {
        self.amounts.is_empty() && year(tokens).is_some()
    }

    /// Whether it holds a date after which 32-bit clocks stop: pages write it for "never".
    pub(super) fn is_end_of_time(&self, tokens: &Tokens) -> bool {
        self.amounts.is_empty()
            && (year(tokens).is_some_and(|year| year >= 2037.0) || matches!(self.bare.as_slice(), [2037.0 | 2038.0]))
    }

    /// How many words and numbers belong to something read.
    pub(super) fn explained(&self, tokens: &Tokens) -> usize {
        let mut explained = std::collections::BTreeSet::new();
        let ranges =
            self.amounts.iter().map(|amount| &amount.tokens).chain(self.phrases.iter().map(|(_, range)| range));
        for range in ranges {
            explained.extend(range.clone().filter(|index| tokens.plain(*index).starts_with(char::is_alphanumeric)));
        }
        explained.len()
    }
}

/// A dash or a short word between two amounts: "1 jour - 24 mois", "30 secondes à 1 an", "30 Min.–1 Tag".
fn is_range(tokens: &Tokens, mut gap: Range<usize>) -> bool {
    if gap.len() == 2 && tokens.plain(gap.start) == "." && matches!(tokens.plain(gap.start + 1), "-" | "–" | "—") {
        gap.start += 1;
    }
    gap.len() <= 2
        && gap.into_iter().all(|at| !matches!(tokens.plain(at), "," | ";" | "/" | "|" | "." | ":" | "(" | ")"))
}

/// The year of a date in figures: "2038-01-19", "31.12.2037", "09/05/2027".
fn year(tokens: &Tokens) -> Option<f64> {
    let number = |at: usize| tokens.plain(at).parse::<f64>().ok();
    let sign = |at: usize| matches!(tokens.plain(at), "-" | "." | "/" | "–");
    (0..tokens.len().min(16)).find_map(|at| {
        if !(sign(at + 1) && sign(at + 3)) {
            return None;
        }
        let (first, second, third) = (number(at)?, number(at + 2)?, number(at + 4)?);
        match () {
            () if second <= 31.0 && first >= 1900.0 && third <= 31.0 => Some(first),
            () if second <= 31.0 && third >= 1900.0 && first <= 31.0 => Some(third),
            () => None,
        }
    })
}

/// Whole seconds; less than one is one.
fn whole(seconds: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bounded by LONGEST, and the cast saturates"
    )]
    let whole = seconds.clamp(0.0, LONGEST).round() as u64;
    if seconds > 0.0 { whole.max(1) } else { whole }
}
