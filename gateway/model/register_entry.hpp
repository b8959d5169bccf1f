#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/calendar.hpp"
#include "gateway/model/identity.hpp"

namespace sluis::model {

// What the authentic registers say; each as of the register's clock.

struct Person {
  Ssin ssin;
  std::string first_name;
  std::string family_name;
  std::optional<core::Date> birth;
  std::optional<core::Date> death;
  std::vector<std::pair<std::string, std::string>> cards;  // ("EID-CARDNO", number)
};

struct Provider {
  Ssin ssin;
  std::string first_name;
  std::string family_name;
  std::vector<std::pair<Nihii, std::string>> numbers;  // number and category
};

struct Organisation {
  std::string category;
  std::string name;
  std::vector<OrganisationNumber> numbers;
  std::string holder_ssin;
  std::vector<std::string> staff_ssin;
  std::string acts_for_cbe;
};

struct Relation {
  std::string kind;  // parent, guardian, administrator, mandate
  std::vector<std::string> scope;  // empty: all; else consent, link, exclusion, read
  std::optional<core::Date> from;
  std::optional<core::Date> to;
};

struct Representative {  // one of those who may act for somebody
  Ssin ssin;
  Relation relation;
};

struct GlobalFile {  // holder of the global medical file
  Ssin holder;
  std::optional<Nihii> holder_nihii;
  core::Date start;
};

}  // namespace sluis::model
