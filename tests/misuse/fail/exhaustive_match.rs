// Enumerations grow: a match has an arm for what is to come.

use datadog_org::models::OrgConnectionType;

fn main() {
    let kind = OrgConnectionType::OrgConnection;
    match kind {
        OrgConnectionType::OrgConnection => {}
        OrgConnectionType::Unknown(_) => {}
    }
}
