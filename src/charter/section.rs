//! What the headings above an entry tell of it: category, party, kind of storage, provider.

use super::lexicon::{Languages, Named};
use super::outline::Outline;
use super::{Kind, Party, category, kind, party, provider};
use crate::text::Tokens;

/// What the surroundings tell; `None` where they are silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// "Cookies statistiques"
    pub(super) category: Option<Named>,
    /// "Cookies tiers"
    pub(super) party: Option<Party>,
    /// "Stockage local"
    pub(super) kind: Option<Kind>,
    /// "Google Analytics"
    pub(super) provider: Option<String>,
}

/// Reads the surroundings of an entry: those of its own shape first, then the headings, the innermost first.
pub(super) fn of(outline: &Outline, section: Option<usize>, own: &[String], languages: Languages) -> Around {
    let mut around = Around::default();
    let titles = own.iter().map(String::as_str).chain(outline.path(section).map(|section| section.title.as_str()));
    for (distance, title) in titles.take(12).enumerate() {
        let words = Tokens::of(title).len();
        if words == 0 || words > 40 {
            continue;
        }
        let named = category::named(title, languages);
        around.category = around.category.or(named);
        around.party = around.party.or_else(|| party::of(title, languages));
        around.kind = around.kind.or_else(|| {
            kind::of(title, languages).filter(|kind| !matches!(kind, Kind::Cookie | Kind::Pixel) && words <= 6)
        });
        if around.provider.is_none() && named.is_none() && distance < 3 {
            around.provider = provider::of_title(title, languages);
        }
    }
    around
}

/// The headings above and including a section, outermost first. `None` when there is none.
pub(super) fn path(outline: &Outline, section: Option<usize>) -> Option<String> {
    let mut titles: Vec<String> =
        outline.path(section).take(12).map(|section| super::entry::one_line(&section.title)).collect();
    titles.reverse();
    (!titles.is_empty()).then(|| titles.join(" › "))
}
