//! A line that no cookie came of: whether the browser refused it, and why.

use super::replay::{makes, setter};
use super::{Change, Changes, JITTER, Line, Noticed};
use crate::cookie::{Cookie, Identity, Place, Refusal, SameSite, domain};

/// The longest lifetime that browsers grant, in seconds: 400 days (RFC 6265bis §5.5).
const LONGEST_LIFE: u64 = 400 * 86_400;

/// What became of a line of whose cookie the jar has nothing.
pub(super) enum Fate {
    /// The browser refused it: the cookie that it asked for, with the most likely reason.
    Refused(Box<Cookie>),
    /// The cookie was there, and went.
    Gone,
    /// It may have been there, or it was before the site was shown.
    Unknown,
}

/// What became of a line of whose cookie, of this place, the jar has nothing.
pub(super) fn fate(line: &Line<'_>, place: &Place, noticed: &Noticed<'_>) -> Fate {
    if noticed.changes.is_some_and(|changes| existed(line, place, changes, noticed)) {
        // What workers set is heard for every later page too.
        return if line.heard.at + 1000 < noticed.since { Fate::Unknown } else { Fate::Gone };
    }
    let reason = reason(line, noticed.site);
    let life = line.asked.set_for.map(|life| life.min(LONGEST_LIFE));
    let expires = life.map(|life| (line.heard.at / 1000).saturating_add(life));
    let is_told = noticed.changes.is_some_and(|changes| changes.whole_since <= line.heard.at);
    let has_passed = expires.is_some_and(|expires| expires <= noticed.now);
    // Nothing speaks against the line, and nobody heard whether a cookie came of it.
    let may_have_been = noticed.changes.is_some() && reason == Refusal::Unknown;
    // The same where the browser may call it otherwise.
    let is_nameless = line.asked.name.is_empty();
    if line.refusal().is_none() && (is_nameless || (!is_told && (has_passed || may_have_been))) {
        return Fate::Unknown;
    }
    Fate::Refused(Box::new(Cookie {
        partition: None,
        expires,
        set_for: line.asked.set_for,
        longest_set_for: None,
        set_by: Some(setter(line)),
        refused: Some(reason),
        ..line.asked.clone()
    }))
}

/// A cookie that was in the jar since a line came was not refused, whatever became of it. Of one that is there still, and of no
/// matter here, only the change that the line made tells so.
fn existed(line: &Line<'_>, place: &Place, changes: &Changes, noticed: &Noticed<'_>) -> bool {
    let all = changes.last.range(Identity::of(place.clone(), None)..);
    let is_here = |identity: &Identity| {
        let site = identity.site().and_then(domain::host);
        site.is_none_or(|site| domain::same_site(&site, noticed.site))
    };
    let since = |at: u64| at + JITTER >= line.heard.at;
    let has_passed = |change: &Change| change.expires.is_some_and(|expires| expires <= noticed.now);
    all.take_while(|(identity, _)| identity.place() == place).filter(|(identity, _)| is_here(identity)).any(
        |(_, change)| change.gone.is_some_and(since) || makes(line, change) || (since(change.at) && has_passed(change)),
    )
}

/// What browsers check first is answered first (RFC 6265bis §5.7); a blocked third party comes last, because nothing in the
/// line tells it.
fn reason(line: &Line<'_>, site: &str) -> Refusal {
    let cross = !domain::same_site(site, &line.heard.host);
    match line.refusal() {
        Some(reason) => reason,
        None if cross && line.asked.same_site != Some(SameSite::None) => Refusal::SameSite,
        None if cross => Refusal::ThirdParty,
        None => Refusal::Unknown,
    }
}
