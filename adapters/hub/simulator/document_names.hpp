#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/hub/simulator/hub_identity.hpp"
#include "adapters/simulator_kit/document_store.hpp"
#include "adapters/simulator_kit/world.hpp"

// How hubs and the vault name documents and their types (vitalink.md sections 2 and 6).
namespace sluis::sandbox::hub {

inline constexpr auto kSetCategory = "medicationscheme";
inline constexpr auto kSchemeNode = "medication-scheme";

// The type as GetTransactionList calls it; only the vault has names of its own there.
std::string name_in_lists(const HubIdentity& identity, const std::string& category);
// The CD-TRANSACTION behind either name.
std::string category_named(const HubIdentity& identity, const std::string& name);
// The vault's node for documents of this type; nullopt when it keeps none such.
std::optional<std::string> node_for(const std::string& category);
std::string category_of_node(const std::string& node);  // of single documents; "" for the scheme

// A name within a set or node: base[/new] or base/entry[/new]/version.
struct EntryName {
  enum class Form { New, Entry, Update } form = Form::Entry;
  std::string entry;
  int version = 0;
};
std::optional<EntryName> entry_name(const std::string& base, const std::string& id);
// "/subject/{ssin}/{node}" at the start of a vault's name; nullopt when it has another form.
struct NodeName {
  std::string base, ssin, node;
};
std::optional<NodeName> node_name(const std::string& id);

// Whether this base is a set that holds something now.
bool is_scheme(const std::string& base, const DocumentStore& documents);

}  // namespace sluis::sandbox::hub
