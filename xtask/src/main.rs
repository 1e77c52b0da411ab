//! The one tool for building, showing, testing and packaging Cookie Charter.

fn main() {}
