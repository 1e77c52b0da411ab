//! What may stand between a person and an audit, and what to do next.

use super::{Report, State, View};
use crate::audit::Outcome;
use crate::cookie::{Missing, Stage};
use crate::report::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What stands in the way. Its id is the view's `state.id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// A page of the browser, a file, a store: no site to look at.
    NotASite,
    /// Access to the site is withheld from the extension.
    NoAccess,
    /// The charter is longer than 5 MB.
    CharterTooLarge,
    /// The charter's address leads to another site.
    CharterElsewhere,
    /// The charter did not come within 10 seconds.
    CharterTimeout,
    /// What came is neither HTML nor text.
    CharterNotHtml,
    /// What was given is no address of a page.
    CharterBadAddress,
    /// The site refused to hand out the page (401, 403, 404, 5xx), or could not be reached.
    CharterRefused,
    /// What the person pasted holds no declaration.
    PasteUnreadable,
    /// What the person pasted are cookies, with their values.
    PasteCookies,
}

impl Obstacle {
    /// Every obstacle.
    pub const ALL: [Self; 10] = [
        Self::NotASite,
        Self::NoAccess,
        Self::CharterTooLarge,
        Self::CharterElsewhere,
        Self::CharterTimeout,
        Self::CharterNotHtml,
        Self::CharterBadAddress,
        Self::CharterRefused,
        Self::PasteUnreadable,
        Self::PasteCookies,
    ];

    /// The id (`no-access`).
    pub fn id(self) -> &'static str {
        match self {
            Self::NotASite => "not-a-site",
            Self::NoAccess => "no-access",
            Self::CharterTooLarge => "charter-too-large",
            Self::CharterElsewhere => "charter-elsewhere",
            Self::CharterTimeout => "charter-timeout",
            Self::CharterNotHtml => "charter-not-html",
            Self::CharterBadAddress => "charter-bad-address",
            Self::CharterRefused => "charter-refused",
            Self::PasteUnreadable => "paste-unreadable",
            Self::PasteCookies => "paste-cookies",
        }
    }

    /// Whether there is a charter, which only could not be had.
    pub fn hides_charter(self) -> bool {
        match self {
            Self::CharterTooLarge
            | Self::CharterElsewhere
            | Self::CharterTimeout
            | Self::CharterNotHtml
            | Self::CharterRefused => true,
            Self::NotASite | Self::NoAccess | Self::CharterBadAddress | Self::PasteUnreadable | Self::PasteCookies => {
                false
            }
        }
    }

    fn acts(self) -> &'static [&'static str] {
        match self {
            Self::NotASite => &[],
            Self::NoAccess => &["grant"],
            Self::CharterTimeout | Self::CharterRefused => &["read-again", "open", "point", "paste"],
            Self::CharterTooLarge | Self::CharterElsewhere | Self::CharterNotHtml => &["open", "point", "paste"],
            Self::CharterBadAddress => &["point", "paste"],
            Self::PasteUnreadable | Self::PasteCookies => &["paste", "point"],
        }
    }
}

impl View {
    /// The view when nothing could be audited.
    pub fn barred(obstacle: Obstacle, site: &str, language: &str) -> Self {
        let words = Words::of(language);
        Self {
            language: words.language().to_owned(),
            site: site.to_owned(),
            state: State {
                id: obstacle.id().to_owned(),
                sentence: Some(next(words, obstacle)),
                acts: owned(obstacle.acts()),
                address: None,
            },
            verdict: words.view(obstacle.id(), &[]),
            counts: Vec::new(),
            weights: Vec::new(),
            groups: Vec::new(),
            known: Vec::new(),
            charters: Vec::new(),
            evidence: Vec::new(),
            missing: Vec::new(),
            stage: Stage::Unknown,
            recorded: BTreeSet::new(),
            stages: None,
            spans: Vec::new(),
        }
    }

    /// The same view, saying also why the charter could not be read. Where nothing was audited for lack of a charter,
    /// the obstacle becomes the state. `address` is the page that it stands before.
    #[must_use]
    pub fn despite(mut self, obstacle: Obstacle, address: Option<&str>) -> Self {
        let words = Words::of(&self.language);
        if self.state.id == "audited" {
            self.missing.insert(0, words.view(obstacle.id(), &[]));
            return self;
        }
        // The obstacle says it better.
        let unopened = words.view("missing.charter-unopened", &[]);
        self.missing.retain(|said| *said != unopened);
        self.state = State {
            id: obstacle.id().to_owned(),
            sentence: Some(next(words, obstacle)),
            acts: owned(obstacle.acts()),
            address: address.map(str::to_owned),
        };
        // "None was found" would be untrue: it is there, and this is what became of it.
        self.verdict = words.view(obstacle.id(), &[]);
        self
    }
}

/// What to do next about an obstacle, in a sentence.
fn next(words: &Words, obstacle: Obstacle) -> String {
    words.view(&format!("{}.next", obstacle.id()), &[])
}

/// What a person can do beside a report, the best first.
pub(super) fn acts(report: &Report) -> Vec<String> {
    let missing = |what: Missing| report.visit.missing.contains(&what);
    let unread = report.visit.missing.iter().copied().find(|missing| missing.hides_page());
    let mut acts = Vec::new();
    if missing(Missing::SiteAccess) || missing(Missing::OtherHostsAccess) {
        acts.push("grant");
    }
    acts.extend_from_slice(match (report.summary.outcome, unread) {
        (Outcome::NoCharter, Some(Missing::PageFailed)) => &["reload"],
        (Outcome::NoCharter, Some(Missing::PageAsleep)) => &["reload", "point", "paste", "read-again"],
        (Outcome::Audited, Some(Missing::PageFailed | Missing::PageAsleep)) => &["reload", "open", "read-again"],
        (Outcome::NoCharter, _) => &["point", "paste", "read-again"],
        (Outcome::Audited, _) => &["open", "read-again"],
        (Outcome::CharterUnreadable, _) => &["open", "point", "paste", "read-again"],
    });
    let is_partly = unread.is_some() || missing(Missing::LoadedBefore) || missing(Missing::WorkerRestarted);
    if is_partly && !acts.contains(&"reload") {
        acts.push("reload");
    }
    owned(&acts)
}

fn owned(acts: &[&str]) -> Vec<String> {
    acts.iter().map(|act| (*act).to_owned()).collect()
}
