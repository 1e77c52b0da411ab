//! Whether a sentence says that a site's cookies are necessary ones, in whatever words: "nur technisch notwendige Cookies",
//! "they are all essential".

use crate::charter::Category;
use crate::charter::lexicon::{Index, Match, Named};
use crate::text::Tokens;
use std::ops::Range;

/// So few words stand between "only" and "necessary", and between "all" and "necessary".
const NEAR: usize = 8;

/// "Exclusivement des cookies strictement nécessaires": only such cookies.
pub(super) fn only(tokens: &Tokens, index: &Index) -> bool {
    let of_cookies = |words: Range<usize>| (0..words.len()).any(|at| is_storage(tokens, words.start + at, index));
    phrases(tokens, index).any(|phrase| {
        let ahead = phrase.start.saturating_sub(NEAR)..phrase.start;
        ahead.clone().any(|at| {
            let Some(only) = index.only.longest(tokens, at).filter(|only| only.tokens.end <= phrase.start) else {
                return false;
            };
            let between = only.tokens.end..phrase.start;
            holds(tokens, at..phrase.start, index)
                && !between.clone().any(|at| index.are.longest(tokens, at).is_some())
                && of_cookies(between.start..(phrase.end + 3).min(tokens.len()))
        })
    })
}

/// "Tous nos cookies sont strictement nécessaires", or of what the words before it name: "they are all essential".
pub(super) fn all(tokens: &Tokens, index: &Index) -> bool {
    phrases(tokens, index).any(|phrase| {
        let is_told = !is_storage(tokens, phrase.end - 1, index) && !is_storage(tokens, phrase.end, index);
        let ahead = phrase.start.saturating_sub(NEAR)..phrase.start;
        is_told
            && ahead.clone().any(|at| {
                let Some(all) = index.all.longest(tokens, at).filter(|all| all.tokens.end <= phrase.start) else {
                    return false;
                };
                let are = |at: usize| index.are.longest(tokens, at).is_some();
                let subject =
                    match (at.checked_sub(1).is_some_and(are), (all.tokens.end..phrase.start).find(|at| are(*at))) {
                        (true, _) => at..at,
                        (false, Some(verb)) => all.tokens.end..verb,
                        (false, None) => return false,
                    };
                let named = subject.clone().any(|at| is_storage(tokens, at, index));
                (named || (subject.is_empty() && at <= 3)) && holds(tokens, at..phrase.start, index)
            })
    })
}

/// Where "necessary" stands, unless another category is named beside it.
fn phrases(tokens: &Tokens, index: &Index) -> impl Iterator<Item = Range<usize>> {
    let found = if is_alone(tokens, index) { index.categories.all(tokens) } else { Vec::new() };
    let necessary = |phrase: &Match<Named>| phrase.meaning == Named::Surely(Category::Necessary);
    found.into_iter().filter(necessary).map(|phrase| phrase.tokens)
}

/// Whether a sentence names no other category than the necessary cookies, or to deny it.
pub(super) fn is_alone(tokens: &Tokens, index: &Index) -> bool {
    let others = [Category::Functional, Category::Statistics, Category::Marketing].map(Named::Surely);
    index.categories.all(tokens).iter().all(|phrase| !others.contains(&phrase.meaning))
        || (0..tokens.len()).any(|at| index.negations.longest(tokens, at).is_some())
}

/// Whether the words from one on lead to another within a part of a sentence, and nothing denies or limits them.
fn holds(tokens: &Tokens, words: Range<usize>, index: &Index) -> bool {
    let breaks = |at: usize| !tokens.is_word(at) && tokens.plain(at) != ",";
    let limits = |at: usize| {
        let lists = [&index.negations, &index.conditions, &index.circumstances];
        lists.into_iter().any(|list| list.longest(tokens, at).is_some())
    };
    !words.clone().any(breaks) && !(words.start.saturating_sub(2)..words.end).any(limits)
}

fn is_storage(tokens: &Tokens, at: usize, index: &Index) -> bool {
    at < tokens.len() && (tokens.plain(at).contains("cookie") || index.kinds.longest(tokens, at).is_some())
}
