//! One cookie told in several places of a page.

use super::name::matches;
use super::{Declaration, contradiction};
use std::collections::BTreeMap;

/// Makes one declaration of those that repeat a name of one kind, unless they name different hosts. The first counts;
/// the others add what it leaves out. Of two that contradict each other one counts alone, with the doubt.
pub(super) fn repetitions(declarations: Vec<Declaration>) -> Vec<Declaration> {
    // Most pages tell each once.
    let mut names: Vec<&str> = declarations.iter().map(|declaration| declaration.name.as_str()).collect();
    names.sort_unstable();
    if names.is_sorted_by(|one, next| one < next) {
        return declarations;
    }
    let mut kept: Vec<Declaration> = Vec::with_capacity(declarations.len());
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for declaration in declarations {
        let same = places.entry(declaration.name.clone()).or_default();
        let place =
            same.iter().copied().find(|place| kept.get(*place).is_some_and(|first| repeats(first, &declaration)));
        match place.and_then(|place| kept.get_mut(place)) {
            Some(first) => join(first, declaration),
            // A name repeated for thousands of hosts is no charter's; beyond this the repetitions are dropped.
            None if same.len() >= 64 => {}
            None => {
                same.push(kept.len());
                kept.push(declaration);
            }
        }
    }
    kept
}

/// As [`repetitions`], of a consent platform's data: that it lists a cookie again is nobody's mistake.
pub(super) fn repetitions_of_data(declarations: Vec<Declaration>) -> Vec<Declaration> {
    let mut kept = repetitions(declarations);
    for declaration in &mut kept {
        declaration.evidence.again = None;
    }
    kept
}

/// Adds what a page's scripts are configured with to what its words declare. A configured name that is declared, or
/// that one pattern joins with a declared one (`_ga*` beside `_ga_*`), adds what the declaration leaves out.
pub(super) fn further(declared: Vec<Declaration>, configured: Vec<Declaration>) -> Vec<Declaration> {
    let mut all = declared;
    let count = all.len();
    for declaration in configured.into_iter().take(if count == 0 { usize::MAX } else { MOST_CONFIGURED }) {
        let same = |known: &Declaration| known.kind == declaration.kind && joins(&known.name, &declaration.name);
        match all.iter_mut().take(count).find(|known| same(known)) {
            Some(known) if known.name == declaration.name => join(known, declaration),
            Some(_) => {}
            None => all.push(declaration),
        }
    }
    all
}

/// Beside a page's own list, more configured names than these are no site's.
const MOST_CONFIGURED: usize = 300;

fn joins(one: &str, other: &str) -> bool {
    one == other || matches(one, other) || matches(other, one)
}

fn repeats(first: &Declaration, again: &Declaration) -> bool {
    let hosts_agree = first.domain.is_none() || again.domain.is_none() || first.domain == again.domain;
    first.kind == again.kind && hosts_agree
}

/// Joins a declaration to the first one of the same cookie. Of two that contradict each other the first is kept, unless
/// it does no more than name the cookie.
fn join(first: &mut Declaration, mut again: Declaration) {
    if first.contradicts(&again) {
        if only_names(first) && !only_names(&again) {
            std::mem::swap(first, &mut again);
        }
        contradiction::mark(first, &again);
        return;
    }
    if is_the_same_row(first, &again) {
        first.evidence.again = first.evidence.again.or(again.evidence.row);
    }
    complete(first, again);
}

/// Whether a later row below the same heading has the very same words.
fn is_the_same_row(first: &Declaration, again: &Declaration) -> bool {
    let (first, again) = (&first.evidence, &again.evidence);
    first.section == again.section && first.row < again.row && first.row.is_some() && first.excerpt == again.excerpt
}

/// Whether a declaration tells nothing of its cookie but where it stands.
fn only_names(declaration: &Declaration) -> bool {
    declaration.provider.is_none() && declaration.purpose.is_none() && declaration.lifetime.is_none()
}

fn complete(first: &mut Declaration, again: Declaration) {
    first.provider = first.provider.take().or(again.provider);
    first.service = first.service.take().or(again.service);
    first.domain = first.domain.take().or(again.domain);
    first.purpose = first.purpose.take().or(again.purpose);
    first.category = first.category.or(again.category);
    first.party = first.party.or(again.party);
    first.lifetime = first.lifetime.take().or(again.lifetime);
}
