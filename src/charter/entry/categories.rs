//! The category of an entry: in its own words, in those around it, in what its purpose says.

use super::cells::Cells;
use super::leads::Lead;
use super::{Entry, Said, excerpt};
use crate::charter::lexicon::{Languages, Named, Role};
use crate::charter::section::Around;
use crate::charter::{Category, Doubt, DoubtKind, Kind, category};
use crate::text::Tokens;

/// What tells the category of an entry.
pub(super) struct Sorts {
    /// The one its own cells or labels name. `None` when they name none.
    own: Option<Named>,
    /// The one it has. `None` when nothing tells one.
    pub(super) category: Option<Named>,
}

impl Sorts {
    pub(super) fn of<'a>(entry: &'a Entry, lead: &Lead<'_>, around: &Around, cells: &Cells<'a>) -> Self {
        let languages = cells.languages;
        let told = |role| entry.fact(role);
        // « Il dépose, entre autres, les cookies … » sorts none of them.
        let sorts = |role: Role, named: Named| {
            named != Named::Surely(Category::Unclassified) || entry.said(role) != Some(Said::Running)
        };
        let named = |role| told(role).and_then(|words| cells.category(words)).filter(|named| sorts(role, *named));
        // "Tracking pixel" says what it is, and what it is for only where nothing else does.
        let is_pixel = |role| told(role).is_some_and(|words| cells.kind(words) == Some(Kind::Pixel));
        let own = [Role::Category, Role::Kind, Role::Party].into_iter().filter(|role| !is_pixel(*role)).find_map(named);
        // Of "analytics and advertising", the purpose tells which.
        let which = || told(Role::Purpose).and_then(|words| category::of_two(words, languages));
        let is_of_two = told(Role::Category).is_some_and(|words| category::is_of_two(words, languages));
        let category = if is_of_two { which() } else { None }
            .or(own.filter(|named| *named != Named::NotNecessary))
            .or_else(|| if around.of_two { which() } else { None })
            // "Other cookies", and then what they are for.
            .or_else(|| {
                let is_unsorted = around.category == Some(Named::Surely(Category::Unclassified));
                lead.sort.filter(|sort| is_unsorted && sort.tells_aim())
            })
            .or(around.category.filter(|named| *named != Named::NotNecessary))
            .or_else(|| {
                let told = told(Role::Purpose).and_then(|words| cells.sort_of_purpose(words));
                // Below "Non-essential cookies", what is "essential for the player" is not what the site needs.
                let denied = around.category == Some(Named::NotNecessary);
                told.filter(|named| !(denied && *named == Named::Surely(Category::Necessary)))
            })
            .or(entry.above)
            .or_else(|| told(Role::Purpose).and_then(|words| cells.aim(words)))
            .or(lead.sort)
            // "We use Example Analytics to count visits. … The cookies are:", and then their names alone.
            .or_else(|| lead.aim.filter(|_| matches!(entry.said(Role::Purpose), None | Some(Said::Introduced))))
            .or_else(|| lead.introduction.and_then(|words| category::of_introduction(words, languages)))
            .or(own)
            .or(around.category)
            .or_else(|| named(Role::Category).or_else(|| named(Role::Kind)));
        // Nor is what its own row calls non-essential.
        let is_denied = own == Some(Named::NotNecessary) && category == Some(Named::Surely(Category::Necessary));
        Self { own, category: if is_denied { own } else { category } }
    }

    /// The doubt that an entry names another category than the headings above it. `None` where they agree.
    pub(super) fn contradiction(&self, entry: &Entry, around: &Around) -> Option<Doubt> {
        let (Some(Named::Surely(own)), Some(Named::Surely(above))) = (self.own, around.category) else { return None };
        let words = || entry.fact(Role::Category).or(entry.fact(Role::Kind)).unwrap_or_default();
        (own != above).then(|| Doubt { doubt: DoubtKind::Contradiction, excerpt: excerpt(words()) })
    }
}

/// The category a cell or label tells, as a whole or in its first clause: "Analítica – De terceros: Example".
pub(super) fn own(words: &str, languages: Languages) -> Option<Named> {
    let clause = || words.split(['–', '—', ',', '.', ':', '(']).next().filter(|clause| clause.len() < words.len());
    let first_of_two = || {
        let tokens = Tokens::first(words, 4);
        let joined = languages.near().any(|index| index.joints.longest(&tokens, 1).is_some());
        words.get(tokens.span(0..1)).filter(|_| joined)
    };
    category::named(words, languages)
        .or_else(|| clause().and_then(|clause| category::named(clause, languages)))
        .or_else(|| first_of_two().and_then(|first| category::named(first, languages)))
}
