//! What the page of the history shows: the list, and what became of something the person asked for.

use super::{Entry, MOST_BYTES, Refusal, Taken};
use crate::cookie::Stage;
use crate::report::view::sentence;
use crate::report::words::Words;
use serde::Serialize;

/// The kept audits, ready in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// The audits, the sites in the order of their names, the latest of a site first; what cannot be read comes last.
    pub audits: Vec<Line>,
    /// The bytes they take.
    pub bytes: usize,
    /// The bytes they may take.
    pub most: usize,
    /// What became of what was asked. `None` when only the list was.
    pub said: Option<String>,
    /// How much of it was done.
    pub done: Done,
}

/// One kept audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// [`Entry::id`].
    pub id: String,
    /// The site. Empty when the record cannot be read any more.
    pub site: String,
    /// When, in seconds since 1970.
    pub at: u64,
    /// The stage in words, when it is known, and the browser.
    pub circumstances: Vec<String>,
    /// Its verdict, or that the record cannot be read any more.
    pub verdict: String,
    /// Whether it can be opened and compared.
    pub whole: bool,
    /// The bytes of its JSON.
    pub bytes: usize,
}

/// What became of something that was asked of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The audit is kept now.
    Kept,
    /// The very same audit was kept before.
    Already,
    /// Audits of private windows are never kept.
    Private,
    /// The bound of the history is reached: nothing was kept.
    Full,
    /// The browser refused to write: nothing was kept, nothing lost.
    Disk,
    /// What was asked for is not there any more, or cannot be read.
    Unreadable,
    /// A file was taken in: audits that came, that were there before, and that found no room.
    Imported {
        /// Audits kept now.
        new: usize,
        /// Audits that were kept before.
        already: usize,
        /// Audits for which the history or the disk has no room.
        no_room: usize,
        /// Audits that do not hold.
        broken: usize,
    },
    /// Nothing of a file was taken in.
    Refused(Refusal),
}

impl Said {
    /// The sentence.
    pub fn sentence(&self, language: &str) -> String {
        let words = Words::of(language);
        let said = |key: &str| words.view(&format!("history.{key}"), &[]);
        match self {
            Self::Kept => said("kept"),
            Self::Already => said("already"),
            Self::Private => said("private"),
            Self::Full => said("full"),
            Self::Disk => said("disk"),
            Self::Unreadable => said("unreadable"),
            Self::Refused(Refusal::TooLarge) => said("refused.too-large"),
            Self::Refused(Refusal::NotJson) => said("refused.not-json"),
            Self::Refused(Refusal::Foreign) => said("refused.foreign"),
            Self::Refused(Refusal::Newer) => said("refused.newer"),
            Self::Imported { new, already, no_room, broken } => {
                let counts = [("new", new), ("there", already), ("no-room", no_room), ("broken", broken)];
                let part = |(key, count): (&str, &usize)| {
                    words.view(&format!("history.imported.{key}"), &[("n", &count.to_string())])
                };
                let told = counts.into_iter().filter(|(key, count)| *key == "new" || **count > 0);
                told.map(part).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// How much the person got of what they asked for.
    pub fn done(&self) -> Done {
        match self {
            Self::Kept | Self::Already | Self::Imported { no_room: 0, broken: 0, .. } => Done::Wholly,
            Self::Imported { new, already, .. } if new + already > 0 => Done::Partly,
            Self::Imported { .. } | Self::Private | Self::Full | Self::Disk | Self::Unreadable | Self::Refused(_) => {
                Done::Not
            }
        }
    }
}

/// How much of what was asked was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// All of it.
    Wholly,
    /// Something of it.
    Partly,
    /// Nothing.
    Not,
}

/// Shows the list, with what became of what was asked.
pub fn show(entries: &[Entry], said: Option<&Said>, language: &str) -> Shown {
    let words = Words::of(language);
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by(|a, b| (a.site.is_empty(), &a.site, b.at, &a.id).cmp(&(b.site.is_empty(), &b.site, a.at, &b.id)));
    Shown {
        audits: entries.iter().map(|entry| line(words, entry)).collect(),
        bytes: entries.iter().map(|entry| entry.bytes).sum(),
        most: MOST_BYTES,
        said: said.map(|said| said.sentence(language)),
        done: said.map_or(Done::Wholly, Said::done),
    }
}

fn line(words: &Words, entry: &Entry) -> Line {
    let stage = match entry.stage {
        Stage::Unknown => None,
        Stage::Before => Some("stage.before"),
        Stage::Accepted => Some("stage.accepted"),
        Stage::Refused => Some("stage.refused"),
    };
    let stage = stage.map(|key| words.view(key, &[]));
    Line {
        id: entry.id.clone(),
        site: entry.site.clone(),
        at: entry.at,
        circumstances: stage.into_iter().chain(entry.browser.clone()).collect(),
        verdict: entry
            .summary
            .as_ref()
            .map_or_else(|| words.view("history.broken", &[]), |summary| sentence(words, summary, &entry.missing)),
        whole: entry.summary.is_some(),
        bytes: entry.bytes,
    }
}

/// Which audits of a file find room, in the file's order.
pub fn room(entries: &[Entry], taken: Taken) -> (Vec<(Entry, super::Report)>, Said) {
    let mut bytes: usize = entries.iter().map(|entry| entry.bytes).sum();
    let mut kept: Vec<(Entry, super::Report)> = Vec::new();
    let (mut already, mut no_room) = (0, 0);
    for report in taken.audits {
        let (entry, report) = super::kept(report);
        if entries.iter().chain(kept.iter().map(|(entry, _)| entry)).any(|other| other.id == entry.id) {
            already += 1;
        } else if bytes + entry.bytes > MOST_BYTES {
            no_room += 1;
        } else {
            bytes += entry.bytes;
            kept.push((entry, report));
        }
    }
    let said = Said::Imported { new: kept.len(), already, no_room, broken: taken.broken };
    (kept, said)
}
