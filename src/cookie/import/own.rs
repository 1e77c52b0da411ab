//! Our own exports: a visit, or a report with its visit inside.

use super::error::ImportError;
use super::{Capture, Form};
use crate::cookie::Visit;
use serde::Deserialize;
use std::io::Read;

/// A `cookie-charter/visit/1` file.
pub(super) fn visit(file: impl Read) -> Result<Capture, ImportError> {
    let visit = serde_json::from_reader(file).map_err(|error| ImportError::json(Form::Visit, error))?;
    Ok(capture(visit))
}

/// A `cookie-charter/report/1` file.
pub(super) fn report(file: impl Read) -> Result<Capture, ImportError> {
    #[derive(Deserialize)]
    struct Report {
        visit: Visit,
    }
    let report: Report = serde_json::from_reader(file).map_err(|error| ImportError::json(Form::Report, error))?;
    Ok(capture(report.visit))
}

fn capture(visit: Visit) -> Capture {
    Capture {
        form: Form::Visit,
        site: Some(visit.site),
        now: Some(visit.now),
        stage: visit.stage,
        browser: visit.browser,
        store: visit.store,
        private: visit.private,
        hosts: visit.hosts,
        cookies: visit.cookies,
        storage: visit.storage,
        missing: visit.missing,
        stages: visit.stages,
        last_charter: visit.last_charter,
        charter_read: visit.charter_read,
        told_by: visit.told_by,
        told_at: visit.told_at,
        pushed_out: visit.pushed_out,
        expired: visit.expired,
        status: visit.status,
        dated_by_file: visit.dated_by_file,
        driven: visit.driven,
        files: visit.files,
    }
}
