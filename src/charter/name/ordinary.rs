//! What most lines of a page are, told before they are read as names: one word without any sign, or a sentence.

use super::likeness::looks_like;
use super::split;
use crate::charter::lexicon::Languages;

/// Whether a text is one word that is read as it stands, whatever its letters: nothing in it parts names, or stands
/// around one or for a variable part.
pub(in crate::charter) fn is_one_word(text: &str) -> bool {
    let ends = |end: Option<char>| end.is_some_and(|end| end.is_alphabetic() || end.is_ascii_digit());
    let inside = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '\'' | '’');
    ends(text.chars().next()) && ends(text.chars().next_back()) && text.chars().all(inside) && !may_vary(text)
}

/// Whether a text is a word that may be a name, or several with commas between: "session, csrftoken".
pub(in crate::charter) fn may_be_names(text: &str) -> bool {
    const LONGEST: usize = 200;
    let may_be_name = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word.ends_with(|last: char| last.is_ascii_alphanumeric())
            && word.bytes().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, b'_' | b'-' | b'.'))
            && looks_like(word) >= 0.15
    };
    text.len() <= LONGEST && text.split(',').map(str::trim).all(|word| may_be_name(word) || looks_like(word) >= 0.9)
}

/// Whether a text can be no names of which each looks at least so much like one: it begins with two ordinary words that
/// nothing parts but words for "and", and nothing in it stands for a variable part. What is read in full is read alike.
pub(in crate::charter) fn is_sentence(text: &str, least: f32, languages: Languages) -> bool {
    const SURE: f32 = 0.6;
    let Some((first, rest)) = text.split_once(' ') else { return false };
    let is_ordinary = |word: &str, most: f32| is_one_word(word) && looks_like(word) < most;
    is_ordinary(first, least.min(SURE))
        && second(rest, languages).is_some_and(|second| is_ordinary(second, SURE))
        && !text.contains('\n')
        && !may_vary(text)
}

/// The first of some words that is no word for "and", without the sign behind it. `None` where none follows.
fn second(words: &str, languages: Languages) -> Option<&str> {
    const MOST_JOINTS: usize = 3;
    let mut rest = words;
    for _ in 0..=MOST_JOINTS {
        let word = rest.split([' ', ',', ';']).next()?;
        if !split::is_joint(word, languages) {
            return Some(word.strip_suffix(['.', ':']).unwrap_or(word));
        }
        rest = rest.strip_prefix(word)?.strip_prefix(' ')?;
    }
    None
}

/// Whether something in a text may stand for a variable part: a sign, three dots, `xx`, `nnnnn`, `CONTAINER-ID`.
fn may_vary(text: &str) -> bool {
    let (mut before, mut repeated) = (0, 0);
    text.bytes().any(|byte| {
        repeated = if byte == before { repeated + 1 } else { 0 };
        match (std::mem::replace(&mut before, byte), byte) {
            // Signs, the ends of `CONTAINER-ID` and `VERSION_NUMBER`, and the last two bytes of "…".
            (_, b'<' | b'{' | b'[' | b'%' | b'$' | b'#' | b'*')
            | (b'I', b'D')
            | (b'E', b'R')
            | (b'x', b'x')
            | (b'X', b'X')
            | (b'.', b'.')
            | (0x80, 0xa6) => true,
            // Behind a space a parenthesis opens a remark.
            (behind, b'(') => behind != b' ',
            _ => repeated > 1 && byte.is_ascii_alphabetic(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{is_one_word, is_sentence};
    use crate::charter::lexicon::Languages;

    #[test]
    fn sentences_are_no_names() {
        let is_sentence = |text| is_sentence(text, 0.55, Languages::of(Some("fr")));
        for text in ["les cookies sont", "A ce jour, l’Usager", "déposés sur", "nous suivons. Vous", "vous et nous"]
        {
            assert!(is_sentence(text), "{text}");
        }
        for text in
            ["lang et", "lang et _ga", "_ga utilise", "les cookies _ga_*", "lang, panier", "lang", "sid (un an)", ""]
        {
            assert!(!is_sentence(text), "{text}");
        }
    }

    #[test]
    fn one_word_stands_as_it_is() {
        for text in ["L’Usager", "déposés", "cookie-law-info", "connect.sid", "3.1"] {
            assert!(is_one_word(text), "{text}");
        }
        for text in ["sid²", "a b", "_gaxx", "ab...c", "ID", "sid.", "a/b", ""] {
            assert!(!is_one_word(text), "{text}");
        }
    }
}
