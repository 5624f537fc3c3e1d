//! Percent-encoding, as a server undoes it.

/// The text with its escapes undone. What is no escape stays as it is, and so does `+`.
pub(crate) fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let (byte, tail) = escaped(rest).map_or((first, tail), |byte| (byte, &rest[3..]));
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text of a query with its escapes undone: there, `+` is a space.
pub(crate) fn decode_query(text: &str) -> String {
    decode(&text.replace('+', "%20"))
}

/// The byte that an escape at the start of a text stands for.
fn escaped(text: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = text else { return None };
    let digit = |letter: u8| char::from(letter).to_digit(16);
    u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
}
