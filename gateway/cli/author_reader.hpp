#pragma once

#include <string>

#include "gateway/model/claims.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::cli {

// Who a body element says it is from: request/author, whatever the version of the hub services. Only for choosing an identity;
// the gateway reads and judges the author itself.
model::AuthorClaim author_of(native::Node body);

}  // namespace sluis::cli
