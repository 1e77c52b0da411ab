//! What can go wrong at the edge, and how it is said: as a view with a next step, or as one sentence; never as a code.

use crate::report::history::view::Said;
use crate::report::view::Obstacle;
use crate::report::words::Words;
use serde_json::{Value, json};

/// Why a question has no audit for answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// Something stands in the way; the view says what, and what to do next. With the visited host.
    Barred(Obstacle, String),
    /// What was asked of the history could not be done.
    Said(Said),
    /// The tab was closed meanwhile.
    NoTab,
    /// The question itself is not one of ours.
    NoSuchAsk,
}

impl Failure {
    /// The answer to a question that failed without a view.
    pub(super) fn answer(&self, language: &str) -> Value {
        let id = match self {
            Self::Barred(obstacle, _) => obstacle.id(),
            Self::Said(said) => {
                return json!({ "error": { "id": "history", "sentence": said.sentence(language) } });
            }
            Self::NoTab => "no-tab",
            Self::NoSuchAsk => "no-such-ask",
        };
        let words = Words::of(language);
        let sentence = words.labels.get("failure").or_else(|| Words::of("en").labels.get("failure"));
        json!({ "error": { "id": id, "sentence": sentence } })
    }
}
