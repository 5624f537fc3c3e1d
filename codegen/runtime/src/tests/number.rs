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

#[test]
fn numbers_as_texts_keep_what_came() {
    let text: DecimalText = serde_json::from_str("\"1.50\"").unwrap();
    assert_eq!((text.as_str(), text.parse().unwrap().as_str()), ("1.50", "1.50"));
    let odd: Int64Text = serde_json::from_str("\"many\"").unwrap();
    assert!(odd.parse().is_err());
    assert_eq!(serde_json::to_string(&odd).unwrap(), "\"many\"");
    assert_eq!(Int64Text::from(-1).as_str(), "-1");
}
