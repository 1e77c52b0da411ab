//! Whether the rows of a table declare cookies, by what its columns hold.

use super::column::Profile;
use super::roles::Roles;
use crate::charter::lexicon::Role;

/// What the headings around a table, and its headers, speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaks {
    /// Cookies, or another storage of the browser.
    OfCookies,
    /// Anything else: partners, personal data.
    OfOthers,
}

impl Roles {
    /// Whether the name column holds names, rather than categories, products or browsers.
    pub(super) fn declares(&self, columns: &[Profile], speaks: Speaks) -> bool {
        let Some(names) = columns.get(self.name) else { return false };
        let has = |role| self.of.contains(&Some(role));
        let timed = has(Role::Lifetime)
            && self.of.iter().zip(columns).any(|(role, column)| *role == Some(Role::Lifetime) && column.lifetime > 0.3);
        // Cookies have no price.
        if columns.iter().any(|column| column.price >= 0.5) {
            return false;
        }
        // Products ("RX-200"), settings (`DATABASE_URL`) and companies ("OVH") are named so too: more than a purpose must
        // be told of them, and more than one row must name one.
        let told = timed || has(Role::Domain) || has(Role::Provider) || has(Role::Party);
        if speaks == Speaks::OfOthers && (names.filled < 2 || names.name < 0.7 || !told) {
            return false;
        }
        // "Data: email, user_agent", kept for so long: fields of a form.
        if self.belied && names.strange == 0.0 {
            return false;
        }
        if self.inferred && speaks == Speaks::OfOthers {
            return names.name >= 0.8 && names.strange > 0.0 && timed;
        }
        if self.inferred {
            // Beside lengths of time, small words among names are names as well.
            let least = if timed && names.strange > 0.0 && names.word >= 0.8 { 0.45 } else { 0.6 };
            // "Essential | sid, theme, …" sorts them; of another sort there may be none.
            let sorted = names.listed >= 0.5 && has(Role::Category) && names.name >= 0.4;
            // "Statistics | `_ea`", "Example Analytics | `_ea`": beside names that no other words could be.
            let beside = |column: &Profile| column.category >= 0.8 || column.company >= 0.5;
            let of_whom = names.name >= 0.85
                && self
                    .of
                    .iter()
                    .zip(columns)
                    .any(|(role, column)| matches!(role, Some(Role::Category | Role::Provider)) && beside(column));
            return sorted || of_whom || names.name >= least && (timed || has(Role::Purpose) || has(Role::Domain));
        }
        // A name and an address alone are those of a person or an office.
        let said =
            timed || [Role::Purpose, Role::Category, Role::Provider, Role::Kind, Role::Party].into_iter().any(has);
        // A lifetime in words of no known time is none of a person or an office either.
        let alone = names.filled < 2 && !has(Role::Lifetime);
        if !said && (alone || names.name < 0.6) {
            return false;
        }
        names.name >= 0.25 || (timed && names.word >= 0.5 && names.category < 0.7)
    }
}
