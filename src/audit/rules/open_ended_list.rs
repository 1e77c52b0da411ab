//! `open-ended-list`: a list of cookies that does not end.
//!
//! ## What it checks
//! Each declaration whose name is followed by « etc. », « … » or « par exemple », or whose words say that the list
//! is not exhaustive; one finding a charter, with the list.
//!
//! ## Why it matters
//! A list that goes on cannot be checked, and the list of those who use cookies has to be complete (CNIL,
//! délibération 2020-092).
//!
//! ## Example
//! « _ga, _gid, etc. »
//!
//! ## When it stays silent
//! Such words stand in the purpose only: « langue, fuseau horaire, etc. » explains, it does not leave cookies out.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use crate::text;

/// A list of cookies that does not end.
pub(super) const RULE: Rule =
    Rule { id: "open-ended-list", severity: Severity::Notice, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    super::listed(&RULE, case, |declaration| {
        let name = text::fold(&declaration.as_written);
        let words = text::fold(&declaration.evidence.excerpt);
        let open = name.split(|character: char| !character.is_alphanumeric()).any(|word| word == "etc");
        let goes_on = name.ends_with('…')
            || name.ends_with("...")
            || name.contains("par exemple")
            || name.contains("for example");
        let partial =
            ["non exhausti", "non-exhausti", "not exhausti", "nicht abschließend", "no exhausti", "niet-limitatief"];
        open || goes_on || partial.iter().any(|phrase| words.contains(phrase))
    })
}
