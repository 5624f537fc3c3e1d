//! Calls of operations whose answers come in pages.

use std::pin::Pin;

use super::call::Call;
use super::error::Error;
use super::pagination::{self, Paginated, Stream};
use super::sending::{CallResult, ErrorBody};

impl<Op: Paginated> Call<Op> {
    /// The pages, one call each, from the one that this call asks for. The stream ends with the last page, or with the first
    /// error. A page that leads to itself, by its token or link, is the last; one that leads to an earlier page is an error, since the
    /// walk would never end; so is a third page in a row with the same items; and so is a link to another server, to which nothing is sent.
    /// Where items change by themselves, a service that ignores the parameter of its pages and tells no total cannot be told from a long
    /// list: `take` of `StreamExt` limits what is asked of one that is not trusted. Dropping the stream leaves nothing behind.
    pub fn pages(self) -> Pin<Box<dyn Stream<Item = CallResult<Op>> + Send>> {
        pagination::pages::<Op>(self.unsent())
    }

    /// The items of all pages, in order.
    pub fn items(
        self,
    ) -> impl Stream<Item = Result<Op::Item, Error<ErrorBody<Op>>>> + Send + Unpin + 'static {
        pagination::items::<Op>(self.unsent())
    }
}
