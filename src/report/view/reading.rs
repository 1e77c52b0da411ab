//! What can be said before a charter was read: which cookies were seen, and nothing of whether they are right.

use super::{Report, Row, State, View, verdict, view};

/// The only rule whose observation no charter changes.
const ALWAYS: &str = "third-party";

/// Shows the cookies of a report whose charter is still looked for.
pub fn reading(report: &Report, language: &str) -> View {
    let mut seen = report.clone();
    seen.findings.retain(|finding| finding.rule == ALWAYS);
    let mut view = view(&seen, language);
    view.state = State { id: "reading".to_owned(), sentence: None, acts: Vec::new(), address: None };
    view.verdict = verdict::reading(&view.language, &report.summary);
    view.weights.clear();
    view.counts.retain(|count| count.id == ALWAYS);
    view.groups.retain(|group| ["seen", ALWAYS].contains(&group.id.as_str()));
    for row in view.groups.iter_mut().flat_map(|group| &mut group.rows) {
        // What is raised about it may be another thing once there is a charter, which says nothing yet.
        *row = Row { findings: Vec::new(), says: None, ..row.clone() };
    }
    view
}
