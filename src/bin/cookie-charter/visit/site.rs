//! One site, visited: open it, look, find its charter, compare.

use super::frames::{FRAMES, Frame, Frames, Key};
use super::observed::Observed;
use super::search::{self, Found};
use super::session::{Reach, SETTLE, Session, shown};
use super::trouble::Trouble;
use super::wire::Endpoint;
use super::wish::patience;
use super::{Picturing, Plan, click, clock};
use cookie_charter::audit::{self, Outcome};
use cookie_charter::charter::Charter;
use cookie_charter::cookie::domain::{self, host};
use cookie_charter::cookie::import::{self, Capture};
use cookie_charter::cookie::seen::{self, Noticed};
use cookie_charter::cookie::stages::Picture;
use cookie_charter::cookie::{Cookie, Driven, Host, KnownBy, Missing, Passed, Refusal, Stage, Stored};
use cookie_charter::report::{self, Report, baseline};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::time::{Duration, Instant};

/// A consent dialog is waited for as long as the page must have been quiet, so many times over.
const DIALOG: u32 = 8;

/// What one stage of one site gave.
pub(super) struct Pack {
    pub(super) stage: Stage,
    pub(super) report: Report,
    /// What of it counts: all, or what is new since an earlier report.
    pub(super) counts: Report,
    /// The source of each charter, as it was read.
    pub(super) charters: Vec<String>,
    /// PNG in base64.
    pub(super) screenshot: Option<String>,
    /// The HTTP status of the page. 0 where the browser does not tell.
    pub(super) status: u16,
    /// Where no charter was found: the page that links call the charter, and why it did not open.
    pub(super) unopened: Option<String>,
    /// Where nothing is declared in the charter, but it shows a frame of another site: which.
    pub(super) framed: Option<String>,
    /// What is said of further pages that are named as charters and could not be read.
    pub(super) unread: Vec<String>,
    /// What speaks for a click on something else than was meant.
    pub(super) astray: Option<String>,
}

/// What a visit to one site gave.
pub(super) struct Visited {
    /// One pack a stage, in the order in which they were taken.
    pub(super) packs: Vec<Pack>,
    /// Why there are fewer than were asked for, where the site or what was asked of it is at fault.
    pub(super) troubles: Vec<Trouble>,
}

/// Visits one site at every stage of the plan, each in a fresh profile.
///
/// # Errors
///
/// [`Trouble`], when no stage could be taken, or when another try may take more.
pub(super) fn visit(endpoint: &Endpoint, plan: &Plan, address: &str) -> Result<Visited, Trouble> {
    let mut packs = Vec::new();
    let mut troubles = Vec::new();
    for (stage, click) in plan.clicks() {
        match at_stage(endpoint, plan, address, stage, click) {
            Ok(pack) => packs.push(pack),
            Err(told) if told.is_passing() || packs.is_empty() => return Err(told),
            Err(told) => troubles.push(told),
        }
    }
    Ok(Visited { packs, troubles })
}

fn at_stage(
    endpoint: &Endpoint,
    plan: &Plan,
    address: &str,
    stage: Stage,
    click: Option<(&str, &str)>,
) -> Result<Pack, Trouble> {
    let session = Session::open(endpoint, plan.browser, plan.binary.as_deref(), plan.timeout, plan.certificates)?;
    for (option, selector) in plan.clicks().into_iter().filter_map(|(_, click)| click) {
        click::check(&session, option, selector)?;
    }
    session.listen();
    let started = Instant::now();
    // A page that goes on loading is there all the same.
    let late = match session.go(plan.credentials.get(address).map_or(address, String::as_str)) {
        Err(Trouble::Late) if !session.is_over() => true,
        other => other.map(|()| false)?,
    };
    session.settle(plan.settle, SETTLE)?;
    if late && shown(&session).is_err() {
        return Err(if session.is_over() { Trouble::Late } else { Trouble::Slow(patience(plan.timeout)) });
    }
    let chosen = click.map(|click| choose(&session, plan, address, click)).transpose()?;
    let now = clock();
    let here = shown(&session)?;
    let screenshot = (plan.picturing == Picturing::Shot).then(|| session.screenshot().ok()).flatten();
    let mut frames = Frames::read(&session, &here, plan.timeout / FRAMES)?;
    let (mut astray, mut reloaded, mut chosen_at) = (None, None, None);
    let before = chosen.map(|chosen| {
        frames.remember(chosen.frames);
        (astray, reloaded, chosen_at) = (chosen.astray, Some(chosen.reloaded), Some(chosen.at));
        (chosen.before, chosen.after)
    });
    let (mut capture, on_the_way) = look(&session, address, &here, stage, &frames)?;
    capture.missing.extend((!on_the_way.is_empty()).then_some(Missing::OnTheWay));
    capture.driven = Some(Driven {
        by: concat!("cookie-charter ", env!("CARGO_PKG_VERSION")).to_owned(),
        asked: address.to_owned(),
        agent: session.agent(),
        settle: milliseconds(plan.settle),
        watched: milliseconds(started.elapsed()),
        reloaded: reloaded.map(|reloaded| milliseconds(reloaded.elapsed())),
        on_the_way,
    });
    if let Some((before, after)) = before {
        for cookie in &mut capture.cookies {
            let known = before.cookies.iter().any(|trace| trace.is_of(cookie));
            cookie.stage = if known { Stage::Before } else { stage };
            // Nobody hears a script that sets a cookie again; the end of the cookie tells.
            let is_prolonged = |held: &&Cookie| held.identity() == cookie.identity() && held.expires < cookie.expires;
            let again = cookie.set_at.is_none().then(|| after.iter().find(is_prolonged)).flatten();
            cookie.set_at = again.map_or(cookie.set_at, |_| Some(now));
        }
        capture.stages = vec![before];
        capture.told_at = chosen_at;
    }
    let home = frames.page(here.clone());
    let Found { charters, unopened, framed, unread } = search::charters(&session, home, plan)?;
    let unopened = unopened.filter(|_| charters.is_empty());
    capture.missing.extend(unopened.is_some().then_some(Missing::CharterUnopened));
    capture.missing.extend(framed.is_some().then_some(Missing::CharterFramed));
    capture.missing.extend(astray.is_some().then_some(Missing::Astray));
    capture.status = Some(frames.status).filter(|status| *status >= 400);
    capture.missing.extend(capture.status.is_some().then_some(Missing::PageError));
    let mut visit = import::join(vec![capture], here, now, stage);
    visit.charter_read = (!charters.is_empty()).then(clock);
    let read: Vec<Charter> = charters.iter().map(|(_, charter)| charter.clone()).collect();
    let report = report::report(&read, &visit, audit::audit(&read, &visit));
    let known = plan.baseline.as_ref().and_then(|known| known.of(address, stage, &report));
    let counts = known.map_or_else(|| report.clone(), |known| baseline::beyond(report.clone(), known));
    let charters = charters.into_iter().map(|(page, _)| page.source).collect();
    Ok(Pack { stage, report, counts, astray, charters, screenshot, status: frames.status, unopened, framed, unread })
}

/// What a choice in the consent dialog left behind.
struct Chosen {
    /// What was there before it.
    before: Picture,
    /// When it was made, in seconds since 1970.
    at: u64,
    /// The jar after it, before the page was loaded anew.
    after: Vec<Cookie>,
    /// What the frames told after it, before the page was loaded anew.
    frames: Frames,
    /// When it was asked for anew.
    reloaded: Instant,
    /// What speaks for a click on something else than was meant.
    astray: Option<String>,
}

/// Makes a choice and loads the page anew: what a choice brings often comes with the next page only.
fn choose(session: &Session, plan: &Plan, asked: &str, (option, selector): (&str, &str)) -> Result<Chosen, Trouble> {
    let here = shown(session)?;
    let frames = Frames::read(session, &here, plan.timeout / FRAMES)?;
    let (capture, _) = look(session, asked, &here, Stage::Before, &frames)?;
    let before = Picture::of(Stage::Before, clock(), &capture.cookies);
    let clicked = click::click(session, option, selector, plan.settle * DIALOG)?;
    let at = clock();
    session.top()?;
    session.settle(plan.settle, SETTLE)?;
    let after = shown(session)?;
    let astray = clicked.astray(&format!("{option} {selector}"), &here, &after);
    let frames = Frames::read(session, &after, plan.timeout / FRAMES)?;
    let after = jar(session)?.0.cookies;
    let reloaded = Instant::now();
    session.reload()?;
    session.settle(plan.settle, SETTLE)?;
    Ok(Chosen { before, at, after, frames, reloaded, astray })
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// What the browser holds.
fn jar(session: &Session) -> Result<(Capture, Reach), Trouble> {
    let (cookies, reach) = session.jar()?;
    let jar = import::read(Cursor::new(cookies.to_string())).map_err(|error| Trouble::Site(error.to_string()))?;
    Ok((jar, reach))
}

/// The jar, the hosts, the cookies that were refused, the storage keys: what was heard and what is held are brought
/// together as the extension does it. Beside them, the cookies that are none of the site's doing: where the address that was
/// `asked` for is another site's, those of hosts that were met on the way alone.
fn look(
    session: &Session,
    asked: &str,
    here: &str,
    stage: Stage,
    frames: &Frames,
) -> Result<(Capture, Vec<Passed>), Trouble> {
    let site = host(here).unwrap_or_default();
    let (mut jar, reach) = jar(session)?;
    let observed = session.observed()?;
    let heard = observed.as_ref().map(|observed| observed.heard.as_slice()).unwrap_or_default();
    let (former, elsewhere, changes) = (&[], &[], None);
    let noticed =
        Noticed { site: &site, now: clock(), since: 0, heard, former, elsewhere, elsewhere_since: 0, changes };
    jar.cookies = seen::join(jar.cookies, Vec::new(), &noticed).cookies;
    let leads = host(asked).is_some_and(|asked| !domain::same_site(&asked, &site));
    let passed = observed.as_ref().filter(|_| leads).map(|observed| observed.passed(&site)).unwrap_or_default();
    let on_the_way = set_apart(&mut jar.cookies, &passed);
    jar.browser = Some(session.version.clone());
    jar.stage = stage;
    jar.missing = missing(&jar.cookies, reach, observed.as_ref(), &site, frames);
    let hosts = observed.into_iter().flat_map(|observed| observed.hosts);
    jar.hosts = hosts.map(|name| Host { name, known_by: KnownBy::Request }).collect();
    for frame in &frames.all {
        let told = host(&frame.address).into_iter().chain(frame.contacted.iter().map(|it| it.host.clone()));
        let told = told.map(|name| name.trim_matches(['[', ']']).to_owned());
        jar.hosts.extend(told.map(|name| Host { name, known_by: KnownBy::Timing }));
        let Some(host) = host(&frame.address).filter(|host| domain::same_site(host, &site)) else { continue };
        let stored = frame.stored.iter();
        jar.storage.extend(stored.map(|Key { kind, name, size }| Stored {
            kind: *kind,
            host: host.clone(),
            name: name.clone(),
            size: *size,
        }));
    }
    Ok((jar, on_the_way))
}

/// Takes the cookies of these hosts, and of others of their sites, out of a jar.
fn set_apart(cookies: &mut Vec<Cookie>, hosts: &BTreeSet<&str>) -> Vec<Passed> {
    let is_theirs = |cookie: &mut Cookie| hosts.iter().any(|host| domain::same_site(host, cookie.host()));
    let theirs = cookies.extract_if(.., is_theirs);
    let names: BTreeSet<Passed> = theirs.map(|cookie| Passed { name: cookie.name, domain: cookie.domain }).collect();
    names.into_iter().collect()
}

/// What could not be seen.
fn missing(cookies: &[Cookie], reach: Reach, observed: Option<&Observed>, site: &str, frames: &Frames) -> Vec<Missing> {
    let own = |frame: &&Frame| host(&frame.address).is_some_and(|host| domain::same_site(&host, site));
    let refused = |cookie: &Cookie| cookie.refused == Some(Refusal::ThirdParty);
    let cut = || frames.all.iter().any(|frame| frame.cut);
    [
        (Missing::OtherHostsAccess, reach == Reach::PageOnly),
        (Missing::ThirdPartyBlocked, cookies.iter().any(refused)),
        (Missing::Bounded, observed.map_or_else(cut, |observed| observed.bounded)),
        (Missing::StorageBounded, frames.all.iter().filter(own).any(|frame| frame.keys_cut)),
        (Missing::FrameUnread, frames.unread),
        (Missing::PageLoading, frames.loading),
        (Missing::FramesElsewhere, frames.elsewhere(site).is_some()),
        (Missing::RequestsUnheard, observed.is_none()),
    ]
    .into_iter()
    .filter_map(|(missing, is_so)| is_so.then_some(missing))
    .collect()
}

/// The word of an outcome in the list of results.
pub(super) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Audited => "audited",
        Outcome::NoCharter => "no-charter",
        Outcome::CharterUnreadable => "charter-unreadable",
    }
}
