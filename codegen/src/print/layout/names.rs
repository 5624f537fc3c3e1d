//! The layout of `use` items.

use super::{WIDTH, push};

/// The widest line of a list of names; one that is alone may be wider by one.
const FILLED: usize = 88;

/// Lays out `use path::{…};` as rustfmt does: on one line if there is room, else as many names on each line as fit.
pub(super) fn fill(text: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some((head, names)) = line.split_once('{').filter(|(head, _)| head.contains("use ")) else {
            push(&mut filled, line);
            continue;
        };
        let mut listed = names.trim_end_matches("};").to_owned();
        if !line.ends_with(';') {
            listed.extend(lines.by_ref().take_while(|line| *line != "};"));
        }
        let names: Vec<&str> = listed.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        let joined = names.join(", ");
        if head.len() + joined.len() + 3 <= WIDTH - 2 {
            push(&mut filled, &format!("{head}{{{joined}}};"));
        } else {
            push(&mut filled, &format!("{head}{{"));
            fill_lines(&names, &mut filled);
            filled.push_str("};\n");
        }
    }
    filled
}

fn fill_lines(names: &[&str], text: &mut String) {
    let mut width = 0;
    let whole = names.iter().map(|name| name.len() + 2).sum::<usize>() + 3;
    let room = FILLED + usize::from(whole == FILLED + 1);
    for name in names {
        let needed = name.len() + 1 + usize::from(width > 0);
        if width > 0 && 4 + width + needed > room {
            text.push('\n');
            width = 0;
        }
        text.push_str(if width == 0 { "    " } else { " " });
        text.push_str(name);
        text.push(',');
        width += name.len() + 1 + usize::from(width > 0);
    }
    text.push('\n');
}
