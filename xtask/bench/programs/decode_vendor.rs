//! Decodes the same JSON into the types of the vendor's client.

mod inputs;

use datadog_api_client::{datadogV1, datadogV2};
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

/// Decodes a text, and drops what comes of it outside the measurement.
fn decode<T: DeserializeOwned>(bencher: Bencher, text: String) {
    serde_json::from_str::<T>(&text).expect("the JSON is of this type");
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| serde_json::from_slice::<T>(black_box(text.as_bytes())).expect("it was decoded before"));
}

mod organisations {
    use super::{Bencher, SIZES, datadogV1, decode, inputs};

    #[divan::bench(args = SIZES)]
    fn vendor(bencher: Bencher, size: usize) {
        decode::<datadogV1::model::OrganizationListResponse>(bencher, inputs::organisations(size));
    }
}

mod configs {
    use super::{Bencher, SIZES, datadogV2, decode, inputs};

    #[divan::bench(args = SIZES)]
    fn vendor(bencher: Bencher, size: usize) {
        decode::<datadogV2::model::OrgConfigListResponse>(bencher, inputs::configs(size));
    }
}
