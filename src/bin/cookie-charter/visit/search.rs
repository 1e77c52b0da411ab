//! Where is the charter? Where the person says, or in the page that is shown, behind its links, or at the usual addresses.

use super::frames::{FRAMES, Frames};
use super::session::{SETTLE, Session, shown};
use super::trouble::Trouble;
use super::{Given, Plan};
use crate::address;
use cookie_charter::charter::find::{self, Candidate};
use cookie_charter::charter::{self, Charter, TextOf};
use cookie_charter::cookie::domain::host;
use cookie_charter::page::Page;
use std::collections::BTreeSet;

/// Pages that are opened in search of one charter: as many as the extension fetches.
const OPENED: usize = 4;

/// What the search has found.
#[derive(Default)]
pub(super) struct Found {
    /// The pages, the best first, and what is read in each.
    pub(super) charters: Vec<(Page, Charter)>,
    /// The first page that was named as the charter and did not open, and why; or a file that was.
    pub(super) unopened: Option<String>,
    /// Of pages that are named as charters beside the one that was read: which did not open, and why.
    pub(super) unread: Vec<String>,
    /// Where nothing is declared: the first page that is named as the charter and shows a frame of another site, and which.
    pub(super) framed: Option<String>,
}

/// The charters of a site, the best first: what its pages declare, its links lead to, or its usual addresses have, in
/// the order in which the extension looks. A page that its links name and that declares nothing is reported as unreadable.
///
/// # Errors
///
/// When the server fails, or the time is over.
pub(super) fn charters(session: &Session, home: Page, plan: &Plan) -> Result<Found, Trouble> {
    if !plan.charters.is_empty() {
        return given(session, plan);
    }
    let own = charter::read_as(TextOf::Shown, &home);
    let declares = !own.declarations.is_empty();
    let mut waiting = find::find(&home);
    if declares && !waiting.iter().any(named) {
        return Ok(Found { charters: vec![(home, own)], ..Found::default() });
    }
    if waiting.is_empty() {
        waiting = find::usual(home.address.as_deref().unwrap_or_default(), own.language.as_deref());
    }
    let mut found: Vec<(Page, Charter)> = Vec::new();
    let (mut unopened, mut framed, mut unread) = (None, None, Vec::new());
    for turn in 0..OPENED {
        let Some(candidate) = waiting.get(turn).cloned() else { break };
        let (page, frame) = match opened(session, &candidate.address, plan) {
            Ok(page) => page,
            Err(trouble) if trouble.is_passing() || session.is_over() => return Err(trouble),
            Err(trouble) => {
                if named(&candidate) {
                    unopened = unopened.or_else(|| Some(format!("{} does not open: {trouble}", candidate.address)));
                }
                continue;
            }
        };
        let charter = charter::read_as(TextOf::Shown, &page);
        if !charter.declarations.is_empty() {
            found = vec![(page, charter)];
            unread = alike(session, waiting.get(turn..OPENED.min(waiting.len())), &mut found, plan)?;
            break;
        }
        if named(&candidate) && unopened.is_none() && asks_for_password(&candidate.address, &page) {
            unopened = Some(password(&candidate.address, &page));
            continue;
        }
        // A legal page often leads to the charter proper.
        for further in find::find(&page) {
            if waiting.iter().all(|known| known.address != further.address) {
                waiting.push(further);
            }
        }
        if named(&candidate) && found.is_empty() {
            framed = frame.map(|host| {
                format!(
                    "no cookie could be read in {}: it shows a frame of {host}, which is not read",
                    candidate.address
                )
            });
            found.push((page, charter));
        }
    }
    let unopened = unopened.or_else(|| find::beside(found.is_empty().then_some(&home)?).iter().find_map(file));
    if declares {
        found.retain(|(_, charter)| !charter.declarations.is_empty());
        found.push((home, own));
    }
    let framed = framed.filter(|_| found.iter().all(|(_, charter)| charter.declarations.is_empty()));
    Ok(Found { charters: found, unopened, framed, unread })
}

/// The charters that the person named: pages of their own, and addresses that are opened as a link would be.
fn given(session: &Session, plan: &Plan) -> Result<Found, Trouble> {
    let mut found = Found::default();
    for given in &plan.charters {
        let address = match given {
            Given::Page(read) => {
                found.charters.push((**read).clone());
                continue;
            }
            Given::Address(address) => address,
        };
        let unopened = match opened(session, address, plan) {
            Err(trouble) if trouble.is_passing() || session.is_over() => return Err(trouble),
            Err(trouble) => format!("{address} does not open: {trouble}"),
            Ok((page, _)) => {
                let charter = charter::read_as(TextOf::Shown, &page);
                if !charter.declarations.is_empty() || !asks_for_password(address, &page) {
                    found.charters.push((page, charter));
                    continue;
                }
                password(address, &page)
            }
        };
        // Half of a charter would raise what the other half declares.
        return Ok(Found { unopened: Some(unopened), ..Found::default() });
    }
    Ok(found)
}

/// Opens the links that name a charter as surely as the first of them, which was read, and keeps what declares further
/// cookies: a site may have its policy on one page and its list on another. What declares the same is another language's,
/// or the same page at another address. What is said of those that do not open.
///
/// # Errors
///
/// When the server fails.
fn alike(
    session: &Session,
    links: Option<&[Candidate]>,
    found: &mut Vec<(Page, Charter)>,
    plan: &Plan,
) -> Result<Vec<String>, Trouble> {
    let Some((first, others)) = links.unwrap_or_default().split_first() else { return Ok(Vec::new()) };
    let mut unread = Vec::new();
    for link in others.iter().filter(|link| named(first) && named(link) && link.score.total_cmp(&first.score).is_eq()) {
        let page = match opened(session, &link.address, plan) {
            Ok((page, _)) => page,
            Err(trouble) if trouble.is_passing() => return Err(trouble),
            Err(trouble) => {
                unread.push(format!("{} is named as a charter too, and does not open: {trouble}", link.address));
                continue;
            }
        };
        let charter = charter::read_as(TextOf::Shown, &page);
        let names = |charter: &Charter| charter.declarations.iter().map(|it| it.name.clone()).collect::<BTreeSet<_>>();
        let known: BTreeSet<String> = found.iter().flat_map(|(_, charter)| names(charter)).collect();
        if !names(&charter).is_subset(&known) {
            found.push((page, charter));
        }
    }
    Ok(unread)
}

/// Whether a link led on to a page that lets nobody read before a password is given.
fn asks_for_password(asked: &str, page: &Page) -> bool {
    page.address.as_deref().is_some_and(|shown| shown != asked) && page.source.contains("type=\"password\"")
}

/// What is said of such a link.
fn password(asked: &str, page: &Page) -> String {
    format!(
        "{asked} does not open: it leads to {}, which asks for a password",
        page.address.as_deref().unwrap_or_default()
    )
}

/// What is said of a link that names a file as the charter.
fn file(link: &Candidate) -> Option<String> {
    let said = format!("{} is a file, which is not read", link.address);
    (link.reason == "file").then_some(said)
}

/// Opens a page in search of the charter; beside it the host of its first frame of another site.
fn opened(session: &Session, address: &str, plan: &Plan) -> Result<(Page, Option<String>), Trouble> {
    let before = session.address()?;
    match session.go(address) {
        Err(Trouble::Late) if !session.is_over() => {}
        other => other?,
    }
    session.settle(plan.settle, SETTLE)?;
    let here = shown(session)?;
    // A download leaves the browser where it was.
    if session.address()? == before && here != address::bare(address) {
        return Err(Trouble::Site(format!("it is a download, or leads back to {here}")));
    }
    let frames = Frames::read(session, &here, plan.timeout / FRAMES)?;
    if frames.status >= 400 {
        return Err(Trouble::Site(format!("HTTP {}", frames.status)));
    }
    let elsewhere = host(&here).and_then(|site| frames.elsewhere(&site));
    Ok((frames.page(here), elsewhere))
}

/// Whether a link names the charter, rather than a page that may hold it.
fn named(candidate: &Candidate) -> bool {
    !matches!(candidate.reason.as_str(), "legal-page" | "usual-address")
}
