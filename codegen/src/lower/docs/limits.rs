//! Limits of values as short sentences.

use serde_json::Number;

use super::inline::glued_code as code;
use crate::ir::{Bound, Limits, Range};

/// More constants are only counted.
const MOST_VALUES: usize = 20;

/// Patterns that are longer are not shown: nobody reads them there.
const LONGEST_PATTERN: usize = 200;

/// What the limits come to: `At most 255 characters.`
pub(super) fn limits(limits: &Limits) -> String {
    sentences(limits).join(" ")
}

fn sentences(limits: &Limits) -> Vec<String> {
    let Limits {
        length,
        items,
        properties,
        least,
        most,
        one_of,
        multiple_of,
        unique_items,
        pattern,
        encoding,
        media_type,
        may_be_empty,
        each,
    } = limits;
    let of_each = each.as_deref().map(sentences).unwrap_or_default();
    let of_each = of_each.into_iter().map(|sentence| format!("Each: {}", uncapitalised(&sentence)));
    [
        count(*length, "character"),
        count(*items, "item"),
        unique_items.then(|| "No item stands twice.".to_owned()),
        count(*properties, "property"),
        range(least.as_ref(), most.as_ref()),
        values(one_of),
        multiple_of.as_ref().map(|number| format!("A multiple of {}.", shown(number))),
        pattern.as_deref().and_then(matching),
        encoding.as_deref().map(|encoding| format!("Encoded as {}.", code(encoding))),
        media_type.as_deref().map(|media_type| format!("Holds {}.", code(media_type))),
        may_be_empty.then(|| "May be sent without a value.".to_owned()),
    ]
    .into_iter()
    .flatten()
    .chain(of_each)
    .collect()
}

fn uncapitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

fn count(range: Range, thing: &str) -> Option<String> {
    let things = |count: usize| match (count, thing) {
        (1, _) => thing.to_owned(),
        (_, "property") => "properties".to_owned(),
        _ => format!("{thing}s"),
    };
    Some(match (range.least, range.most) {
        (None, None) => return None,
        (None, Some(0)) => format!("No {}.", things(0)),
        (None, Some(most)) => format!("At most {most} {}.", things(most)),
        (Some(least), None) => format!("At least {least} {}.", things(least)),
        (Some(least), Some(most)) if least == most => format!("Exactly {most} {}.", things(most)),
        (Some(least), Some(most)) => format!("From {least} to {most} {}.", things(most)),
    })
}

fn range(least: Option<&Bound>, most: Option<&Bound>) -> Option<String> {
    let above = |bound: &Bound| {
        format!("{} {}", if bound.is_exclusive { "more than" } else { "at least" }, shown(&bound.value))
    };
    let below = |bound: &Bound| {
        format!("{} {}", if bound.is_exclusive { "less than" } else { "at most" }, shown(&bound.value))
    };
    let text = match (least, most) {
        (None, None) => return None,
        (Some(least), Some(most)) if !least.is_exclusive && !most.is_exclusive => {
            return Some(format!("From {} to {}.", shown(&least.value), shown(&most.value)));
        }
        (Some(least), Some(most)) => {
            format!("{} and {}.", above(least), below(most))
        }
        (Some(bound), None) => format!("{}.", above(bound)),
        (None, Some(bound)) => format!("{}.", below(bound)),
    };
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    Some(first.into_iter().chain(characters).collect())
}

/// A number without an exponent, unless it is very large or very small.
fn shown(number: &Number) -> String {
    let plain = number.as_f64().filter(|value| number.is_f64() && (1e-7..1e21).contains(&value.abs()));
    plain.map_or_else(|| number.to_string(), |value| value.to_string())
}

/// Constants, if there are not too many to be read.
fn values(one_of: &[String]) -> Option<String> {
    match one_of {
        [] => None,
        [only] => Some(format!("Always {}.", code(only))),
        [first @ .., last] if first.len() < MOST_VALUES => {
            let first: Vec<String> = first.iter().map(|value| code(value)).collect();
            Some(format!("One of {} and {}.", first.join(", "), code(last)))
        }
        several => Some(format!("One of {} values.", several.len())),
    }
}

fn matching(pattern: &str) -> Option<String> {
    let is_shown = !pattern.is_empty() && pattern.len() <= LONGEST_PATTERN && !pattern.contains(['\n', '\r']);
    let shown =
        if is_shown { format!("Matches {}.", code(pattern)) } else { "Matches a pattern.".to_owned() };
    (!pattern.is_empty()).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::limits;
    use crate::ir::{Bound, Limits, Range};

    #[test]
    fn limits_are_plain_sentences() {
        let counted = |least, most| limits(&Limits { length: Range::new(least, most), ..Limits::default() });
        assert_eq!(counted(None, Some(255)), "At most 255 characters.");
        assert_eq!(counted(Some(1), None), "At least 1 character.");
        assert_eq!(counted(Some(2), Some(2)), "Exactly 2 characters.");
        assert_eq!(counted(Some(0), Some(2)), "At most 2 characters.");
        assert_eq!(counted(Some(1), Some(20)), "From 1 to 20 characters.");
        assert_eq!(counted(Some(0), None), "");
        let bound = |value: &str, is_exclusive| {
            serde_json::from_str(value).ok().map(|value| Bound { value, is_exclusive })
        };
        let ranged = |least, most| limits(&Limits { least, most, ..Limits::default() });
        assert_eq!(ranged(bound("1", false), bound("100", false)), "From 1 to 100.");
        assert_eq!(ranged(bound("0", true), None), "More than 0.");
        assert_eq!(ranged(bound("0", true), bound("0.5", false)), "More than 0 and at most 0.5.");
        assert_eq!(ranged(None, bound("-1", false)), "At most -1.");
        assert_eq!(ranged(None, bound("18446744073709552000", false)), "At most 18446744073709552000.");
        assert_eq!(ranged(bound("0.000001", false), bound("1e300", false)), "From 0.000001 to 1e+300.");
        let constants = |values: &[&str]| {
            limits(&Limits {
                one_of: values.iter().map(|&value| value.to_owned()).collect(),
                ..Limits::default()
            })
        };
        assert_eq!(constants(&["true"]), "Always `true`.");
        assert_eq!(constants(&["0.5", "1", "2"]), "One of `0.5`, `1` and `2`.");
        assert_eq!(constants(&["1.5"; 30]), "One of 30 values.");
        let each = Limits { pattern: Some("^a`b$".to_owned()), ..Limits::default() };
        let list = Limits { unique_items: true, each: Some(Box::new(each)), ..Limits::default() };
        assert_eq!(limits(&list), "No item stands twice. Each: matches ``^a`b$``.");
    }
}
