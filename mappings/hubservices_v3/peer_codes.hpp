#pragma once

#include <map>
#include <string>
#include <string_view>

#include "mappings/hubservices_v3/transaction_list.hpp"

namespace sluis::mappings::hubservices_v3 {

// What the codes of other hubs mean (hubs.md section 5).
class PeerCodes final {
 public:
  static PeerCodes load(const std::string& path);  // throws std::runtime_error when the table is wrong or has no `default`

  // State, code and text of a source that answered like this. Both iscomplete and the errors count: hubs are known to send a
  // real error with iscomplete true. entries of the status is left alone.
  model::SourceStatus status_of(const ListResponse& response) const;

  // What of an answer to one order is an error: the hub's code, with our text. 200 and VALID are none, 202 stays as information. An answer
  // that calls itself incomplete without saying why is one too.
  std::vector<model::BusinessError> errors_of(bool complete, const std::vector<ErrorReport>& reports) const;

 private:
  struct Meaning {
    std::string state;
    std::string text;
  };
  const Meaning& of(std::string_view code) const;
  std::map<std::string, Meaning, std::less<>> meanings_;
};

}  // namespace sluis::mappings::hubservices_v3
