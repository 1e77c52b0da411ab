//! What the background heard of a tab's page: the record that `extension/background/fold.js` keeps in the session.

use super::api;
use super::layout::PRIVATE;
use super::page::Frame;
use super::tab::Tab;
use crate::cookie::seen::{Change, Changes, Heard};
use crate::cookie::{Cookie, Identity, Partition, Place, domain};
use futures_util::future::join;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// One document of a tab: what it contacted and what was answered.
#[expect(clippy::struct_excessive_bools, reason = "each is an observation of its own about one document")]
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Document {
    /// Milliseconds since 1970.
    pub(super) started: f64,
    /// Its very first request was heard, and so all the others.
    pub(super) whole: bool,
    /// It is rendered ahead, and nothing was heard of it since it is shown, if it is.
    ahead: bool,
    /// It is there: it was answered, or asked for something itself.
    answered: bool,
    /// The HTTP status of the answer where it is that of an error.
    pub(super) status: Option<u16>,
    /// The number that its frame had while it was rendered ahead, else 0.
    frame: i64,
    /// The host it came from; of what frames asked for the host of their page, empty where it was not told.
    site: String,
    /// What the browser calls it; empty until it has asked for something.
    ids: Vec<String>,
    pub(super) hosts: BTreeMap<String, Contacted>,
    lines: Vec<Line>,
    /// What was heard of all documents of the site in this tab, this one's own included.
    #[serde(skip)]
    former: Vec<Line>,
    /// When the tab first showed the site, as far as it is remembered, in milliseconds since 1970.
    #[serde(skip)]
    pub(super) since: f64,
    /// When the page itself began, by its own clock where it tells.
    #[serde(skip)]
    pub(super) began: f64,
    /// How many requests failed, by the browser's own word for it.
    pub(super) errors: BTreeMap<String, u32>,
    /// More happened than is kept.
    pub(super) bounded: bool,
    /// The numbers of frames in it, and of those that hold others.
    frames: Vec<i64>,
    around: Vec<i64>,
    /// The page of its frames was being left.
    left: bool,
    /// Workers of the site contacted other hosts by themselves, for this page or another one.
    #[serde(skip)]
    pub(super) workers: bool,
    /// Why something that was heard is not here. `None`: all of it is.
    #[serde(skip)]
    pub(super) gap: Option<Gap>,
}

/// Why something that was heard of a document is not known any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// The background was stopped while it held observations that were not yet written.
    Stopped,
    /// The record was forgotten for want of room.
    Forgotten,
}

/// A host that a document contacted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Contacted {
    /// The names of the cookies that were sent to it.
    pub(super) sent: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Line {
    at: f64,
    host: String,
    #[serde(rename = "type")]
    resource: String,
    secure: bool,
    folder: String,
    #[serde(rename = "line")]
    text: String,
    length: usize,
    #[serde(default)]
    via: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    documents: Vec<Document>,
    /// What frames asked for of which nothing told the page.
    adrift: Vec<Document>,
    /// What stays of documents that gave way to others, by the host they came from.
    past: BTreeMap<String, Past>,
    bounded: bool,
    /// When the last of the observations came that were lost with a background, in milliseconds since 1970.
    interrupted: Option<f64>,
    /// When the last of the lines came that were dropped of what stays of other documents, in milliseconds since 1970.
    dropped: Option<f64>,
}

/// Former documents of one host, of which only their beginning and what they were answered is kept.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Past {
    since: f64,
    lines: Vec<Line>,
    bounded: bool,
}

impl Document {
    /// The Set-Cookie lines that were heard, in their order.
    pub(super) fn heard(&self) -> Vec<Heard> {
        Self::told(&self.lines)
    }

    /// Those of all documents of the site in this tab, in their order.
    pub(super) fn former(&self) -> Vec<Heard> {
        Self::told(&self.former)
    }

    /// Whether the browser shows a page of its own in its place. A navigation that is broken off leaves the page before it.
    pub(super) fn has_failed(&self) -> bool {
        const BROKEN_OFF: [&str; 3] = ["net::ERR_ABORTED", "NS_BINDING_ABORTED", "NS_ERROR_ABORT"];
        !self.answered && self.errors.keys().any(|error| !BROKEN_OFF.contains(&error.as_str()))
    }

    fn told(lines: &[Line]) -> Vec<Heard> {
        let heard = |line: &Line| Heard {
            line: line.text.clone(),
            length: line.length,
            at: api::whole(line.at),
            secure: line.secure || domain::is_this_machine(&line.host),
            host: line.host.trim_matches(['[', ']']).to_owned(),
            folder: line.folder.clone(),
            resource: Some(line.resource.clone()),
            redirects: line.via.clone(),
        };
        lines.iter().map(heard).collect()
    }

    fn absorb(&mut self, other: Document) {
        for (host, contacted) in other.hosts {
            self.hosts.entry(host).or_default().sent.extend(contacted.sent);
        }
        self.lines.extend(other.lines);
        self.lines.sort_by(|a, b| a.at.total_cmp(&b.at));
        for (error, times) in other.errors {
            *self.errors.entry(error).or_default() += times;
        }
        self.bounded |= other.bounded;
    }
}

/// What was heard of a tab, and of workers of the site that it shows.
pub(super) async fn records(tab: &Tab) -> [Record; 2] {
    let kind = if tab.private { "private" } else { "seen" };
    let (tab, workers) = (format!("seen:{}", tab.id), format!("{kind}:from:{}", tab.address.host));
    let (tab, workers) = join(load(&tab), load(&workers)).await;
    [tab, workers].map(Option::unwrap_or_default)
}

/// The record of the document that the tab shows, beside those that the back button or a prerendering keep. The browser's
/// own name for the document tells it; where it asked for nothing, its beginning by the page's clock does.
pub(super) fn document(tab: &Tab, frames: &[Frame], [record, workers]: [Record; 2]) -> Document {
    let top = frames.first();
    let forgotten = record.bounded && record.documents.is_empty();
    let adrift = Adrift::of(&record, &tab.address.host);
    let mut candidates: Vec<Document> = record.documents;
    let beginnings: Vec<f64> = candidates.iter().map(|document| document.started).collect();
    // Nothing was heard of it, and nothing was to hear, where an earlier page of the tab was heard.
    let listened = top.is_some_and(|top| candidates.iter().any(|it| it.whole && it.started < top.started));
    let named = top.and_then(|top| top.document.as_ref());
    let by_name = |document: &Document| named.is_some_and(|name| document.ids.contains(name));
    let of_site = |document: &Document| domain::same_site(&document.site, &tab.address.host);
    candidates.retain(|document| of_site(document) || by_name(document));
    let mut former: Vec<Line> =
        candidates.iter().filter(|it| of_site(it)).flat_map(|document| document.lines.clone()).collect();
    let past = record.past.iter().filter(|(site, _)| domain::same_site(site, &tab.address.host)).map(|(_, it)| it);
    former.extend(past.clone().flat_map(|it| it.lines.clone()));
    former.sort_by(|a, b| a.at.total_cmp(&b.at));
    let begun = candidates.iter().filter(|it| of_site(it)).map(|it| it.started);
    let since = begun.chain(past.clone().map(|it| it.since)).reduce(f64::min);
    let is_past_cut = past.clone().any(|it| it.bounded);
    let own = candidates.iter().position(by_name).map(|index| candidates.remove(index));
    let mut shown = match (own, top) {
        // What was heard while it was rendered ahead may bear another name, or none: then it is in a document of its own.
        (own, Some(top)) if top.ahead && own.as_ref().is_none_or(|own| own.frame == 0) => {
            candidates.retain(|document| document.ahead);
            match (nearest(candidates, top), own) {
                (Some(mut early), Some(late)) => {
                    early.absorb(late);
                    Some(early)
                }
                (early, late) => early.or(late),
            }
        }
        (None, Some(top)) => {
            candidates.retain(|document| named.is_none() || (document.ids.is_empty() && !document.ahead));
            nearest(candidates, top)
        }
        (None, None) => {
            let shown = candidates.iter().rposition(|document| document.answered || document.has_failed());
            shown.map(|index| candidates.swap_remove(index)).or_else(|| candidates.pop())
        }
        (own, _) => own,
    }
    .unwrap_or_else(|| Document { whole: listened, ..Document::default() });
    adrift.land(&mut shown, frames);
    // A page that the browser kept longer than the record kept what it did.
    let returned = top.is_some_and(|top| beginnings.iter().any(|at| *at > top.started + NEAR && *at < shown.started));
    shown.whole &= !returned;
    shown.former = former;
    let began = top.map_or(shown.started, |top| top.started);
    shown.began = began;
    shown.since = since.map_or(began, |since| since.min(began));
    shown.bounded |= record.bounded | returned | is_past_cut;
    let stopped = record.interrupted.is_some_and(|at| at >= began - 1000.0);
    shown.gap = if stopped { Some(Gap::Stopped) } else { (forgotten || returned).then_some(Gap::Forgotten) };
    let own: BTreeSet<String> = shown.hosts.keys().cloned().collect();
    for document in workers.documents {
        shown.absorb(document);
    }
    let others = |host: &String| !own.contains(host) && !domain::same_site(host, &tab.address.host);
    shown.workers = shown.hosts.keys().any(others);
    shown
}

/// What frames asked for of which nothing told the page: each inside of one that itself asked for nothing.
struct Adrift {
    groups: Vec<Document>,
    /// When the pages began that were not rendered ahead.
    beginnings: Vec<f64>,
}

impl Adrift {
    /// Those that a page of this host may have.
    fn of(record: &Record, host: &str) -> Self {
        let may = |group: &&Document| group.site.is_empty() || group.site.trim_matches(['[', ']']) == host;
        let beginnings = record.documents.iter().filter(|page| page.frame == 0).map(|page| page.started).collect();
        Self { groups: record.adrift.iter().filter(may).cloned().collect(), beginnings }
    }

    /// Gives the shown page what the frames in it asked for. A frame that is gone was most likely of the page that began last
    /// before it asked; nothing tells where that one was being left, nor whether another was shown that was rendered ahead.
    fn land(self, shown: &mut Document, frames: &[Frame]) {
        for group in self.groups {
            let is_there = frames.iter().any(|it| group.frames.contains(&it.id) || group.around.contains(&it.id));
            let began = self.beginnings.iter().copied().filter(|at| *at <= group.started).reduce(f64::max);
            if is_there || (!group.left && shown.frame == 0 && began == Some(shown.started)) {
                shown.absorb(group);
            }
        }
    }
}

/// The document that began when the page says that it did. Of those rendered ahead one begins after the other, and each is
/// asked for a moment after it began.
fn nearest(candidates: Vec<Document>, top: &Frame) -> Option<Document> {
    let distance = |document: &Document| (document.started - top.started).abs();
    let before = |document: &Document| document.ahead && document.started < top.started - 5.0;
    let order = |a: &Document, b: &Document| before(a).cmp(&before(b)).then(distance(a).total_cmp(&distance(b)));
    candidates.into_iter().filter(|document| distance(document) < NEAR).min_by(order)
}

/// What is kept under a key. It is kept as text, which takes several times less of the session's memory than an object.
async fn load<T: DeserializeOwned>(key: &str) -> Option<T> {
    let text: String = api::load(&api::session(), key).await?;
    serde_json::from_str(&text).ok()
}

/// The two clocks, the browser's and the page's, may differ by this many milliseconds.
const NEAR: f64 = 5000.0;

/// What the jar of a tab told of its changes, and since when nothing of it is missing.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) changes: Changes,
    /// Since when each cookie has been there, set again or not, in milliseconds since 1970.
    pub(super) first: BTreeMap<Identity, u64>,
    /// Changes before this are forgotten for want of room, in milliseconds since 1970.
    pub(super) kept_since: Option<f64>,
    /// The last moment of those that were lost with a background.
    pub(super) interrupted: Option<f64>,
}

/// What the jar of a tab told of its changes.
pub(super) async fn changes(tab: &Tab) -> Told {
    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Record {
        cookies: BTreeMap<String, Raw>,
        bounded: bool,
        interrupted: Option<f64>,
    }
    #[derive(Debug, Deserialize)]
    struct Raw {
        at: f64,
        expires: Option<u64>,
        gone: Option<f64>,
        first: Option<f64>,
        #[serde(default)]
        evicted: bool,
    }
    let Record { cookies, bounded, interrupted } = load("changes").await.unwrap_or_default();
    // The cookies that were told of longest ago went first.
    let touched = cookies.values().map(|change| change.gone.map_or(change.at, |gone| gone.max(change.at)));
    let kept_since = touched.reduce(f64::min).filter(|_| bounded);
    let whole_since = kept_since.into_iter().chain(interrupted).reduce(f64::max).map_or(0, api::whole);
    let change = |(identity, change): (String, Raw)| {
        let (name, domain, path, store, site, host_only, between): (
            String,
            String,
            String,
            String,
            String,
            bool,
            bool,
        ) = serde_json::from_str(&identity).ok()?;
        if tab.store.as_ref().is_some_and(|own| *own != store) {
            return None;
        }
        let domain = domain.trim_matches(['[', ']']).to_owned();
        let place = Place { name, domain, host_only, path };
        let within = Partition { top_level_site: site, has_cross_site_ancestor: Some(between) };
        let identity = Identity::of(place, Some(&within).filter(|it| !it.top_level_site.is_empty()));
        let (at, gone) = (api::whole(change.at), change.gone.map(api::whole));
        let first = change.first.map_or(at, api::whole);
        Some((identity, Change { at, expires: change.expires, gone, evicted: change.evicted }, first))
    };
    let (mut last, mut first) = (BTreeMap::new(), BTreeMap::new());
    for (identity, change, since) in cookies.into_iter().filter_map(change) {
        first.insert(identity.clone(), since);
        last.insert(identity, change);
    }
    Told { changes: Changes { last, whole_since }, first, kept_since, interrupted }
}

/// What other tabs of the same store heard, those that were closed included.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    pub(super) heard: Vec<Heard>,
    /// Lines up to this moment may be forgotten, in milliseconds since 1970.
    pub(super) since: u64,
}

/// The lines of other tabs that ask for one of these cookies.
pub(super) async fn elsewhere(tab: &Tab, cookies: impl Iterator<Item = &Cookie>) -> Elsewhere {
    // Records are text, and a line in it is a text in a text: what has none of these words need not be read.
    let begins = |cookie: &Cookie| written(&format!("{}=", cookie.name)).trim_end_matches('"').to_owned();
    let begins: BTreeSet<String> = cookies.map(begins).collect();
    if begins.is_empty() {
        return Elsewhere::default();
    }
    let keys: Vec<String> = super::tab::beside(tab).await.iter().map(|id| format!("seen:{id}")).collect();
    let asks = |text: &str| begins.iter().any(|begin| text.starts_with(begin.as_str()));
    let grave = [if tab.private { format!("{PRIVATE}tabs:{GRAVE}") } else { GRAVE.to_owned() }];
    let mut words = begins.clone();
    words.insert(r#""dropped":"#.to_owned());
    let session = api::session();
    let (open, closed) =
        join(api::texts_with(&session, &keys, &begins), api::texts_with(&session, &grave, &words)).await;
    let parsed = |text: &String| serde_json::from_str::<Record>(text).ok();
    // What stays of closed tabs is kept by their store and their site.
    let of_store = |place: &str| {
        tab.store.as_ref().is_none_or(|own| place.strip_prefix(own.as_str()).is_some_and(|site| site.starts_with(' ')))
    };
    let mut closed: Vec<Record> = closed.iter().filter_map(parsed).collect();
    let since = closed.iter().filter_map(|record| record.dropped).reduce(f64::max).map_or(0, api::whole);
    for record in &mut closed {
        record.past.retain(|place, _| of_store(place));
    }
    let lines = open.iter().filter_map(parsed).chain(closed).flat_map(|record| {
        let past = record.past.into_values().flat_map(|past| past.lines);
        record.documents.into_iter().flat_map(|document| document.lines).chain(past).collect::<Vec<_>>()
    });
    let lines: Vec<Line> = lines.filter(|line| asks(&written(&line.text))).collect();
    Elsewhere { heard: Document::told(&lines), since }
}

/// Where `extension/background/seen.js` keeps what stays of closed tabs.
const GRAVE: &str = "closed";

/// A text as JSON writes it.
fn written(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
