//! Decodes the same JSON into generated types and into types written by hand.

mod by_hand;
mod inputs;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use serde::de::DeserializeOwned;

#[cfg(feature = "allocations")]
#[global_allocator]
static COUNTED: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// How many things an answer holds.
const SIZES: [usize; 3] = [1, 100, 10_000];

/// Decodes bytes as reqwest's `json` does, and drops what comes of it outside the measurement.
fn decode<T: DeserializeOwned>(bencher: Bencher, text: String) {
    measure(bencher, &text, |bytes| serde_json::from_slice::<T>(bytes).expect("the JSON is of this type"));
}

/// Decodes bytes as the generated client does: they are checked to be UTF-8 once, as a whole.
fn decode_as_client<T: DeserializeOwned>(bencher: Bencher, text: String) {
    measure(bencher, &text, |bytes| {
        let text = std::str::from_utf8(bytes).expect("JSON is UTF-8");
        serde_json::from_str::<T>(text).expect("the JSON is of this type")
    });
}

fn measure<T>(bencher: Bencher, text: &str, decode: impl Fn(&[u8]) -> T + Sync) {
    decode(text.as_bytes());
    bencher.counter(BytesCount::of_str(text)).bench(|| decode(black_box(text.as_bytes())));
}

mod organisations {
    use super::{Bencher, SIZES, by_hand, decode, decode_as_client, inputs};

    #[divan::bench(args = SIZES)]
    fn ours(bencher: Bencher, size: usize) {
        decode_as_client::<datadog_org::models::OrganizationListResponse>(bencher, inputs::organisations(size));
    }

    #[divan::bench(args = SIZES)]
    fn by_hand(bencher: Bencher, size: usize) {
        decode::<by_hand::Organisations>(bencher, inputs::organisations(size));
    }

    #[divan::bench(args = SIZES)]
    fn by_hand_open(bencher: Bencher, size: usize) {
        decode::<by_hand::open::Organisations>(bencher, inputs::organisations(size));
    }
}

mod configs {
    use super::{Bencher, SIZES, by_hand, decode, decode_as_client, inputs};

    #[divan::bench(args = SIZES)]
    fn ours(bencher: Bencher, size: usize) {
        decode_as_client::<datadog_org::models::OrgConfigListResponse>(bencher, inputs::configs(size));
    }

    #[divan::bench(args = SIZES)]
    fn by_hand(bencher: Bencher, size: usize) {
        decode::<by_hand::Configs>(bencher, inputs::configs(size));
    }
}

mod union_by_property {
    use super::{Bencher, SIZES, by_hand, decode, decode_as_client, inputs};

    #[divan::bench(args = SIZES)]
    fn ours(bencher: Bencher, size: usize) {
        decode_as_client::<Vec<ours_shapes::models::Event>>(bencher, inputs::events(size));
    }

    #[divan::bench(args = SIZES)]
    fn by_hand(bencher: Bencher, size: usize) {
        decode::<Vec<by_hand::Event>>(bencher, inputs::events(size));
    }
}

mod union_by_shape {
    use super::{Bencher, SIZES, by_hand, decode, decode_as_client, inputs};

    #[divan::bench(args = SIZES)]
    fn ours(bencher: Bencher, size: usize) {
        decode_as_client::<Vec<ours_shapes::models::Figure>>(bencher, inputs::figures(size));
    }

    #[divan::bench(args = SIZES)]
    fn by_hand(bencher: Bencher, size: usize) {
        decode::<Vec<by_hand::Figure>>(bencher, inputs::figures(size));
    }
}

mod wide_object {
    use super::{Bencher, SIZES, by_hand, decode, decode_as_client, inputs};

    #[divan::bench(args = SIZES)]
    fn ours(bencher: Bencher, size: usize) {
        decode_as_client::<Vec<ours_shapes::models::Row>>(bencher, inputs::rows(size));
    }

    #[divan::bench(args = SIZES)]
    fn by_hand(bencher: Bencher, size: usize) {
        decode::<Vec<by_hand::Row>>(bencher, inputs::rows(size));
    }
}
