//! Pages that are broken, absurd or hostile: an answer within the bounds, never a panic.

use crate::sites::{page, pages};
use cookie_charter::charter::{self, DoubtKind};
use cookie_charter::page::{Form, Page};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(source: String) -> charter::Charter {
    charter::read(&Page { address: None, language: Some("en".to_owned()), form: Form::Html, source })
}

/// What a reading of a page declares, by name and kind, without what a cut inside changes.
fn names(charter: &charter::Charter) -> BTreeSet<(String, charter::Kind)> {
    charter.declarations.iter().map(|line| (line.name.clone(), line.kind)).collect()
}

/// A page cut anywhere is read: it declares no more than the whole page does, the last name, cut short, aside.
#[test]
#[ignore = "takes a minute; `cargo xtask test` runs it"]
fn a_page_cut_at_every_tag_and_line_is_read() {
    for path in pages() {
        let source = fs::read_to_string(&path).unwrap();
        let whole = charter::read(&page(&path, source.clone())).declarations.len();
        let cuts = source.char_indices().filter(|(_, character)| matches!(character, '<' | '\n')).map(|(at, _)| at);
        let mut cuts: Vec<usize> = cuts.collect();
        // Before a line's end, before the tag that closes what the end of the page closes as well, and before the tag that begins
        // the next line, the same is left.
        cuts.dedup_by_key(|cut| open_part(&source[..*cut]).len());
        for cut in cuts {
            let part = charter::read(&page(&path, source[..cut].to_owned()));
            assert!(part.declarations.len() <= whole + 1, "{path:?} cut at {cut}: {:#?}", part.declarations);
        }
    }
}

/// A page without the closing tags and the spaces at its end.
fn open_part(source: &str) -> &str {
    let mut rest = source.trim_end();
    while let Some(at) =
        rest.strip_suffix('>').and_then(|before| before.rfind('<')).filter(|at| rest[*at..].starts_with("</"))
    {
        rest = rest[..at].trim_end();
    }
    rest
}

/// What stands before the last rows of a page is still read when the connection breaks within them.
#[test]
fn what_is_whole_before_a_cut_is_read() {
    let mut lost = Vec::new();
    for path in pages().iter().filter(|path| path.extension().is_some_and(|extension| extension == "html")) {
        let source = fs::read_to_string(path).unwrap();
        let whole = names(&charter::read(&page(path, source.clone())));
        let rows: Vec<usize> = source.match_indices("</tr>").map(|(at, tag)| at + tag.len()).collect();
        // The header and three rows at least: with less, nothing tells a table from any other.
        let (Some(from), true) = (rows.get(3), rows.len() >= 6) else { continue };
        for cut in rows.iter().filter(|cut| *cut > from) {
            let part = names(&charter::read(&page(path, source[..*cut].to_owned())));
            let before = whole.iter().filter(|(name, _)| source[..*from].contains(name.trim_end_matches('*')));
            lost.extend(
                before.filter(|line| !part.contains(*line)).map(|line| format!("{path:?} cut at {cut}: {line:?}")),
            );
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

/// Emptying a cell loses at most what it told: never a panic, never more declarations. Where a text has lost the lines of
/// its table, the title below an emptied last cell may be taken for one name more.
#[test]
#[ignore = "takes a minute; `cargo xtask test` runs it"]
fn a_page_with_each_cell_emptied_is_read() {
    let mut emptied = 0;
    for path in pages() {
        let source = fs::read_to_string(&path).unwrap();
        let titles = usize::from(path.extension().is_some_and(|extension| extension == "txt"));
        let most = charter::read(&page(&path, source.clone())).declarations.len() + titles;
        for (open, close) in cells(&path, &source) {
            let part = format!("{}{}", &source[..open], &source[close..]);
            let charter = charter::read(&page(&path, part));
            assert!(charter.declarations.len() <= most, "{path:?} emptied at {open}: {:#?}", charter.declarations);
            emptied += 1;
        }
    }
    assert!(emptied > 2_000, "{emptied}");
}

/// The cells of a page: of its tables, lists and definitions, or between the tabs and pipes of its lines.
fn cells(path: &Path, source: &str) -> Vec<(usize, usize)> {
    if path.extension().is_some_and(|extension| extension == "html") {
        let opens = ["<td", "<th", "<dd", "<dt", "<li"].into_iter().flat_map(|tag| source.match_indices(tag));
        return opens
            .filter_map(|(at, tag)| {
                let open = at + source[at..].find('>')? + 1;
                let close = open + source[open..].find(&format!("</{}", &tag[1..]))?;
                (open < close).then_some((open, close))
            })
            .collect();
    }
    let mut from = 0;
    let mut cells = Vec::new();
    for (at, sign) in source.match_indices(['\t', '|', '\n']) {
        if at > from && !source[from..at].trim().is_empty() {
            cells.push((from, at));
        }
        from = at + sign.len();
    }
    cells
}

/// Bytes that are deleted, doubled or swapped anywhere, tags that never close: an answer for each. `MUTILATIONS=1000 cargo test`
/// goes on for longer.
#[test]
fn mutilated_pages_are_read() {
    let times = std::env::var("MUTILATIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(3);
    for (seed, path) in pages().into_iter().enumerate() {
        let source: Vec<char> = fs::read_to_string(&path).unwrap().chars().collect();
        let mut random = seed as u64 + 1;
        let mut next = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(random >> 33).unwrap() % below.max(1)
        };
        for _ in 0..times {
            let mut mutilated = source.clone();
            for _ in 0..=next(6) {
                let (at, length) = (next(mutilated.len()), next(60));
                let end = (at + length).min(mutilated.len());
                let piece: Vec<char> = mutilated[at..end].to_vec();
                match next(4) {
                    0 => drop(mutilated.drain(at..end)),
                    1 => drop(mutilated.splice(at..at, piece)),
                    2 => drop(mutilated.splice(at..end, piece.into_iter().rev())),
                    _ => drop(mutilated.splice(at..at, SIGNS[next(SIGNS.len())].chars())),
                }
            }
            let page = page(&path, mutilated.into_iter().collect());
            let charter = charter::read(&page);
            assert!(charter.declarations.iter().all(|line| !line.name.trim().is_empty()), "{path:?}");
            let _ = charter::find::find(&page);
            let _ = charter::lists(&page);
        }
    }
}

/// What is put into pages: openings without an end, signs of other layouts, the edges of Unicode.
const SIGNS: [&str; 16] = [
    "<table><tr><td>",
    "</table>",
    "<!--",
    "<script>",
    "</div></div>",
    "\t|\t",
    "\u{0}",
    "\u{200b}",
    "\u{202e}",
    "\u{fffd}",
    "&#0;&amp",
    "*_*",
    "((((",
    "<td colspan=9999 rowspan=9999>",
    "{\"disclosures\": [",
    "İßﬁ\u{1f36a}",
];

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
    // Comments of templates, and such as never end.
    for comment in ["{{----}}", "{{--", "{/*", "{/**/}", "{{!--"] {
        assert!(read(comment.repeat(150_000)).declarations.is_empty(), "{comment}");
    }
}

/// A row has no copy of the megabyte above its table, a word of prose is not held against every row, and a long run of lines
/// that could be a list is not looked at again from each of them.
#[test]
fn what_many_rows_share_is_read_once() {
    let rows: String =
        (0..2_000).map(|at| format!("<tr><td>_row{at}</td><td>Keeps it</td><td>1 year</td></tr>")).collect();
    let table = format!("<table><tr><th>Name</th><th>Purpose</th><th>Duration</th></tr>{rows}</table>");
    let above = read(format!("<h1>Cookies</h1><p>{}</p>{table}", "word ".repeat(200_000)));
    assert_eq!(above.declarations.len(), 2_000);
    let told: String = (0..2_000).map(|at| format!("<p>The cookie a_row{at}b is set.</p>")).collect();
    assert_eq!(read(format!("<h1>Cookies</h1>{table}{told}")).declarations.len(), 2_000, "they are the rows', glued");
    let run = "Cookies\n\n".to_owned() + &"sessionx Keeps you signed in here.\n".repeat(3_000);
    let page = Page { address: None, language: None, form: Form::Text, source: run };
    assert!(charter::read(&page).declarations.is_empty());
}

#[test]
fn what_exceeds_the_bounds_is_a_doubt() {
    let charter = read("<p>a</p>".repeat(210_000));
    assert_eq!(charter.doubts.first().map(|doubt| doubt.doubt), Some(DoubtKind::Truncated));
}

/// Fifty thousand levels deeper than any browser shows, and a table of a million cells beside the charter: the charter is
/// read all the same.
#[test]
fn a_charter_beside_the_absurd_is_read() {
    let charter_table = "<h1>Cookies</h1><table><tr><th>Name<th>Purpose<th>Duration<tr><td>basket_id<td>Keeps the basket<td>1 year<tr><td>_count<td>Counts visits<td>13 months</table>";
    for absurd in [
        "<div>".repeat(100_000),
        "<span><i>".repeat(50_000),
        format!("<table>{}</table>", format!("<tr>{}</tr>", "<td></td>".repeat(100)).repeat(500)),
        "lorem ipsum ".repeat(20_000),
        "</p></div>".repeat(50_000),
    ] {
        let before = read(format!("{charter_table}{absurd}"));
        assert_eq!(before.declarations.len(), 2, "before {}…", &absurd[..20]);
        let behind = read(format!("{absurd}{charter_table}"));
        assert_eq!(behind.declarations.len(), 2, "behind {}…", &absurd[..20]);
    }
}

/// Files that are no page at all.
#[test]
fn what_is_no_page_declares_nothing() {
    for source in [
        "",
        " ",
        "\u{feff}",
        "\0\0\0",
        "%PDF-1.7 \u{fffd}\u{fffd} _ga",
        "\u{fffd}PNG\r\n\u{1a}\n\0\0\0IHDR",
        "PK\u{3}\u{4}\0\0cookie.xml",
    ] {
        for form in [Form::Html, Form::Text] {
            let page = Page { address: None, language: None, form, source: source.to_owned() };
            assert!(charter::read(&page).declarations.is_empty(), "{source:?}");
            assert!(charter::find::find(&page).is_empty(), "{source:?}");
        }
    }
}

/// A page that shows a page that shows a page …: the first is read, and nothing overflows.
#[test]
fn pages_within_pages_do_not_overflow() {
    let fences = "```md\n~~~md\n".repeat(10_000);
    let page = Page { address: None, language: None, form: Form::Text, source: fences };
    assert!(charter::read(&page).declarations.is_empty());
}

/// Lines that could each begin a table, a list or an element that never ends: none is looked at from each of them to the end
/// of the page, which would take minutes.
#[test]
fn lines_that_begin_nothing_are_looked_at_a_few_times() {
    let names: String = (0..10_000).map(|at| format!("name_{at}\n")).collect();
    for source in [
        names,
        "Cookie\nPurpose\nDuration\n\n".repeat(2_500),
        "word |\n".repeat(10_000),
        "|a\n".repeat(10_000),
        "<div>\n".repeat(10_000),
    ] {
        let page = Page { address: None, language: Some("en".to_owned()), form: Form::Text, source };
        assert!(charter::read(&page).declarations.is_empty(), "{}…", &page.source[..20]);
    }
}

/// Where a sentence ends, whether a `pre` is a page and whether a word is a name is found in one look at the page: looking at
/// the rest of it anew for each would take minutes.
#[test]
fn what_is_asked_of_the_whole_page_is_looked_up_once() {
    let sentence = "The site sets first-party cookies with Example here.\n";
    let noted: String = (0..5_000).map(|at| format!("<tr><td>ck_{at} (Brand)</td><td>Keeps it</td></tr>")).collect();
    for (page, declared) in [
        (format!("<p>We set cookies {}</p>", "! ".repeat(400_000)), 0),
        (format!("<pre>{}</pre>", sentence.repeat(20_000)), 0),
        (format!("{}{}", "<pre>".repeat(20_000), sentence.repeat(10)), 0),
        (
            format!("<p>{}</p><table><tr><th>Name</th><th>Purpose</th></tr>{noted}</table>", sentence.repeat(5_000)),
            5_000,
        ),
    ] {
        let head = page[..40].to_owned();
        assert_eq!(read(page).declarations.len(), declared, "{head}…");
    }
}

/// What stands above many rows, or beside them in one cell, is told of each, but never copied whole into all.
#[test]
fn what_is_said_of_many_rows_stays_short() {
    let long = "word ".repeat(10_000);
    let row = |at: usize| format!("<tr><td>_row{at}</td><td>Keeps it</td><td>1 year</td></tr>");
    let rows: String = (0..2_000).map(row).collect();
    let beside: String = (0..2_000).map(|at| format!("<tr><td>_row{at}</td><td>1 year</td></tr>")).collect();
    let head = "<tr><th>Name</th><th>Purpose</th><th>Duration</th></tr>";
    for page in [
        format!("<h1>Cookies</h1><h2>{long}</h2><table>{head}{rows}</table>"),
        format!("<h1>Cookies</h1><table><caption>{long}</caption>{head}{rows}</table>"),
        format!(
            "<h1>Cookies</h1><table>{head}<tr><td>_a</td><td rowspan=2001>{long}</td><td>1 year</td></tr>{beside}</table>"
        ),
        format!("<h1>Cookies</h1><table>{head}<tr><td colspan=3>{}</td></tr>{rows}</table>", "x".repeat(50_000)),
    ] {
        let charter = read(page);
        assert!(charter.declarations.len() >= 2_000, "{}", charter.declarations.len());
        let written = serde_json::to_string(&charter).unwrap().len();
        assert!(written < 8_000_000, "{written} bytes");
        let told = charter.declarations.iter().filter_map(|line| line.purpose.as_deref());
        assert!(told.filter(|purpose| purpose.len() >= 2_000).all(|purpose| purpose.ends_with('…')), "a cut is shown");
    }
}
