//! Where is the charter? The links of a page that lead to one, best first.

use crate::page::Page;
use serde::{Deserialize, Serialize};

/// A link that may lead to the site's charter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The absolute address.
    pub address: String,
    /// The link's text.
    pub text: String,
    /// How likely it is the charter, from 0 to 1.
    pub score: f64,
    /// Why, as a kebab-case key of the words (`link-text`, `address`, `legal-page`, …).
    pub reason: String,
}

/// Ranks the links of a page by how likely they lead to the site's charter. Empty when none does.
pub fn find(_page: &Page) -> Vec<Candidate> {
    Vec::new()
}
