//! How far a run is: a bar on a terminal, a line a site elsewhere.

use super::evidence;
use super::results::{Line, Taken};
use crate::output;
use cookie_charter::report::text::plain;
use indicatif::{ProgressBar, ProgressStyle};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is told while sites are visited.
pub(super) struct Progress {
    bar: ProgressBar,
    asked: usize,
    done: AtomicUsize,
    raised: AtomicUsize,
    failed: AtomicUsize,
}

impl Progress {
    /// The progress of a run of so many sites, some of which an earlier run has done.
    pub(super) fn of<'a>(asked: usize, earlier: impl Iterator<Item = &'a Line>) -> Self {
        let bar = ProgressBar::new(asked as u64);
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} sites, {msg}, {elapsed} gone, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let progress = Self { bar, asked, done: 0.into(), raised: 0.into(), failed: 0.into() };
        for line in earlier {
            progress.count(line);
        }
        progress
    }

    /// A site is done.
    pub(super) fn tell(&self, line: &Line) {
        let number = self.count(line);
        let what = match (line.outcome.as_str(), &line.error) {
            ("audited", None) => raised(line),
            ("audited", Some(error)) => format!("{}; {error}", raised(line)),
            (_, Some(error)) => error.clone(),
            (outcome, None) => format!("{}, {outcome}", raised(line)),
        };
        let leads = line.shown.as_ref().map(|shown| format!(", leads to {shown}")).unwrap_or_default();
        let said = plain(&format!("[{number}/{}] {} ({:.1} s): {what}{leads}", self.asked, line.site, line.seconds));
        if self.bar.is_hidden() {
            output::note(&said);
        } else {
            self.bar.println(said);
        }
    }

    /// Nothing more will come.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }

    fn count(&self, line: &Line) -> usize {
        let add = |counter: &AtomicUsize, more: bool| {
            counter.fetch_add(usize::from(more), Ordering::SeqCst) + usize::from(more)
        };
        let raised = add(&self.raised, line.raised > 0);
        let failed = add(&self.failed, line.outcome == "failed");
        self.bar.set_message(format!("{raised} with something raised, {failed} failed"));
        self.bar.inc(1);
        add(&self.done, true)
    }
}

/// How much was raised; of several stages at each, for what is raised at one is mostly raised at the others too.
fn raised(line: &Line) -> String {
    if line.stages.len() < 2 {
        return format!("{} raised", line.raised);
    }
    let at = |taken: &Taken| format!("{} {}", evidence::of_stage(taken.stage), taken.breach + taken.warning);
    format!("raised at each stage: {}", line.stages.iter().map(at).collect::<Vec<_>>().join(", "))
}
