//! Usercentrics' settings and service templates: `{services | consentTemplates | templates: [{templateId, dataProcessor,
//! processingCompany, categorySlug, deviceStorage: {disclosures: […]}}]}`.
//!
//! Cookies are named only in the device storage disclosure that a service embeds.

use super::disclosure;
use super::listed::{Listed, text};
use serde_json::Value;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let services = ["services", "consentTemplates", "templates"].into_iter().find_map(|key| value.get(key)?.as_array());
    let services = services.or(value.as_array())?;
    services.iter().any(|service| service.get("templateId").is_some()).then_some(())?;
    let mut listed = Vec::new();
    for service in services {
        let provider = text(service, "processingCompany")
            .or_else(|| text(service.get("processingCompany")?, "name"))
            .or_else(|| text(service, "nameOfProcessingCompany"));
        let named = Listed {
            provider,
            service: text(service, "dataProcessor"),
            purpose: text(service, "descriptionOfService"),
            group: text(service, "categorySlug"),
            ..Listed::default()
        };
        listed.extend(disclosure::embedded(service.get("deviceStorage").unwrap_or(service), &named));
    }
    Some(listed)
}
