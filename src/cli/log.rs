//! Logs on standard error, as the configuration says.

use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, LogLevel, Logging};

/// Begins to log. Pingora logs each broken connection as an error; that is a client's affair.
pub(super) fn start(logging: Logging) {
    let level = match logging.level {
        LogLevel::Error => "error",
        LogLevel::Warn => "warn",
        LogLevel::Info => "info",
        LogLevel::Debug => "debug",
    };
    let filter = EnvFilter::new(format!("off,rialto={level}"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match logging.format {
        LogFormat::Text => builder.with_target(false).with_ansi(false).init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
}
