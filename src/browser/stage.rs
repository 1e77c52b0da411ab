//! Where the visitor stands in the consent dialog: by the person's own mark, or by what a consent platform remembers.

use super::api;
use super::page::{self, Choice};
use super::tab::Tab;
use crate::cookie::stages::{Picture, compared};
use crate::cookie::{Stage, Visit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of the stages of a tab's site, kept in the session.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Stages {
    /// The visited host; another one starts afresh.
    host: String,
    marked: Option<Mark>,
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

fn key(tab: &Tab) -> String {
    format!("pictures:{}", tab.id)
}

/// The stages of the tab's site so far.
pub(super) async fn load(tab: &Tab) -> Stages {
    let stages: Stages = api::load(&api::session(), &key(tab)).await.unwrap_or_default();
    if stages.host == tab.address.host {
        stages
    } else {
        Stages { host: tab.address.host.clone(), ..Stages::default() }
    }
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

    /// Takes the person's word. `Unknown` takes it back.
    pub(super) async fn mark(&mut self, tab: &Tab, stage: Stage) {
        let platform = page::choice(tab.id).await.map_or(Stage::Unknown, |Choice { stage, .. }| stage);
        self.marked = (stage != Stage::Unknown).then_some(Mark { stage, platform });
    }

    /// Makes this visit the picture of its stage, says of each of its cookies at which stage it was first seen, and puts the
    /// pictures beside one another.
    pub(super) fn picture(&mut self, visit: &mut Visit) {
        for cookie in &mut visit.cookies {
            let mut earlier = self.pictures.values().flat_map(|picture| &picture.cookies);
            let seen = earlier.find(|trace| trace.first != Stage::Unknown && trace.is_of(cookie));
            if let Some(trace) = seen {
                cookie.stage = trace.first;
            }
        }
        self.pictures.insert(visit.stage, Picture::of(visit.stage, visit.now, &visit.cookies));
        let told = self.pictures.values().filter(|picture| picture.stage != Stage::Unknown);
        visit.stages = compared(told.cloned());
    }

    /// Keeps the stages. A full session storage loses the comparison between stages, not the audit.
    pub(super) async fn keep(&self, tab: &Tab) {
        let _ = api::save(&api::session(), &key(tab), self).await;
    }
}
