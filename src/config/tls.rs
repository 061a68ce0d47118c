//! `[tls]`: the certificate of the listeners with TLS.

use std::path::{Path, PathBuf};

use super::Configuration;
use super::reader::{Context, Section};
use crate::finding::{Findings, Place};
use crate::ingress::{CertificateSource, TlsSettings, TlsVersion};

/// What is said of TLS towards clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    pub cert_file: Option<PathBuf>,
    pub key_file: Option<PathBuf>,
    /// A certificate that is made in memory, instead of files. Only a flag asks for it.
    pub self_signed: bool,
    pub version_min: TlsVersion,
    /// Where the files were named, for findings.
    pub cert_place: Place,
    pub key_place: Place,
}

impl Default for Tls {
    fn default() -> Self {
        Self {
            cert_file: None,
            key_file: None,
            self_signed: false,
            version_min: TlsVersion::Tls12,
            cert_place: Place::default(),
            key_place: Place::default(),
        }
    }
}

pub(super) const VERSIONS: [(&str, TlsVersion); 2] =
    [("1.2", TlsVersion::Tls12), ("1.3", TlsVersion::Tls13)];

pub(super) fn section(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    folder: &Path,
    context: &mut Context<'_>,
) {
    let Configuration { tls, files, .. } = configuration;
    for (key, file, place) in [
        ("cert_file", &mut tls.cert_file, &mut tls.cert_place),
        ("key_file", &mut tls.key_file, &mut tls.key_place),
    ] {
        let offset = section.offset_of(key);
        if let Some(text) = section.string(context, key) {
            let path = folder.join(text);
            files.push(path.clone());
            *file = Some(path);
            *place = context.place(offset);
        }
    }
    if let Some(version) = section.choice(context, "min_version", &VERSIONS) {
        tls.version_min = version;
    }
    section.finish(context);
}

impl Configuration {
    /// What the TLS listeners need; `None` without listeners, or where [`Configuration::check`]
    /// has found that something is missing.
    pub fn tls_settings(&self) -> Option<TlsSettings> {
        let Tls {
            cert_file,
            key_file,
            self_signed,
            version_min,
            ..
        } = &self.tls;
        if self.listen_tls.is_empty() {
            return None;
        }
        let certificate = match (cert_file, key_file) {
            _ if *self_signed => CertificateSource::SelfSigned,
            (Some(certificate), Some(key)) => CertificateSource::Files {
                certificate: certificate.clone(),
                key: key.clone(),
            },
            _ => return None,
        };
        Some(TlsSettings {
            certificate,
            version_min: *version_min,
        })
    }
}

/// Listeners without a certificate, and a certificate without its other half or without listeners.
pub(super) fn check(configuration: &Configuration, findings: &mut Findings) {
    let tls = &configuration.tls;
    if tls.self_signed {
        return;
    }
    let has_listeners = !configuration.listen_tls.is_empty();
    match (&tls.cert_file, &tls.key_file) {
        (Some(_), Some(_)) if !has_listeners => findings.warning(
            "config",
            tls.cert_place.clone(),
            "tls.cert_file",
            "tls.cert_file is not used, because server.listen_addr_tls names no address",
        ),
        (Some(_), Some(_)) => {}
        (None, None) if has_listeners => findings.error(
            "config",
            Place::default(),
            "server.listen_addr_tls",
            "server.listen_addr_tls needs a certificate: set tls.cert_file and tls.key_file, or try --tls-dev",
        ),
        (None, None) => {}
        (Some(_), None) => findings.error(
            "config",
            tls.cert_place.clone(),
            "tls.key_file",
            "tls.cert_file needs tls.key_file, the key of the certificate",
        ),
        (None, Some(_)) => findings.error(
            "config",
            tls.key_place.clone(),
            "tls.cert_file",
            "tls.key_file needs tls.cert_file, the certificate of the key",
        ),
    }
}
