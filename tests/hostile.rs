//! Pages that are broken, absurd or hostile: an answer within the bounds, never a panic.

use crate::sites::{page, pages};
use cookie_charter::charter::{self, DoubtKind};
use cookie_charter::page::{Form, Page};
use std::fs;

fn read(source: String) -> charter::Charter {
    charter::read(&Page { address: None, language: Some("en".to_owned()), form: Form::Html, source })
}

/// A page cut anywhere declares no name that the whole page does not, cut names aside, and never panics.
#[test]
fn a_page_cut_at_every_tag_is_read() {
    for path in pages() {
        let source = fs::read_to_string(&path).unwrap();
        let whole = charter::read(&page(&path, source.clone())).declarations.len();
        let cuts = source.char_indices().filter(|(_, character)| matches!(character, '<' | '\n')).map(|(at, _)| at);
        for cut in cuts {
            let part = charter::read(&page(&path, source[..cut].to_owned()));
            assert!(part.declarations.len() <= whole + 1, "{path:?} cut at {cut}: {:#?}", part.declarations);
        }
    }
}

/// Emptying a cell loses at most what it told: never a panic, never more declarations.
#[test]
fn a_page_with_each_cell_emptied_is_read() {
    for path in pages() {
        let source = fs::read_to_string(&path).unwrap();
        let whole = charter::read(&page(&path, source.clone())).declarations.len();
        let opens: Vec<usize> = source.match_indices("<td>").map(|(at, tag)| at + tag.len()).collect();
        for open in opens {
            let Some(close) = source[open..].find("</td>") else { continue };
            let emptied = format!("{}{}", &source[..open], &source[open + close..]);
            let charter = charter::read(&page(&path, emptied));
            assert!(charter.declarations.len() <= whole, "{path:?} emptied at {open}");
        }
    }
}

#[test]
fn nesting_does_not_overflow() {
    assert!(read("<div>".repeat(100_000)).declarations.is_empty());
    for tag in ["<b>", "<ul><li>a", "<table><tr><td>a<td>", "<details><summary>a</summary>", "<dl><dt>a<dd>"] {
        assert!(read(tag.repeat(10_000)).declarations.is_empty(), "{tag}");
    }
}

#[test]
fn a_table_of_a_million_cells_says_what_it_left_out() {
    let row = format!("<tr>{}</tr>", "<td></td>".repeat(100));
    let charter = read(format!("<table>{}</table>", row.repeat(10_000)));
    assert!(charter.declarations.is_empty());
    assert_eq!(charter.doubts.first().map(|doubt| doubt.doubt), Some(DoubtKind::Truncated));
}

#[test]
fn absurd_spans_stay_small() {
    let charter = read(format!("<table>{}</table>", "<tr><td rowspan=65535 colspan=65535>a".repeat(300)));
    assert!(charter.declarations.is_empty());
}

#[test]
fn megabytes_without_a_tag_are_read() {
    assert!(read("we tell no cookie here ".repeat(50_000)).declarations.is_empty());
    assert!(read(format!("_ga {}", "(".repeat(300_000))).declarations.len() <= 1);
}

#[test]
fn what_exceeds_the_bounds_is_a_doubt() {
    let charter = read("<p>a</p>".repeat(210_000));
    assert_eq!(charter.doubts.first().map(|doubt| doubt.doubt), Some(DoubtKind::Truncated));
}
