//! The certificate that TLS listeners show, and its replacement while they serve.
//!
//! A handshake takes whichever certificate is current; connections that are open keep theirs.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use arc_swap::ArcSwap;
use rustls::crypto::CryptoProvider;
use rustls::crypto::ring::{Ticketer, default_provider};
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{InconsistentKeys, ServerConfig, SupportedProtocolVersion, version};

use super::tls::{ALPN_HTTP1, ALPN_HTTP2};

/// What TLS listeners need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsSettings {
    pub certificate: CertificateSource,
    pub version_min: TlsVersion,
}

/// Where the certificate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateSource {
    /// PEM: the chain with the server's own certificate first, and its key.
    Files { certificate: PathBuf, key: PathBuf },
    /// Made in memory for this machine's own names; for development.
    SelfSigned,
}

/// The lowest version of TLS that clients may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsVersion {
    Tls12,
    Tls13,
}

/// The names that a self-signed certificate is for.
const LOCAL_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// Why there is no certificate to show. Each names the file that is to be mended.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    #[error("cannot read the certificate {path:?}: {source}")]
    CertificateFile { path: PathBuf, source: io::Error },
    #[error("cannot read the key {path:?}: {source}")]
    KeyFile { path: PathBuf, source: io::Error },
    #[error("{path:?} is not PEM: {source}")]
    CertificatePem { path: PathBuf, source: pem::Error },
    #[error("{path:?} has no certificate; expected PEM with -----BEGIN CERTIFICATE-----")]
    NoCertificate { path: PathBuf },
    #[error(
        "{path:?} has no private key; expected PEM with a key in PKCS#8, SEC 1 or PKCS#1, without a password: {source}"
    )]
    NoKey { path: PathBuf, source: pem::Error },
    #[error("the key {path:?} cannot be used: {source}")]
    Key {
        path: PathBuf,
        source: rustls::Error,
    },
    #[error("the certificate {path:?} cannot be used: {source}")]
    Certificate {
        path: PathBuf,
        source: rustls::Error,
    },
    #[error("the key {key:?} does not match the certificate {certificate:?}")]
    Mismatch { certificate: PathBuf, key: PathBuf },
    #[error("cannot make a self-signed certificate: {0}")]
    SelfSigned(#[source] rcgen::Error),
    #[error("TLS cannot be set up")]
    Tls(#[source] rustls::Error),
}

impl CertificateError {
    /// Whether it is the key, and not the certificate, that is to be mended.
    pub const fn is_of_key(&self) -> bool {
        match self {
            Self::KeyFile { .. }
            | Self::NoKey { .. }
            | Self::Key { .. }
            | Self::Mismatch { .. } => true,
            Self::CertificateFile { .. }
            | Self::CertificatePem { .. }
            | Self::NoCertificate { .. }
            | Self::Certificate { .. }
            | Self::SelfSigned(_)
            | Self::Tls(_) => false,
        }
    }
}

/// The current certificate of all TLS listeners.
#[derive(Debug)]
pub struct TlsStore {
    settings: TlsSettings,
    provider: Arc<CryptoProvider>,
    current: Arc<Current>,
}

#[derive(Debug)]
struct Current(ArcSwap<CertifiedKey>);

impl TlsStore {
    /// Reads the certificate and its key, or makes them.
    ///
    /// # Errors
    /// When there is no certificate, or its key is not its key.
    pub fn load(settings: TlsSettings) -> Result<Self, CertificateError> {
        let provider = Arc::new(default_provider());
        let certified = read(&settings.certificate, &provider)?;
        Ok(Self {
            settings,
            provider,
            current: Arc::new(Current(ArcSwap::from_pointee(certified))),
        })
    }

    /// Reads the files anew; handshakes from now on show what is in them. A self-signed
    /// certificate stays as it is.
    ///
    /// # Errors
    /// As [`TlsStore::load`]; then the certificate that was current stays so.
    pub fn reload(&self) -> Result<(), CertificateError> {
        match &self.settings.certificate {
            CertificateSource::SelfSigned => Ok(()),
            files @ CertificateSource::Files { .. } => {
                let certified = read(files, &self.provider)?;
                self.current.0.store(Arc::new(certified));
                Ok(())
            }
        }
    }

    /// Shows the certificate of another store from now on, such as one that was loaded from other
    /// files, and says whether it is another one. A self-signed certificate stays: what clients
    /// were told to trust should not change. So does the lowest version: it is the listeners'.
    pub fn adopt(&self, other: &Self) -> bool {
        if self.settings.certificate == CertificateSource::SelfSigned
            && other.settings.certificate == CertificateSource::SelfSigned
        {
            return false;
        }
        let loaded = other.current.0.load_full();
        let previous = self.current.0.swap(Arc::clone(&loaded));
        previous.cert != loaded.cert
    }

    pub const fn settings(&self) -> &TlsSettings {
        &self.settings
    }

    /// What listeners shake hands with: HTTP/2 and HTTP/1.1 by ALPN, and always the current
    /// certificate.
    ///
    /// # Errors
    /// When the cryptography has none of the versions.
    pub fn server_config(&self) -> Result<Arc<ServerConfig>, CertificateError> {
        const ALL: &[&SupportedProtocolVersion] = &[&version::TLS13, &version::TLS12];
        let versions = match self.settings.version_min {
            TlsVersion::Tls12 => ALL,
            TlsVersion::Tls13 => &[&version::TLS13],
        };
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_protocol_versions(versions)
            .map_err(CertificateError::Tls)?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&self.current) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![ALPN_HTTP2.to_vec(), ALPN_HTTP1.to_vec()];
        // Sessions are resumed from what the client brings: workers share no table of them.
        config.ticketer = Ticketer::new().map_err(CertificateError::Tls)?;
        Ok(Arc::new(config))
    }

    /// The SHA-256 of the current certificate, as clients and browsers show it.
    pub fn fingerprint(&self) -> String {
        let certified = self.current.0.load();
        let certificate = certified
            .cert
            .first()
            .map(AsRef::as_ref)
            .unwrap_or_default();
        let digest = ring::digest::digest(&ring::digest::SHA256, certificate);
        let bytes: Vec<String> = digest
            .as_ref()
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect();
        bytes.join(":")
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

fn read(
    source: &CertificateSource,
    provider: &CryptoProvider,
) -> Result<CertifiedKey, CertificateError> {
    match source {
        CertificateSource::Files { certificate, key } => from_files(certificate, key, provider),
        CertificateSource::SelfSigned => self_signed(provider),
    }
}

fn from_files(
    certificate: &PathBuf,
    key: &PathBuf,
    provider: &CryptoProvider,
) -> Result<CertifiedKey, CertificateError> {
    let path = || certificate.clone();
    let text = std::fs::read(certificate).map_err(|source| CertificateError::CertificateFile {
        path: path(),
        source,
    })?;
    let chain: Vec<_> = CertificateDer::pem_slice_iter(&text)
        .collect::<Result<_, _>>()
        .map_err(|source| CertificateError::CertificatePem {
            path: path(),
            source,
        })?;
    if chain.is_empty() {
        return Err(CertificateError::NoCertificate { path: path() });
    }
    let of_key = || key.clone();
    let text = std::fs::read(key).map_err(|source| CertificateError::KeyFile {
        path: of_key(),
        source,
    })?;
    let private =
        PrivateKeyDer::from_pem_slice(&text).map_err(|source| CertificateError::NoKey {
            path: of_key(),
            source,
        })?;
    let signing = provider
        .key_provider
        .load_private_key(private)
        .map_err(|source| CertificateError::Key {
            path: of_key(),
            source,
        })?;
    let certified = CertifiedKey::new(chain, signing);
    match certified.keys_match() {
        // The key may be of a kind that does not tell its public half.
        Ok(()) | Err(rustls::Error::InconsistentKeys(InconsistentKeys::Unknown)) => Ok(certified),
        Err(rustls::Error::InconsistentKeys(_)) => Err(CertificateError::Mismatch {
            certificate: path(),
            key: of_key(),
        }),
        Err(source) => Err(CertificateError::Certificate {
            path: path(),
            source,
        }),
    }
}

fn self_signed(provider: &CryptoProvider) -> Result<CertifiedKey, CertificateError> {
    let names: Vec<String> = LOCAL_NAMES.map(str::to_owned).into();
    let pair = rcgen::generate_simple_self_signed(names).map_err(CertificateError::SelfSigned)?;
    let key = PrivateKeyDer::Pkcs8(pair.signing_key.serialize_der().into());
    CertifiedKey::from_der(vec![pair.cert.der().clone()], key, provider)
        .map_err(CertificateError::Tls)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;
    use std::path::Path;

    use super::*;

    /// A folder that is removed with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = format!("rialto-certificate-{name}-{}", std::process::id());
            let path = std::env::temp_dir().join(folder);
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn write(&self, certificate: &str, key: &str) -> TlsSettings {
            fs::write(self.0.join("cert.pem"), certificate).unwrap();
            fs::write(self.0.join("key.pem"), key).unwrap();
            settings(&self.0.join("cert.pem"), &self.0.join("key.pem"))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn settings(certificate: &Path, key: &Path) -> TlsSettings {
        TlsSettings {
            certificate: CertificateSource::Files {
                certificate: certificate.to_owned(),
                key: key.to_owned(),
            },
            version_min: TlsVersion::Tls12,
        }
    }

    fn pair() -> (String, String) {
        let pair = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        (pair.cert.pem(), pair.signing_key.serialize_pem())
    }

    #[test]
    fn what_is_wrong_with_the_files_is_said() {
        let folder = Folder::new("errors");
        let (certificate, key) = pair();
        let (_, other) = pair();
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        let junk = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        for (certificate, key, told, is_of_key) in [
            ("", &*key, "has no certificate", false),
            (&*key, &key, "has no certificate", false),
            (broken, &key, "cannot be used", false),
            ("-----BEGIN CERTIFICATE-----\n", &key, "is not PEM", false),
            (&certificate, "", "has no private key", true),
            (&certificate, &certificate, "has no private key", true),
            (&certificate, junk, "cannot be used", true),
            (&certificate, &other, "does not match the certificate", true),
        ] {
            let error = TlsStore::load(folder.write(certificate, key)).unwrap_err();
            assert!(error.to_string().contains(told), "{error} has no {told:?}");
            assert_eq!(error.is_of_key(), is_of_key, "{error}");
        }
        for (certificate, key, told) in [
            ("none.pem", "key.pem", "cannot read the certificate"),
            ("cert.pem", "none.pem", "cannot read the key"),
        ] {
            folder.write(&pair().0, &pair().1);
            let settings = settings(&folder.0.join(certificate), &folder.0.join(key));
            let error = TlsStore::load(settings).unwrap_err().to_string();
            assert!(
                error.contains(told) && error.contains("none.pem"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_reload_shows_the_new_certificate_and_a_bad_one_leaves_the_old() {
        let folder = Folder::new("reload");
        let (certificate, key) = pair();
        let store = TlsStore::load(folder.write(&certificate, &key)).unwrap();
        let first = store.fingerprint();
        assert_eq!(first.len(), 32 * 3 - 1);
        let (certificate, key) = pair();
        folder.write(&certificate, &key);
        assert_eq!(store.fingerprint(), first);
        store.reload().unwrap();
        let second = store.fingerprint();
        assert_ne!(second, first);
        folder.write(&certificate, "");
        store.reload().unwrap_err();
        assert_eq!(store.fingerprint(), second);
    }

    #[test]
    fn a_self_signed_certificate_survives_a_reload_and_can_be_replaced() {
        let settings = TlsSettings {
            certificate: CertificateSource::SelfSigned,
            version_min: TlsVersion::Tls13,
        };
        let store = TlsStore::load(settings.clone()).unwrap();
        let first = store.fingerprint();
        store.reload().unwrap();
        assert_eq!(store.fingerprint(), first);
        assert!(!store.adopt(&TlsStore::load(settings).unwrap()));
        assert_eq!(store.fingerprint(), first);
        let folder = Folder::new("replace");
        let (certificate, key) = pair();
        let other = TlsStore::load(folder.write(&certificate, &key)).unwrap();
        assert!(store.adopt(&other));
        assert!(!store.adopt(&other));
        assert_eq!(store.fingerprint(), other.fingerprint());
        store.server_config().unwrap();
    }
}
