//! `provider-mismatch`: a cookie that belongs to another company or service than declared.
//!
//! ## What it checks
//! Each third-party cookie whose host is publicly known to belong to a company that neither the declared provider
//! nor the declared service names; and each cookie of the site whose name is publicly known as one of a service for
//! audience measurement, advertising or consent, where the declared provider is known for other services.
//!
//! ## Why it matters
//! Visitors must be able to know who receives their data (CNIL, délibération 2020-092).
//!
//! ## Example
//! « uid — prestataire : Criteo », held under `doubleclick.net`; « `_pk_id` — prestataire : Google Analytics ».
//!
//! ## When it stays silent
//! The company is not known, or the charter gives no provider, or only « tiers »; the provider names the company, by
//! its name or a former one, one of its services, its owner or the host. A provider of the site's own cookies that is
//! not publicly known is believed: resellers and agencies are legitimate.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::audit::cover::fit;
use crate::charter::lexicon::Languages;
use crate::charter::{Declaration, Party, party};
use crate::knowledge::Use;
use crate::{names, text};
use serde_json::{Value, json};

/// A cookie that belongs to another company or service than declared.
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
    let evidence = match held.party {
        Party::Third => of_host(held, declaration, provider),
        Party::First => of_name(held, declaration, provider),
    };
    evidence.map(|evidence| super::less_if_refused(&RULE, held, evidence))
}

/// What speaks against the provider of a third party's cookie: whose the host is.
fn of_host(held: &Held<'_>, declaration: &Declaration, provider: &str) -> Option<Value> {
    let company = held.company()?;
    let service = held.known().map(|known| known.service);
    let named = fit::names_host(declaration, &held.cookie.domain)
        || company.names().any(|name| fit::names(declaration, name))
        || service.is_some_and(|service| fit::names(declaration, service));
    (!named).then(|| json!({ "provider": provider, "company": company.name, "source": company.source }))
}

/// What speaks against the provider of a cookie of the site: whose its name is, where the provider has names of its own.
fn of_name(held: &Held<'_>, declaration: &Declaration, provider: &str) -> Option<Value> {
    let is_of_a_service = |known: Use| matches!(known, Use::Statistics | Use::Marketing | Use::Consent);
    let known = held.known().filter(|known| is_of_a_service(known.used_for))?;
    let other = names::company_of(&text::plain(provider)).filter(|company| known.company != Some(company))?;
    let mut own = known.company.into_iter().chain([known.service]);
    let is_named = |name: &str| fit::names(declaration, name);
    let named = own.any(|name| is_named(name) || names::other_names(name).any(is_named));
    (!named).then(|| {
        json!({ "case": "name", "provider": provider, "company": other, "service": known.service, "source": known.source })
    })
}
