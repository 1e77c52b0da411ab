//! How well a declaration whose name agrees fits in everything else: domain, party, kind.

use super::{CoverDoubt, Miss, Subject};
use crate::charter::{Declaration, Kind, Party};
use crate::cookie::domain;

/// Where a declaration puts a cookie, beside where the cookie is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// The very host.
    Host,
    /// The same site.
    Site,
    /// The declaration does not say.
    Unsaid,
    /// Another site.
    Elsewhere,
}

/// The doubts about a declaration whose name agrees, or the reason why it cannot be meant.
///
/// # Errors
///
/// The miss, when the declaration speaks of something else.
pub(super) fn fit(
    declaration: &Declaration,
    declared: Option<&Declared>,
    subject: &Subject<'_>,
) -> Result<(Place, Vec<CoverDoubt>), Miss> {
    let mut doubts = Vec::new();
    let place = place(declared, subject);
    match (place, subject.party) {
        (Place::Elsewhere, Party::Third) => return Err(Miss::OtherDomain),
        // Tables copied from a provider's documentation give the provider's domain for the cookies it sets on ours.
        (Place::Elsewhere, Party::First) => doubts.push(CoverDoubt::DeclaredElsewhere),
        (Place::Unsaid, Party::Third) if declaration.party == Some(Party::First) => {
            doubts.push(CoverDoubt::DeclaredFirstParty);
        }
        (Place::Unsaid, Party::Third) if !names_host(declaration, subject.host) => doubts.push(CoverDoubt::NameOnly),
        _ => {}
    }
    if subject.kind != Some(declaration.kind) {
        match (subject.kind, declaration.kind) {
            (Some(Kind::Cookie), Kind::LocalStorage | Kind::SessionStorage | Kind::IndexedDb) => {
                return Err(Miss::OtherKind);
            }
            _ => doubts.push(CoverDoubt::OtherKind),
        }
    }
    Ok((place, doubts))
}

/// Compares the declared domain with the subject's host.
fn place(declared: Option<&Declared>, subject: &Subject<'_>) -> Place {
    let Some(Declared { host: declared, site }) = declared else { return Place::Unsaid };
    if declared == subject.host {
        Place::Host
    } else if site == subject.site {
        Place::Site
    } else {
        Place::Elsewhere
    }
}

/// The declared domain, worked out once for each declaration.
pub(super) struct Declared {
    /// As a host name.
    pub(super) host: String,
    /// Its registrable domain, or the host itself where it has none.
    pub(super) site: String,
}

/// The declared domain. `None` when there is none, or when it is no host name.
pub(super) fn declared(declaration: &Declaration) -> Option<Declared> {
    let host = declared_host(declaration)?;
    let site = domain::registrable(&host).unwrap_or(&host).to_owned();
    Some(Declared { host, site })
}

fn declared_host(declaration: &Declaration) -> Option<String> {
    let written = declaration.domain.as_deref()?.trim().trim_start_matches('.').trim_end_matches(['.', '/']);
    let host = if written.contains("://") { domain::host(written)? } else { domain::ascii(written) };
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(host)
}

/// Whether a declaration's provider or service names the site of a host: "YouTube" and youtube.com.
pub(crate) fn names_host(declaration: &Declaration, host: &str) -> bool {
    let site = domain::registrable(host).unwrap_or(host);
    names(declaration, site.split('.').next().unwrap_or_default())
}

/// Whether a declaration's provider, service or purpose names a company or a service, or the provider is part of its name.
pub(crate) fn names(declaration: &Declaration, wanted: &str) -> bool {
    let wanted = letters(wanted);
    let said = [&declaration.provider, &declaration.service, &declaration.purpose];
    let provider = declaration.provider.as_deref().map(letters).filter(|provider| provider.len() >= 3);
    let within = wanted.len() >= 3 && said.into_iter().flatten().any(|text| letters(text).contains(&wanted));
    // "X" is short, and a whole name.
    let whole = !wanted.is_empty() && said.into_iter().take(2).flatten().any(|text| letters(text) == wanted);
    within || whole || provider.is_some_and(|provider| wanted.contains(&provider))
}

fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
