//! What category words mean: "Cookies strictement nécessaires" → necessary.

use super::Category;
use super::lexicon::{Index, Languages};
use crate::text::Tokens;

/// The category that a heading, a cell or a phrase names. `None` when it names none.
///
/// Of several, the one that asks most of the visitor counts: marketing, statistics, functional; but what is named both
/// necessary and functional is necessary (« nécessaires au bon fonctionnement / fonctionnels »).
pub fn of(text: &str, languages: Languages) -> Option<Category> {
    let tokens = Tokens::of(text);
    languages
        .near()
        .find_map(|index| strongest(&tokens, index))
        .or_else(|| (tokens.len() <= 8).then(|| languages.far().find_map(|index| strongest(&tokens, index))).flatten())
}

fn strongest(tokens: &Tokens, index: &Index) -> Option<Category> {
    let mut named = Vec::new();
    for phrase in index.categories.all(tokens) {
        let denied = (phrase.tokens.start.saturating_sub(3)..phrase.tokens.start)
            .any(|at| index.negations.longest(tokens, at).is_some());
        named.push(if denied && phrase.meaning == Category::Necessary {
            Category::Unclassified
        } else {
            phrase.meaning
        });
    }
    [Category::Marketing, Category::Statistics, Category::Necessary, Category::Functional, Category::Unclassified]
        .into_iter()
        .find(|category| named.contains(category))
}
