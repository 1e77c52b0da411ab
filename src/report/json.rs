//! The whole report as JSON: what the extension exports, and what the command line reads back.

use super::Report;

/// Writes a report as JSON, two spaces deep, with a final line end. The same report gives the same bytes.
pub fn json(report: &Report) -> String {
    // None of a report's types refuses to be written: no map with odd keys, no custom code.
    serde_json::to_string_pretty(report).unwrap_or_default() + "\n"
}
