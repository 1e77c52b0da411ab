//! The formats a report is written in.

use super::{Report, csv, draft, html, inspection, json, junit, markdown, sarif, text, view};

/// How a report is written. Every format is a pure function of report and language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text(text::Paint),
    /// The whole report; the command line's own input.
    Json,
    /// One line a cookie or declaration, for spreadsheets.
    Csv,
    /// One self-contained page, to read and to print.
    Html,
    /// For issues and mails.
    Markdown,
    /// SARIF 2.1.0, for code review tools.
    Sarif,
    /// JUnit XML, for continuous integration.
    Junit,
    /// `inspection.json`, for the EDPB's Website Auditing Tool.
    Inspection,
    /// Rows for the charter, as an HTML table.
    DraftHtml,
    /// Rows for the charter, as a Markdown table.
    DraftMarkdown,
    /// Rows for the charter, for spreadsheets.
    DraftCsv,
}

impl Format {
    /// The format of an id (`csv`), as the extension's pages and the command line name them.
    pub fn of(id: &str) -> Option<Self> {
        Some(match id {
            "text" => Self::Text(text::Paint::Plain),
            "json" => Self::Json,
            "csv" => Self::Csv,
            "html" => Self::Html,
            "markdown" => Self::Markdown,
            "sarif" => Self::Sarif,
            "junit" => Self::Junit,
            "inspection" => Self::Inspection,
            "draft" | "draft-html" => Self::DraftHtml,
            "draft-markdown" => Self::DraftMarkdown,
            "draft-csv" => Self::DraftCsv,
            _ => return None,
        })
    }

    /// The media type, with its charset.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text(_) => "text/plain;charset=utf-8",
            Self::Json | Self::Inspection => "application/json",
            Self::Csv | Self::DraftCsv => "text/csv;charset=utf-8",
            Self::Html | Self::DraftHtml => "text/html;charset=utf-8",
            Self::Markdown | Self::DraftMarkdown => "text/markdown;charset=utf-8",
            Self::Sarif => "application/sarif+json",
            Self::Junit => "application/xml",
        }
    }

    /// The usual ending of file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text(_) => "txt",
            Self::Json | Self::Inspection => "json",
            Self::Csv | Self::DraftCsv => "csv",
            Self::Html | Self::DraftHtml => "html",
            Self::Markdown | Self::DraftMarkdown => "md",
            Self::Sarif => "sarif",
            Self::Junit => "xml",
        }
    }

    /// Writes a report. The language is a tag (`fr`); JSON has none.
    pub fn write(self, report: &Report, language: &str) -> String {
        match self {
            Self::Text(paint) => text::text(&view::written(report, language), paint),
            Self::Json => json::json(report),
            Self::Csv => csv::csv(report, language),
            Self::Html => html::html(&view::written(report, language)),
            Self::Markdown => markdown::markdown(&view::written(report, language)),
            Self::Sarif => sarif::sarif(report, language),
            Self::Junit => junit::junit(&view::written(report, language)),
            Self::Inspection => inspection::inspection(report),
            Self::DraftHtml => draft::draft(report, language).html(),
            Self::DraftMarkdown => draft::draft(report, language).markdown(),
            Self::DraftCsv => draft::draft(report, language).csv(),
        }
    }
}
