//! A port for a WebDriver server.

use std::io::{Error, ErrorKind, Result};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::atomic::{AtomicU32, Ordering};

/// Below what Linux (32768 to 60999), macOS and Windows (49152 to 65535, RFC 6335 §6) give to whoever asks for any port: no
/// connection takes one of these between our look and the server's start.
const FIRST: u32 = 20_000;
const MANY: u32 = 12_000;

/// A port that nobody has on either loopback address, another one at each call.
///
/// `chromedriver --port=0` takes one that is free on `::1`, and ends where that number is taken on `127.0.0.1`.
///
/// # Errors
/// All are taken.
pub(crate) fn free() -> Result<u16> {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    // Two processes at work look in different places.
    let start = std::process::id().wrapping_mul(97);
    let ports = (0..MANY).map(|_| start.wrapping_add(CALLS.fetch_add(1, Ordering::Relaxed)) % MANY + FIRST);
    let mut ports = ports.filter_map(|port| u16::try_from(port).ok());
    ports.find(|port| is_free(*port)).ok_or_else(|| Error::new(ErrorKind::AddrInUse, "no port is free for a driver"))
}

fn is_free(port: u16) -> bool {
    // A machine without IPv6 has no such address, which is no obstacle.
    let taken = |tried: Result<TcpListener>| tried.is_err_and(|error| error.kind() != ErrorKind::AddrNotAvailable);
    !taken(TcpListener::bind((Ipv4Addr::LOCALHOST, port))) && !taken(TcpListener::bind((Ipv6Addr::LOCALHOST, port)))
}

#[cfg(test)]
mod tests {
    use super::{free, is_free};
    use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};

    #[test]
    fn a_port_taken_on_either_address_is_not_free() {
        let port = free().unwrap();
        for taken in [TcpListener::bind((Ipv4Addr::LOCALHOST, port)), TcpListener::bind((Ipv6Addr::LOCALHOST, port))] {
            // Without IPv6 there is nothing to take.
            assert_eq!(is_free(port), taken.is_err());
        }
        assert_ne!(free().unwrap(), port);
    }
}
