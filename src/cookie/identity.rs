//! What makes two records one cookie, wherever records are put side by side.

use super::{Cookie, Partition};
use serde::{Deserialize, Serialize};

/// Where a cookie is, its partition aside: all that an answer says that asks for it, and that is known of one that was refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The name, exactly as set; it may be empty.
    pub name: String,
    /// The host it belongs to, lower case, without leading dot.
    pub domain: String,
    /// It is sent to `domain` only, not to its sub-domains.
    #[serde(default)]
    pub host_only: bool,
    /// The path it is sent to.
    pub path: String,
}

/// What tells a cookie from every other one of its store. Stores count apart, since each browser names its own: who joins
/// several of one browser puts the store beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    place: Place,
    /// The site of the partition, and whether a frame of another site stood between.
    partition: Option<(String, bool)>,
}

impl Identity {
    /// The identity of the cookie of a place in a partition. `None`: in the unpartitioned jar. Where nobody says that a frame of
    /// another site stood between, none did.
    pub fn of(place: Place, partition: Option<&Partition>) -> Self {
        let key = |it: &Partition| (it.top_level_site.clone(), it.has_cross_site_ancestor.unwrap_or(false));
        Self { place, partition: partition.map(key) }
    }

    /// Where the cookie is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The site of its partition. `None`: it is in the unpartitioned jar.
    pub fn site(&self) -> Option<&str> {
        self.partition.as_ref().map(|(site, _)| site.as_str())
    }
}

impl Cookie {
    /// Where it is, its partition aside.
    pub fn place(&self) -> Place {
        let (name, domain, path) = (self.name.clone(), self.domain.clone(), self.path.clone());
        Place { name, domain, host_only: self.host_only, path }
    }

    /// What tells it from every other cookie of its store.
    pub fn identity(&self) -> Identity {
        Identity::of(self.place(), self.partition.as_ref())
    }
}
