//! One site, visited: open it, look, find its charter, compare.

use super::session::{Reach, Session};
use super::trouble::Trouble;
use super::wire::Endpoint;
use super::{Plan, clock};
use cookie_charter::audit::{self, Outcome};
use cookie_charter::charter::find::{self, Candidate};
use cookie_charter::charter::{self, Charter};
use cookie_charter::cookie::domain::host;
use cookie_charter::cookie::import::{self, Capture};
use cookie_charter::cookie::seen;
use cookie_charter::cookie::{Host, KnownBy, Missing, Refusal, Stage, StorageKind, Stored};
use cookie_charter::page::{Form, Page};
use cookie_charter::report::{self, Report};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::time::{Duration, Instant};

/// Pages that are opened in search of one charter: as many as the extension fetches.
const OPENED: usize = 4;
/// As long as a page goes on asking for things, it is not looked at, but no longer than this.
const SETTLE: Duration = Duration::from_secs(6);

/// What one stage of one site gave.
pub(super) struct Pack {
    pub(super) stage: Stage,
    pub(super) report: Report,
    /// The charter's source, as it was read.
    pub(super) charter: Option<String>,
    /// PNG in base64.
    pub(super) screenshot: Option<String>,
}

/// Visits one site at every stage of the plan, each in a fresh profile.
pub(super) fn visit(endpoint: &Endpoint, plan: &Plan, address: &str) -> Result<Vec<Pack>, Trouble> {
    let clicks =
        [(Stage::Before, None), (Stage::Accepted, plan.accept.as_deref()), (Stage::Refused, plan.refuse.as_deref())];
    let stages = clicks.into_iter().filter(|(stage, click)| *stage == Stage::Before || click.is_some());
    stages.map(|(stage, click)| at_stage(endpoint, plan, address, stage, click)).collect()
}

fn at_stage(
    endpoint: &Endpoint,
    plan: &Plan,
    address: &str,
    stage: Stage,
    click: Option<&str>,
) -> Result<Pack, Trouble> {
    let session = Session::open(endpoint, plan.browser, plan.binary.as_deref(), Instant::now() + plan.timeout)?;
    session.listen();
    session.go(address)?;
    session.settle(plan.settle, SETTLE)?;
    if let Some(selector) = click {
        session.click(selector)?;
        session.settle(plan.settle, SETTLE)?;
    }
    let now = clock();
    let here = session.address()?;
    if host(&here).is_none() {
        return Err(Trouble::Site(format!("the browser shows {here} instead of the site")));
    }
    let capture = look(&session, &here, stage)?;
    let screenshot = session.screenshot().ok();
    let home = rendered(&session, &here)?;
    let charters = charters(&session, home, plan)?;
    let visit = import::join(vec![capture], here, now, stage);
    let read: Vec<Charter> = charters.iter().map(|(_, charter)| charter.clone()).collect();
    let report = report::report(&read, &visit, audit::audit(&read, &visit));
    Ok(Pack { stage, report, charter: charters.into_iter().next().map(|(page, _)| page.source), screenshot })
}

/// The jar, the hosts, the cookies that were refused, the storage keys: what was heard and what is held are brought
/// together as the extension does it.
fn look(session: &Session, here: &str, stage: Stage) -> Result<Capture, Trouble> {
    let (cookies, reach) = session.jar()?;
    let mut jar = import::read(Cursor::new(cookies.to_string())).map_err(|error| Trouble::Site(error.to_string()))?;
    let observed = session.observed();
    jar.cookies = seen::join(&host(here).unwrap_or_default(), jar.cookies, &[], &observed.heard, &BTreeMap::new());
    jar.browser = Some(session.version.clone());
    jar.stage = stage;
    if reach == Reach::PageOnly {
        jar.missing.push(Missing::OtherHostsAccess);
    }
    if jar.cookies.iter().any(|cookie| cookie.refused == Some(Refusal::ThirdParty)) {
        jar.missing.push(Missing::ThirdPartyBlocked);
    }
    jar.hosts = observed.hosts.into_iter().map(|name| Host { name, known_by: KnownBy::Request }).collect();
    let frame: Frame = serde_json::from_value(session.script(&top_frame())?).unwrap_or_default();
    let contacted = frame.contacted.into_iter();
    jar.hosts.extend(contacted.map(|contacted| Host { name: contacted.host, known_by: KnownBy::Timing }));
    let host = host(here).unwrap_or_default();
    let stored = frame.stored.into_iter();
    jar.storage = stored.map(|Key { kind, name, size }| Stored { kind, host: host.clone(), name, size }).collect();
    Ok(jar)
}

/// The page as the browser shows it now.
fn rendered(session: &Session, here: &str) -> Result<Page, Trouble> {
    let source = session.script("return '<!doctype html>' + document.documentElement.outerHTML")?;
    let source = source.as_str().unwrap_or_default().to_owned();
    Ok(Page { address: Some(here.to_owned()), language: None, form: Form::Html, source })
}

/// The charters of a site, the best first: what its pages declare, its links lead to, or its usual addresses have, in
/// the order in which the extension looks. A page that its links name and that declares nothing is reported as unreadable.
fn charters(session: &Session, home: Page, plan: &Plan) -> Result<Vec<(Page, Charter)>, Trouble> {
    let own = charter::read(&home);
    let declares = !own.declarations.is_empty();
    let mut waiting = find::find(&home);
    if declares && !waiting.iter().any(named) {
        return Ok(vec![(home, own)]);
    }
    if waiting.is_empty() {
        waiting = find::usual(home.address.as_deref().unwrap_or_default(), own.language.as_deref());
    }
    let mut found: Vec<(Page, Charter)> = Vec::new();
    for turn in 0..OPENED {
        let Some(candidate) = waiting.get(turn).cloned() else { break };
        match session.go(&candidate.address).and_then(|()| session.settle(plan.settle, SETTLE)) {
            Ok(()) => {}
            Err(trouble) if trouble.is_passing() => return Err(trouble),
            Err(_) => continue,
        }
        let page = rendered(session, &session.address()?)?;
        let charter = charter::read(&page);
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
            found.push((page, charter));
        }
    }
    if declares {
        found.retain(|(_, charter)| !charter.declarations.is_empty());
        found.push((home, own));
    }
    Ok(found)
}

/// Whether a link names the charter, rather than a page that may hold it.
fn named(candidate: &Candidate) -> bool {
    !matches!(candidate.reason.as_str(), "legal-page" | "usual-address")
}

/// What the extension runs in every frame, as the body of a function.
fn top_frame() -> String {
    let script = include_str!("../../../../extension/page/read-frame.js").trim_end().trim_end_matches(';');
    format!("return (\n{script}\n);")
}

/// What the page tells of itself, as far as a visit needs it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Frame {
    contacted: Vec<Contacted>,
    stored: Vec<Key>,
}

#[derive(Deserialize)]
struct Contacted {
    host: String,
}

#[derive(Deserialize)]
struct Key {
    kind: StorageKind,
    name: String,
    size: Option<u64>,
}

/// The word of an outcome in the list of results.
pub(super) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Audited => "audited",
        Outcome::NoCharter => "no-charter",
        Outcome::CharterUnreadable => "charter-unreadable",
    }
}
