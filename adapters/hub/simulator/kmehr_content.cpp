#include "adapters/hub/simulator/kmehr_content.hpp"

#include "adapters/hub/simulator/hub_caller.hpp"
#include "adapters/hub/simulator/hub_names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {
namespace {

using hub::k;
using hub::write_scheme;
using native::Node;
using native::XmlWriter;

constexpr std::string_view kLink = "//transaction[id[@S='ID-KMEHR']='";

std::string trimmed(Node node) {
  return std::string(core::trim(node.text()));
}

// The number that a link of this content names; "" when it links nothing.
std::string linked(const std::string& content) {
  const auto at = content.find(kLink);
  if (at == std::string::npos) return {};
  const auto from = at + kLink.size();
  return content.substr(from, content.find('\'', from) - from);
}

std::string relinked(std::string content, const std::string& number) {
  const auto at = content.find(kLink);
  if (at == std::string::npos) return content;
  const auto from = at + kLink.size();
  return content.replace(from, content.find('\'', from) - from, number);
}

std::string at_metadata(const KeptDocument& document, const std::string& key) {
  const auto found = document.metadata.find(key);
  return found == document.metadata.end() ? std::string() : found->second;
}

// The place of the transaction to which this one is linked, among these; "" when it isn't there.
std::string place_of_link(const KeptDocument& document, const std::vector<KeptDocument>& all) {
  const auto link = at_metadata(document, "link");
  for (std::size_t i = 0; i < all.size() && !link.empty(); ++i) {
    if (at_metadata(all[i], "kmehr") == link) return std::to_string(i + 1);
  }
  return link;
}

}  // namespace

void write_person(XmlWriter& xml, const World&, const std::string& ssin, const Person* person) {
  const bool female = ((ssin[8] - '0') % 2) == 0;
  write_scheme(xml, k("id"), "INSS", "1.0", ssin);
  xml.element(k("firstname"), person == nullptr ? "Onbekend" : person->first);
  xml.element(k("familyname"), person == nullptr ? "Onbekend" : person->family);
  if (person != nullptr) xml.open(k("birthdate")).element(k("date"), core::to_text(person->birth)).close();
  xml.open(k("sex"));
  write_scheme(xml, k("cd"), "CD-SEX", "1.0", female ? "female" : "male");
  xml.close().element(k("usuallanguage"), "nl");
}

std::string folder_of(const World& world, const std::string& patient, const std::vector<KeptDocument>& documents,
                      const KmehrParty& hub, Numbering numbering) {
  XmlWriter xml;
  xml.open(k("folder"));
  write_scheme(xml, k("id"), "ID-KMEHR", "1.0", "1");
  xml.open(k("patient"));
  write_person(xml, world, patient, world.person(patient));
  xml.close();
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const auto& d = documents[i];
    xml.open(k("transaction"));
    const auto own = numbering == Numbering::Own ? at_metadata(d, "kmehr") : std::string();
    write_scheme(xml, k("id"), "ID-KMEHR", "1.0", own.empty() ? std::to_string(i + 1) : own);
    write_scheme(xml, k("id"), "LOCAL", "1.0", d.id, d.sl);
    if (!d.own_id.empty()) write_scheme(xml, k("id"), "LOCAL", "1.0", d.own_id, d.own_sl);
    xml.raw(d.content.empty() ? made_up_content(d, hub) : relinked(d.content, place_of_link(d, documents))).close();
  }
  return xml.close().take();
}

void write_header(XmlWriter& xml, const MessageHead& head) {
  const auto moment = core::brussels_date_time(head.at);
  xml.open(k("header")).open(k("standard"));
  write_scheme(xml, k("cd"), "CD-STANDARD", "1.18", "20180601");
  xml.close();
  write_scheme(xml, k("id"), "ID-KMEHR", "1.0", head.sender.number + "." + head.unique);
  xml.element(k("date"), moment.substr(0, 10)).element(k("time"), moment.substr(11));
  xml.open(k("sender"));
  write_party(xml, head.sender);
  xml.close().open(k("recipient")).open(k("hcparty"));
  if (head.recipient.empty()) {
    write_scheme(xml, k("cd"), "CD-HCPARTY", "1.3", "application");
    xml.element(k("name"), "VITALINK");
  } else {
    xml.raw(head.recipient);
  }
  xml.close().close().close();
}

KeptDocument kept_from(Node transaction) {
  KeptDocument document;
  for (const auto& child : transaction.children()) {
    if (child.name() != "id") {
      document.content += native::canonical(child);
    } else if (child.attribute("S").value_or("") == "ID-KMEHR") {
      document.metadata["kmehr"] = trimmed(child);
    }
  }
  for (const auto& cd : transaction.children(names::kKmehr, "cd")) {
    const auto scheme = cd.attribute("S").value_or("");
    if (scheme == "CD-TRANSACTION" && document.category.empty()) document.category = trimmed(cd);
    if (scheme == "LOCAL" && cd.attribute("SL").value_or("") == "PatientAccess") document.patient_access = trimmed(cd) != "no";
  }
  if (const auto link = linked(document.content); !link.empty()) document.metadata["link"] = link;
  auto parties = parties_of(transaction.child(names::kKmehr, "author"));
  document.authors = std::move(parties.contents);
  document.author_numbers = std::move(parties.numbers);
  document.complete = trimmed(transaction.child(names::kKmehr, "iscomplete")) != "false";
  document.validated = trimmed(transaction.child(names::kKmehr, "isvalidated")) != "false";
  return document;
}

}  // namespace sluis::sandbox
