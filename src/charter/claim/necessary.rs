//! Whether a sentence says that a site's cookies are necessary ones, in whatever words: "nur technisch notwendige Cookies",
//! "they are all essential".

use crate::charter::Category;
use crate::charter::category;
use crate::charter::kind::is_storage;
use crate::charter::lexicon::{Index, Lazy, Match, Named, Time};
use crate::text::Tokens;
use std::ops::Range;

/// So few words stand between "only" and "necessary", and between "all" and "necessary".
const NEAR: usize = 5;

/// So few words stand between "are" and "necessary": "are all strictly necessary".
const NEAR_VERB: usize = 2;

/// "Exclusivement des cookies strictement nécessaires": only such cookies.
pub(super) fn only(tokens: &Tokens, index: &Index) -> bool {
    leads(tokens, &index.only, index, |only, necessary| {
        let before = only.start.checked_sub(1);
        // "Un solo cookie técnico", "read-only".
        let is_number = before.is_some_and(|at| {
            let one = index.times.longest(tokens, at);
            one.is_some_and(|one| matches!(one.meaning, Time::Number(_))) || tokens.plain(at) == "-"
        });
        let verb = (only.end..necessary.start).find(|at| index.are.longest(tokens, *at).is_some());
        // "Cookies are only necessary for members"; but "the only cookies are necessary ones".
        let end =
            verb.unwrap_or((necessary.end + 3).min(super::clause_end(tokens, necessary.end) + 2).min(tokens.len()));
        let is_subject = verb.is_none() || before.is_some();
        !is_number && is_subject && (only.end..end).any(|at| is_storage(tokens, at, index))
    })
}

/// "Tous nos cookies sont strictement nécessaires", or of what the words before it name: "they are all strictly necessary".
pub(super) fn all(tokens: &Tokens, index: &Index) -> bool {
    leads(tokens, &index.all, index, |all, necessary| {
        let are = |at: usize| index.are.longest(tokens, at).is_some();
        let mut last_and_next = necessary.end - 1..(necessary.end + 1).min(tokens.len());
        let is_attribute = last_and_next.any(|at| is_storage(tokens, at, index));
        let verb = (all.end..necessary.start).find(|at| are(*at));
        let subject = all.end..verb.unwrap_or(all.end);
        let is_told = match verb {
            _ if all.start.checked_sub(1).is_some_and(are) => necessary.start - all.end <= NEAR_VERB,
            Some(verb) => necessary.start - verb <= NEAR_VERB + 1,
            None => false,
        };
        // "They are all required" may speak of fields.
        let opens = subject.is_empty() && all.start <= 3 && necessary.len() > 1;
        is_told && !is_attribute && (opens || subject.into_iter().any(|at| is_storage(tokens, at, index)))
    })
}

/// Whether a word of a list leads to "necessary" within a part of a sentence, said of all cookies, in a way that passes the
/// test; the places of both go in.
fn leads(
    tokens: &Tokens,
    list: &Lazy<()>,
    index: &Index,
    passes: impl Fn(&Range<usize>, &Range<usize>) -> bool,
) -> bool {
    let words: Vec<Range<usize>> = list.each(tokens, 0..tokens.len()).map(|found| found.tokens).collect();
    if words.is_empty() {
        return false;
    }
    let is_necessary = |phrase: &Match<Named>| phrase.meaning == Named::Surely(Category::Necessary);
    let denied =
        |word: &Range<usize>| index.negations.holds(tokens, super::clause_start(tokens, word.start)..word.start);
    let is_near = |word: &Range<usize>, phrase: &Range<usize>| {
        !denied(word)
            && word.end <= phrase.start
            && phrase.start <= word.start + NEAR
            && (word.end..phrase.start).all(|at| tokens.is_word(at) && !category::denies(tokens, at, index))
            && is_said_of_all(tokens, &(word.start..phrase.end), index)
    };
    index
        .categories
        .all(tokens)
        .into_iter()
        .filter(is_necessary)
        .any(|Match { tokens: phrase, .. }| words.iter().any(|word| is_near(word, &phrase) && passes(word, &phrase)))
}

/// Whether a claim of necessary cookies is said of all, always: nothing denies what follows in its part of the sentence, it is
/// not limited, and no other category is named that is not denied.
pub(super) fn is_said_of_all(tokens: &Tokens, claim: &Range<usize>, index: &Index) -> bool {
    let joins = |at: &usize| index.joints.longest(tokens, *at).is_some();
    // "Only necessary cookies need no consent"; but "only necessary cookies and no others".
    let end = super::clause_end(tokens, claim.end);
    let behind = claim.end..(claim.end..end).find(joins).unwrap_or(end);
    !index.negations.holds(tokens, behind) && is_alone(tokens, index) && !super::is_limited(tokens, claim, index)
}

/// Whether a sentence names no other category than the necessary cookies, or denies it in the words before.
fn is_alone(tokens: &Tokens, index: &Index) -> bool {
    const WORDS_BEFORE: usize = 10;
    let others = [Category::Functional, Category::Statistics, Category::Marketing].map(Named::Surely);
    let is_denied = |at: usize| index.negations.holds(tokens, at.saturating_sub(WORDS_BEFORE)..at);
    index
        .categories
        .all(tokens)
        .iter()
        .all(|phrase| !others.contains(&phrase.meaning) || is_denied(phrase.tokens.start))
}
