#include "adapters/hub/simulator/hub_caller.hpp"

#include <algorithm>

#include "adapters/hub/simulator/hub_names.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;

std::string scheme(Node node) {
  return node.attribute("S").value_or("");
}

std::string value(Node node) {
  return std::string(core::trim(node.text()));
}

std::string coded(Node party, std::string_view name, std::string_view wanted) {
  for (const auto& node : party.children(names::kKmehr, name)) {
    if (scheme(node) == wanted) return value(node);
  }
  return {};
}

}  // namespace

HubParties parties_of(Node author) {
  HubParties all;
  for (const auto& party : author.children(names::kKmehr, "hcparty")) {
    const auto category = coded(party, "cd", "CD-HCPARTY");
    if (category == "application") continue;
    if (category == "hub") {
      if (all.hub.empty()) all.hub = coded(party, "id", "ID-HCPARTY");
      continue;
    }
    std::string content;
    for (const auto& child : party.children()) {
      if (scheme(child).find("-ENCRYPTION-") == std::string::npos) content += native::canonical(child);
    }
    all.contents.push_back(std::move(content));
    for (const auto& id : party.children(names::kKmehr, "id")) {
      if (scheme(id) == "ID-HCPARTY" || scheme(id) == "INSS") all.numbers.push_back(value(id));
    }
  }
  return all;
}

bool HubCaller::is_one_of(const std::vector<std::string>& numbers) const {
  return std::any_of(numbers.begin(), numbers.end(), [&](const auto& number) {
    return std::find(parties.numbers.begin(), parties.numbers.end(), number) != parties.numbers.end();
  });
}

HubCaller caller_of(Node request) {
  HubCaller caller;
  const auto author = request.child(hub::kCore, "author");
  caller.parties = parties_of(author);
  for (const auto& party : author.children(names::kKmehr, "hcparty")) {
    const auto category = coded(party, "cd", "CD-HCPARTY");
    if (category != "application" && category != "hub") caller.category = category;
    const EncryptionActor actor{coded(party, "cd", "CD-ENCRYPTION-ACTOR"), coded(party, "id", "ID-ENCRYPTION-ACTOR"),
                                coded(party, "id", "ID-ENCRYPTION-APPLICATION"), coded(party, "id", "ID-ENCRYPTION-KEY")};
    if (!actor.token.empty() || (!actor.type.empty() && !actor.value.empty())) caller.actor = actor;
  }
  return caller;
}

}  // namespace sluis::sandbox
