//! Hosts, registrable domains, and whose cookie it is: the only place that knows public suffixes.

/// The registrable domain of a host ("data.isere.fr" → "isere.fr"), by the public suffix list, private section included.
/// `None` for IP addresses, single labels and public suffixes themselves.
pub fn registrable(_host: &str) -> Option<&str> {
    None
}
