//! Turns bytes of a text into lines and columns, and back, without reading the text again for each.

/// How many characters lie between two marks.
const STRIDE: usize = 1024;

/// Where the lines of a text start, and where every so many characters are: a document may be a single line.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    marks: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let marks = text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect();
        Self { text, starts, marks }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The byte at a line (from 1) and column (from 0, in characters).
    pub(super) fn byte(&self, line: usize, column: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let index = self.characters_before(start) + column;
        let mark = self.marks.get(index / STRIDE).copied().unwrap_or(self.text.len());
        let rest = self.text.get(mark..).unwrap_or_default();
        mark + rest.char_indices().nth(index % STRIDE).map_or(rest.len(), |(at, _)| at)
    }

    /// The line and column of a byte, both from 1.
    pub(super) fn position(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        (line, self.characters_before(byte).saturating_sub(self.characters_before(start)) + 1)
    }

    fn characters_before(&self, byte: usize) -> usize {
        let index = self.marks.partition_point(|mark| *mark <= byte).saturating_sub(1);
        let mark = self.marks.get(index).copied().unwrap_or_default();
        let between = self.text.get(mark..byte.min(self.text.len())).unwrap_or_default();
        index * STRIDE + between.chars().count()
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn every_place_is_found_both_ways() {
        let text = format!("a\nü{}\n\n{}é", "ß".repeat(3000), "x".repeat(2048));
        let lines = Lines::new(&text);
        let (mut line, mut column) = (1, 1);
        for (byte, character) in text.char_indices() {
            assert_eq!(lines.position(byte), (line, column), "byte {byte}");
            assert_eq!(lines.byte(line, column - 1), byte, "{line}:{column}");
            (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        assert_eq!(lines.byte(line + 1, 0), text.len());
    }
}
