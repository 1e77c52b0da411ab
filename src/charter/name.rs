//! A declared cookie name: exact, or a family whose variable parts are `*`.

/// Whether a declared name (with `*` for its variable parts) matches a cookie's name, case-sensitively.
pub fn matches(_pattern: &str, _name: &str) -> bool {
    false
}
