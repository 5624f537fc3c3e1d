//! Bytes as Base64 text.

use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ::base64::{DecodeError, Engine, alphabet, prelude::BASE64_STANDARD};

use super::formatted::Formatted;

/// Bytes as Base64 text (RFC 4648, section 4), kept exactly as it came.
pub type Base64 = Formatted<Decoded>;

/// Bytes that Base64 text holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded(pub Vec<u8>);

/// Takes either alphabet (RFC 4648, sections 4 and 5), with padding or without, in one line or several.
impl std::str::FromStr for Decoded {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        const EITHER: GeneralPurposeConfig =
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, EITHER);
        const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, EITHER);
        let engine = if text.contains(['-', '_']) { URL_SAFE } else { STANDARD };
        engine.decode(text.split_ascii_whitespace().collect::<String>()).map(Self)
    }
}

impl std::fmt::Display for Decoded {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&BASE64_STANDARD.encode(&self.0))
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::from_text(BASE64_STANDARD.encode(bytes))
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}
