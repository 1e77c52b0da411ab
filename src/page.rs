//! A page: what a site publishes at an address.

/// What a site publishes at an address, before anyone has read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The address it came from. `None` when it was pasted or opened from a file without one.
    pub address: Option<String>,
    /// The language tag the transport announced (`fr`, `fr-FR`). `None` leaves it to the page itself.
    pub language: Option<String>,
    /// How the source is written.
    pub form: Form,
    /// The source text.
    pub source: String,
}

/// How the source of a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// HTML, complete or cut.
    Html,
    /// Plain text, markdown included; the reader tells its layouts (tabs, pipes, one cell a line…) apart by itself.
    Text,
}
