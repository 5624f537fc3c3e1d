// The operations of a tag are there if its feature is on.

fn main() {
    let client = datadog_org::Client::builder().build().unwrap();
    drop(client.high_availability_multi_region());
}
