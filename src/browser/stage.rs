//! Where the visitor stands in the consent dialog: by the person's own mark, or by what a consent platform remembers.

use super::api;
use super::page::{self, Choice};
use super::tab::Tab;
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
    /// The last visit at each stage.
    pub(super) pictures: BTreeMap<Stage, Visit>,
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
        let platform = page::choice(tab).await.map_or(Stage::Unknown, |Choice { stage, .. }| stage);
        self.marked = (stage != Stage::Unknown).then_some(Mark { stage, platform });
    }

    /// Makes this visit the picture of its stage, and says of each of its cookies at which stage it was first seen.
    pub(super) fn picture(&mut self, visit: &mut Visit) {
        for cookie in &mut visit.cookies {
            let identity = crate::cookie::seen::identity(cookie);
            let first = self
                .pictures
                .values()
                .flat_map(|visit| &visit.cookies)
                .filter(|seen| crate::cookie::seen::identity(seen) == identity && seen.stage != Stage::Unknown);
            // Before any choice is the earliest; accepting and refusing exclude each other until the person changes.
            if let Some(stage) = first.map(|seen| seen.stage).min() {
                cookie.stage = stage.min(if cookie.stage == Stage::Unknown { Stage::Refused } else { cookie.stage });
            }
        }
        self.pictures.insert(visit.stage, visit.clone());
    }

    /// Keeps the stages. A full session storage loses the comparison between stages, not the audit.
    pub(super) async fn keep(&self, tab: &Tab) {
        let _ = api::save(&api::session(), &key(tab), self).await;
    }
}
