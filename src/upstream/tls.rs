//! TLS towards back ends: whom to trust, and which name to ask for.

use std::sync::Arc;

use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, InvalidDnsNameError, ServerName};
use rustls::{ClientConfig, RootCertStore};

use super::Address;

/// The one protocol that gRPC is spoken over.
pub(super) const ALPN_H2: &[u8] = b"h2";

/// How the certificates of back ends are checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TlsSettings {
    /// Certificates, in PEM, that are trusted instead of the system's.
    pub ca: Option<Vec<u8>>,
    /// The name to ask for and to find in the certificate, instead of the address's host.
    pub server_name: Option<String>,
}

/// Why TLS cannot be set up for a back end.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("the CA file is not PEM")]
    Pem(#[source] pem::Error),
    #[error("the CA file has no certificate")]
    NoCertificate,
    #[error("the CA file has a certificate that cannot be trusted")]
    Certificate(#[source] rustls::Error),
    #[error("this system has no trusted certificates; name a CA file")]
    NoSystemRoots,
    #[error("{name:?} is not a server name for TLS")]
    ServerName {
        name: String,
        #[source]
        source: InvalidDnsNameError,
    },
    #[error("the TLS versions of the gateway are not available")]
    Versions(#[source] rustls::Error),
}

/// The settings of every handshake of one cluster.
///
/// # Errors
/// When the CA file, or the system, gives no certificates to trust.
pub(super) fn client_config(settings: &TlsSettings) -> Result<Arc<ClientConfig>, TlsError> {
    let roots = match &settings.ca {
        Some(pem) => given_roots(pem)?,
        None => system_roots()?,
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Versions)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![ALPN_H2.to_vec()];
    Ok(Arc::new(config))
}

/// The name that the certificate of the back end at `address` has to carry.
///
/// # Errors
/// When it is neither a DNS name nor an IP address.
pub(super) fn server_name(
    settings: &TlsSettings,
    address: &Address,
) -> Result<ServerName<'static>, TlsError> {
    let name = settings
        .server_name
        .as_deref()
        .unwrap_or_else(|| address.host());
    ServerName::try_from(name.to_owned()).map_err(|source| TlsError::ServerName {
        name: name.to_owned(),
        source,
    })
}

fn given_roots(pem: &[u8]) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(TlsError::Pem)?;
        roots.add(certificate).map_err(TlsError::Certificate)?;
    }
    if roots.is_empty() {
        return Err(TlsError::NoCertificate);
    }
    Ok(roots)
}

fn system_roots() -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    // One unreadable certificate of many is no reason to trust none of the others.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(TlsError::NoSystemRoots);
    }
    Ok(roots)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn refused(pem: &str) -> TlsError {
        client_config(&TlsSettings {
            ca: Some(pem.as_bytes().to_vec()),
            server_name: None,
        })
        .unwrap_err()
    }

    #[test]
    fn what_is_wrong_with_a_ca_file_is_said() {
        assert!(matches!(refused(""), TlsError::NoCertificate));
        assert!(matches!(refused("garbage"), TlsError::NoCertificate));
        let cut = "-----BEGIN CERTIFICATE-----\nAAAA\n";
        assert!(matches!(refused(cut), TlsError::Pem(_)));
        let empty = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert!(matches!(refused(empty), TlsError::Certificate(_)));
    }

    #[test]
    fn the_server_name_is_the_host_unless_another_is_set() {
        let address: Address = "https://10.0.0.1".parse().unwrap();
        let named = TlsSettings {
            ca: None,
            server_name: Some("api.example.com".to_owned()),
        };
        let bad = TlsSettings {
            ca: None,
            server_name: Some("no name".to_owned()),
        };
        let name = |settings: &TlsSettings| {
            server_name(settings, &address).map(|name| name.to_str().into_owned())
        };
        assert_eq!(name(&TlsSettings::default()).unwrap(), "10.0.0.1");
        assert_eq!(name(&named).unwrap(), "api.example.com");
        assert!(matches!(name(&bad), Err(TlsError::ServerName { .. })));
    }
}
