#include "gateway/cli/author_reader.hpp"

namespace sluis::cli {
namespace {

native::Node by_name(native::Node parent, std::string_view local) {
  if (!parent) return {};
  for (const auto& child : parent.children()) {
    if (child.name() == local) return child;
  }
  return {};
}

template <class Claim>
Claim ids_of(native::Node node) {
  Claim claim;
  for (const auto& child : node.children()) {
    if (child.name() == "id") claim.ids.push_back({child.attribute("S").value_or(""), child.text(), child.attribute("SL").value_or("")});
  }
  return claim;
}

model::PartyClaim party_of(native::Node node) {
  auto claim = ids_of<model::PartyClaim>(node);
  for (const auto& child : node.children()) {
    if (child.name() == "cd") claim.codes.push_back({child.attribute("S").value_or(""), child.text()});
  }
  return claim;
}

}  // namespace

model::AuthorClaim author_of(native::Node body) {
  model::AuthorClaim author;
  const auto node = by_name(by_name(body, "request"), "author");
  if (!node) return author;
  for (const auto& child : node.children()) {
    if (child.name() == "hcparty") author.parties.push_back(party_of(child));
    if (child.name() == "patient") author.patient = ids_of<model::PatientClaim>(child);
    if (child.name() == "person") author.person = ids_of<model::PatientClaim>(child);
  }
  return author;
}

}  // namespace sluis::cli
