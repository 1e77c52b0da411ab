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

/// Whether a text can be no names of which each looks at least so much like one: it begins with two ordinary words that
/// nothing parts, and nothing in it stands for a variable part. What is read in full is read alike.
pub(in crate::charter) fn is_sentence(text: &str, least: f32, languages: Languages) -> bool {
    const SURE: f32 = 0.6;
    let Some((first, rest)) = text.split_once(' ') else { return false };
    let second = rest.split([' ', ',', ';']).next().unwrap_or_default();
    let second = second.strip_suffix(['.', ':']).unwrap_or(second);
    is_one_word(first)
        && is_one_word(second)
        && looks_like(first) < least.min(SURE)
        && looks_like(second) < SURE
        && !text.contains('\n')
        && !may_vary(text)
        && !split::is_joint(second, languages)
}

/// Whether something in a text may stand for a variable part: a sign, three dots, `xx`, `nnnnn`, `CONTAINER-ID`.
fn may_vary(text: &str) -> bool {
    let (mut before, mut repeated) = (0, 0);
    text.ends_with("ID")
        || text.ends_with("NUMBER")
        || text.bytes().any(|byte| {
            repeated = if byte == before { repeated + 1 } else { 0 };
            let behind = std::mem::replace(&mut before, byte);
            match byte {
                b'<' | b'{' | b'[' | b'%' | b'$' | b'#' | b'*' => true,
                // Behind a space a parenthesis opens a remark.
                b'(' => behind != b' ',
                b'x' | b'X' | b'.' => repeated > 0,
                // The last two bytes of "…".
                0xa6 => behind == 0x80,
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
        for text in ["les cookies sont", "A ce jour, l’Usager", "déposés sur", "nous suivons. Vous"] {
            assert!(is_sentence(text), "{text}");
        }
        for text in ["lang et panier", "_ga utilise", "les cookies _ga_*", "lang, panier", "lang", "sid (un an)", ""] {
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
