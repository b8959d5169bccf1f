#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/model/identifiers.hpp"

namespace sluis::mappings::vitalink {

// A name in the vault (vitalink.md section 2): "/subject/{ssin}[/{node}[/new | /{entry}[/new]/{version}]]".
struct VaultUri {
  enum class Form { Subject, Node, New, Entry, Update };

  Form form = Form::Subject;
  model::Ssin ssin;
  std::string node;
  std::string entry;  // of Entry and Update
  int version = 0;    // from 1, of Entry and Update

  // nullopt: another form, a number with wrong check digits, a node that the vault doesn't have, a version below 1.
  static std::optional<VaultUri> parse(std::string_view text);
  std::string text() const;
};

// The nodes of the vault, and the CD-TRANSACTION of what stands in them; "" when there is none.
std::string_view category_of_node(std::string_view node);
std::string_view node_of_category(std::string_view category);

}  // namespace sluis::mappings::vitalink
