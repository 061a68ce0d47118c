//! The service `Legacy`: the old catalog, in proto2.

use tonic::{Request, Response, Status};

use crate::fault;
use crate::v1::legacy_server::Legacy;
use crate::v1::{Cloth, GetRecordRequest, Record, Remark, Wear, record};

#[derive(Debug)]
pub(crate) struct LegacyService;

#[tonic::async_trait]
impl Legacy for LegacyService {
    async fn get_record(
        &self,
        request: Request<GetRecordRequest>,
    ) -> Result<Response<Record>, Status> {
        match request.into_inner().id {
            1 => Ok(Response::new(first_record())),
            id => Err(fault::not_found("record", &id.to_string())),
        }
    }

    async fn echo_record(&self, request: Request<Record>) -> Result<Response<Record>, Status> {
        Ok(Response::new(request.into_inner()))
    }
}

/// The one record: groups, closed enums and extensions set, and some fields left to their defaults.
fn first_record() -> Record {
    Record {
        id: 1,
        title: "Catalogue of the Library".to_owned(),
        copies: Some(2),
        cloth: Some(Cloth::Leather.into()),
        inventory_years: vec![1911, 1958],
        loan_years: vec![1960, 1961, 1975],
        earlier_cloths: vec![Cloth::Paper.into(), Cloth::Linen.into()],
        origin: Some(record::Origin {
            place: "Leipzig".to_owned(),
            year: Some(1894),
        }),
        owner: vec![
            record::Owner {
                display_name: Some("Clara".to_owned()),
            },
            record::Owner { display_name: None },
        ],
        wear_by_volume: [("I".to_owned(), Wear::Light.into())].into(),
        location: Some(record::Location::Box(7)),
        curator: Some("Ada".to_owned()),
        shelf_marks: vec![17, 4],
        remark: Some(Remark {
            text: "rebound".to_owned(),
        }),
        ..Default::default()
    }
}
