#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/json_writer.hpp"
#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/order.hpp"

namespace Poco::JSON {
class Object;
}

namespace sluis::operations {

// A JSON object of a request, read member by member. The first thing that is wrong is kept with its path ("questions[3].patient.ssin:
// expected …"); reading goes on with empty values, and fault() tells at the end. No value of the request is ever in that text.
class JsonObject final {
 public:
  // The whole text must be one object, valid UTF-8, at most 20 levels deep. Fault: NotJson.
  static Result<JsonObject> parse(std::string_view text);

  // Members other than these are refused.
  const JsonObject& only(std::initializer_list<std::string_view> names) const;
  bool has(std::string_view name) const;  // present and not null
  std::string text(std::string_view name) const;                          // required, not empty
  std::string text_or_empty(std::string_view name) const;                 // "" when absent
  std::optional<std::string> optional_text(std::string_view name) const;  // nullopt when absent
  std::optional<int> optional_number(std::string_view name, int least, int most) const;  // nullopt when absent
  bool flag(std::string_view name) const;                                 // false when absent
  JsonObject object(std::string_view name) const;                         // required; an empty one when it is not there
  std::vector<JsonObject> objects(std::string_view name, std::size_t most) const;  // required, one or more
  std::vector<std::string> texts(std::string_view name, std::size_t most) const;   // empty when absent

  std::map<std::string, std::string> all_texts() const;  // every member, each a text; at most 100

  void refuse(std::string_view name, std::string_view expected) const;
  std::optional<Fault> fault() const;  // QuestionRefused

 private:
  using Object = std::shared_ptr<const Poco::JSON::Object>;
  JsonObject(Object object, std::string path, std::shared_ptr<std::string> trouble);
  std::string path_to(std::string_view name) const;

  Object object_;
  std::string path_;
  std::shared_ptr<std::string> trouble_;
};

// {"ssin":…,"nihii":…,"category":…,"organisation":…}; category is required.
model::CallerClaim read_caller(const JsonObject& caller);
// The header of an order from the JSON door: the author as the token certifies him, and before an organisation the person that
// the request names.
model::RequestHeader header_of(const model::Identity& identity, const std::optional<model::CallerClaim>& caller,
                               const std::string& correlation_id);
model::PatientClaim read_patient(const JsonObject& request);  // {"ssin":…}

void write_sources(core::JsonWriter& out, const std::vector<model::SourceStatus>& sources);
// "" gives null.
void write_text_or_null(core::JsonWriter& out, std::string_view name, const std::string& text);

}  // namespace sluis::operations
