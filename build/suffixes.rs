//! The public suffix list as a table of its top labels, each with the rules below it as a nested text:
//! `com,compute.(*),s3` means `com`, anything under `compute` but not `compute` itself, and `s3`.

use crate::punycode;
use std::collections::BTreeMap;
use std::fmt::Write;

#[derive(Default)]
struct Node {
    rule: bool,
    exception: bool,
    children: BTreeMap<String, Node>,
}

/// Rust source: a sorted array of (top label, what is below it). Rules of one label are left out, since a host's last
/// label is a public suffix by default.
pub(crate) fn table(rules: &str) -> String {
    let mut root = Node::default();
    for rule in rules.lines().map(str::trim).filter(|rule| !rule.is_empty() && !rule.starts_with("//")) {
        let (exception, rule) = rule.strip_prefix('!').map_or((false, rule), |rule| (true, rule));
        let mut node = &mut root;
        for label in rule.rsplit('.') {
            let label = punycode::label(&label.to_lowercase()).into_owned();
            node = node.children.entry(label).or_default();
        }
        node.rule = true;
        node.exception = exception;
    }
    let mut source = String::from("[\n");
    for (label, node) in root.children.iter().filter(|(_, node)| !node.children.is_empty()) {
        let mut below = String::new();
        write_children(&mut below, node);
        let _ = writeln!(source, "({label:?}, {below:?}),");
    }
    source.push(']');
    source
}

fn write_children(text: &mut String, node: &Node) {
    for (place, (label, child)) in node.children.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push_str(label);
        if child.exception {
            text.push('!');
        } else if !child.rule {
            text.push('.');
        }
        if !child.children.is_empty() {
            text.push('(');
            write_children(text, child);
            text.push(')');
        }
    }
}
