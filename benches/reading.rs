//! How long reading a charter takes beside what scraper needs to parse the same page into its tree.
//!
//! `cargo bench --bench reading`: the aim is a ratio of at most 1.5 on every page of 10 KB to 5 MB, and a time that
//! grows with the size and no faster.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark measures time and prints it")]

#[path = "pages.rs"]
mod pages;

use cookie_charter::charter;
use cookie_charter::page::{Form, Page};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    println!(
        "{:<28} {:>9} {:>11} {:>11} {:>7} {:>9} {:>9}",
        "page", "KB", "parse ms", "read ms", "ratio", "MB/s", "declared"
    );
    let row = 210;
    let tables = [10_000, 100_000, 1_000_000, 5_000_000]
        .map(|bytes| (format!("table of {} KB", bytes / 1000), pages::table(bytes / row)));
    for (name, source) in tables {
        measure(&name, source);
    }
    measure("table of 50,000 rows", pages::table(50_000));
    measure("prose of 1 MB", pages::prose(1_000_000));
    measure("cards of 1 MB", pages::cards(5_400));
    measure("1,000 deep", pages::nested(1_000));
    measure("100,000 deep", pages::nested(100_000));
}

fn measure(name: &str, source: String) {
    let size = source.len();
    let parse = median(size, || {
        black_box(scraper::Html::parse_document(black_box(&source)));
    });
    let page = Page { address: None, language: None, form: Form::Html, source: source.clone() };
    let mut declared = 0;
    let read = median(size, || declared = black_box(charter::read(black_box(&page))).declarations.len());
    let (parse_ms, read_ms) = (parse.as_secs_f64() * 1e3, read.as_secs_f64() * 1e3);
    #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
    let size = size as f64;
    println!(
        "{name:<28} {:>9.0} {parse_ms:>11.2} {read_ms:>11.2} {:>7.2} {:>9.1} {declared:>9}",
        size / 1e3,
        read_ms / parse_ms,
        size / 1e6 / read.as_secs_f64()
    );
}

/// The median of several runs: many of a small page, few of a large one.
fn median(size: usize, mut work: impl FnMut()) -> Duration {
    let runs = (20_000_000 / size.max(1)).clamp(5, 101);
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(runs / 2).copied().unwrap_or_default()
}
