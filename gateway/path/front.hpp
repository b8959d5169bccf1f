#pragma once

#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/message/raw.hpp"
#include "gateway/message/reply.hpp"
#include "gateway/path/exchange.hpp"
#include "mappings/description.hpp"

namespace sluis::path {

// What a door hands its requests to: GET gives descriptions (WSDL, schemas, OpenAPI) and goes the path
// where a JSON resource is read with it; POST is a message and goes the path.
class Front final {
 public:
  // openapi: the text of the JSON door's description.
  Front(const Exchange& exchange, const OperationTable& operations, const mappings::Descriptions& description,
        std::string openapi, std::string environment);
  message::Reply serve(message::Raw raw) const;

 private:
  message::Reply asked(message::Raw raw) const;
  message::Reply described(const message::Raw& raw) const;

  const Exchange& exchange_;
  const OperationTable& operations_;
  const mappings::Descriptions& description_;
  std::string openapi_;
  std::string environment_;
};

}  // namespace sluis::path
