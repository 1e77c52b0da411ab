//! The edge to the browser.
