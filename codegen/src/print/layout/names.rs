//! The layout of `use` items.

use super::{WIDTH, push};

/// The widest line of a list of names; one that is alone may be wider by one.
const FILLED: usize = 88;

/// Lays out `use path::{…};` as rustfmt does: on one line if there is room, else as many names on each line as fit, or one, where lists stand
/// in the list.
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
            for line in lines.by_ref().take_while(|line| *line != "};") {
                listed.push(' ');
                listed.push_str(line.trim());
            }
        }
        let names = listed_in(&listed);
        let joined = names.join(", ");
        let has_lists = joined.contains('{');
        if !has_lists && head.len() + joined.len() + 3 <= WIDTH - 2 {
            push(&mut filled, &format!("{head}{{{joined}}};"));
            continue;
        }
        push(&mut filled, &format!("{head}{{"));
        if has_lists {
            for name in names {
                push(&mut filled, &format!("    {name},"));
            }
        } else {
            fill_lines(&names, &mut filled);
        }
        filled.push_str("};\n");
    }
    filled
}

/// The names of a list. A list in it counts as one.
fn listed_in(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let names = text.split(move |character| {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    });
    names.map(str::trim).filter(|name| !name.is_empty()).collect()
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
