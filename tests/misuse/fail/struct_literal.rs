// Models grow: they are built by their functions, not by naming all of their fields.

use datadog_org::models::OrganizationSettingsSaml;

fn main() {
    let _saml = OrganizationSettingsSaml { enabled: Some(true) };
}
