//! The same tables, read by us, by Python (BeautifulSoup on lxml, and lxml alone) and by JavaScript (cheerio).
//!
//! `cargo bench --bench peers`. The peers know one thing: a table with the seed's header. We read every shape, judge
//! names, lifetimes and categories, and hash the page; the ratio is to our disadvantage, and shown as it is. What is
//! not installed is said (see `benches/peers/README.md`). Each reader runs in its own process on pages in memory; the
//! time to start a process is not counted.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark measures time and prints it")]

#[path = "pages.rs"]
mod pages;

use cookie_charter::charter;
use cookie_charter::page::{Form, Page};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let installed = root.join("target/peers");
    let peers = [
        ("BeautifulSoup + lxml", Command::new(installed.join("bin/python")), "reader.py", "beautifulsoup"),
        ("lxml", Command::new(installed.join("bin/python")), "reader.py", "lxml"),
        ("cheerio", Command::new("node"), "reader.mjs", "cheerio"),
    ];
    let pages = written(&root.join("target/peers-pages"));
    let ours: Vec<(f64, usize)> = pages.iter().map(|(_, path)| ours(path)).collect();
    println!("{:<22} {:<12} {:>10} {:>10} {:>10} {:>10}", "reader", "page", "ms", "pages/s", "declared", "× ours");
    for ((name, _), (ms, declared)) in pages.iter().zip(&ours) {
        println!("{:<22} {name:<12} {ms:>10.2} {:>10.1} {declared:>10} {:>10.2}", "cookie-charter", 1e3 / ms, 1.0);
    }
    for (name, mut command, script, how) in peers {
        command.arg(root.join("benches/peers").join(script)).arg(how).args(pages.iter().map(|(_, path)| path));
        let output = command.env("PEERS", &installed).output().ok().filter(|output| output.status.success());
        let Some(output) = output else {
            println!("{name:<22} not installed: see benches/peers/README.md");
            continue;
        };
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        for (((page, _), line), (our, _)) in pages.iter().zip(text.lines()).zip(&ours) {
            let mut numbers = line.split_whitespace().filter_map(|number| number.parse::<f64>().ok());
            let (ms, declared) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
            println!("{name:<22} {page:<12} {ms:>10.2} {:>10.1} {declared:>10} {:>10.2}", 1e3 / ms, ms / our);
        }
    }
}

/// The pages, on the disk for everyone.
fn written(folder: &Path) -> Vec<(&'static str, PathBuf)> {
    std::fs::create_dir_all(folder).unwrap_or_default();
    let pages = [("20 rows", 20), ("500 rows", 500), ("5,000 rows", 5_000)];
    let write = |(name, rows): (&'static str, usize)| {
        let path = folder.join(format!("{rows}.html"));
        std::fs::write(&path, pages::table(rows)).ok().map(|()| (name, path))
    };
    pages.into_iter().filter_map(write).collect()
}

/// The median of 11 runs, in milliseconds, and what was declared.
fn ours(path: &Path) -> (f64, usize) {
    let source = std::fs::read_to_string(path).unwrap_or_default();
    let page = Page { address: None, language: None, form: Form::Html, source };
    let mut declared = 0;
    let mut times: Vec<f64> = (0..11)
        .map(|_| {
            let start = Instant::now();
            declared = black_box(charter::read(black_box(&page))).declarations.len();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times.get(5).copied().unwrap_or_default(), declared)
}
