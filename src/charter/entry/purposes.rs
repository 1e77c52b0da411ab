//! What an entry is for, where its words say more than what it is called, how long it is kept, and that it is set.

use crate::charter::lexicon::{Index, Languages, Role};
use crate::charter::{category, kind, lifetime, name, provider};
use crate::names;
use crate::text::{self, Tokens};

/// The most words of a sentence that may say no more.
const MOST_WORDS: usize = 60;

/// The longest words that only announce cookies, in bytes.
const LONGEST_ANNOUNCEMENT: usize = 120;

/// The longest words that say nothing by themselves, in characters: "I cookie", "di".
const LONGEST_SMALL: usize = 2;

/// See [`say_more`], of the one cookie that words name.
pub(in crate::charter) fn says_more(words: &str, name: &str, languages: Languages) -> bool {
    say_more(words, &name::read(name, languages), languages)
}

/// Whether words say anything else of the names that are an entry's `own`: "Le cookie sid expire à la fermeture du
/// navigateur" and "We use these cookies: sid, _lang" do not. Long ones do, and those without a name or a time.
pub(super) fn say_more(words: &str, own: &[name::Name], languages: Languages) -> bool {
    if !Tokens::at_most(words, MOST_WORDS) {
        return true;
    }
    let tokens = Tokens::of(words);
    let mut is_told = vec![false; tokens.len()];
    let mut told = lifetime::find_all(words, languages).into_iter().map(|(_, place)| place).collect::<Vec<_>>();
    if told.is_empty() && !own.iter().any(|name| words.contains(name.as_written.as_str())) {
        return true;
    }
    // "The cookie basket keeps the basket": it is a name behind the word for cookies, or in quotes.
    let mut before = "";
    for word in words.split_whitespace() {
        let bare = bare(word);
        let is_named = || !word.starts_with(bare) || kind::names_cookie(before, languages);
        if is_sure(bare) || names::is_known(bare) || is_own(bare, own) && is_named() {
            let start = word.as_ptr() as usize - words.as_ptr() as usize;
            told.push(start..start + word.len());
        }
        before = if bare.is_empty() { before } else { word };
    }
    let service = provider::known(words).and_then(|service| Some((words.find(&service)?, service.len())));
    told.extend(service.map(|(at, length)| at..at + length));
    for (at, is_told) in is_told.iter_mut().enumerate() {
        let span = tokens.span(at..at + 1);
        let plain = tokens.plain(at);
        *is_told = is_small(plain, languages)
            || told.iter().any(|told| told.start <= span.start && span.end <= told.end)
            || languages.near().any(|index| is_of_keeping(plain, index));
    }
    for index in languages.near() {
        let small = [&index.settings, &index.naming, &index.particulars, &index.afters, &index.all, &index.are];
        let mut places: Vec<_> =
            small.iter().flat_map(|phrases| phrases.all(&tokens)).map(|found| found.tokens).collect();
        places.extend(index.kinds.all(&tokens).into_iter().map(|found| found.tokens));
        places.extend(index.parties.all(&tokens).into_iter().map(|found| found.tokens));
        places.extend(index.joints.all(&tokens).into_iter().map(|found| found.tokens));
        let is_label = |role: Role| matches!(role, Role::Lifetime | Role::Name | Role::Provider);
        let labels = index.columns.all(&tokens).into_iter().filter(|found| is_label(found.meaning));
        places.extend(labels.map(|found| found.tokens));
        places.into_iter().flatten().filter_map(|at| is_told.get_mut(at).map(|is_told| *is_told = true)).for_each(drop);
    }
    is_told.contains(&false)
}

/// Whether a few words do no more than announce cookies: "We use these cookies:", "The museum uses cookies."
pub(super) fn only_announce(words: &str, languages: Languages) -> bool {
    let most = if words.trim_end().ends_with(':') { 8 } else { 5 };
    let tokens = Tokens::of(text::head(words, LONGEST_ANNOUNCEMENT));
    words.len() <= LONGEST_ANNOUNCEMENT
        && Tokens::at_most(words, most)
        && kind::names_cookie(words, languages)
        && category::of_introduction(words, languages).is_none()
        && provider::known(words).is_none()
        && !languages.near().any(|index| index.aims.holds(&tokens, 0..tokens.len()))
}

/// Whether all of some words say nothing by themselves: "It is".
pub(in crate::charter) fn are_small(words: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(words);
    (0..tokens.len()).all(|at| is_small(tokens.plain(at), languages))
}

/// Whether the first of some words name cookies, and none of an entry's `own`.
pub(super) fn name_others(words: &str, own: &[name::Name]) -> bool {
    const LONGEST: usize = 600;
    let mut named = text::head(words, LONGEST).split_whitespace().map(bare).filter(|word| is_sure(word)).peekable();
    named.peek().is_some() && !named.any(|word| is_own(word, own))
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '_' | '*'))
}

fn is_own(word: &str, own: &[name::Name]) -> bool {
    own.iter().any(|name| name.name == word || name.as_written == word)
}

/// Whether a word is a name that no other word could be.
fn is_sure(word: &str) -> bool {
    name::looks_like(word) >= 0.9
}

/// Whether a word says nothing by itself.
fn is_small(plain: &str, languages: Languages) -> bool {
    plain.chars().count() <= LONGEST_SMALL
        || !plain.contains(char::is_alphabetic)
        || languages.near().any(|index| is_common(plain, index))
}

/// Whether a word is one of the commonest of a language.
fn is_common(word: &str, index: &Index) -> bool {
    index.lexicons.iter().any(|lexicon| lexicon.common.iter().any(|common| common == word))
}

/// Whether a word is akin to one of those for how long something is kept, or for what ends it: "expire" beside
/// "expiration".
fn is_of_keeping(word: &str, index: &Index) -> bool {
    const AKIN: usize = 4;
    let Some(stem) = word.char_indices().nth(AKIN - 1).and_then(|(at, last)| word.get(..at + last.len_utf8())) else {
        return false;
    };
    index.lexicons.iter().any(|lexicon| {
        let labels = lexicon.columns.lifetime.iter().flat_map(str::split_whitespace);
        let ends = lexicon.lifetime.closing.iter().chain(lexicon.lifetime.deletion.iter());
        let mut ends = ends.map(|end| end.strip_suffix('-').unwrap_or(end));
        labels.into_iter().any(|label| label.starts_with(stem)) || ends.any(|end| word.starts_with(end))
    })
}
