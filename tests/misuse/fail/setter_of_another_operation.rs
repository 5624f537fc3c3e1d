// A setter belongs to its operation.

fn main() {
    let client = datadog_org::Client::builder().build().unwrap();
    drop(client.organizations().list_orgs().limit(5));
}
