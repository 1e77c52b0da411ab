//! `provider-mismatch`: a third-party cookie whose host belongs to another company than declared.
//!
//! ## What it checks
//! Each third-party cookie whose host is publicly known to belong to a company that neither the declared provider
//! nor the declared service names.
//!
//! ## Why it matters
//! Visitors must be able to know who receives their data (CNIL, délibération 2020-092).
//!
//! ## Example
//! « uid — prestataire : Criteo », held under `doubleclick.net`.
//!
//! ## When it stays silent
//! The host's company is not known, or the charter gives no provider, or only « tiers »; the provider names the
//! company, by its name or a former one, one of its services, its owner or the host. Cookies of the site itself never
//! count: resellers and agencies are legitimate providers.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::audit::cover::fit;
use crate::charter::lexicon::Languages;
use crate::charter::{Party, party};
use serde_json::json;

/// A third-party cookie whose host belongs to another company than declared.
pub(super) const RULE: Rule = Rule {
    id: "provider-mismatch",
    severity: Severity::Notice,
    also: &[Severity::Information],
    ask: Ask::Cookie(check),
};

fn check(held: &Held<'_>, _: &Case<'_>) -> Option<Answer> {
    let declaration = held.declaration?;
    let is_name = |provider: &&str| {
        let says_third = party::of(provider, Languages::of(None)) == Some(Party::Third);
        provider.chars().any(char::is_alphabetic) && !says_third
    };
    let provider = declaration.provider.as_deref().filter(is_name)?;
    let company = held.company().filter(|_| held.party == Party::Third)?;
    let service = held.known().map(|known| known.service);
    let named = fit::names_host(declaration, &held.cookie.domain)
        || company.names().any(|name| fit::names(declaration, name))
        || service.is_some_and(|service| fit::names(declaration, service));
    (!named).then(|| {
        let evidence = json!({ "provider": provider, "company": company.name, "source": company.source });
        super::less_if_refused(&RULE, held, evidence)
    })
}
