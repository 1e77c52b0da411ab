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
pub(super) fn meanings(words: &Lifetimes) -> Vec<(Time, Vec<&String>)> {
    let units = &words.units;
    let mut meanings: Vec<(Time, Vec<&String>)> = Vec::new();
    meanings.extend(words.numbers.iter().map(|(word, number)| (Time::Number(*number), vec![word])));
    meanings.extend(words.whole.iter().filter_map(|(word, length)| Some((Time::Whole(seconds(length)?), vec![word]))));
    for (unit, forms) in [
        (Unit::Second, &units.second),
        (Unit::Minute, &units.minute),
        (Unit::Hour, &units.hour),
        (Unit::Day, &units.day),
        (Unit::Week, &units.week),
        (Unit::Month, &units.month),
        (Unit::Year, &units.year),
    ] {
        meanings.push((Time::Unit(unit), forms.iter().collect()));
    }
    for (meaning, phrases) in [
        (Time::Half, &words.half),
        (Time::Session, &words.session),
        (Time::Unbounded, &words.unbounded),
        (Time::Maximum, &words.maximum),
        (Time::None, &words.none),
        (Time::Approximate, &words.approximate),
        (Time::Expired, &words.expired),
    ] {
        meanings.push((meaning, phrases.iter().collect()));
    }
    meanings
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
    use super::{super::LANGUAGES, super::of, seconds};

    #[test]
    fn every_whole_length_can_be_read() {
        for language in LANGUAGES {
            for (word, length) in &of(language).unwrap().lifetime.whole {
                assert!(seconds(length).is_some(), "{language}: {word} {length}");
            }
        }
    }
}
