//! The demo sites: folders of `xtask/sites/` served under `*.localhost` names on one loopback port.
//!
//! Browsers lead every `*.localhost` name to this machine, hold it for a secure context, and see each name as a site of its own:
//! first and third parties, redirects between sites and `Secure` cookies need neither TLS nor a hosts file.

mod answer;
mod portal;
mod trial;

pub use portal::Portal;

use crate::session::PATIENCE;
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use std::future::pending;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The sites that `demo` shows, the seed first.
pub const SHOWN: [&str; 4] = ["opendata", "mairie", "boutique", "spa"];

/// The running sites. They stop when this value is dropped.
pub struct Sites {
    port: u16,
    seen: watch::Receiver<Vec<Seen>>,
    server: JoinHandle<()>,
}

/// A request that reached a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The host's name, without port.
    pub host: String,
    /// The path, without query.
    pub path: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// It brought cookies along.
    pub with_cookies: bool,
    /// It told from which page it came.
    pub with_referrer: bool,
}

struct Serving {
    port: u16,
    seen: watch::Sender<Vec<Seen>>,
}

impl Sites {
    /// Starts serving on a loopback port; `0` takes a free one.
    ///
    /// # Errors
    /// The port is taken.
    pub async fn start(port: u16) -> Result<Self> {
        let listener =
            TcpListener::bind(("127.0.0.1", port)).await.with_context(|| format!("cannot serve on port {port}"))?;
        let port = listener.local_addr()?.port();
        let (sender, seen) = watch::channel(Vec::new());
        let serving = Arc::new(Serving { port, seen: sender });
        let router = Router::new().fallback(answer_request).with_state(serving);
        let server = tokio::spawn(async move {
            // Ends with the task; there is nobody left to tell.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { port, seen, server })
    }

    /// The address of a page: `opendata`, `/charte-cookies` → `http://opendata.localhost:PORT/charte-cookies`.
    pub fn address(&self, site: &str, path: &str) -> String {
        format!("http://{site}.localhost:{}{path}", self.port)
    }

    /// Waits until a path of a host was asked for.
    ///
    /// # Errors
    /// The server ended before that, or nobody asks.
    pub async fn asked(&self, host: &str, path: &str) -> Result<()> {
        let mut seen = self.seen.clone();
        let asked = seen.wait_for(|seen| seen.iter().any(|it| it.host == host && it.path == path));
        tokio::time::timeout(PATIENCE, asked).await.with_context(|| format!("nobody asks {host} for {path}"))??;
        Ok(())
    }

    /// Every request so far, in order of arrival.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.borrow().clone()
    }
}

impl Drop for Sites {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// `cargo xtask sites`: serves until it is interrupted.
///
/// # Errors
/// The port is taken.
#[tokio::main]
pub async fn serve(port: u16) -> Result<()> {
    let sites = Sites::start(port).await?;
    for site in SHOWN {
        println!("{}", sites.address(site, "/"));
    }
    pending().await
}

async fn answer_request(State(serving): State<Arc<Serving>>, request: Request) -> Response {
    let seen = seen(&request);
    drop(request);
    let (host, path) = (seen.host.clone(), seen.path.clone());
    serving.seen.send_modify(|all| all.push(seen));
    match trial::answer(&host, &path, serving.port).await {
        Some(response) => response,
        None => answer::answer(&host, &path, serving.port),
    }
}

fn seen(request: &Request) -> Seen {
    let header = |name: &str| request.headers().get(name).and_then(|it| it.to_str().ok());
    let host = header("host").unwrap_or_default();
    Seen {
        host: host.split(':').next().unwrap_or_default().to_ascii_lowercase(),
        path: request.uri().path().to_owned(),
        method: request.method().to_string(),
        with_cookies: header("cookie").is_some(),
        with_referrer: header("referer").is_some(),
    }
}
