//! Where the visitor stands in the consent dialog: by the person's own mark, or by what a consent platform remembers.

use super::api;
use super::page::{self, Choice};
use super::tab::Tab;
use super::turn::in_turn;
use crate::cookie::stages::{Picture, Trace, compared};
use crate::cookie::{Cookie, Identity, Stage, Visit, domain};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of the stages of a tab's site, kept in the session.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Stages {
    /// The visited site; another one starts afresh.
    site: String,
    marked: Option<Mark>,
    /// The visited hosts of the site, the last one last. Each has pictures of its own: cookies of one are not those of another.
    hosts: Vec<Seen>,
}

/// What was seen on one host.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Seen {
    host: String,
    /// What was there at each stage, when it was last looked at.
    pictures: BTreeMap<Stage, Picture>,
    /// What was there when the person told the stage. Later looks may have come after another choice that they had not yet told.
    sure: BTreeMap<Stage, Picture>,
    /// What only such looks saw: nothing tells at which stage.
    doubtful: Vec<Trace>,
}

/// The person's own word, and what the platform then said: once the platform says something else, the word is outdated.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Mark {
    stage: Stage,
    platform: Stage,
    /// When it was said, in seconds since 1970.
    #[serde(default)]
    at: u64,
    /// Nothing was looked at since.
    #[serde(default)]
    fresh: bool,
}

/// The stage of a tab, and who tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Now {
    pub(super) stage: Stage,
    pub(super) by: By,
}

/// Who tells a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum By {
    Nobody,
    /// The person, at this second since 1970.
    Person(u64),
    /// A consent platform, by its records.
    Platform(Choice),
}

/// Hosts of a site whose pictures are kept.
const HOSTS: usize = 5;
/// In milliseconds. Who waited for longer than any storage takes is better off without its turn.
const PATIENCE: u32 = 5_000;

fn key(tab: &Tab) -> String {
    format!("pictures:{}", tab.id)
}

/// The stages of the tab's site so far.
pub(super) async fn load(tab: &Tab) -> Stages {
    let stages: Stages = api::load(&api::session(), &key(tab)).await.unwrap_or_default();
    if stages.site == tab.site() { stages } else { Stages { site: tab.site().to_owned(), ..Stages::default() } }
}

/// Takes the person's word. `Unknown` takes it back.
pub(super) async fn mark(tab: &Tab, stage: Stage) {
    let platform = page::choice(tab.id).await.map_or(Stage::Unknown, |Choice { stage, .. }| stage);
    let at = api::now();
    change(tab, |stages| stages.mark(Mark { stage, platform, at, fresh: true })).await;
}

/// Takes back that the visitor ever stood at a stage, with what was seen of it.
pub(super) async fn withdraw(tab: &Tab, stage: Stage) {
    change(tab, |stages| stages.withdraw(stage)).await;
}

/// Keeps the picture of a visit.
pub(super) async fn keep(tab: &Tab, picture: Picture) {
    change(tab, |stages| stages.take(&tab.address.host, picture)).await;
}

/// Changes what is kept by then, whatever was read of it before. A full session storage loses the comparison between stages,
/// not the audit.
async fn change(tab: &Tab, change: impl FnOnce(&mut Stages)) {
    let key = key(tab);
    let work = async {
        let mut stages = load(tab).await;
        change(&mut stages);
        let _ = api::save(&api::session(), &key, &stages).await;
    };
    in_turn(&key, PATIENCE, work).await;
}

impl Now {
    /// The choice was made by then at the latest.
    pub(super) fn told_at(&self, cookies: &[Cookie], site: &str) -> Option<u64> {
        if !matches!(self.stage, Stage::Accepted | Stage::Refused) {
            return None;
        }
        match &self.by {
            By::Nobody => None,
            By::Person(at) => Some(*at),
            By::Platform(choice) => {
                let is_record =
                    |cookie: &&Cookie| choice.records.contains(&cookie.name) && domain::same_site(&cookie.domain, site);
                cookies.iter().filter(is_record).filter_map(|cookie| cookie.set_at).min()
            }
        }
    }

    /// The stage at which a cookie was first seen that is there since a moment. What was there before a platform recorded the
    /// choice may have come before it or after it: platforms write their records again.
    pub(super) fn first_seen(&self, since: Option<u64>, told_at: Option<u64>) -> Stage {
        match (&self.by, told_at) {
            (By::Platform(_), Some(told)) if since.is_none_or(|since| since < told) => Stage::Unknown,
            _ => self.stage,
        }
    }
}

impl Stages {
    /// Where the visitor stands now, by what a consent platform remembers.
    pub(super) fn now(&self, choice: Option<Choice>) -> Now {
        let told = choice.as_ref().map_or(Stage::Unknown, |choice| choice.stage);
        match &self.marked {
            Some(mark) if mark.platform == told => Now { stage: mark.stage, by: By::Person(mark.at) },
            _ => Now { stage: told, by: choice.map_or(By::Nobody, By::Platform) },
        }
    }

    /// Takes the person's word: what looks have taken for their word before is doubted.
    fn mark(&mut self, mark: Mark) {
        if let Some(former) = self.marked.take().filter(|former| former.stage != mark.stage) {
            for seen in &mut self.hosts {
                seen.doubt(former.stage);
            }
        }
        self.marked = Some(mark).filter(|mark| mark.stage != Stage::Unknown);
    }

    /// Forgets a stage, as though nobody had told it: its pictures, and that a cookie was first seen at it. Such a cookie was
    /// first seen at the earliest of the other stages that had it. Where it was doubted at which of two, it stays so.
    fn withdraw(&mut self, stage: Stage) {
        self.marked = self.marked.take().filter(|mark| mark.stage != stage);
        for seen in &mut self.hosts {
            seen.pictures.remove(&stage);
            seen.sure.remove(&stage);
            seen.doubtful.retain(|trace| trace.first != stage);
        }
        let told = self.hosts.iter().flat_map(|seen| seen.pictures.values());
        let mut told: Vec<Picture> = told.filter(|picture| picture.stage != Stage::Unknown).cloned().collect();
        told.sort_by_key(|picture| picture.now);
        let of = |trace: &Trace| {
            let earliest =
                told.iter().find(|picture| picture.cookies.iter().any(|it| it.identity() == trace.identity()));
            earliest.map_or(Stage::Unknown, |picture| picture.stage)
        };
        for seen in &mut self.hosts {
            let pictures = seen.pictures.values_mut().chain(seen.sure.values_mut());
            for trace in pictures.flat_map(|picture| &mut picture.cookies).filter(|trace| trace.first == stage) {
                trace.first = of(trace);
            }
        }
    }

    /// Makes this visit of a host the picture of its stage, says of each of its cookies at which stage it was first seen on
    /// the site, and puts the pictures of the host beside one another. Gives the picture.
    pub(super) fn picture(&mut self, host: &str, visit: &mut Visit) -> Picture {
        for cookie in &mut visit.cookies {
            let pictures = self.hosts.iter().flat_map(|seen| seen.pictures.values());
            // Of what was there while nobody had said anything the next word tells.
            let told = pictures.filter(|picture| picture.stage != Stage::Unknown);
            let mut earlier = told.flat_map(|picture| &picture.cookies);
            if let Some(trace) = earlier.find(|trace| trace.is_of(cookie)) {
                cookie.stage = trace.first;
                continue;
            }
            let mut doubtful = self.hosts.iter().flat_map(|seen| &seen.doubtful);
            if doubtful.any(|trace| trace.first != visit.stage && trace.is_of(cookie)) {
                cookie.stage = Stage::Unknown;
            }
        }
        let picture = Picture::of(visit.stage, visit.now, &visit.cookies);
        self.take(host, picture.clone());
        let own = self.hosts.iter().filter(|seen| seen.host == host).flat_map(|seen| seen.pictures.values());
        visit.stages = compared(own.filter(|picture| picture.stage != Stage::Unknown).cloned());
        picture
    }

    fn take(&mut self, host: &str, picture: Picture) {
        let place = self.hosts.iter().position(|seen| seen.host == host);
        let mut seen = place.map(|place| self.hosts.remove(place)).unwrap_or_default();
        host.clone_into(&mut seen.host);
        if let Some(mark) = self.marked.as_mut().filter(|mark| mark.fresh && mark.stage == picture.stage) {
            mark.fresh = false;
            seen.sure.insert(picture.stage, picture.clone());
        }
        seen.pictures.insert(picture.stage, picture);
        self.hosts.push(seen);
        self.hosts.drain(..self.hosts.len().saturating_sub(HOSTS));
    }
}

impl Seen {
    /// Takes a stage back to what was there when the person told it.
    fn doubt(&mut self, stage: Stage) {
        let Some(last) = self.pictures.remove(&stage) else { return };
        let sure = self.sure.remove(&stage);
        let known: BTreeSet<Identity> = sure.iter().flat_map(|sure| &sure.cookies).map(Trace::identity).collect();
        let is_new = |trace: &Trace| trace.first == stage && !known.contains(&trace.identity());
        self.doubtful.extend(last.cookies.into_iter().filter(is_new));
        self.pictures.extend(sure.map(|sure| (stage, sure)));
    }
}
