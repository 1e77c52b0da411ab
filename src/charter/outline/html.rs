//! The outline of an HTML page.

use super::Outline;

/// Reads HTML into blocks.
pub(crate) fn outline(_source: &str) -> Outline {
    Outline::default()
}
