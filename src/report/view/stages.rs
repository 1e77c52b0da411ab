//! What differs from one consent stage to the next, ready to be shown.

use super::of_id;
use super::sides::named;
use crate::cookie::stages::Trace;
use crate::cookie::{Stage, Visit, domain};
use crate::report::words::Words;
use crate::report::{Report, json_name};
use serde::Serialize;
use std::collections::BTreeSet;

/// The pictures of the stages beside one another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stages {
    /// How many cookies are the same at every stage, in a sentence.
    pub sentence: String,
    /// The name of each stage.
    pub columns: Vec<String>,
    /// The cookies that differ.
    pub rows: Vec<StageRow>,
}

/// One cookie through the stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageRow {
    /// The cookie's name; a placeholder sentence when it is empty.
    pub name: String,
    /// The host it belongs to, when that is not the site's own.
    pub host: Option<String>,
    /// What became of it at each stage.
    pub at: Vec<At>,
}

/// What became of a cookie at one stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct At {
    /// `held`, `refused` or `absent`, for style.
    pub id: String,
    /// The same in a word.
    pub label: String,
}

/// The stages that a visit tells of, but for the one that a platform tells now.
pub(super) fn recorded(visit: &Visit) -> BTreeSet<Stage> {
    let pictures = visit.stages.iter().map(|picture| picture.stage);
    let seen = visit.cookies.iter().map(|cookie| cookie.stage);
    let mut recorded: BTreeSet<Stage> = pictures.chain(seen).chain([visit.stage]).collect();
    recorded.remove(&Stage::Unknown);
    if visit.told_by.is_some() {
        recorded.remove(&visit.stage);
    }
    recorded
}

/// The stages of a report. `None` where fewer than two were seen.
pub(super) fn stages(words: &Words, report: &Report) -> Option<Stages> {
    let pictures = &report.visit.stages;
    if pictures.len() < 2 {
        return None;
    }
    let site = domain::host(&report.visit.site).unwrap_or_default();
    let seen = pictures.iter().flat_map(|picture| &picture.cookies);
    let all: BTreeSet<_> = seen.map(Trace::identity).collect();
    let same = all.len().saturating_sub(report.stages.len());
    let rows = report.stages.iter().map(|difference| StageRow {
        name: named(words, &difference.place.name),
        host: (difference.place.domain != site).then(|| difference.place.domain.clone()),
        at: difference
            .at
            .iter()
            .map(|presence| At { id: json_name(presence), label: of_id(words, "presence", presence) })
            .collect(),
    });
    Some(Stages {
        sentence: words.view("stages.same", &[("n", &same.to_string())]),
        columns: pictures.iter().map(|picture| of_id(words, "stage", &picture.stage)).collect(),
        rows: rows.collect(),
    })
}
