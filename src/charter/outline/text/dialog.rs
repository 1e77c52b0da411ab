//! What is pasted out of the dialog of a consent platform: sorts and services with the number of their cookies, above names
//! that nothing parts from what is said of them ([`glued`]).

use super::{TextPage, glued, markdown};
use crate::charter::category;

/// The most words of a title, and of the link below it.
const MOST_WORDS: usize = 12;

/// Whether a page is such: some name has run into its sentence above labels.
pub(super) fn is_pasted(page: &TextPage<'_>) -> bool {
    (0..page.lines.len()).any(|at| glued::begins(page, at))
}

/// Reads the title on a line: a sort with its number behind it, "Statistics 17", or a service with its number on the line
/// below, "Example Analytics" above "3", perhaps above a link. `None` when there is none.
pub(super) fn read(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    if !page.pasted {
        return None;
    }
    let line = page.line(at)?.text;
    // "* (BUTTON) Statistics 17"
    let title = line.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    let title = title.strip_prefix("BUTTON) ").unwrap_or(title);
    let sort = title.rsplit_once(' ').filter(|(sort, number)| is_count(number) && is_short(sort)).map(|(sort, _)| sort);
    if let Some(sort) = sort.filter(|sort| category::of(sort, page.languages).is_some()) {
        page.open(2, markdown::inline(sort));
        return Some(at + 1);
    }
    let written = |from: usize| (from..from + 3).find(|at| page.line(*at).is_some_and(|line| !line.is_blank()));
    let count = written(at + 1).filter(|at| page.line(*at).is_some_and(|line| is_count(line.text)))?;
    if !is_short(title) || is_count(title) {
        return None;
    }
    let is_link = |at: &usize| page.line(*at).is_some_and(|line| is_short(line.text)) && !glued::begins(page, *at);
    let end = written(count + 1).filter(is_link).unwrap_or(count);
    page.open(3, markdown::inline(title));
    Some(end + 1)
}

fn is_count(words: &str) -> bool {
    (1..=3).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_short(words: &str) -> bool {
    !words.is_empty() && words.split_whitespace().nth(MOST_WORDS).is_none() && !words.ends_with(['.', ':', ',', ';'])
}
