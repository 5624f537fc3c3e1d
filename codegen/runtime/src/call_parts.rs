//! Calls whose body may be a form of several parts.

use super::call::Call;

impl<Op> Call<Op> {
    /// Sets a header of a part of the form that is the body, which is set before. CR, LF and NUL in it, and a part that is not there, are
    /// refused when the call is sent.
    pub fn part_header(mut self, part: &str, name: &str, value: &str) -> Self {
        self.request.part_header(part, name, value);
        self
    }
}
