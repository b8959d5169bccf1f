#include "adapters/hub/simulator/world_documents.hpp"

#include "adapters/hub/simulator/document_names.hpp"
#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/simulator_kit/kmehr_parts.hpp"

namespace sluis::sandbox::hub {
namespace {

constexpr int kElements = 2;  // of a scheme that the world only names

std::string content_of(const KmehrParty& party) {
  native::XmlWriter xml;
  write_scheme(xml, k("id"), "ID-HCPARTY", "1.0", party.number);
  if (!party.ssin.empty()) write_scheme(xml, k("id"), "INSS", "1.0", party.ssin);
  write_scheme(xml, k("cd"), "CD-HCPARTY", "1.1", party.category);
  if (!party.name.empty()) xml.element(k("name"), party.name);
  if (!party.family.empty()) xml.element(k("firstname"), party.first).element(k("familyname"), party.family);
  return xml.take();
}

KeptDocument kept(const HubIdentity& identity, const World& world, const StoredDocument& stored) {
  const auto author = party_of(world, stored.author_nihii);
  KeptDocument document;
  document.id = stored.id;
  document.sl = stored.sl;
  document.patient = stored.patient;
  document.category = category_named(identity, stored.category);
  document.patient_access = stored.patient_access;
  document.moment = document.created = document.recorded = document_moment(world, stored);
  document.authors = {content_of(author)};
  document.author_numbers = {author.number};
  if (!author.ssin.empty()) document.author_numbers.push_back(author.ssin);
  return document;
}

void seed_scheme(const KeptDocument& head, DocumentStore& store) {
  for (int i = 1; i <= kElements; ++i) {
    auto element = head;
    element.base = head.id;
    element.entry = std::to_string(i);
    element.id = element.base + "/" + element.entry + "/1";
    element.category = "medicationschemeelement";
    element.metadata["kmehr"] = std::to_string(i + 1);
    store.seed(std::move(element));
  }
}

}  // namespace

void seed_documents(const HubIdentity& identity, const World& world, DocumentStore& store) {
  for (const auto& stored : world.documents) {
    if (stored.hub != identity.number) continue;
    auto document = kept(identity, world, stored);
    if (document.category == kSetCategory) {
      seed_scheme(document, store);
      continue;
    }
    const auto node = identity.vitalink ? node_name(document.id) : std::nullopt;
    const auto named = node ? entry_name(node->base, document.id) : std::nullopt;
    if (named && named->form == EntryName::Form::Entry && node->ssin == document.patient) {
      document.base = node->base;
      document.entry = named->entry;
      document.version = named->version;
    }
    store.seed(std::move(document));
  }
}

}  // namespace sluis::sandbox::hub
