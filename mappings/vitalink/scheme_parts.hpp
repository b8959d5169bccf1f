#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mappings/vitalink/scheme_rules.hpp"

// A scheme taken apart for the rules; one function per family of rules, each in a file of its own.
namespace sluis::mappings::vitalink::rules {

inline constexpr std::string_view kKmehr = "http://www.ehealth.fgov.be/standards/kmehr/schema/v1";

struct Item {
  native::Node node;
  native::Node transaction;
  bool suspension = false;  // of a treatmentsuspension
  bool medication = false;
};

struct Scheme {
  native::Node root;
  std::vector<native::Node> folders;
  std::vector<native::Node> transactions;  // of all folders
  std::vector<Item> items;
};

struct Breach {
  std::string rule;
  native::Node place;
};
using Breaches = std::vector<Breach>;

native::Node at(native::Node parent, std::string_view name);
std::vector<native::Node> all_at(native::Node parent, std::string_view name);
std::vector<native::Node> below(native::Node parent, std::string_view name);  // at any depth
std::string text_of(native::Node node);                                        // trimmed; "" of no node
std::string category_of(native::Node transaction);
std::string kmehr_number(native::Node transaction);

void judge_message(const Scheme& scheme, const SchemeTables& tables, Breaches& found);
void judge_suspensions(const Scheme& scheme, const SchemeTables& tables, Breaches& found);
void judge_moments(const Scheme& scheme, const SchemeTables& tables, Breaches& found);
void judge_regimens(const Scheme& scheme, const SchemeTables& tables, Breaches& found);
void judge_quantities(const Scheme& scheme, const SchemeTables& tables, Breaches& found);
void judge_codes(const Scheme& scheme, const SchemeTables& tables, Breaches& found);

}  // namespace sluis::mappings::vitalink::rules
