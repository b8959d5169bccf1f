#pragma once

#include <string>
#include <utility>
#include <vector>

namespace sluis::message {

// What leaves through the door the request came in by.
struct Reply {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

}  // namespace sluis::message
