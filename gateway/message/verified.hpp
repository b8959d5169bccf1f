#pragma once

#include <memory>
#include <string>
#include <utility>

#include "gateway/message/raw.hpp"
#include "gateway/model/identity.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::security {
class Gate;
}

namespace sluis::message {

// A message whose speaker is known and whose content is signed (SOAP) or came over an authenticated channel (JSON).
// Only security::Gate can make one; nothing else is accepted by an operation. It owns what its nodes point into.
class Verified final {
 public:
  const model::Identity& identity() const { return identity_; }
  // SOAP: the one child of the signed Body. Empty on the JSON door.
  native::Node payload() const { return payload_; }
  const std::string& text() const { return raw_.body; }  // JSON door: the body. SOAP: the source of positions
  const native::Document* document() const { return document_.get(); }
  const std::string& path() const { return raw_.path; }
  std::string soap_action() const;  // header value without quotes, "" when absent
  const std::string& correlation_id() const { return raw_.correlation_id; }
  core::Instant received() const { return raw_.received; }
  bool is_soap() const { return static_cast<bool>(payload_); }

 private:
  friend class security::Gate;
  Verified(Raw raw, model::Identity identity, std::unique_ptr<native::Document> document, native::Node payload)
      : raw_(std::move(raw)), identity_(std::move(identity)), document_(std::move(document)), payload_(payload) {}

  Raw raw_;
  model::Identity identity_;
  std::unique_ptr<native::Document> document_;
  native::Node payload_;
};

}  // namespace sluis::message
