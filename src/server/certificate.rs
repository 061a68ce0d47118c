//! The certificate of the TLS listeners, loaded with everything else.

use std::sync::Arc;

use crate::config::Configuration;
use crate::finding::{Findings, chain};
use crate::ingress::TlsStore;

/// The certificate, if there are TLS listeners; what is wrong with its files is a finding.
pub(super) fn load(
    configuration: &Configuration,
    findings: &mut Findings,
) -> Option<Arc<TlsStore>> {
    match TlsStore::load(configuration.tls_settings()?) {
        Ok(store) => Some(Arc::new(store)),
        Err(error) => {
            let tls = &configuration.tls;
            let (key, place) = if error.is_of_key() {
                ("tls.key_file", &tls.key_place)
            } else {
                ("tls.cert_file", &tls.cert_place)
            };
            findings.error(
                "tls",
                place.clone(),
                key,
                format!("{key}: {}", chain(&error)),
            );
            None
        }
    }
}
