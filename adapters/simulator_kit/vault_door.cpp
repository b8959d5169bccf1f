#include "adapters/simulator_kit/vault_door.hpp"

#include "adapters/hub/simulator/hub_feed.hpp"
#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/kmehr_content.hpp"

namespace sluis::sandbox {
namespace {

std::string message_of(const HubParts& parts, const KeptDocument& document) {
  native::XmlWriter xml;
  xml.open(hub::k("kmehrmessage"));
  write_header(xml, {parts.party(), "", parts.clock.now(), core::random_hex(parts.random, 8)});
  xml.raw(folder_of(parts.world, document.patient, {document}, parts.party(), Numbering::Own));
  return xml.close().take();
}

Result<VaultContent::Read> read(const std::string& message) {
  const auto document = native::Document::parse(message);
  if (!document) return document.error();
  const auto folders = document->root().children(names::kKmehr, "folder");
  if (folders.size() != 1) return Fault(FaultId::SchemaViolation, "folder");
  const auto transactions = folders.front().children(names::kKmehr, "transaction");
  if (transactions.size() != 1) return Fault(FaultId::SchemaViolation, "folder/transaction");
  const auto patient = inss_of(folders.front().child(names::kKmehr, "patient").children(names::kKmehr, "id"));
  if (!patient) return Fault(FaultId::SchemaViolation, "folder/patient");
  return VaultContent::Read{kept_from(transactions.front()), *patient};
}

}  // namespace

VaultContent vault_content(Hub& vault) {
  auto& parts = vault.parts();
  return {[&parts](const KeptDocument& document) { return message_of(parts, document); }, read,
          [&parts](const std::string& patient, const std::function<void()>& write) {
            const hub::FeedWatch watch(parts, patient);
            write();
          }};
}

}  // namespace sluis::sandbox
