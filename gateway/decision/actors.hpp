#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/table.hpp"

namespace sluis::decision {

// Who may ask for what about whom: mappings/policy/actors.table. What no row allows is refused.
class ActorTable final {
 public:
  // What an order asks, in the words of the table.
  struct Request {
    std::string_view service;    // consent, therlink, exclusion
    std::string_view actor;      // patient, a kind of representation, organisation, delegate_of_X, a CD-HCPARTY category
    std::string_view end_user;   // behind an organisation: holder or his CD-HCPARTY category; "-" when nobody is named
    std::string_view subject;    // self, represented, present, any
    std::string_view operation;  // put, get, ...
  };

  // Throws std::runtime_error, beginning with `path`, when two rows speak about the same.
  static ActorTable read(const core::Table& table, const std::string& path);

  // Rows that name this end user go before those for any end user.
  bool may(const Request& request) const;
  // Every actor that the table names, each once: the reader checks that there is such an actor.
  std::vector<std::string> actors() const;

 private:
  struct Row {
    std::string service;
    std::string actor;
    std::string end_user;
    std::string subject;
    std::vector<std::string> operations;
  };
  std::vector<Row> rows_;
};

}  // namespace sluis::decision
