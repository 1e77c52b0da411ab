//! Whether a sentence says that a site's cookies are necessary ones, in whatever words: "nur technisch notwendige Cookies",
//! "they are all essential".

use crate::charter::Category;
use crate::charter::lexicon::{Index, Lazy, Match, Named};
use crate::text::Tokens;
use std::ops::Range;

/// So few words stand between "only" and "necessary", and between "all" and "necessary".
const NEAR: usize = 8;

/// "Exclusivement des cookies strictement nécessaires": only such cookies.
pub(super) fn only(tokens: &Tokens, index: &Index) -> bool {
    leads(tokens, &index.only, index, |only, necessary| {
        let are = |at: &usize| index.are.longest(tokens, *at).is_some();
        // "Cookies are only necessary for members"; but "the only cookies are necessary ones".
        let end = (only.end..necessary.start).find(are).unwrap_or((necessary.end + 3).min(tokens.len()));
        (only.end..end).any(|at| is_storage(tokens, at, index))
    })
}

/// "Tous nos cookies sont strictement nécessaires", or of what the words before it name: "they are all essential".
pub(super) fn all(tokens: &Tokens, index: &Index) -> bool {
    leads(tokens, &index.all, index, |all, necessary| {
        let are = |at: usize| index.are.longest(tokens, at).is_some();
        let mut subject = match (all.end..necessary.start).find(|at| are(*at)) {
            _ if all.start.checked_sub(1).is_some_and(are) => all.end..all.end,
            Some(verb) => all.end..verb,
            None => return false,
        };
        let is_attribute = [necessary.end - 1, necessary.end].into_iter().any(|at| is_storage(tokens, at, index));
        let opens = subject.is_empty() && all.start <= 3;
        !is_attribute && (opens || subject.any(|at| is_storage(tokens, at, index)))
    })
}

/// Whether a word of a list leads to "necessary" within a part of a sentence, neither denied nor limited, in a way that passes
/// the test; the places of both go in.
fn leads(
    tokens: &Tokens,
    list: &Lazy<()>,
    index: &Index,
    passes: impl Fn(&Range<usize>, &Range<usize>) -> bool,
) -> bool {
    let words: Vec<Range<usize>> =
        (0..tokens.len()).filter_map(|at| list.longest(tokens, at)).map(|found| found.tokens).collect();
    if words.is_empty() || !is_alone(tokens, index) {
        return false;
    }
    let is_necessary = |phrase: &Match<Named>| phrase.meaning == Named::Surely(Category::Necessary);
    let is_near = |word: &Range<usize>, phrase: &Range<usize>| {
        word.end <= phrase.start
            && phrase.start <= word.start + NEAR
            && holds(tokens, word.start..phrase.start, index)
            && !super::is_of_browsers(tokens, word.start, index)
    };
    index
        .categories
        .all(tokens)
        .into_iter()
        .filter(is_necessary)
        .any(|Match { tokens: phrase, .. }| words.iter().any(|word| is_near(word, &phrase) && passes(word, &phrase)))
}

/// Whether a sentence names no other category than the necessary cookies, or to deny it.
pub(super) fn is_alone(tokens: &Tokens, index: &Index) -> bool {
    let others = [Category::Functional, Category::Statistics, Category::Marketing].map(Named::Surely);
    index.categories.all(tokens).iter().all(|phrase| !others.contains(&phrase.meaning))
        || (0..tokens.len()).any(|at| index.negations.longest(tokens, at).is_some())
}

/// Whether some words are within one part of a sentence, and nothing denies or limits them, there or before them in theirs.
fn holds(tokens: &Tokens, words: Range<usize>, index: &Index) -> bool {
    let breaks = |at: usize| !tokens.is_word(at) && tokens.plain(at) != ",";
    let limits = |at: usize| {
        let lists = [&index.negations, &index.conditions, &index.circumstances];
        lists.into_iter().any(|list| list.longest(tokens, at).is_some())
    };
    let begins = (0..words.start).rev().take_while(|at| tokens.is_word(*at)).last().unwrap_or(words.start);
    !words.clone().any(breaks) && !(begins..words.end).any(limits)
}

fn is_storage(tokens: &Tokens, at: usize, index: &Index) -> bool {
    at < tokens.len() && (tokens.plain(at).contains("cookie") || index.kinds.longest(tokens, at).is_some())
}
