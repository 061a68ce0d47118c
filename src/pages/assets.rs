//! The files that pages load. They are a part of the program.

/// A file of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asset {
    Style,
    Script,
    ReferenceScript,
    /// Swagger UI, as `tools/swagger-ui` has brought it.
    SwaggerStyle,
    SwaggerScript,
    Icon,
}

/// How a file is kept.
#[derive(Debug, Clone, Copy)]
pub enum Stored {
    Plain(&'static [u8]),
    Brotli(&'static [u8]),
}

impl Asset {
    pub const ALL: [Self; 6] = [
        Self::Style,
        Self::Script,
        Self::ReferenceScript,
        Self::SwaggerStyle,
        Self::SwaggerScript,
        Self::Icon,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Style => "docs.css",
            Self::Script => "docs.js",
            Self::ReferenceScript => "reference.js",
            Self::SwaggerStyle => "swagger-ui.css",
            Self::SwaggerScript => "swagger-ui-bundle.js",
            Self::Icon => "icon.svg",
        }
    }

    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asset| asset.name() == name)
    }

    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Style | Self::SwaggerStyle => "text/css; charset=utf-8",
            Self::Script | Self::ReferenceScript | Self::SwaggerScript => {
                "text/javascript; charset=utf-8"
            }
            Self::Icon => "image/svg+xml",
        }
    }

    pub const fn stored(self) -> Stored {
        match self {
            Self::Style => Stored::Plain(include_bytes!("assets/docs.css")),
            Self::Script => Stored::Plain(include_bytes!("assets/docs.js")),
            Self::ReferenceScript => Stored::Plain(include_bytes!("assets/reference.js")),
            Self::SwaggerStyle => Stored::Brotli(include_bytes!("swagger-ui/swagger-ui.css.br")),
            Self::SwaggerScript => {
                Stored::Brotli(include_bytes!("swagger-ui/swagger-ui-bundle.js.br"))
            }
            Self::Icon => Stored::Plain(include_bytes!("assets/icon.svg")),
        }
    }
}

impl Stored {
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Plain(bytes) | Self::Brotli(bytes) => bytes,
        }
    }
}
