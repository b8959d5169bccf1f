#pragma once

#include <string>
#include <vector>

#include "adapters/simulator_kit/document_store.hpp"
#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/world.hpp"

// KMEHR messages of the hubs: what was put comes out again, and what the world only names is made up, in words that fit its type
// and are the same every time.
namespace sluis::sandbox {

// id, names, birth date, sex and language; `person` may be null.
void write_person(native::XmlWriter& xml, const World& world, const std::string& ssin, const Person* person);

// What stands behind the ids of a transaction of the world that nobody ever wrote.
std::string made_up_content(const KeptDocument& document, const KmehrParty& hub);

// Places: numbered from 1 in this order, and links between them follow. Own: each keeps the number that it came with.
enum class Numbering { Places, Own };
// The folder with these transactions.
std::string folder_of(const World& world, const std::string& patient, const std::vector<KeptDocument>& documents,
                      const KmehrParty& hub, Numbering numbering = Numbering::Places);

// The children of a kmehr message in front of its folder: standard, id, moment, sender and recipient.
struct MessageHead {
  KmehrParty sender;
  std::string recipient;  // content of an hcparty, canonical; "" : the vault itself, as an application
  core::Instant at;
  std::string unique;
};
void write_header(native::XmlWriter& xml, const MessageHead& head);

// A transaction taken apart: what stands behind its ids, and what links need.
KeptDocument kept_from(native::Node transaction);

}  // namespace sluis::sandbox
