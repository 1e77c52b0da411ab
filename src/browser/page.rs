//! What a tab shows: its frames, whom they contacted, what they keep, and the rendered page as a reader gets it.

use super::api;
use super::tab::Tab;
use crate::charter::{Charter, TextOf, read_as};
use crate::cookie::{Missing, Stage, StorageKind, domain};
use crate::page::{Form, Page};
use futures_util::future::{Either, join, select};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::future::Future;
use std::pin::pin;
use wasm_bindgen::JsCast;
use web_extensions_sys::chrome;

/// A frame of the visited page, as `extension/page/read-frame.js` tells it.
#[expect(clippy::struct_excessive_bools, reason = "each is an observation of its own about one frame")]
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Frame {
    /// Firefox numbers frames beyond 32 bits.
    #[serde(skip)]
    pub(super) id: i64,
    /// The browser's name for the document in it. `None` in browsers that do not name documents.
    #[serde(skip)]
    pub(super) document: Option<String>,
    pub(super) address: String,
    pub(super) top: bool,
    /// Its `load` event had not come yet.
    pub(super) loading: bool,
    /// It was rendered before it was shown.
    pub(super) ahead: bool,
    /// When its document began to load, in milliseconds since 1970.
    pub(super) started: f64,
    pub(super) contacted: Vec<Contact>,
    /// The browser's list of resources was full.
    pub(super) cut: bool,
    pub(super) stored: Vec<Key>,
    /// It keeps more than was read.
    pub(super) keys_cut: bool,
}

/// A host that a frame contacted.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Contact {
    pub(super) host: String,
}

/// A key of a frame's storage.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Key {
    pub(super) kind: StorageKind,
    pub(super) name: String,
    pub(super) size: Option<u64>,
}

/// What a consent platform of the page remembers of the visitor's choice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Choice {
    /// The platform's id (`tarteaucitron`).
    pub(super) platform: String,
    pub(super) stage: Stage,
    /// The names of the cookies that tell it. None: it is told otherwise.
    #[serde(default)]
    pub(super) records: Vec<String>,
}

/// A document as HTML, with its language.
#[derive(Debug, Deserialize)]
struct Markup {
    address: String,
    language: Option<String>,
    source: String,
}

/// What one frame answered.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<T> {
    frame_id: i64,
    document_id: Option<String>,
    result: Option<T>,
}

/// Where an answer comes from.
struct Place {
    frame: i64,
    document: Option<String>,
}

/// What a tab shows, as far as its frames answer.
#[derive(Debug)]
pub(super) struct Look {
    /// The top frame first. Empty when the browser lets nobody look (an error page, a PDF).
    pub(super) frames: Vec<Frame>,
    pub(super) choice: Option<Choice>,
    pub(super) top: Option<Rendered>,
    /// What could not be looked into.
    pub(super) missing: Option<Missing>,
}

/// In milliseconds: how long the top frame may take, which waits for whatever else the page does.
const LONGEST: u32 = 5_000;
/// In milliseconds: how long the other frames may take after the top one. Where the machine is slow, both are.
const LONGER: u32 = 1_500;

/// Looks at a tab, unless there is nothing to look at. A frame that is at work answers when it is done, if ever, and what runs in
/// it cannot be called back: the others do not wait, and what comes late is dropped.
pub(super) async fn look(Tab { id: tab, asleep, .. }: &Tab) -> Look {
    if *asleep {
        return Look { frames: Vec::new(), choice: None, top: None, missing: Some(Missing::PageAsleep) };
    }
    let tab = *tab;
    let all = frames(json!({ "tabId": tab, "allFrames": true }));
    let ((choice, top), all) = beside(join(choice(tab), top(tab)), all).await;
    let (frames, late) = match all {
        Some(frames) => (frames, None),
        None if top.is_ok() => {
            let own = within(LONGER, frames(json!({ "tabId": tab }))).await;
            (own.unwrap_or_default(), Some(Missing::FrameUnread))
        }
        None => (Vec::new(), None),
    };
    let unread = top.as_ref().err().copied();
    let missing = if frames.iter().any(|frame| frame.top) { late } else { Some(Missing::PageUnread) };
    Look { frames, choice, top: top.ok(), missing: unread.or(missing) }
}

/// Waits for one thing, and for another no longer than [`LONGER`] after it.
async fn beside<A, B>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, Option<B>) {
    match select(pin!(one), pin!(other)).await {
        Either::Left((one, other)) => (one, within(LONGER, other).await),
        Either::Right((other, one)) => (one.await, Some(other)),
    }
}

/// Waits for something, but no longer than so many milliseconds.
async fn within<T>(milliseconds: u32, work: impl Future<Output = T>) -> Option<T> {
    match select(pin!(work), pin!(api::settled(Ok(api::after(milliseconds))))).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}

/// The frames of a tab, the top one first.
async fn frames(target: serde_json::Value) -> Vec<Frame> {
    let mut frames: Vec<Frame> = run(target, "read-frame", "ISOLATED")
        .await
        .into_iter()
        .map(|(place, frame): (Place, Frame)| Frame { id: place.frame, document: place.document, ..frame })
        .collect();
    frames.sort_by_key(|frame| (!frame.top, frame.id));
    frames
}

/// What is on the screen, and what is declared there.
#[derive(Debug)]
pub(super) struct Rendered {
    pub(super) page: Page,
    pub(super) charter: Charter,
}

impl Rendered {
    fn of(page: Page) -> Self {
        Self { charter: read_as(TextOf::Shown, &page), page }
    }
}

/// What the top frame of a tab shows, read while other questions are on their way.
///
/// # Errors
/// Nobody may look, or the page gives no answer.
async fn top(tab: i32) -> Result<Rendered, Missing> {
    let answers = within(LONGEST, run(json!({ "tabId": tab }), "read-source", "ISOLATED")).await;
    let answers: Vec<(Place, Markup)> = answers.ok_or(Missing::PageBusy)?;
    let (_, Markup { address, language, source }) = answers.into_iter().next().ok_or(Missing::PageUnread)?;
    domain::host(&address).ok_or(Missing::PageUnread)?;
    Ok(Rendered::of(Page { address: Some(address), language, form: Form::Html, source }))
}

/// The rendered page: the top frame, with what frames of the same site show after it.
pub(super) async fn rendered(tab: i32, frames: &[Frame], top: Option<Rendered>) -> Option<Rendered> {
    let mut top = top?;
    let site = domain::host(top.page.address.as_deref()?)?;
    let same = |frame: &&Frame| domain::host(&frame.address).is_some_and(|host| domain::same_site(&site, &host));
    let ids: Vec<i64> =
        frames.iter().filter(|frame| !frame.top).filter(same).map(|frame| frame.id).take(FRAMES).collect();
    if ids.is_empty() {
        return Some(top);
    }
    let others = run(json!({ "tabId": tab, "frameIds": ids }), "read-source", "ISOLATED");
    let mut others: Vec<(Place, Markup)> = within(LONGER, others).await.unwrap_or_default();
    others.sort_by_key(|(place, _)| place.frame);
    for (_, other) in others {
        top.page.source.push('\n');
        top.page.source.push_str(&other.source);
    }
    Some(Rendered::of(top.page))
}

/// The rendered page of a tab of which nothing else is asked.
pub(super) async fn page(tab: i32) -> Option<Rendered> {
    let all = frames(json!({ "tabId": tab, "allFrames": true }));
    let (top, frames) = beside(top(tab), all).await;
    rendered(tab, &frames.unwrap_or_default(), top.ok()).await
}

/// Frames beside the top one whose text is read; consent dialogs need one or two.
const FRAMES: usize = 20;

/// What a known consent platform of the page remembers. `None` when none is there.
pub(super) async fn choice(tab: i32) -> Option<Choice> {
    let answers: Vec<(Place, Option<Choice>)> =
        within(LONGEST, run(json!({ "tabId": tab }), "read-consent", "MAIN")).await?;
    answers.into_iter().next()?.1
}

/// Runs a script of `extension/page/` in frames of a tab; a frame whose answer has another shape is left out.
async fn run<T: DeserializeOwned>(target: serde_json::Value, script: &str, world: &str) -> Vec<(Place, T)> {
    let files = [format!("extension/page/{script}.js")];
    let details = json!({ "target": target, "files": files, "world": world, "injectImmediately": true });
    let Ok(answers) = chrome().scripting().execute_script(api::to_js(&details).unchecked_ref()).await else {
        return Vec::new();
    };
    let answers: Vec<Answer<serde_json::Value>> = api::from_js(&answers).unwrap_or_default();
    answers
        .into_iter()
        .filter_map(|answer| {
            let place = Place { frame: answer.frame_id, document: answer.document_id };
            Some((place, serde_json::from_value(answer.result?).ok()?))
        })
        .collect()
}
