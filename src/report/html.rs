//! A report as one self-contained page: no script, no request, readable on screen and on A4 paper.

use super::text::sign;
use super::view::{Group, Row, View};
use super::words::Words;
use std::fmt::Write as _;

/// Writes a view as a page.
pub fn html(view: &View) -> String {
    let words = Words::of(&view.language);
    let said = |key: &str| words.labels.get(key).cloned().unwrap_or_default();
    let label = |key: &str| text(&said(key));
    let (language, site, verdict) = (text(&view.language), text(&view.site), text(&view.verdict));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{site} — Cookie Charter</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        include_str!("html.css"),
    );
    let _ = writeln!(page, "<header>\n<p class=\"site\">{site}</p>\n<h1>{verdict}</h1>");
    if let Some(sentence) = &view.state.sentence {
        let _ = writeln!(page, "<p>{}</p>", text(sentence));
    }
    if !view.evidence.is_empty() {
        page.push_str("<dl class=\"evidence\">\n");
        for proof in &view.evidence {
            let address = proof.address.as_deref().map(|address| link(address, address));
            let value = Some(text(&proof.value)).filter(|value| !value.is_empty());
            let value = address.into_iter().chain(value).collect::<Vec<_>>().join(" · ");
            let _ = writeln!(page, "<dt>{}</dt><dd>{value}</dd>", text(&proof.label));
        }
        page.push_str("</dl>\n");
    }
    page.push_str("</header>\n<main>\n");
    for counts in [&view.counts, &view.weights].into_iter().filter(|counts| !counts.is_empty()) {
        page.push_str("<ul class=\"counts\">\n");
        for count in counts {
            let _ = writeln!(
                page,
                "<li class=\"{}\"><b>{}</b> {}</li>",
                text(&count.id),
                count.shown(),
                text(&count.label)
            );
        }
        page.push_str("</ul>\n");
    }
    if !view.weights.is_empty() {
        let _ = writeln!(page, "<p class=\"soft\">{}</p>", label("severityLegend"));
    }
    let labels = Labels {
        columns: ["columnCookie", "columnFinding", "columnSays", "columnHolds"].map(label),
        advice: label("advice"),
        owner: label("adviceOwner"),
        place: said("seeInCharter"),
        charter: said("actOpen"),
    };
    for group in &view.groups {
        section(&mut page, group, &labels);
    }
    if !view.missing.is_empty() {
        let _ = writeln!(page, "<aside>\n<h2>{}</h2>\n<ul>", label("missing"));
        for sentence in &view.missing {
            let _ = writeln!(page, "<li>{}</li>", text(sentence));
        }
        page.push_str("</ul>\n</aside>\n");
    }
    let _ = writeln!(
        page,
        "</main>\n<footer>{}<br>Cookie Charter {}</footer>\n</body>\n</html>",
        label("observations"),
        env!("CARGO_PKG_VERSION")
    );
    page
}

/// The labels that every table has.
struct Labels {
    /// The headers of the columns, as text of an element.
    columns: [String; 4],
    /// Before what a visitor can do, as text of an element.
    advice: String,
    /// Before what the site's owner can, as text of an element.
    owner: String,
    /// Of a link to the place of a quote; the link makes it text.
    place: String,
    /// Of a link to a charter without a quote; likewise.
    charter: String,
}

fn section(page: &mut String, group: &Group, labels: &Labels) {
    let (title, count) = (text(&group.title), group.rows.len());
    let _ = writeln!(
        page,
        "<section class=\"{}\">\n<h2>{title} <span>{count}</span></h2>\n<table>\n<caption class=\"away\">{title}</caption>\n<thead><tr>",
        text(&group.id)
    );
    for heading in &labels.columns {
        let _ = writeln!(page, "<th scope=\"col\">{heading}</th>");
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &group.rows {
        line(page, row, labels);
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}

fn line(page: &mut String, row: &Row, labels: &Labels) {
    let (mark, name) = (text(&row.mark), text(&row.name));
    let sign = sign(&row.mark);
    let _ =
        write!(page, "<tr class=\"{mark}\"><th scope=\"row\"><i aria-hidden=\"true\">{sign}</i> <code>{name}</code>");
    if let Some(host) = &row.host {
        let _ = write!(page, "<br><span class=\"soft\">{}</span>", breakable(host));
    }
    page.push_str("</th>\n<td>");
    if row.findings.is_empty() {
        page.push_str(&text(&row.sentence));
    }
    for found in &row.findings {
        let (rule, cookie, domain) = (text(&found.rule), text(&found.cookie), text(&found.domain));
        let _ = write!(page, "<div data-rule=\"{rule}\" data-cookie=\"{cookie}\" data-domain=\"{domain}\">");
        let (title, observed) = (text(&found.title), text(&found.observed));
        let why = text(&found.why);
        let _ = write!(
            page,
            "<h3 class=\"{}\">{title}</h3><span class=\"soft\">{} · <span lang=\"en\">{rule}</span></span><br>{observed}<br><span class=\"soft\">{why}</span>",
            text(&found.severity),
            text(&found.weight)
        );
        for (whose, said) in
            [(&labels.advice, &found.advice), (&labels.owner, &found.owner)].into_iter().filter(|it| !it.1.is_empty())
        {
            let _ = write!(page, "<p class=\"soft\"><em>{whose}</em> — {}</p>", text(said));
        }
        if let Some(judged) = &found.judgement {
            let _ = write!(page, "<p class=\"judgement\">{}</p>", text(&judged.sentence));
        }
        page.push_str("</div>");
    }
    page.push_str("</td>\n<td>");
    if let Some(says) = &row.says {
        if let Some(quote) = &says.quote {
            let language = says.language.as_ref().map(|tag| format!(" lang=\"{}\"", text(tag))).unwrap_or_default();
            let _ = write!(page, "<blockquote{language}>{}</blockquote>", text(quote));
        }
        let _ = write!(page, "<span class=\"soft\">{}", text(&says.sentence));
        if let Some(address) = &says.link {
            let _ =
                write!(page, " {}", link(address, if says.quote.is_some() { &labels.place } else { &labels.charter }));
        }
        page.push_str("</span>");
    }
    page.push_str("</td>\n<td>");
    if !row.holds.is_empty() {
        page.push_str("<dl>");
        for (label, value) in &row.holds {
            let _ = write!(page, "<div><dt>{}</dt> <dd>{}</dd></div>", text(label), breakable(value));
        }
        page.push_str("</dl>");
    }
    page.push_str("</td></tr>\n");
}

/// Text with names of hosts in it, which break behind their dots and not inside a word.
fn breakable(words: &str) -> String {
    let shown = text(words);
    let mut parts = shown.split_inclusive('.').peekable();
    let mut broken = String::new();
    while let Some(part) = parts.next() {
        broken.push_str(part);
        if part.ends_with('.') && parts.peek().is_some_and(|next| next.starts_with(char::is_alphanumeric)) {
            broken.push_str("<wbr>");
        }
    }
    broken
}

/// A link, when the address is one a browser may safely follow.
fn link(address: &str, words: &str) -> String {
    let web = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    if web { format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", text(address), text(words)) } else { text(words) }
}

/// Text of an element or an attribute.
pub(super) fn text(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{breakable, link, text};

    #[test]
    fn nothing_said_becomes_markup() {
        assert_eq!(text("<script>\"'&\u{0}"), "&lt;script&gt;&quot;&#39;&amp; ");
        assert_eq!(breakable("a.b.example and <c>."), "a.<wbr>b.<wbr>example and &lt;c&gt;.");
        assert_eq!(link("javascript:alert(1)", "x"), "x");
        assert_eq!(link("https://a/\"", "x"), "<a href=\"https://a/&quot;\" rel=\"noreferrer\">x</a>");
    }
}
