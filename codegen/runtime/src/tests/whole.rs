//! Whole numbers, however they are written.

use crate::enumeration::integer_enum;
use crate::model::Map;
use crate::tolerant::from_text;

#[derive(Debug, Clone, PartialEq)]
enum Level {
    Low,
    Other(i64),
}

integer_enum! { Level { Low = 1, ..Other } }

#[test]
fn a_number_without_a_fraction_is_whole() {
    assert_eq!(
        from_text::<Vec<i64>>("[1, 1.0, -2.0, 1e2, 9007199254740992.0]").unwrap(),
        [1, 1, -2, 100, 1 << 53]
    );
    assert_eq!(from_text::<Vec<u32>>("[4294967295, 4294967295.0]").unwrap(), [u32::MAX, u32::MAX]);
    assert_eq!(from_text::<Vec<u64>>("[18446744073709551615]").unwrap(), [u64::MAX]);
    assert_eq!(from_text::<Map<i32>>(r#"{"a":3.0}"#).unwrap()["a"], 3);
    assert_eq!(
        from_text::<Vec<Level>>("[1.0, 7.0, null]").unwrap(),
        [Level::Low, Level::Other(7), Level::Other(0)]
    );
}

#[test]
fn what_is_not_whole_or_does_not_fit_is_none() {
    for text in ["1.5", "1e300", "9007199254740994.0", "9223372036854775808", "\"1\"", "true"] {
        assert!(from_text::<i64>(text).is_err(), "{text}");
    }
    assert!(from_text::<u32>("-1").is_err());
    assert!(from_text::<i32>("2147483648").unwrap_err().to_string().contains("expected i32"));
}
