//! The words of lifetimes, by what they mean.

use super::words::Lifetimes;
use crate::charter::lifetime::Unit;

/// What a word of a lifetime means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Time {
    /// "treize"
    Number(f64),
    /// "mois"
    Unit(Unit),
    /// "semestre": number and unit, in seconds
    Whole(f64),
    /// "et demi"
    Half,
    /// "à la fermeture du navigateur"
    Session,
    /// "persistant"
    Unbounded,
    /// "jusqu'à"
    Maximum,
    /// "néant"
    None,
    /// "environ"
    Approximate,
    /// "passé"
    Expired,
}

/// Every phrase with its meaning.
pub(super) fn meanings(words: &'static Lifetimes) -> impl Iterator<Item = (&'static str, Time)> {
    let units = &words.units;
    let numbers = words.numbers.iter().map(|(word, number)| (*word, Time::Number(*number)));
    let whole = words.whole.iter().filter_map(|(word, length)| Some((*word, Time::Whole(seconds(length)?))));
    let lists = [
        (Time::Unit(Unit::Second), units.second),
        (Time::Unit(Unit::Minute), units.minute),
        (Time::Unit(Unit::Hour), units.hour),
        (Time::Unit(Unit::Day), units.day),
        (Time::Unit(Unit::Week), units.week),
        (Time::Unit(Unit::Month), units.month),
        (Time::Unit(Unit::Year), units.year),
        (Time::Half, words.half),
        (Time::Session, words.session),
        (Time::Unbounded, words.unbounded),
        (Time::Maximum, words.maximum),
        (Time::None, words.none),
        (Time::Approximate, words.approximate),
        (Time::Expired, words.expired),
    ];
    let listed = lists.into_iter().flat_map(|(meaning, list)| list.iter().map(move |phrase| (phrase, meaning)));
    numbers.chain(whole).chain(listed)
}

/// "15 day" → seconds. `None` when it is written otherwise.
fn seconds(length: &str) -> Option<f64> {
    let (number, unit) = length.split_once(' ')?;
    let unit = match unit {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * unit.seconds())
}

#[cfg(test)]
mod tests {
    use super::{super::all, seconds};

    #[test]
    fn every_whole_length_can_be_read() {
        for (language, words) in all() {
            for (word, length) in words.lifetime.whole {
                assert!(seconds(length).is_some(), "{language}: {word} {length}");
            }
        }
    }
}
