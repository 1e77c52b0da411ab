//! The list of results: one JSON line a site, written when its evidence is whole; the memory of an interrupted run.

use super::evidence;
use crate::error::Error;
use cookie_charter::cookie::Stage;
use cookie_charter::report::text::plain;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What one site gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line {
    /// The address that was asked for.
    pub(super) site: String,
    /// `audited`, `no-charter`, `charter-unreadable`, `failed`.
    pub(super) outcome: String,
    /// Declared and held.
    pub(super) declared: usize,
    /// Held and not declared.
    pub(super) undeclared: usize,
    /// Of third parties.
    pub(super) third_party: usize,
    /// Findings of severity breach or warning, at the stage with the most.
    pub(super) raised: usize,
    /// Each stage that was taken.
    #[serde(default)]
    pub(super) stages: Vec<Taken>,
    /// The address that was shown, where it is of another site.
    #[serde(default)]
    pub(super) shown: Option<String>,
    /// Where the charter was.
    pub(super) charter: Option<String>,
    /// Where the evidence is.
    pub(super) folder: Option<PathBuf>,
    /// How often it was tried.
    pub(super) tries: u32,
    /// How long the last try took.
    pub(super) seconds: f64,
    /// Why it failed.
    pub(super) error: Option<String>,
}

/// What one stage of a site gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Taken {
    /// The stage.
    pub(super) stage: Stage,
    /// Declared and held.
    pub(super) declared: usize,
    /// Held and not declared.
    pub(super) undeclared: usize,
    /// Of third parties.
    pub(super) third_party: usize,
    /// Those among them that are not declared. `None` where there was no charter to compare with, or an earlier version
    /// wrote the line.
    #[serde(default)]
    pub(super) undeclared_third_party: Option<usize>,
    /// Findings of severity breach.
    pub(super) breach: usize,
    /// Findings of severity warning.
    pub(super) warning: usize,
    /// Findings of severity notice.
    pub(super) notice: usize,
    /// Something could not be seen, or the charter as a whole leaves a doubt.
    pub(super) unsure: bool,
    /// What speaks for a click on something else than was meant.
    #[serde(default)]
    pub(super) astray: Option<String>,
}

impl Taken {
    /// The numbers as the report of the stage shows them: declared, undeclared, of third parties, raised.
    fn numbers(&self) -> [String; 4] {
        let raised = (self.breach + self.warning).to_string();
        match self.undeclared_third_party {
            Some(undeclared) => [
                (self.declared + self.third_party.saturating_sub(undeclared)).to_string(),
                (self.undeclared + undeclared).to_string(),
                self.third_party.to_string(),
                raised,
            ],
            None => ["-".to_owned(), "-".to_owned(), self.third_party.to_string(), raised],
        }
    }
}

/// The file of results.
pub(super) struct Results {
    path: PathBuf,
    file: Mutex<File>,
    /// The lines that earlier runs left.
    pub(super) earlier: Vec<Line>,
}

impl Results {
    /// Opens the file of a folder. Lines of earlier runs stay; a half-written line, failures among the sites that are
    /// `asked` for now and the sites of `again` go, and are visited again.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or written.
    pub(super) fn open(folder: &Path, asked: &[String], again: &BTreeSet<String>) -> Result<Self, Error> {
        let path = folder.join("results.jsonl");
        let failed = |source| Error::Unwritable { path: path.clone(), source };
        if folder.is_file() {
            return Err(Error::NoFolder { path: folder.to_owned() });
        }
        std::fs::create_dir_all(folder).map_err(|source| Error::Unwritable { path: folder.to_owned(), source })?;
        let text = if path.exists() { std::fs::read_to_string(&path).map_err(failed)? } else { String::new() };
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let mut sites = BTreeSet::new();
        let earlier: Vec<Line> = lines
            .filter(|line| (line.outcome != "failed" || !asked.contains(&line.site)) && !again.contains(&line.site))
            .filter(|line| sites.insert(line.site.clone()))
            .collect();
        let kept: String = earlier.iter().filter_map(|line| Some(serde_json::to_string(line).ok()? + "\n")).collect();
        let draft = folder.join(".results.draft");
        std::fs::write(&draft, kept).and_then(|()| std::fs::rename(&draft, &path)).map_err(failed)?;
        let file = OpenOptions::new().append(true).open(&path).map_err(failed)?;
        Ok(Self { path, file: Mutex::new(file), earlier })
    }

    /// Adds a line, on the disk before this returns.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub(super) fn add(&self, line: &Line) -> Result<(), Error> {
        let failed = |source| Error::Unwritable { path: self.path.clone(), source };
        let text = serde_json::to_string(line).map_err(|error| failed(error.into()))? + "\n";
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(text.as_bytes()).and_then(|()| file.sync_data()).map_err(failed)
    }
}

/// A table of the sites of a run, for people, a row for each stage that was taken, with the numbers of its report: cookies of
/// third parties are among the declared and the undeclared ones. What asks for attention is told beside the address.
pub(super) fn table(lines: &[&Line]) -> String {
    let staged = lines.iter().any(|line| line.stages.len() > 1);
    let stage = |named: &str| if staged { format!("  {named:<8}") } else { String::new() };
    let row = |numbers: [String; 4], named: &str, site: &str| {
        let [declared, undeclared, third_party, raised] = numbers;
        format!("{declared:>8} {undeclared:>10} {third_party:>11} {raised:>6}{}  {site}\n", stage(named))
    };
    let heads = ["declared", "undeclared", "third-party", "raised"].map(str::to_owned);
    let mut text = row(heads, "stage", "site");
    for line in lines {
        let leads = line.shown.as_ref().map(|shown| format!("leads to {shown}"));
        let outcome = match line.outcome.as_str() {
            "no-charter" if line.error.is_none() => Some("no charter was found".to_owned()),
            "charter-unreadable" if line.error.is_none() => Some("no cookie could be read in its charter".to_owned()),
            _ => None,
        };
        let astray = line.stages.iter().filter_map(|taken| taken.astray.clone());
        let beside: Vec<String> = leads.into_iter().chain(line.error.clone()).chain(outcome).chain(astray).collect();
        let beside = if beside.is_empty() { String::new() } else { format!("  ({})", plain(&beside.join("; "))) };
        let mut site = plain(&line.site) + &beside;
        if line.stages.is_empty() {
            text.push_str(&row(["-"; 4].map(str::to_owned), "-", &site));
        }
        for taken in &line.stages {
            text.push_str(&row(taken.numbers(), evidence::of_stage(taken.stage), &site));
            site = plain(&line.site);
        }
    }
    let count = |holds: fn(&Line) -> bool| lines.iter().filter(|line| holds(line)).count();
    let is_untold = |line: &Line| matches!(line.outcome.as_str(), "no-charter" | "charter-unreadable");
    let _ = writeln!(
        text,
        "{} {}: {} with something raised, {} clear, {} failed; {} without a charter that could be read",
        lines.len(),
        if lines.len() == 1 { "site" } else { "sites" },
        count(|line| line.raised > 0),
        count(|line| line.raised == 0 && line.outcome == "audited"),
        count(|line| line.outcome == "failed"),
        count(is_untold)
    );
    text
}
