//! Whose cookie it is, where the page tells it by a host or a name only: `.scaleway.com` on Scaleway's own charter is first
//! party, `.linkedin.com` beside it is third.
//!
//! The site's own name comes from its address, from its hosts in the page's words ("www.exemple.fr"), and from its titles.

use crate::charter::lexicon::Languages;
use crate::charter::outline::{Body, Outline};
use crate::charter::{Declaration, Party, provider};
use crate::text::{self, Tokens};
use std::collections::{BTreeMap, BTreeSet};

/// How many paragraphs are looked at for the site's own host: charters name it at their beginning.
const MOST_PARAGRAPHS: usize = 60;

/// Shorter labels ("ou", "the") occur in every title.
const SHORTEST: usize = 4;

/// Gives a party to the declarations that name none but a host or the site itself.
pub(in crate::charter) fn settle(
    declarations: &mut [Declaration],
    outline: &Outline,
    address: Option<&str>,
    languages: Languages,
) {
    if declarations.iter().all(|declaration| declaration.party.is_some()) {
        return;
    }
    let own = names(outline, address);
    let shared = shared(declarations);
    let is_own = |name: &str| own.contains(name);
    let domain_label = |declaration: &Declaration| declaration.domain.as_deref().and_then(label);
    let providers: BTreeSet<&str> =
        declarations.iter().filter_map(|declaration| declaration.provider.as_deref()).collect();
    let of_site = |provider: &&str| super::of(provider, languages) == Some(Party::First);
    // "Diese Website" among the providers: the others are others.
    let others_are_others = providers.iter().any(of_site);
    let is_named_own = |provider: &&str| of_site(provider) || is_own(&text::plain(provider));
    let own_providers: BTreeSet<String> = providers.into_iter().filter(is_named_own).map(str::to_owned).collect();
    let own_domain =
        declarations.iter().any(|declaration| domain_label(declaration).is_some_and(|label| is_own(&label)));
    for declaration in declarations.iter_mut().filter(|declaration| declaration.party.is_none()) {
        declaration.party = match (domain_label(declaration), &declaration.provider) {
            (Some(label), _) if is_own(&label) || shared.contains(&label) => Some(Party::First),
            (Some(_), _) if own_domain || address.is_some() => Some(Party::Third),
            (None, Some(provider)) if own_providers.contains(provider) => Some(Party::First),
            // "WordPress" beside "our site" is what the site runs on.
            (None, Some(_)) if others_are_others && !provider::is_of_software(&declaration.name) => Some(Party::Third),
            _ => None,
        };
    }
}

/// The labels of hosts on which cookies of several providers lie: whoever works for a site sets cookies on its host. Those of
/// well-known companies have several services.
fn shared(declarations: &[Declaration]) -> BTreeSet<String> {
    const FEWEST: usize = 3;
    let mut providers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for declaration in declarations {
        let (Some(host), Some(provider)) = (declaration.domain.as_deref().and_then(label), &declaration.provider)
        else {
            continue;
        };
        // "Google Ads" is Google's.
        let company = provider.split_whitespace().next().filter(|word| label(word).is_none()).map(text::plain);
        providers.entry(host).or_default().extend(company);
    }
    let shared = providers.into_iter().filter(|(_, providers)| providers.len() >= FEWEST).map(|(label, _)| label);
    shared.filter(|label| provider::known(label).is_none()).collect()
}

/// The names the site goes by, as one plain word each.
fn names(outline: &Outline, address: Option<&str>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let paragraphs = outline.blocks.iter().filter_map(|block| match &block.body {
        Body::Paragraph(text) => Some(text.plain.as_str()),
        _ => None,
    });
    for paragraph in paragraphs.take(MOST_PARAGRAPHS).filter(|paragraph| paragraph.contains("www.")) {
        let hosts = paragraph.split_whitespace().filter(|word| word.contains("www."));
        names.extend(hosts.filter_map(|word| label(word.trim_matches(|sign: char| !sign.is_alphanumeric()))));
    }
    let titles = outline.sections.iter().filter(|section| section.level <= 2).map(|section| section.title.as_str());
    for title in titles.chain(outline.title.as_deref()) {
        let tokens = Tokens::of(title);
        let words = (0..tokens.len()).map(|at| tokens.plain(at)).filter(|word| word.chars().count() >= SHORTEST);
        names.extend(words.map(str::to_owned));
    }
    names.retain(|name| provider::known(name).is_none());
    names.extend(address.and_then(label));
    names
}

/// The label that names a host: "www.exemple.fr" → "exemple", "shop.firm.co.uk" → "firm". `None` for what is no host.
pub(super) fn label(host: &str) -> Option<String> {
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next()?.trim_start_matches("*.").trim_matches('.');
    let labels: Vec<&str> = host.split('.').collect();
    let (_, above) = labels.split_last()?;
    let named = above.iter().rev().find(|label| label.len() > 3 || above.len() == 1).or(above.last())?;
    Some(text::plain(named))
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn hosts_are_named_by_their_label() {
        assert_eq!(label("https://www.exemple.fr/x?y").as_deref(), Some("exemple"));
        assert_eq!(label(".scaleway.com").as_deref(), Some("scaleway"));
        assert_eq!(label("shop.firma.co.uk").as_deref(), Some("firma"));
        assert_eq!(label("x.com").as_deref(), Some("x"));
        assert_eq!(label("exemple"), None);
    }
}
