//! Paths as they can be sent.
//!
//! In: a path as the document has it. Out: the same as a URI may have it (RFC 3986, section 3.3). Deliberately absent: the values of
//! parameters, which the runtime writes.

use std::fmt::Write as _;

/// What no URI has in it as it is, percent-encoded; what stands between braces is the name of a parameter, and stays.
pub(super) fn sendable(path: &str) -> String {
    let mut sendable = String::with_capacity(path.len());
    let mut in_braces = false;
    for letter in path.chars() {
        in_braces = letter == '{' || in_braces && letter != '}';
        if in_braces || letter == '}' || letter.is_ascii_graphic() && !"\"<>\\^`|".contains(letter) {
            sendable.push(letter);
            continue;
        }
        for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
            _ = write!(sendable, "%{byte:02X}");
        }
    }
    sendable
}

#[cfg(test)]
mod tests {
    use super::sendable;

    #[test]
    fn only_what_no_uri_has_is_encoded() {
        for plain in ["/a/{id}/b-c_d.e~f", "/a:b@c;d=1,e!$&'()*+/%20/[x]", "/{ä b}/{c|d}", "/a?b=c#d"] {
            assert_eq!(sendable(plain), plain);
        }
        assert_eq!(sendable("/caf\u{e9} au lait/{id}/\"x\""), "/caf%C3%A9%20au%20lait/{id}/%22x%22");
        assert_eq!(sendable("/a|b\\c^d`e<f>"), "/a%7Cb%5Cc%5Ed%60e%3Cf%3E");
    }
}
