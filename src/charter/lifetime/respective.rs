//! Times of which words say that each is another's, in order: "2 years, 24 hours and 1 minute respectively".

use super::{Length, find, parse};
use crate::charter::lexicon::{Index, Joint, Languages, Time};
use crate::text::{self, Tokens};

/// The most pieces of a sentence that are read for times.
const MOST_PIECES: usize = 64;

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
    use super::{Languages, respective};

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
