//! Where the visitor stands in the consent dialog: by the person's own mark, or by what a consent platform remembers.

use super::api;
use super::page::{self, Choice};
use super::tab::Tab;
use super::turn::in_turn;
use crate::cookie::stages::{Picture, compared};
use crate::cookie::{Stage, Visit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
}

/// The person's own word, and what the platform then said: once the platform says something else, the word is outdated.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Mark {
    stage: Stage,
    platform: Stage,
}

/// The stage of a tab, and the consent platform that tells it. No platform: the person said so, or nobody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Now {
    pub(super) stage: Stage,
    pub(super) platform: Option<String>,
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
    change(tab, |stages| stages.marked = (stage != Stage::Unknown).then_some(Mark { stage, platform })).await;
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

impl Stages {
    /// Where the visitor stands now, by what a consent platform remembers.
    pub(super) fn now(&self, choice: Option<Choice>) -> Now {
        let told = choice.as_ref().map_or(Stage::Unknown, |choice| choice.stage);
        match &self.marked {
            Some(mark) if mark.platform == told => Now { stage: mark.stage, platform: None },
            _ => Now { stage: told, platform: choice.map(|choice| choice.platform) },
        }
    }

    /// Makes this visit of a host the picture of its stage, says of each of its cookies at which stage it was first seen on
    /// the site, and puts the pictures of the host beside one another. Gives the picture.
    pub(super) fn picture(&mut self, host: &str, visit: &mut Visit) -> Picture {
        for cookie in &mut visit.cookies {
            let pictures = self.hosts.iter().flat_map(|seen| seen.pictures.values());
            let mut earlier = pictures.flat_map(|picture| &picture.cookies);
            let seen = earlier.find(|trace| trace.first != Stage::Unknown && trace.is_of(cookie));
            if let Some(trace) = seen {
                cookie.stage = trace.first;
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
        seen.pictures.insert(picture.stage, picture);
        self.hosts.push(seen);
        self.hosts.drain(..self.hosts.len().saturating_sub(HOSTS));
    }
}
