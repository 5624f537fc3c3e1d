// A call that is not awaited does nothing, and the compiler says so.
#![deny(unused_must_use)]

fn main() {
    let client = datadog_org::Client::builder().build().unwrap();
    client.organizations().list_orgs();
}
