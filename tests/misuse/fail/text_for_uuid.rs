// Any text is no UUID: it has to be parsed first.

fn main() {
    let client = datadog_org::Client::builder().build().unwrap();
    drop(client.org_connections().delete_org_connections("abc"));
}
