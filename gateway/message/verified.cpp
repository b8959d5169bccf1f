#include "gateway/message/verified.hpp"

namespace sluis::message {

std::string Verified::soap_action() const {
  std::string action = raw_.header("soapaction");
  if (action.size() >= 2 && action.front() == '"' && action.back() == '"') action = action.substr(1, action.size() - 2);
  return action;
}

}  // namespace sluis::message
