//! Times that are each another's, in order: "2 years, 24 hours and 1 minute", with or without "respectively".

use super::{Length, Unit, find, find_all, joined, looks_like, parse, unit};
use crate::charter::lexicon::{Index, Joint, Languages, Time};
use crate::charter::name;
use crate::text::{self, Tokens};
use std::ops::Range;

/// The most pieces of a sentence that are read for times.
const MOST_PIECES: usize = 64;

/// The most words of a list of times, for each of them.
const MOST_WORDS_EACH: usize = 8;

/// The times that a sentence lists so, in order, each in its words. Empty where it lists fewer than two.
pub(in crate::charter) fn respective(words: &str, languages: Languages) -> Vec<(Length, &str)> {
    for sentence in text::sentences(words) {
        let Some(said) = languages.respectively(sentence) else { continue };
        let (Some(before), Some(behind)) = (sentence.get(..said.start), sentence.get(said.end..)) else { continue };
        let times = pieces(before, languages).into_iter().rev();
        let mut listed: Vec<_> = times.map_while(|piece| time(piece, languages)).collect();
        listed.reverse();
        if listed.len() < 2 {
            listed = pieces(behind, languages).into_iter().map_while(|piece| time(piece, languages)).collect();
        }
        if listed.len() >= 2 {
            return listed;
        }
    }
    Vec::new()
}

/// The times that some words list, in order, each with the words around it: as many as there are `names`, two at least, with
/// signs or a word for "and" between them; two with that word alone. Empty where they list more or fewer, or one sum.
pub(in crate::charter) fn listed(words: &str, names: usize, languages: Languages) -> Vec<&str> {
    if names == 2 {
        return joined(words, languages).map_or_else(Vec::new, |(first, second)| vec![first, second]);
    }
    if names < 2 || !Tokens::at_most(words, names.saturating_mul(MOST_WORDS_EACH)) {
        return Vec::new();
    }
    let listed = pieces(words, languages);
    if listed.len() != names || !listed.iter().all(|piece| time(piece, languages).is_some()) {
        return Vec::new();
    }
    let units: Vec<Option<f64>> = listed.iter().map(|piece| unit(piece, languages).map(Unit::seconds)).collect();
    // "1 year, 6 months and 3 days"
    let is_sum =
        units.is_sorted_by(|one, next| one.zip(*next).is_some_and(|(one, next)| one > next && next * 61.0 > one));
    if is_sum { Vec::new() } else { listed }
}

/// Whether words list times and nothing else: "2 years, 24 hours and 1 minute".
pub(in crate::charter) fn are_times(words: &str, languages: Languages) -> bool {
    let pieces = pieces(words, languages);
    pieces.len() > 1 && pieces.iter().all(|piece| looks_like(piece, languages) >= 0.9)
}

/// The place of a time with those that follow it in a list which ends its clause: "kept for 2 years, 24 hours and 1 minute",
/// not "6 months, 1 month if you refuse".
pub(in crate::charter) fn with_others(words: &str, first: Range<usize>, languages: Languages) -> Range<usize> {
    let others =
        find_all(words, languages).into_iter().map(|(_, place)| place).skip_while(|place| place.start < first.end);
    let joins = |from: usize, to: usize| {
        let between = words.get(from..to).unwrap_or_default().trim_matches([' ', ',', ';', '/']);
        between.is_empty() || name::is_joint(between, languages)
    };
    let end =
        others.scan(first.end, |end, place| joins(*end, place.start).then(|| *end = place.end).map(|()| place.end));
    let end = end.last().unwrap_or(first.end);
    let behind = words.get(end..).unwrap_or_default().trim_start();
    let ends_clause = behind.is_empty() || behind.starts_with(['.', ';', ')']);
    first.start..if ends_clause { end } else { first.end }
}

/// What commas, slashes and words for "and" part, empty pieces aside: the last ones of many.
fn pieces(words: &str, languages: Languages) -> Vec<&str> {
    let tokens = Tokens::of(words);
    let is_figure = |at: usize| tokens.plain(at).starts_with(|first: char| first.is_ascii_digit());
    let is_and = |at: usize| {
        let and = |index: &Index| index.joints.longest(&tokens, at).is_some_and(|joint| joint.meaning == Joint::And);
        // "1 an et demi"
        let half = |index: &Index| index.times.longest(&tokens, at).is_some_and(|phrase| phrase.meaning == Time::Half);
        languages.near().any(and) && !languages.near().any(half)
    };
    let parts = |at: usize| match tokens.plain(at) {
        "," => !(at > 0 && is_figure(at - 1) && is_figure(at + 1) && tokens.span(at - 1..at + 2).len() <= 5),
        ";" | "/" => true,
        _ => is_and(at),
    };
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in (0..tokens.len()).filter(|at| parts(*at)) {
        let place = tokens.span(at..at + 1);
        pieces.extend(words.get(from..place.start));
        from = place.end;
    }
    pieces.extend(words.get(from..));
    pieces.retain(|piece| piece.contains(char::is_alphanumeric));
    pieces.split_off(pieces.len().saturating_sub(MOST_PIECES))
}

/// The time that a piece tells, in its words: in figures, or as that of a session and nothing else.
fn time(piece: &str, languages: Languages) -> Option<(Length, &str)> {
    const MOST_OF_SESSION: usize = 4;
    if let Some((length @ Length::Seconds(_), place)) = find(piece, languages) {
        return Some((length, piece.get(place)?));
    }
    let length = parse(piece, languages, None).filter(|length| matches!(length, Length::Session(_)))?;
    Tokens::at_most(piece, MOST_OF_SESSION).then_some((length, piece.trim()))
}

#[cfg(test)]
mod tests {
    use super::{Languages, listed, respective};

    #[test]
    fn as_many_times_as_names_are_each_ones_own() {
        for (language, words, expected) in [
            ("it", "2 anni, 24 ore e 1 minuto", &["2 anni", " 24 ore ", " 1 minuto"][..]),
            ("de", "2 Jahre, Sitzung und 1 Minute", &["2 Jahre", " Sitzung ", " 1 Minute"]),
            ("en", "1 year, 6 months and 3 days", &[]),
            ("en", "2 years and 24 hours", &[]),
        ] {
            assert_eq!(listed(words, 3, Languages::of(Some(language))), expected, "{words}");
        }
    }

    #[test]
    fn each_time_is_told_in_order() {
        for (language, words, expected) in [
            ("es", "Duración 1 minuto, 24 horas y 2 años respectivamente.", &["1 minuto", "24 horas", "2 años"][..]),
            ("fr", "Conservés 8 mois et la session respectivement", &["8 mois", "la session"]),
            ("en", "They last respectively 2 years and 24 hours.", &["2 years", "24 hours"]),
            ("fr", "13 mois et 24 heures", &[]),
            ("en", "kept for 2 years respectively", &[]),
            ("fr", "respectivement 1,5 an et 1 an et demi", &["1,5 an", "1 an et demi"]),
        ] {
            let told: Vec<&str> =
                respective(words, Languages::of(Some(language))).into_iter().map(|(_, words)| words).collect();
            assert_eq!(told, expected, "{words}");
        }
    }
}
