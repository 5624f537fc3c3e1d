//! Addresses as texts, read by the standard library.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::formatted::Formatted;

/// An address of IPv4 (RFC 2673, section 3.2), such as `192.0.2.1`.
pub type Ipv4 = Formatted<Ipv4Addr>;
/// An address of IPv6 (RFC 4291, section 2.2), such as `2001:db8::1`.
pub type Ipv6 = Formatted<Ipv6Addr>;
