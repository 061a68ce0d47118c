//! The sample back end behind a gateway, and tonic's clients for it.

use std::time::Duration;

use bookstore::v1::bookstore_client::BookstoreClient;
use bookstore::v1::lab_client::LabClient;
use bookstore::v1::stats_response::Counts;
use tonic::transport::Channel;

use crate::support::Gateway;

/// The sample behind a gateway, and a connection to it.
pub(crate) struct Sample {
    pub(crate) backend: bookstore::Server,
    pub(crate) gateway: Gateway,
    channel: Channel,
}

impl Sample {
    pub(crate) async fn start(arguments: &[&str]) -> Self {
        let backend = bookstore::Server::start().unwrap();
        let gateway = Gateway::for_sample(backend.address(), arguments);
        let channel = connect(&gateway).await;
        Self {
            backend,
            gateway,
            channel,
        }
    }

    pub(crate) fn lab(&self) -> LabClient<Channel> {
        LabClient::new(self.channel.clone())
    }

    pub(crate) fn bookstore(&self) -> BookstoreClient<Channel> {
        BookstoreClient::new(self.channel.clone())
    }

    /// Waits until the back end says this of the calls of a method.
    pub(crate) async fn until(&self, path: &str, is_so: impl Fn(&Counts) -> bool) {
        let is_so = || self.backend.stats().methods.get(path).is_some_and(&is_so);
        let seen = async {
            while !is_so() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let seen = tokio::time::timeout(Duration::from_secs(5), seen).await;
        assert!(seen.is_ok(), "{path}: {:?}", self.backend.stats());
    }

    pub(crate) async fn cancelled(&self, method: &str) {
        let path = format!("/bookstore.v1.{method}");
        self.until(&path, |counts| counts.cancelled == 1).await;
    }
}

pub(crate) async fn connect(gateway: &Gateway) -> Channel {
    let channel = Channel::from_shared(format!("http://{}", gateway.address)).unwrap();
    channel.connect().await.unwrap()
}

pub(crate) const HOUR: prost_types::Duration = prost_types::Duration {
    seconds: 3600,
    nanos: 0,
};
