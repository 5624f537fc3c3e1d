use serde_json::Value;

use crate::number::{Decimal, DecimalText, Int64Text};

#[test]
fn a_decimal_keeps_its_digits() {
    for json in ["0.10", "-1e400", "12345678901234567890.123456789", "\"0.10\""] {
        let decimal: Decimal = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&decimal).unwrap(), json);
        assert_eq!(decimal.as_str(), json.trim_matches('"'));
    }
    assert!(serde_json::from_str::<Decimal>("[1]").is_err());
    assert_eq!("1.50".parse::<Decimal>().unwrap().parse::<f64>(), Ok(1.5));
    assert_eq!(Decimal::from(7).to_string(), "7");
    for wrong in ["", "1.", " 1", "1 ", "\"1\"", "[1]", "1,5"] {
        assert!(wrong.parse::<Decimal>().is_err(), "{wrong}");
    }
}

/// The nearest floating-point number is written as the shortest text that leads to it, which is the one that came.
#[test]
fn a_floating_point_number_comes_out_as_it_came() {
    for json in ["9.543951988220215", "-90.16470679999999", "0.24615095383708674", "1.8508440362185578e+25"] {
        let number: f64 = crate::decode::json(&json.into()).unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), json);
        let any: Value = crate::decode::json(&json.into()).unwrap();
        assert_eq!(any.to_string(), json);
    }
}

#[test]
fn numbers_as_texts_keep_what_came() {
    let text: DecimalText = serde_json::from_str("\"1.50\"").unwrap();
    assert_eq!((text.as_str(), text.parse().unwrap().as_str()), ("1.50", "1.50"));
    let odd: Int64Text = serde_json::from_str("\"many\"").unwrap();
    assert!(odd.parse().is_err());
    assert_eq!(serde_json::to_string(&odd).unwrap(), "\"many\"");
    assert_eq!(Int64Text::from(-1).as_str(), "-1");
}
