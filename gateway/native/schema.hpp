#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::native {

struct SchemaError {
  Node element;          // where; empty when unknown
  std::string path;      // local names from the validated root, "request/author/hcparty"
  std::string expected;  // what the schema wants instead; no content of the message
};

// An XML schema compiled once and shared by all threads.
class Schema final {
 public:
  // One or more .xsd files; several are combined by a driver schema that imports each by its target namespace.
  // Offline: an import that can't be found beside the file is an error. SettingsRefused with file, line and reason.
  static Result<Schema> compile(const std::vector<std::string>& files);

  // Validates the element as a root, in place: the tree is never changed, no default is written into it.
  // Empty when valid. `limit`: how many errors to report.
  std::vector<SchemaError> validate(Node element, std::size_t limit = 20) const;

 private:
  explicit Schema(std::shared_ptr<void> handle) : handle_(std::move(handle)) {}
  std::shared_ptr<void> handle_;
};

}  // namespace sluis::native
