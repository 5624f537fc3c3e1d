//! The layout of a call on a short receiver, and of a field with a long type: where rustfmt breaks them.

use super::{WIDTH, push};

/// Receivers whose calls are laid out here.
const RECEIVERS: [&str; 2] = ["self.request", "call.request"];

/// Lays out statements of the form `call.request.method(arguments);`.
pub(super) fn break_calls(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let lines: Vec<&str> = text.lines().collect();
    let mut rest = lines.as_slice();
    while let [line, after @ ..] = rest {
        if let Some((call, taken)) = call(line, after) {
            broken.push_str(&call);
            rest = after.get(taken..).unwrap_or_default();
        } else {
            push(&mut broken, line);
            rest = after;
        }
    }
    broken
}

/// The call that starts in a line, laid out, and how many of the lines after it belong to it.
fn call(line: &str, after: &[&str]) -> Option<(String, usize)> {
    let indent = line.len() - line.trim_start().len();
    let receiver = *RECEIVERS.iter().find(|receiver| line.trim_start().starts_with(*receiver))?;
    let rest = line.trim_start().strip_prefix(receiver)?;
    let is_deeper = |line: &&&str| line.starts_with(&" ".repeat(indent + 1));
    let own: Vec<&str> = after.iter().take_while(is_deeper).copied().collect();
    let is_call =
        |line: &&&str| line.trim_start().len() + indent + 4 == line.len() && line.trim().starts_with('.');
    if !rest.is_empty() || own.iter().filter(is_call).count() != 1 {
        return None;
    }
    let joined = own.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let joined = joined.replace("( ", "(").replace(", )", ")").replace(" .", ".");
    Some((written(receiver, &joined, indent), own.len()))
}

/// Lays out the call of a method that is spelled on one line.
pub(super) fn lay_out(receiver: &str, line: &str, indent: usize) -> Option<String> {
    line.strip_prefix(receiver).map(|call| written(receiver, call, indent))
}

fn written(receiver: &str, call: &str, indent: usize) -> String {
    let (outer, inner) = (" ".repeat(indent), " ".repeat(indent + 4));
    let whole = format!("{outer}{receiver}{call}");
    let lowered = format!("{inner}{call}");
    let Some((method, rest)) = call.split_once('(').filter(|_| whole.len() > WIDTH) else {
        return format!("{whole}\n");
    };
    let (arguments, tail) = rest.rsplit_once(')').unwrap_or((rest, ""));
    let arguments = split(arguments);
    if lowered.len() <= WIDTH && arguments.len() < 3 {
        return format!("{outer}{receiver}\n{lowered}\n");
    }
    let arguments: Vec<String> = arguments.iter().map(|argument| chain(argument, indent + 4)).collect();
    let arguments = arguments.join(&format!(",\n{inner}"));
    format!("{outer}{receiver}{method}(\n{inner}{arguments},\n{outer}){tail}\n")
}

/// An argument that is a chain of calls, broken before each of them if it is too long for its line.
fn chain(argument: &str, indent: usize) -> String {
    if indent + argument.len() < WIDTH {
        return argument.to_owned();
    }
    let below = format!("\n{}", " ".repeat(indent + 4));
    [".into_iter()", ".map(", ".collect::<"]
        .iter()
        .fold(argument.to_owned(), |text, call| text.replace(call, &format!("{below}{call}")))
}

/// Splits arguments at their commas.
fn split(arguments: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut quoted) = (0_usize, false);
    for character in arguments.chars() {
        match character {
            '"' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(character);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Sets the type of a field on a line of its own, where that is all it takes.
pub(super) fn lower_types(text: &str) -> String {
    let mut lowered = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let field = line.strip_suffix('<').and_then(|line| line.split_once(": "));
        if let Some((name, ty)) = field.filter(|(name, _)| name.trim_start().starts_with("pub const ")) {
            push(&mut lowered, &constant(name, ty, indent, &mut lines));
            continue;
        }
        let is_field = line.trim_start().starts_with("pub ");
        let Some((name, ty)) = field.filter(|(_, ty)| is_field || ty.starts_with("impl ")) else {
            push(&mut lowered, line);
            continue;
        };
        let end = format!("{}>,", " ".repeat(indent));
        let inner: Vec<&str> = lines.by_ref().take_while(|line| *line != end).collect();
        let joined = inner.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        let joined = joined.replace("< ", "<").replace(", >", ">").replace(",>", ">");
        let beside = format!("{line}{}>,", joined.trim_end_matches(','));
        let below = format!("{}{ty}<{}>,", " ".repeat(indent + 4), joined.trim_end_matches(','));
        // rustfmt does not count the word `impl`.
        let room = if is_field { WIDTH } else { WIDTH + "impl ".len() };
        let whole = if beside.len() <= room {
            format!("{beside}\n")
        } else if is_field && below.len() <= WIDTH {
            format!("{name}:\n{below}\n")
        } else {
            let one_line = format!("{}{},", " ".repeat(indent + 4), joined.trim_end_matches(','));
            let inner = if one_line.len() <= room { one_line } else { inner.join("\n") };
            format!("{line}\n{inner}\n{end}\n")
        };
        lowered.push_str(&whole);
    }
    lowered
}

/// A constant whose type was broken: rustfmt has its value on a line of its own.
fn constant(name: &str, ty: &str, indent: usize, lines: &mut std::str::Lines<'_>) -> String {
    let end = format!("{}> = ", " ".repeat(indent));
    let mut inner = Vec::new();
    for line in lines.by_ref() {
        if let Some(value) = line.strip_prefix(&end) {
            let inner = inner.join(" ").replace("< ", "<").replace(", >", ">");
            let inner = inner.trim_end_matches(',');
            return format!("{name}: {ty}<{inner}> =\n{}{value}", " ".repeat(indent + 4));
        }
        inner.push(line.trim());
    }
    format!("{name}: {ty}<\n{}", inner.join("\n"))
}
