//! The public suffix list (publicsuffix.org, MPL-2.0), private section included, packed by `build/suffixes.rs`.

use super::punycode;
use std::borrow::Cow;

/// Top labels with what is below them, sorted.
static SUFFIXES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/suffixes.rs"));

/// How many labels of a host, from its end, are a public suffix: 2 for "data.co.uk". At least 1.
pub(super) fn labels(host: &str) -> usize {
    let mut labels = host.rsplit('.');
    let Some(top) = labels.next().map(ascii) else { return 1 };
    let Ok(place) = SUFFIXES.binary_search_by(|(label, _)| (*label).cmp(&*top)) else { return 1 };
    let mut below = SUFFIXES.get(place).map_or("", |(_, below)| *below);
    let mut suffix = 1;
    for (depth, label) in labels.enumerate() {
        let label = ascii(label);
        let depth = depth + 2;
        let Some(entry) = find(below, &label).or_else(|| find(below, "*")) else { break };
        match entry.mark {
            Mark::Exception => return depth - 1,
            Mark::Rule => suffix = depth,
            Mark::Passage => {}
        }
        below = entry.below;
    }
    suffix
}

/// A label as the list writes it. Nothing is allocated for what is written so already.
fn ascii(label: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if label.bytes().all(plain) {
        Cow::Borrowed(label)
    } else {
        Cow::Owned(punycode::label(&label.to_lowercase()).into_owned())
    }
}

/// One label of the table.
struct Entry<'a> {
    mark: Mark,
    below: &'a str,
}

enum Mark {
    /// The list has a rule that ends here.
    Rule,
    /// The list says that this is no public suffix although a wildcard says so.
    Exception,
    /// Only rules further down pass through here.
    Passage,
}

/// Finds a label among the entries of one level.
fn find<'a>(mut level: &'a str, wanted: &str) -> Option<Entry<'a>> {
    while !level.is_empty() {
        let end = level.find([',', '(', '.', '!']).unwrap_or(level.len());
        let (label, rest) = level.split_at_checked(end)?;
        let (mark, rest) = match rest.chars().next() {
            Some('.') => (Mark::Passage, rest.get(1..)?),
            Some('!') => (Mark::Exception, rest.get(1..)?),
            _ => (Mark::Rule, rest),
        };
        let (below, rest) = match rest.strip_prefix('(') {
            Some(inside) => inside.split_at_checked(closing(inside)?)?,
            None => ("", rest),
        };
        if label == wanted {
            return Some(Entry { mark, below });
        }
        level = rest.trim_start_matches(')').strip_prefix(',').unwrap_or_default();
    }
    None
}

/// Where the parenthesis that is open at the start of a text closes.
fn closing(inside: &str) -> Option<usize> {
    let mut depth = 1;
    inside.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::super::registrable;

    const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/suffix-rules.txt"));

    #[test]
    fn every_rule_of_the_list_agrees_with_the_psl_crate() {
        let mut looked_up = 0;
        for rule in RULES.lines() {
            let rule = rule.trim_start_matches('!').replace('*', "any");
            for host in [rule.clone(), format!("a.{rule}"), format!("b.a.{rule}"), format!("c.b.a.{rule}")] {
                assert_eq!(registrable(&host), psl::domain_str(&host), "{host}");
                looked_up += 1;
            }
        }
        assert!(looked_up > 40_000, "{looked_up}");
    }
}
