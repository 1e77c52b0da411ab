//! What is known already (`--baseline`): one report for every stage, or the folder of an earlier visit, with a report for each.

use super::evidence::{name, of_stage};
use crate::error::Error;
use crate::output;
use cookie_charter::cookie::Stage;
use cookie_charter::report::{Report, baseline};
use std::collections::BTreeMap;
use std::path::Path;

/// What an earlier visit found.
pub(super) enum Known {
    /// Of one site, and of every stage of it.
    Report(Box<Report>),
    /// By the address that is asked for and the stage.
    Stages(BTreeMap<(String, Stage), Report>),
}

impl Known {
    /// Reads a report, or the reports in a folder, of the sites and stages that are asked for. What a folder does not have is
    /// said.
    ///
    /// # Errors
    ///
    /// When there is no report, or none of any of the sites.
    pub(super) fn open(path: &Path, sites: &[String], stages: &[Stage]) -> Result<Self, Error> {
        if !path.is_dir() {
            return crate::audit::baseline(path, sites).map(|report| Self::Report(Box::new(report)));
        }
        let mut known = BTreeMap::new();
        for site in sites {
            // The folder of the evidence, or of the only site in it.
            let within = [path.join(name(site)), path.to_owned()].into_iter().find(|folder| {
                let is_only = folder != path || sites.len() == 1;
                is_only && stages.iter().any(|stage| folder.join(of_stage(*stage)).is_dir())
            });
            for stage in stages {
                let file = within.as_ref().map(|folder| folder.join(of_stage(*stage)).join("report.json"));
                match file.filter(|file| file.is_file()) {
                    Some(file) => {
                        let report = crate::audit::baseline(&file, std::slice::from_ref(site))?;
                        known.insert((site.clone(), *stage), report);
                    }
                    None => output::note(&format!(
                        "{} has no {}/report.json of {site}: all that is raised at that stage counts",
                        path.display(),
                        of_stage(*stage)
                    )),
                }
            }
        }
        if known.is_empty() {
            return Err(Error::NoBaseline { path: path.to_owned() });
        }
        Ok(Self::Stages(known))
    }

    /// What is known of a site at a stage: `report` is of it.
    pub(super) fn of(&self, site: &str, stage: Stage, report: &Report) -> Option<&Report> {
        match self {
            Self::Report(earlier) => Some(&**earlier).filter(|earlier| baseline::is_of(earlier, &report.visit.site)),
            Self::Stages(known) => known.get(&(site.to_owned(), stage)),
        }
    }
}
