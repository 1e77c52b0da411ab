//! Is a text that was given as something else a file of cookies? Nobody reads one as a charter: it holds values, and they
//! would be taken for what is declared.

use super::{Form, form, netscape};
use crate::cookie::moment::{cookie_date, rfc3339};
use std::fmt;
use std::io::Cursor;

/// What a text of cookies is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file that can be read as cookies.
    File(Form),
    /// Headers of a request or an answer, a cookie's among them, or what a script reads as `document.cookie`.
    Headers,
    /// Rows of a browser's developer tools.
    Table,
}

impl Kind {
    /// Whether nothing but cookies is written so: some consent platforms keep their declarations as cookies are kept.
    pub fn is_certain(self) -> bool {
        !matches!(self, Self::File(Form::List | Form::Session))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(Form::Netscape) => f.write_str("a file of cookies (cookies.txt)"),
            Self::File(Form::Har) => f.write_str("an archive of requests (HAR)"),
            Self::File(form) => form.fmt(f),
            Self::Headers => f.write_str("cookies with their values, as headers or a script show them"),
            Self::Table => f.write_str("a table of cookies with their values, as developer tools show it"),
        }
    }
}

/// What a text of cookies is, whatever its name. `None` when it is none.
///
/// # Example
///
/// ```
/// use cookie_charter::cookie::import::{Form, Kind, recognise};
///
/// assert_eq!(recognise(".example.org\tTRUE\t/\tFALSE\t0\tsid\tsecret\n"), Some(Kind::File(Form::Netscape)));
/// assert_eq!(recognise("Set-Cookie: sid=secret; Path=/"), Some(Kind::Headers));
/// assert_eq!(recognise("Nom\tDurée\nsid\t13 mois\n"), None);
/// ```
pub fn recognise(text: &str) -> Option<Kind> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if opens_json(text) {
        return form::of(&mut Cursor::new(text.as_bytes())).ok().map(|(form, _)| Kind::File(form));
    }
    if text.lines().any(netscape::is_cookie) {
        return Some(Kind::File(Form::Netscape));
    }
    if text.lines().any(is_row) {
        return Some(Kind::Table);
    }
    (are_headers(text) || is_command(text) || is_script(text)).then_some(Kind::Headers)
}

/// What the beginning of a text is that holds cookies as people see them, and is no file that can be read.
pub(super) fn shown(beginning: &str) -> Option<Kind> {
    // The last line may be cut.
    let whole = beginning.rsplit_once('\n').map_or(beginning, |(whole, _)| whole);
    let of = |text: &str| recognise(text).filter(|kind| matches!(kind, Kind::Headers | Kind::Table));
    of(beginning).or_else(|| of(whole))
}

/// An object, or an array of objects. Pages of markdown and text begin with a link or an image in brackets, too.
fn opens_json(text: &str) -> bool {
    let opens =
        |open: char, inner: char| text.strip_prefix(open).is_some_and(|rest| rest.trim_start().starts_with(inner));
    opens('{', '"') || opens('[', '{')
}

/// A row as developer tools copy it: name, value, domain, path, expiry, size.
fn is_row(line: &str) -> bool {
    let cells: Vec<&str> = line.split('\t').map(str::trim).take(7).collect();
    let [_, _, domain, path, expiry, rest @ ..] = cells.as_slice() else { return false };
    let is_host = !domain.is_empty() && !domain.contains(char::is_whitespace) && domain.contains(['.', ':']);
    let ends = expiry.eq_ignore_ascii_case("session") || rfc3339(expiry).or_else(|| cookie_date(expiry)).is_some();
    let is_sized = rest.first().is_some_and(|size| !size.is_empty() && size.bytes().all(|it| it.is_ascii_digit()));
    is_host && path.starts_with('/') && ends && is_sized
}

/// Nothing but headers, as developer tools and curl show them, and one of them has a cookie with a value; behind an empty line
/// of an answer may stand its page.
fn are_headers(text: &str) -> bool {
    let (mut has_cookie, mut is_over) = (false, false);
    let is_answer = text.starts_with("HTTP/");
    for line in text.lines() {
        is_over |= is_answer && line.trim().is_empty();
        if is_over && has_cookie {
            return true;
        }
        let line = line.trim_start_matches(['<', '>', '*', ' ', '\t']).trim_end();
        let is_first = ["HTTP/", "GET ", "POST ", "HEAD ", "PUT "].iter().any(|start| line.starts_with(start));
        if line.is_empty() || is_first {
            continue;
        }
        let Some((name, value)) = line.trim_start_matches(':').split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
            return false;
        }
        let is_cookie = ["cookie", "set-cookie"].iter().any(|it| name.eq_ignore_ascii_case(it));
        has_cookie |= is_cookie && value.split(';').next().is_some_and(is_pair);
    }
    has_cookie
}

/// A request as developer tools copy it for a terminal, with its cookies.
fn is_command(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let begins = ["curl ", "wget ", "fetch(", "invoke-webrequest", "$session"].iter().any(|it| lower.starts_with(it));
    begins && ["cookie: ", "\"cookie\":", " -b ", " --cookie", ".cookies.add("].iter().any(|it| lower.contains(it))
}

/// One line of nothing but names with values.
fn is_script(text: &str) -> bool {
    let pairs = || text.split(';').map(str::trim).filter(|pair| !pair.is_empty());
    !text.contains('\n') && pairs().count() > 1 && pairs().all(is_pair)
}

/// `name=value`, the name without spaces, as browsers send it.
fn is_pair(text: &str) -> bool {
    text.trim().split_once('=').is_some_and(|(name, value)| {
        let is_name = |c: char| !c.is_whitespace() && !"\"<>{}()[],:".contains(c);
        !name.is_empty() && name.chars().all(is_name) && !value.is_empty() && !value.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::{Form, Kind, recognise};

    #[test]
    fn cookies_are_told_from_charters() {
        let cookies = [
            (
                "# Netscape HTTP Cookie File\n\n.a.example\tTRUE\t/\tFALSE\t1000\t_ga\tS3CRET\n",
                Kind::File(Form::Netscape),
            ),
            ("#HttpOnly_a.example\tFALSE\t/\tTRUE\t0\tsid\tS3CRET", Kind::File(Form::Netscape)),
            (".a.example TRUE / FALSE 1000 _ga S3CRET\n", Kind::File(Form::Netscape)),
            (r#"[{"name": "a", "value": "S3CRET", "domain": "a.example"}]"#, Kind::File(Form::List)),
            (r#"{"log": {"version": "1.2", "entries": []}}"#, Kind::File(Form::Har)),
            ("_ga\tS3CRET\t.a.example\t/\t2027-12-01T10:00:00.000Z\t30\t\t✓\tLax\t\t\tMedium", Kind::Table),
            ("Name\tValue\tDomain\tPath\tExpires / Max-Age\tSize\nsid\tS3CRET\ta.example\t/\tSession\t9", Kind::Table),
            ("_ga\tS3CRET\t.a.example\t/\tSat, 27 Nov 2027 10:00:00 GMT\t30\tfalse", Kind::Table),
            (
                "< HTTP/2 200\n< content-type: text/html; charset=utf-8\n< set-cookie: sid=S3CRET; path=/\n<",
                Kind::Headers,
            ),
            ("HTTP/1.1 200 OK\nset-cookie: sid=S3CRET; path=/\n\n<p>Hello</p>", Kind::Headers),
            ("Cookie: _ga=S3CRET; sid=S3CRET", Kind::Headers),
            ("_ga=GA1.2.S3CRET; sid=S3CRET", Kind::Headers),
            ("curl 'https://a.example/' \\\n  -H 'accept: */*' \\\n  -H 'Cookie: _ga=S3CRET'", Kind::Headers),
            ("curl 'https://a.example/' -b '_ga=S3CRET'", Kind::Headers),
        ];
        for (text, kind) in cookies {
            assert_eq!(recognise(text), Some(kind), "{text}");
        }
        let charters = [
            "Nom\tDurée\tDomaine\tChemin\n_ga\t13 mois\t.a.example\t/\n",
            "Cookie\tPurpose\tDomain\tPath\tDuration\tType\nsid\tLogin\ta.example\t/\tSession\tHTTP",
            "Cookie: _ga\nPurpose: statistics\nLifetime: 13 months\n",
            "<p>Our server sends <code>Set-Cookie: name=value</code>.</p>",
            "Set-Cookie: sid=1 is what the server sends.\nIt lasts a day.\n",
            "sid=the session; lang=the language of the page",
            r#"{"schema": "cookie-charter/charter/1", "declarations": []}"#,
            "[Skip to content](#main)\n\n# Cookies\n\n| Name | Lifetime |\n|---|---|\n| _ga | 13 months |\n",
            "[![Home](logo.png)](/)\n\n_ga: 13 months\n",
            "[logo]\nOur cookies\n",
            "{% include header.html %}\n# Cookies\n",
            "[]: # (a comment)\n# Cookies\n",
            "",
        ];
        for text in charters {
            assert_eq!(recognise(text), None, "{text}");
        }
    }
}
