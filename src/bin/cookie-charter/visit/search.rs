//! Where is the charter? In the page that is shown, behind its links, or at the usual addresses.

use super::Plan;
use super::frames::{FRAMES, Frames};
use super::session::{SETTLE, Session, shown};
use super::trouble::Trouble;
use crate::address;
use cookie_charter::charter::find::{self, Candidate};
use cookie_charter::charter::{self, Charter, TextOf};
use cookie_charter::cookie::domain::host;
use cookie_charter::page::Page;

/// Pages that are opened in search of one charter: as many as the extension fetches.
const OPENED: usize = 4;

/// What the search has found.
pub(super) struct Found {
    /// The pages, the best first, and what is read in each.
    pub(super) charters: Vec<(Page, Charter)>,
    /// The first page that was named as the charter and did not open, and why; or a file that was.
    pub(super) unopened: Option<String>,
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
    let own = charter::read_as(TextOf::Shown, &home);
    let declares = !own.declarations.is_empty();
    let mut waiting = find::find(&home);
    if declares && !waiting.iter().any(named) {
        return Ok(Found { charters: vec![(home, own)], unopened: None, framed: None });
    }
    if waiting.is_empty() {
        waiting = find::usual(home.address.as_deref().unwrap_or_default(), own.language.as_deref());
    }
    let mut found: Vec<(Page, Charter)> = Vec::new();
    let (mut unopened, mut framed) = (None, None);
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
            break;
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
    Ok(Found { charters: found, unopened, framed })
}

/// What is said of a link that names a file as the charter.
fn file(link: &Candidate) -> Option<String> {
    let said = format!("{} is a file; give its text, saved as .txt, to “audit”", link.address);
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
