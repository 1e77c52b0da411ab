//! Platforms that declare services: Usercentrics (`services`, `consentTemplates`), Didomi (`vendors`), Axeptio (`vendors`
//! of `cookies`). Cookies are named only where a service embeds its device storage disclosure; else none is declared.

use super::disclosure;
use super::listed::{Listed, category_of, text};
use serde_json::Value;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let services = usercentrics(value).or_else(|| didomi(value)).or_else(|| axeptio(value))?;
    let mut listed = Vec::new();
    for service in services {
        let disclosures = service.pointer("/deviceStorage/disclosures").or(service.get("disclosures"));
        for disclosure in disclosures.and_then(Value::as_array).into_iter().flatten() {
            let Some(cookie) = disclosure::one(disclosure) else { continue };
            let group = text(service, "categorySlug");
            listed.push(Listed {
                provider: text(service, "processingCompany").or_else(|| text(service, "nameOfProcessingCompany")),
                service: text(service, "dataProcessor").or_else(|| text(service, "name")),
                category: group.as_deref().and_then(category_of).or(cookie.category),
                group,
                ..cookie
            });
        }
    }
    Some(listed)
}

fn usercentrics(value: &Value) -> Option<&Vec<Value>> {
    let services = value.get("services").or(value.get("consentTemplates"))?.as_array()?;
    services.iter().any(|service| service.get("templateId").is_some()).then_some(services)
}

fn didomi(value: &Value) -> Option<&Vec<Value>> {
    let vendors = value.get("vendors").or(value.pointer("/app/vendors/custom"))?;
    let vendors = vendors.get("custom").or(vendors.get("didomi")).unwrap_or(vendors).as_array()?;
    (value.get("app").is_some() || vendors.iter().any(|vendor| vendor.get("purposeIds").is_some())).then_some(vendors)
}

fn axeptio(value: &Value) -> Option<&Vec<Value>> {
    let banners = value.get("cookies")?.as_array()?;
    banners.iter().find_map(|banner| {
        let steps = banner.get("steps")?.as_array()?;
        steps.iter().find_map(|step| step.get("vendors")?.as_array()).or(Some(steps))
    })
}
