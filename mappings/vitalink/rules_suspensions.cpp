// Suspensions and the elements that they belong to: R1007, R1011, R1013.
#include <map>

#include "mappings/vitalink/scheme_parts.hpp"

namespace sluis::mappings::vitalink::rules {
namespace {

using native::Node;

constexpr int kMostSuspensions = 5;

// The ID-KMEHR that the link of a suspension names; "" when it names none.
std::string planned_for(Node item) {
  for (const auto& link : all_at(item, "lnk")) {
    if (link.attribute("TYPE").value_or("") != "isplannedfor") continue;
    const auto url = link.attribute("URL").value_or("");
    const auto end = url.rfind('\'');
    const auto begin = end == std::string::npos || end == 0 ? end : url.rfind('\'', end - 1);
    if (begin != std::string::npos && begin < end) return url.substr(begin + 1, end - begin - 1);
  }
  return {};
}

// Codes and names of the product, which is what makes it the same one.
std::string product(Node item) {
  std::string all;
  for (const auto& content : all_at(item, "content")) all += native::canonical(content);
  return all;
}

}  // namespace

void judge_suspensions(const Scheme& scheme, const SchemeTables&, Breaches& found) {
  std::map<std::string, Node> elements;
  for (const auto& item : scheme.items)
    if (item.medication && !item.suspension) elements[kmehr_number(item.transaction)] = item.node;
  std::map<std::string, int> counts;
  for (const auto& item : scheme.items) {
    if (!item.suspension || !item.medication) continue;
    const auto lifecycle = text_of(at(at(item.node, "lifecycle"), "cd"));
    const bool end = static_cast<bool>(at(item.node, "endmoment")) || static_cast<bool>(at(item.node, "duration"));
    if ((lifecycle == "stopped" && end) || (lifecycle == "suspended" && !end)) found.push_back({"R1011", item.node});
    const auto number = planned_for(item.node);
    const auto element = elements.find(number);
    if (element == elements.end() || product(element->second) != product(item.node)) found.push_back({"R1007", item.node});
    if (++counts[number] == kMostSuspensions + 1) found.push_back({"R1013", item.transaction});
  }
}

}  // namespace sluis::mappings::vitalink::rules
