//! One request to a WebDriver server: JSON over HTTP/1.1, on one connection, before a deadline.

use super::trouble::Trouble;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

/// More than this is no answer of a WebDriver server: the largest ones are screenshots.
const LARGEST: u64 = 64 << 20;

/// Where a WebDriver server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Endpoint {
    /// Host and port ("127.0.0.1:4444").
    pub(super) authority: String,
    /// What comes before `/session`, without a final slash ("/wd/hub").
    pub(super) base: String,
}

impl Endpoint {
    /// Reads an address such as `http://grid:4444/wd/hub`. `None` when it is not http: servers that speak TLS are
    /// reached through a tunnel.
    pub(super) fn of(address: &str) -> Option<Self> {
        let url = url::Url::parse(address).ok().filter(|url| url.scheme() == "http")?;
        let port = url.port_or_known_default()?;
        Some(Self {
            authority: format!("{}:{port}", url.host_str()?),
            base: url.path().trim_end_matches('/').to_owned(),
        })
    }
}

/// Asks, and gives the `value` of the answer.
///
/// # Errors
///
/// [`Trouble`] says whether the server, its browser or the question failed.
pub(super) fn ask(
    endpoint: &Endpoint,
    method: &str,
    path: &str,
    body: Option<&Value>,
    deadline: Instant,
) -> Result<Value, Trouble> {
    let mut stream = connect(endpoint, deadline)?;
    let body = body.map(Value::to_string).unwrap_or_default();
    let (authority, base, length) = (&endpoint.authority, &endpoint.base, body.len());
    let request = format!(
        "{method} {base}{path} HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.set_write_timeout(Some(left(deadline)?)).map_err(Trouble::transport)?;
    stream.write_all(request.as_bytes()).map_err(Trouble::transport)?;
    let (status, answer) = read(stream, deadline)?;
    let mut answer: Value = serde_json::from_slice(&answer).map_err(|_| {
        let status: String = status.trim().chars().take(80).collect();
        Trouble::Transport(format!("http://{authority}{base}{path} answers as no WebDriver server does ({status})"))
    })?;
    let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
    match value.get("error").and_then(Value::as_str) {
        Some(error) => Err(Trouble::told(error, value.get("message").and_then(Value::as_str).unwrap_or_default())),
        None => Ok(value),
    }
}

fn connect(endpoint: &Endpoint, deadline: Instant) -> Result<TcpStream, Trouble> {
    let failed = |error: std::io::Error| match Trouble::transport(error) {
        Trouble::Transport(why) => Trouble::Transport(format!("{}: {why}", endpoint.authority)),
        trouble => trouble,
    };
    let mut last = None;
    for address in endpoint.authority.to_socket_addrs().map_err(failed)? {
        match TcpStream::connect_timeout(&address, left(deadline)?.min(Duration::from_secs(10))) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = Some(error),
        }
    }
    Err(last.map_or_else(|| Trouble::Transport(format!("{} has no address", endpoint.authority)), failed))
}

/// The first line of an answer, and its body, by its length, its chunks, or its end.
fn read(stream: TcpStream, deadline: Instant) -> Result<(String, Vec<u8>), Trouble> {
    let mut answer = BufReader::new(Timed { stream, deadline });
    let (mut length, mut chunked, mut line) = (None, false, String::new());
    next_line(&mut answer, &mut line)?;
    let status = line.clone();
    loop {
        next_line(&mut answer, &mut line)?;
        let Some((name, value)) = line.split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse::<u64>().ok(),
            "transfer-encoding" => chunked = value.to_ascii_lowercase().contains("chunked"),
            _ => {}
        }
    }
    if length.is_some_and(|length| length > LARGEST) {
        return Err(too_long());
    }
    let mut body = Vec::new();
    if chunked {
        loop {
            next_line(&mut answer, &mut line)?;
            let size = u64::from_str_radix(line.trim().split(';').next().unwrap_or_default(), 16).unwrap_or(0);
            if size == 0 {
                break;
            }
            if size.saturating_add(body.len() as u64) > LARGEST {
                return Err(too_long());
            }
            answer.by_ref().take(size).read_to_end(&mut body).map_err(Trouble::transport)?;
            next_line(&mut answer, &mut line)?;
        }
    } else {
        answer.take(length.unwrap_or(LARGEST)).read_to_end(&mut body).map_err(Trouble::transport)?;
    }
    if length.is_some_and(|length| length > body.len() as u64) {
        return Err(Trouble::transport("the answer ends before its time"));
    }
    Ok((status, body))
}

/// Another try would bring the same.
fn too_long() -> Trouble {
    Trouble::Site(format!("the browser's answer is longer than {} MB", LARGEST >> 20))
}

fn next_line(answer: &mut impl BufRead, line: &mut String) -> Result<(), Trouble> {
    line.clear();
    let read = answer.take(1 << 16).read_line(line).map_err(Trouble::transport)?;
    if read == 0 { Err(Trouble::transport("the connection was closed")) } else { Ok(()) }
}

/// A stream every read of which ends at the deadline: a server that drips cannot hold us.
struct Timed {
    stream: TcpStream,
    deadline: Instant,
}

impl Read for Timed {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let left = self.deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(bytes)
    }
}

/// What is left of the time.
fn left(deadline: Instant) -> Result<Duration, Trouble> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(Trouble::Late) } else { Ok(left) }
}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    #[test]
    fn addresses_of_servers() {
        let endpoint = Endpoint::of("http://grid:4444/wd/hub/").unwrap();
        assert_eq!((endpoint.authority.as_str(), endpoint.base.as_str()), ("grid:4444", "/wd/hub"));
        assert_eq!(Endpoint::of("http://localhost").unwrap().authority, "localhost:80");
        assert_eq!(Endpoint::of("https://grid:4444"), None);
        assert_eq!(Endpoint::of("grid:4444"), None);
    }
}
